"""Drafts of codebooks: what is found, what is marked, and that a draft without marks is a codebook that reads."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
import xlsxwriter
import yaml
from examples import points, small_instrument

from competing_values.errors import UserError
from competing_values.microdata.ingest import Ingestion, raw_columns
from competing_values.microdata.reading.reader import read_text
from competing_values.study.codebook import Codebook
from competing_values.study.instrument import Instrument
from competing_values.study.strict import MARK, read
from competing_values.tools.drafting import draft

STATEMENTS = ["s01", "s02", "s03", "s04", "s05"]
TEXTS = {
    "s01": {"Newcomers are trained", "Новых сотрудников обучают"},
    "s02": {"Mistakes are punished", "За ошибки наказывают"},
    "integrity": {"Integrity", "Добросовестность"},
    "satisfaction": {"Satisfaction", "Удовлетворённость"},
    "satisfaction.low": {"Low", "Низкая", "Төмен"},
    "satisfaction.middle": {"Middle", "Средняя", "Орташа"},
    "satisfaction.high": {"High", "Высокая", "Жоғары"},
    "body.central": {"Central", "Центральный", "Орталық"},
    "body.local": {"Local", "Местный", "Жергілікті"},
}
#: Ten respondents, column by column.
ROWS = 10
RATINGS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
ANSWERS: dict[str, list[str]] = {
    "id": [str(number) for number in range(100, 100 + ROWS)],
    **dict.fromkeys(STATEMENTS, RATINGS),
    **dict(zip(points(), [["40"] * ROWS, ["30"] * ROWS, ["20"] * ROWS, ["10"] * ROWS] * 4, strict=True)),
    "satisfaction": ["low", "high"] * 5,
    "integrity": RATINGS,
    "body": ["central", "local"] * 5,
}


def columns(**changed: Any) -> dict[str, list[str]]:
    """The answers with columns renamed (a text) or replaced (header and cells); None leaves one out."""
    found = {}
    for name, cells in ANSWERS.items():
        match changed.get(name, name):
            case str(header):
                found[header] = cells
            case (header, other):
                found[header] = list(other)
    return found


def write(
    path: Path, table: Mapping[str, list[str]], encoding: str = "utf-8", sign: str = ",", above: str = ""
) -> Path:
    rows = [list(table), *map(list, zip(*table.values(), strict=True))]
    text = above + "".join(sign.join(f'"{cell}"' if sign in cell else cell for cell in row) + "\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def drafted(path: Path, texts: Mapping[str, set[str]] = TEXTS) -> dict[str, Any]:
    return yaml.safe_load(draft(str(path), small_instrument(), texts, path.parent / "scratch").text)


def csv(folder: Path, **changed: Any) -> dict[str, Any]:
    return drafted(write(folder / "export.csv", columns(**changed)))


def test_a_file_with_canonical_names_needs_no_mark(tmp_path: Path) -> None:
    found = draft(str(write(tmp_path / "export.csv", ANSWERS)), small_instrument(), TEXTS, tmp_path / "scratch")
    assert found.marks == 0
    assert found.breakdowns == ["body"]


@pytest.mark.parametrize("header", ["s01", "S01 ", "G3[s01]", "group/s01", "work-s01", "Q_s01"])
def test_a_column_is_found_by_name(tmp_path: Path, header: str) -> None:
    assert csv(tmp_path, s01=header)["columns"]["s01"] == header.strip()


@pytest.mark.parametrize(
    "header", ["Newcomers are trained", "новых сотрудников обучают", "Rate: [Newcomers are trained]"]
)
def test_a_column_is_found_by_the_text_of_its_question(tmp_path: Path, header: str) -> None:
    assert csv(tmp_path, s01=header)["columns"]["s01"] == header


def test_a_text_that_is_only_alike_is_marked(tmp_path: Path) -> None:
    assert csv(tmp_path, s01="Newcomers are trained well")["columns"]["s01"] == f"{MARK} Newcomers are trained well"


def test_the_ocai_is_found_by_its_sums_and_each_block_is_marked(tmp_path: Path) -> None:
    found = csv(tmp_path, **{name: f"X{place:02}" for place, name in enumerate(points())})["columns"]
    assert [found[name] for name in points()[:5]] == [f"{MARK} X00", "X01", "X02", "X03", f"{MARK} X04"]
    assert [found[name] for name in points()[12:]] == [f"{MARK} X12", "X13", "X14", "X15"]


def test_the_ocai_is_found_where_its_perspectives_stand_side_by_side(tmp_path: Path) -> None:
    places = {name: f"X{8 * (place // 4 % 2) + 2 * (place % 4) + place // 8}" for place, name in enumerate(points())}
    order = sorted(ANSWERS, key=lambda name: int(places[name][1:]) if name in places else -1)
    shown = {name: [f"{cell}%" for cell in ANSWERS[name]] if name in places else ANSWERS[name] for name in order}
    table = {places.get(name, name): shown[name] for name in order}
    found = drafted(write(tmp_path / "export.csv", table))["columns"]
    assert {name: found[name].removeprefix(f"{MARK} ") for name in places} == places
    assert found[points()[0]].startswith(MARK)


def test_columns_that_do_not_share_the_points_are_no_ocai(tmp_path: Path) -> None:
    others = {name: (f"X{place:02}", ["41"] * ROWS) for place, name in enumerate(points())}
    assert points()[1] not in csv(tmp_path, **others)["columns"]


def test_statements_are_found_as_an_array_of_their_number(tmp_path: Path) -> None:
    found = csv(tmp_path, **{name: f"G3Q1[SQ00{5 - place}]" for place, name in enumerate(STATEMENTS)})["columns"]
    assert [found[name] for name in STATEMENTS] == [
        f"{MARK} G3Q1[SQ001]", "G3Q1[SQ002]", "G3Q1[SQ003]", "G3Q1[SQ004]", "G3Q1[SQ005]"
    ]  # fmt: skip


def test_a_question_is_found_by_its_entries(tmp_path: Path) -> None:
    entries = ["Орталық", "Местный", "local", "Central", "Жергілікті"] * 2
    found = csv(tmp_path, body=("A7", entries))["columns"]["body"]
    assert found["column"] == f"{MARK} A7"
    assert found["values"] == {"Орталық": "central", "Местный": "local", "Жергілікті": "local"}


def test_what_was_not_found_is_marked(tmp_path: Path) -> None:
    found = csv(tmp_path, integrity="G4Q7", s03="Q99")["columns"]
    assert found["integrity"] == found["s03"] == MARK


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Средняя", "middle"),  # a label, in any language
        ("Жо?ары", f"{MARK} high"),  # ғ was lost
        ("Cредняя", f"{MARK} middle"),  # C is Latin
        ("Midle", f"{MARK} middle"),
        ("Quite so", MARK),
    ],
)
def test_values_of_categories(tmp_path: Path, entry: str, expected: str) -> None:
    found = csv(tmp_path, satisfaction=("satisfaction", [entry, *["low", "high"] * 4, "low"]))
    assert found["columns"]["satisfaction"]["values"] == {entry: expected}


def test_entries_that_are_no_numbers(tmp_path: Path) -> None:
    found = csv(tmp_path, s01=("s01", ["ten", "N/A", "-", *RATINGS[3:]]))
    assert found["missing"] == ["n/a", "-"]
    assert found["numbers"] == {"ten": MARK}


@pytest.mark.parametrize(
    ("entry", "number"),
    [("10 - fully agree", "10"), ("1 (совсем не согласен)", "1"), ("7 из 10", ""), ("25%", "25"), ("-1 no", ""), ("Agree 5", "5")],
)  # fmt: skip
def test_a_number_in_a_label_is_proposed(tmp_path: Path, entry: str, number: str) -> None:
    found = csv(tmp_path, s01=("s01", [entry, *RATINGS[1:]]))
    assert found["numbers"] == {entry.lower(): f"{MARK} {number}".strip()}


def test_rows_of_totals_explain_nothing(tmp_path: Path) -> None:
    found = csv(
        tmp_path, body=("body", ["Итого:", *["central"] * 9]), satisfaction=("satisfaction", ["55", *["low"] * 9])
    )
    assert found["columns"]["body"] == "body"
    assert found["columns"]["satisfaction"] == "satisfaction"


def test_a_file_without_ids_is_marked(tmp_path: Path) -> None:
    assert csv(tmp_path, id="anything")["columns"]["respondent_id"] == MARK


def test_ids_of_which_many_are_repeated_are_marked(tmp_path: Path) -> None:
    assert csv(tmp_path, id=("id", ["1"] * ROWS))["columns"]["respondent_id"] == f"{MARK} id"


def test_a_header_that_stands_there_twice_is_marked(tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", columns(s02="again"))
    path.write_text(path.read_text(encoding="utf-8").replace("again", "s01", 1), encoding="utf-8")
    assert "stands there 2 times" in draft(str(path), small_instrument(), TEXTS, tmp_path / "scratch").text


def test_entries_that_are_only_like_categories_tell_no_question(tmp_path: Path) -> None:
    entries = ["lo", "lo", "lo", "hig", "hig"] * 2
    assert csv(tmp_path, satisfaction=("A7", entries))["columns"]["satisfaction"] == MARK


def test_test_entries_are_marked(tmp_path: Path) -> None:
    table = ANSWERS | {"status": ["Test", *["done"] * (ROWS - 1)]}
    assert drafted(write(tmp_path / "export.csv", table))["test_entries"] == {"status": [f"{MARK} Test"]}


def test_an_encoding_is_proposed_with_its_sample(tmp_path: Path) -> None:
    entries = ["Жоғары", "Төмен"] * 5
    path = write(tmp_path / "export.csv", columns(satisfaction=("satisfaction", entries)), "kz1048", ";")
    text = draft(str(path), small_instrument(), TEXTS, tmp_path / "scratch").text
    assert f'encoding: "{MARK} kz1048" # kz1048 reads «Жоғары»; cp1251 reads «Жоєары»' in text
    assert yaml.safe_load(text)["csv"]["delimiter"] == ";"


@pytest.mark.parametrize(
    ("sign", "other", "expected"), [(",", ".", ","), (".", ".", "."), (",", ",", ","), (",", ".5;", f"{MARK} ,")]
)
def test_the_decimal_sign(tmp_path: Path, sign: str, other: str, expected: str) -> None:
    cells = [f"{number}{sign}0" for number in range(1, ROWS)]
    cells.append("1.0" if other == ".5;" else f"1{sign}0")
    path = write(tmp_path / "export.csv", columns(s01=("s01", cells)), sign=";")
    assert drafted(path)["csv"]["decimal"] == expected


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    width = len(ANSWERS)
    path = write(tmp_path / "export.csv", ANSWERS, above="Wave 2024" + "," * (width - 1) + "\n")
    assert drafted(path)["header_row"] == 2


@pytest.mark.parametrize(
    ("extra", "profile"),
    [
        ({"submitdate": "", "lastpage": "4"}, "limesurvey"),
        ({"_id": "1", "_uuid": "u", "_submission_time": "t"}, "kobo"),
        ({"SubmissionDate": "t", "KEY": "uuid:1"}, "odk"),
    ],
)
def test_a_survey_tool_is_known_by_its_columns(tmp_path: Path, extra: dict[str, str], profile: str) -> None:
    table = ANSWERS | {name: [cell] * ROWS for name, cell in extra.items()}
    assert drafted(write(tmp_path / "export.csv", table))["profile"] == profile


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for place, (name, cells) in enumerate(ANSWERS.items()):
            sheet.write_column(0, place, [name, *(int(cell) if cell.isdigit() else cell for cell in cells)])
    found = drafted(path)
    assert "csv" not in found
    assert found["columns"]["s01"] == "s01"


def test_codes_of_an_spss_file_are_read_by_their_labels(tmp_path: Path) -> None:
    import pandas as pd  # noqa: PLC0415

    frame = pd.DataFrame({"sat": [1.0, 3.0, 9.0], "V1": [5.0, 6.0, 99.0]})
    pyreadstat.write_sav(
        frame, tmp_path / "export.sav",
        column_labels=["Удовлетворённость", "Newcomers are trained"],
        variable_value_labels={"sat": {1: "Низкая", 3: "Высокая", 9: "Отказ"}},
        missing_ranges={"V1": [99], "sat": [9]},
    )  # fmt: skip
    found = drafted(tmp_path / "export.sav")
    assert found["columns"]["satisfaction"] == {"column": "sat", "values": {"1": "low", "3": "high"}}
    assert found["columns"]["s01"] == "V1"
    assert "numbers" not in found


def test_a_sheet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write(0, 0, "Drawn in May")
        for place, cells in enumerate([list(ANSWERS), *zip(*ANSWERS.values(), strict=True)]):
            book.get_worksheet_by_name("Answers") or book.add_worksheet("Answers")
            book.get_worksheet_by_name("Answers").write_row(place, 0, cells)
    with pytest.raises(UserError, match='SHEET="…"'):
        drafted(path)
    found = yaml.safe_load(draft(str(path), small_instrument(), TEXTS, tmp_path / "scratch", "Answers").text)
    assert found["sheet"] == "Answers"
    assert found["columns"]["s01"] == "s01"


def test_a_file_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file"):
        drafted(tmp_path / "export.csv")
    (tmp_path / "export.csv").touch()
    with pytest.raises(UserError, match="the file is empty"):
        drafted(tmp_path / "export.csv")


def test_qualtrics_without_its_rows_of_headings(tmp_path: Path) -> None:
    table = {"ResponseId": ["Response ID", *(f"R_{number}" for number in range(1, ROWS))]} | ANSWERS
    found = drafted(write(tmp_path / "export.csv", table))
    assert (found["profile"], found["first_row"]) == ("qualtrics", 3)


def test_a_file_without_a_known_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="the suffix tells no format"):
        drafted(write(tmp_path / "export.data", ANSWERS))


def test_a_draft_without_its_marks_reads_the_file(tmp_path: Path) -> None:
    renamed = {name: f"X{place:02}" for place, name in enumerate(points())}
    changed = columns(**renamed, s01=("s01", ["ten", *RATINGS[1:]]), body=("A7", ["Орталық", "Местный"] * 5))
    path = write(tmp_path / "export.csv", changed)
    text = draft(str(path), small_instrument(), TEXTS, tmp_path / "scratch").text
    codebook = tmp_path / "codebook.yaml"
    codebook.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=rf"codebook.yaml, line \d+: `\{MARK[0]}\{MARK[1]}` is still marked; check it"):
        read(codebook, Codebook)
    codebook.write_text(text.replace(f'"{MARK}"', '"10"').replace(f"{MARK} ", ""), encoding="utf-8")
    loaded = read(codebook, Codebook).completed([*STATEMENTS, *points(), "body"], str(path))
    instrument = small_instrument(questions={}, self_ratings={})
    raw = read_text(loaded, tmp_path / "again", raw_columns(loaded))
    answers = Ingestion(raw, instrument, loaded).answers(b"key").collect()
    assert answers["s01"].to_list() == [10, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert answers["body"].to_list() == ["central", "local"] * 5
    assert answers.select(points()).row(0) == (40, 30, 20, 10) * 4


def test_the_exact_text_goes_before_a_header_that_ends_alike(tmp_path: Path) -> None:
    found = csv(tmp_path, s01="Newcomers are trained", s02="Places to talk about s01")["columns"]
    assert found["s01"] == "Newcomers are trained"


def test_a_header_that_ends_alike_is_marked(tmp_path: Path) -> None:
    assert csv(tmp_path, s03="Places to talk about s03")["columns"]["s03"] == f"{MARK} Places to talk about s03"


def test_codes_that_fall_are_turned_where_the_questionnaire_is_there(tmp_path: Path) -> None:
    import pandas as pd  # noqa: PLC0415

    instrument = small_instrument()
    high = instrument.ratings.scale.max
    labels = {
        code: {1: "Strongly agree", high: "Strongly disagree", 99: "Refused"}.get(code, str(code))
        for code in (1, high, 99)
    }
    frame = pd.DataFrame({name: [1.0, 4.0, float(high), 99.0] for name in STATEMENTS})
    pyreadstat.write_sav(frame, tmp_path / "export.sav", variable_value_labels=dict.fromkeys(STATEMENTS, labels))
    found = drafted(tmp_path / "export.sav")["columns"]["s01"]
    assert found["values"] == {"1": str(high), "4": str(high - 3), str(high): "1"}
    assert found["missing"] == ["99"]


def test_words_of_a_known_scale_need_no_mark(tmp_path: Path) -> None:
    words = ["Very poor", "Poor", "Fair", "Good", "Very good", "Excellent"]
    instrument = Instrument.model_validate(
        {
            "ratings": {
                "scale": {"min": 1, "max": 6},
                "sectors": {"a": {"label": "A", "statements": {"s01": {"label": "S"}}}},
            }
        }
    )
    path = write(tmp_path / "export.csv", {"id": [*map(str, range(6))], "s01": words})
    found = yaml.safe_load(draft(str(path), instrument, {}, tmp_path / "scratch").text)
    assert found["columns"]["s01"]["values"] == {word: str(place) for place, word in enumerate(words, 1)}
    assert "numbers" not in found


def test_a_header_that_names_one_variable_and_is_the_label_of_another_is_marked_for_both(tmp_path: Path) -> None:
    texts = TEXTS | {"s04": {"s05"}}
    found = drafted(write(tmp_path / "export.csv", columns(s04="anything")), texts)["columns"]
    assert found["s04"] == found["s05"] == f"{MARK} s05"
