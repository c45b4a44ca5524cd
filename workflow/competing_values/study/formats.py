"""Kinds of raw files, and the survey tools whose exports have a profile."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Format(NamedTuple):
    """A kind of file.

    `reader` is the module of `microdata.reading` that reads it. Where `has_header_rows` is false, the file keeps the
    names of columns apart from the rows. Where `numbers_cases`, its program numbers rows from 1, below the names.
    """

    suffixes: tuple[str, ...]
    reader: Literal["delimited", "workbook", "statistical", "columnar"]
    has_header_rows: bool = True
    numbers_cases: bool = False


FORMATS = {
    "csv": Format((".csv", ".tsv", ".tab", ".txt"), "delimited"),
    "xlsx": Format((".xlsx", ".xlsm"), "workbook"),
    "xls": Format((".xls",), "workbook"),
    "ods": Format((".ods",), "workbook"),
    "sav": Format((".sav", ".zsav"), "statistical", has_header_rows=False, numbers_cases=True),
    "dta": Format((".dta",), "statistical", has_header_rows=False, numbers_cases=True),
    "parquet": Format((".parquet",), "columnar", has_header_rows=False),
}

_FORMATS = tuple(FORMATS)
FormatName = Literal[_FORMATS]  # type: ignore[valid-type]

#: Formats that the suffix of a file tells.
SUFFIXES = {suffix: name for name, format_ in FORMATS.items() for suffix in format_.suffixes}
#: Suffixes of files whose fields stand apart by tabs.
TABBED = {".tsv", ".tab"}


@dataclass(frozen=True)
class Profile:
    """What the exports of one survey tool have in common; a codebook's own keys go before it.

    An export that has all columns of `signs` is one of this tool.
    """

    signs: frozenset[str] = frozenset()
    respondent_id: str | None = None
    language: str | None = None
    duration: str | tuple[str, str] | None = None
    delimiter: str = ","
    first_row: int = 2
    header_mark: str | None = None
    path_separator: str | None = None
    missing: tuple[str, ...] = ()
    test_entries: dict[str, list[str]] = field(default_factory=dict)


PROFILES = {
    "limesurvey": Profile(
        signs=frozenset({"id", "submitdate", "lastpage"}),
        respondent_id="id",
        language="startlanguage",
        duration="interviewtime",
        missing=("N/A",),
    ),
    "qualtrics": Profile(
        respondent_id="ResponseId",
        duration="Duration (in seconds)",
        first_row=4,
        header_mark="ImportId",
        missing=("-99",),
        test_entries={
            "Status": ["Survey Preview", "1", "Survey Test", "2", "Preview Spam", "9", "Offline Preview", "17"],
            "DistributionChannel": ["preview", "test"],
        },
    ),
    "kobo": Profile(
        signs=frozenset({"_id", "_uuid", "_submission_time"}),
        respondent_id="_uuid",
        duration=("start", "end"),
        delimiter=";",
        path_separator="/",
    ),
    "odk": Profile(
        signs=frozenset({"submissiondate", "key"}),
        respondent_id="KEY",
        duration=("start", "end"),
        path_separator="-",
    ),
    "google_forms": Profile(),
}

_PROFILES = tuple(PROFILES)
ProfileName = Literal[_PROFILES]  # type: ignore[valid-type]
