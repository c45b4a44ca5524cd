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

    An export that has all columns of `signs` is one of this tool. Where the tool translates a header, the names that it
    has in several languages stand side by side, and the one that is there counts.

    Attributes
    ----------
    header_rows
        Rows of headings that are joined: a question over the columns of its grid, and the rows of the grid below.
    blank_headings
        What the lower row says of a column that needs no second heading.
    header_mark
        What stands in the last row above the answers.
    path_separator
        Divides groups from names, `group/name`.
    text_separator
        Divides codes from the text of the question, `code. text`.
    test_entries, unfinished
        Raw column: values of rows that are no interviews, and of those that were not finished ("" is an empty cell).
    single
        Columns that must hold one value, since each of them makes other rows of one person.
    """

    signs: frozenset[str] = frozenset()
    respondent_id: tuple[str, ...] = ()
    language: str | None = None
    duration: tuple[tuple[str, ...], ...] = ()
    delimiter: str = ","
    header_rows: int = 1
    blank_headings: frozenset[str] = frozenset()
    first_row: int = 2
    header_mark: str | None = None
    path_separator: str | None = None
    text_separator: str | None = None
    missing: tuple[str, ...] = ()
    test_entries: dict[str, list[str]] = field(default_factory=dict)
    unfinished: dict[str, list[str]] = field(default_factory=dict)
    single: tuple[str, ...] = ()


PROFILES = {
    "limesurvey": Profile(
        signs=frozenset({"id", "submitdate", "lastpage"}),
        respondent_id=("id",),
        language="startlanguage",
        duration=(("interviewtime",),),
        text_separator=". ",
        missing=("N/A",),
        unfinished={"submitdate": ["", "1980-01-01 00:00:00"]},
    ),
    "qualtrics": Profile(
        respondent_id=("ResponseId",),
        duration=(("Duration (in seconds)",),),
        first_row=4,
        header_mark="ImportId",
        missing=("-99",),
        test_entries={
            "Status": [
                "Survey Preview", "1", "Survey Test", "2", "Spam", "8", "Preview Spam", "9", "Imported Spam", "12",
                "Offline Preview", "17", "Offline Survey Preview", "EX Spam", "40",
            ],
            "DistributionChannel": ["preview", "test"],
        },
        unfinished={"Finished": ["False", "0", "No"]},
    ),
    "kobo": Profile(
        signs=frozenset({"_id", "_uuid", "_submission_time"}),
        respondent_id=("_uuid",),
        duration=(("start",), ("end",)),
        delimiter=";",
        path_separator="/",
        test_entries={"_validation_status": ["Not Approved", "validation_status_not_approved"]},
    ),
    "odk": Profile(
        signs=frozenset({"submissiondate", "key"}),
        respondent_id=("KEY",),
        duration=(("start",), ("end",)),
        path_separator="-",
        test_entries={"ReviewState": ["rejected"]},
    ),
    "google_forms": Profile(),
    "surveymonkey": Profile(
        signs=frozenset({"respondent id", "start date"}),
        respondent_id=("Respondent ID", "respondent_id"),
        duration=(("Start Date", "date_created"), ("End Date", "date_modified")),
        header_rows=2,
        blank_headings=frozenset({"response", "open-ended response"}),
        first_row=3,
    ),
    "microsoft_forms": Profile(
        respondent_id=("ID", "Id", "ИД", "Идентификатор"),
        duration=(
            ("Start time", "Время начала"),
            ("Completion time", "Время выполнения", "Время завершения"),
        ),
    ),
    "redcap": Profile(
        signs=frozenset({"record_id"}),
        respondent_id=("record_id",),
        single=("redcap_event_name", "redcap_repeat_instrument"),
    ),
}  # fmt: skip

_PROFILES = tuple(PROFILES)
ProfileName = Literal[_PROFILES]  # type: ignore[valid-type]
