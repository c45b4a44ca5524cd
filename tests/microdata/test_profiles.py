"""Exports of survey tools, as their profiles describe them, and the way from our own questionnaire back to answers."""

import csv
from pathlib import Path

import pytest
from examples import asking

from competing_values.errors import UserError
from competing_values.microdata.ingest import Ingestion, raw_columns
from competing_values.microdata.reading.reader import read_text
from competing_values.run.imports import REPOSITORY
from competing_values.study.codebook import Codebook
from competing_values.study.config import Config
from competing_values.study.formats import PROFILES
from competing_values.study.instrument import INSTRUMENT, Instrument
from competing_values.study.measures import Variable
from competing_values.study.strict import read
from competing_values.tools.questionnaire import form, worded

EXPORTS = Path(__file__).parent / "profiles"
SMALL = asking(
    {"work": ["s01", "s02"]},
    {"body": ["central", "local"]},
    ocai={"perspectives": ["now"], "dimensions": {"glue": {"label": ""}}},
    questions={
        "satisfaction": {"label": "", "categories": dict.fromkeys(["satisfied", "dissatisfied", "hard_to_say"], "")}
    },
)
CONFIG = Config.model_validate({"title": "Culture", "waves": {"2024": {"sources": {"survey": {"codebook": "c.yaml"}}}}})


def ingested(path: Path, codebook: Codebook, instrument: Instrument, scratch: Path) -> Ingestion:
    loaded = codebook.completed([variable.name for variable in instrument.variables()], str(path))
    return Ingestion(read_text(loaded, scratch, raw_columns(loaded)), instrument, loaded)


def test_every_profile_has_an_export() -> None:
    told = [read(folder / "codebook.yaml", Codebook).profile for folder in EXPORTS.iterdir()]
    assert set(PROFILES) == set(told)


@pytest.mark.parametrize("export", sorted(folder.name for folder in EXPORTS.iterdir()))
def test_exports(tmp_path: Path, export: str) -> None:
    folder = EXPORTS / export
    codebook = read(folder / "codebook.yaml", Codebook)
    expected = (folder / "expected.csv").read_text(encoding="utf-8")
    found = ingested(folder / "export.csv", codebook, SMALL, tmp_path).answers(b"key").collect()
    assert found.select(expected.partition("\n")[0].split(",")).write_csv() == expected
    has_id = export != "google_forms"
    assert found["respondent_id"].n_unique() == (len(found) if has_id else 1)


def test_questions_beside_codes_and_over_grids_are_read(tmp_path: Path) -> None:
    for export, column, question in (
        ("limesurvey_code_text", "G2Q1[SQ001]", "Share 100 points. Now. [Family]"),
        ("surveymonkey", "My work is useful", "How far do you agree? [My work is useful]"),
    ):
        codebook = read(EXPORTS / export / "codebook.yaml", Codebook)
        loaded = codebook.completed([], str(EXPORTS / export / "export.csv"))
        assert read_text(loaded, tmp_path, [column]).questions[column] == question


def test_qualtrics_questions_are_read(tmp_path: Path) -> None:
    codebook = read(EXPORTS / "qualtrics" / "codebook.yaml", Codebook)
    raw = read_text(codebook.completed([], str(EXPORTS / "qualtrics" / "export.csv")), tmp_path)
    assert raw.questions["Q2_1"] == "Share 100 points between the four statements, as it is now. - Family"


def test_a_respondent_is_not_taken_for_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("ResponseId,s01\nResponse ID,Good?\nR_1,5\nR_2,6\n", encoding="utf-8")
    profile = {"file": str(path), "profile": "qualtrics"}
    with pytest.raises(UserError, match=r"row 3: no cell holds `ImportId`, .* Set `first_row`"):
        ingested(path, Codebook.model_validate(profile), SMALL, tmp_path)
    found = ingested(path, Codebook.model_validate(profile | {"first_row": 3}), SMALL, tmp_path)
    assert found.answers(b"key").collect()["s01"].to_list() == [5, 6]


def test_names_with_and_without_their_groups(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("_uuid;work/s01;other/s01;work/s02;body\n1;5;6;7;local\n", encoding="utf-8")
    columns = {"s01": "other/s01", "s02": "work/s02"}
    codebook = Codebook.model_validate({"file": str(path), "profile": "kobo", "columns": columns})
    found = ingested(path, codebook, SMALL, tmp_path).answers(b"key").collect()
    assert found.select("s01", "s02", "body").rows() == [(6, 7, "local")]


def header(separator: str | None) -> list[str]:
    """Names of the columns in which a tool exports our own form; notes are columns too, and empty."""
    instrument = read(INSTRUMENT, Instrument)
    texts = worded(CONFIG, instrument, {"en": {}, "kk": {}, "ru": {}})
    found: list[str] = []
    groups: list[str] = []
    for row in form(instrument, texts)["survey"]:
        match row["type"]:
            case "begin_group":
                groups.append(row["name"])
            case "end_group":
                groups.pop()
            case _:
                found.append(separator.join([*groups, row["name"]]) if separator else row["name"])
    return found


#: Separator of groups, delimiter, columns that the tool adds before and after.
TOOLS = {
    "kobo": ("/", ";", [], ["__version__", "meta/instanceID", "meta/rootUuid", "_id", "_uuid", "_index"]),
    "kobo without groups": (None, ";", [], ["__version__", "instanceID", "_id", "_uuid", "_index"]),
    "odk": ("-", ",", ["SubmissionDate"], ["meta-instanceID", "KEY", "SubmitterID", "Status", "Edits", "FormVersion"]),
}


def answer(variable: Variable | None, respondent: int) -> str:
    if variable is None:
        return ""
    if variable.block == "ocai":
        return "25"
    if variable.is_number:
        return str(int(variable.low or 0) + respondent)
    return variable.categories[-respondent] if variable.categories else f"group {respondent}"


@pytest.mark.parametrize("tool", TOOLS)
def test_our_own_questionnaire_comes_back(tmp_path: Path, tool: str) -> None:
    separator, delimiter, before, after = TOOLS[tool]
    instrument = read(INSTRUMENT, Instrument)
    asked = {variable.name: variable for variable in instrument.variables()}
    columns = [*before, *header(separator), *after]
    times = {"start": "2024-03-01T09:00:00.000+05:00", "end": "2024-03-01T09:10:00.500+05:00"}
    rows = [
        [
            times.get(name) or (f"uuid {k}" if name in {"_uuid", "KEY"} else answer(asked.get(name), k))
            for name in (column.rpartition(separator or " ")[2] for column in columns)
        ]
        for k in (1, 2)
    ]
    path = tmp_path / "kobo.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([columns, *rows])
    codebook = read(REPOSITORY / "data" / "codebooks" / "kobo.yaml", Codebook)
    if tool == "odk":
        codebook = Codebook.model_validate({"file": str(path), "profile": "odk"})
    found = ingested(path, codebook, instrument, tmp_path / "scratch").answers(b"key").collect()
    assert found["duration"].to_list() == [600.5, 600.5]
    assert found["respondent_id"].n_unique() == 2
    assert found["out_of_range"].to_list() == [0, 0]
    for name, variable in asked.items():
        given = [answer(variable, k) for k in (1, 2)]
        assert found[name].to_list() == ([*map(float, given)] if variable.is_number else given), name
