"""The form: accepted by pyxform, complete in three languages, and strict about points that must add up."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyxform.xls2xform import convert

from competing_values import __main__ as commands
from competing_values.errors import UserError
from competing_values.study.config import Config
from competing_values.study.instrument import INSTRUMENT, Instrument
from competing_values.study.languages import LANGUAGES
from competing_values.study.names import TYPES
from competing_values.study.strict import read
from competing_values.tools.questionnaire import (
    SHEETS,
    Labels,
    Row,
    form,
    in_form,
    names,
    read_wording,
    unworded,
    worded,
    write,
)

XFORM = "{http://www.w3.org/2002/xforms}"
BLOCKS = [
    (perspective, dimension)
    for perspective in ("now", "preferred")
    for dimension in ("dominant_characteristics", "leadership", "employees", "glue", "strategy", "success")
]
CONFIG = Config.model_validate(
    {"title": "Culture, 2024", "waves": {"2024": {"sources": {"survey": {"codebook": "survey.yaml"}}}}}
)
OTHER: dict[str, Any] = {
    "ratings": {
        "scale": {"min": 1, "max": 6},
        "sectors": {
            f"sector_{sector}": {
                "label": f"Sector {sector}",
                "statements": {f"q{sector}_{item}": {"label": f"Item {sector}.{item}"} for item in range(1, 6)},
            }
            for sector in range(1, 6)
        },
    },
    "breakdowns": {"unit": {"label": {"en": "Unit", "ru": "Отдел"}}},
}
SMALL: dict[str, Any] = {
    "ocai": {"perspectives": ["now"], "total": 10, "dimensions": {"glue": {"label": "Glue"}}},
    "ratings": {"scale": {"min": -1, "max": 1}, "sectors": {"work": {"label": "Work", "statements": {"s01": {"label": "First"}}}}},
    "breakdowns": {"body": {"label": "Body", "categories": {"central": "Central", "local": "Local"}}},
}  # fmt: skip


@pytest.fixture(scope="module")
def default() -> Instrument:
    return read(INSTRUMENT, Instrument)


def small(**blocks: Any) -> Instrument:
    return Instrument.model_validate({**SMALL, **blocks})


def sheets(instrument: Instrument, wording: Labels | None = None) -> dict[str, list[Row]]:
    return form(instrument, worded(CONFIG, instrument, wording or {}))


def xform(written: dict[str, list[Row]], folder: Path) -> ET.Element:
    path = folder / "form.xlsx"
    write(written, path)
    warnings: list[str] = []
    result = convert(path, warnings=warnings, validate=False)
    assert warnings == []
    return ET.fromstring(result.xform)


def label(written: dict[str, list[Row]], name: str, language: str = "en", sheet: str = "survey") -> str:
    (row,) = (row for row in written[sheet] if row["name"] == name and row.get("type") != "end_group")
    return row[f"label::{in_form(language)}"]


def bound(root: ET.Element, name: str) -> ET.Element:
    (bind,) = (bind for bind in root.iter(f"{XFORM}bind") if bind.attrib["nodeset"].endswith(f"/{name}"))
    return bind


def allows(constraint: str, own: float, **answers: float) -> bool:
    """A constraint of numbers, comparisons, sums and `and`, read as Python."""
    known = re.sub(r"/data/\S+/(\w+)", lambda path: str(answers[path[1]]), constraint)
    known = re.sub(r"(?<![\w.])\.(?![\w.])", f"({own})", known)
    return bool(eval(re.sub(r"(?<![<>])=", "==", known), {"nan": float("nan")}))


def test_pyxform_accepts_the_default_questionnaire(default: Instrument, tmp_path: Path) -> None:
    root = xform(sheets(default), tmp_path)
    translations = {found.attrib["lang"]: found for found in root.iter(f"{XFORM}translation")}
    assert len(translations) == len(LANGUAGES)
    assert set(translations) >= {"English (en)", "Қазақ тілі (kk)", "Русский (ru)"}
    texts = {
        language: {text.attrib["id"]: "".join(text.itertext()).strip() for text in found}
        for language, found in translations.items()
    }
    assert all(texts[language].keys() == texts["English (en)"].keys() for language in texts)
    assert all(text for found in texts.values() for text in found.values())
    assert texts["Қазақ тілі (kk)"]["/data/SECTOR_work:label"] == "Жұмыс"


def test_every_variable_is_asked_once() -> None:
    written = sheets(read(INSTRUMENT, Instrument))
    asked = [row["name"] for row in written["survey"] if row["type"].split()[0] in ("integer", "select_one", "text")]
    expected = [found.name for found in read(INSTRUMENT, Instrument).variables()]
    assert sorted(asked) == sorted(expected)
    required = {row["name"] for row in written["survey"] if row.get("required") == "yes"}
    assert required == {name for name in expected if name.startswith(("now_", "preferred_"))}
    regions = {row["name"] for row in written["choices"] if row["list_name"] == "region"}
    assert {"abai", "shymkent"} < regions
    assert [row["name"] for row in written["choices"] if row["list_name"] == "SCALE_1_10"] == [*map(str, range(1, 11))]
    assert {row["name"] for row in written["survey"] if row["type"] in ("start", "end")} == {"start", "end"}


@pytest.fixture(scope="module")
def default_xform(default: Instrument, tmp_path_factory: pytest.TempPathFactory) -> ET.Element:
    return xform(sheets(default), tmp_path_factory.mktemp("form"))


@pytest.mark.parametrize(("perspective", "dimension"), BLOCKS)
def test_four_parts_total_a_hundred(default_xform: ET.Element, perspective: str, dimension: str) -> None:
    *others, last = (f"{perspective}_{dimension}_{culture_type}" for culture_type in TYPES)
    constraint = bound(default_xform, last).attrib["constraint"]
    given = dict(zip(others, (40, 30, 20), strict=True))
    assert allows(constraint, 10, **given)
    assert not allows(constraint, 9, **given)
    assert not allows(constraint, 11, **given)
    assert not allows(constraint, -1, **dict(zip(others, (41, 30, 30), strict=True)))
    assert not allows(constraint, 30, **{**given, others[0]: float("nan")})  # as XPath reads an empty answer
    for name in (*others, last):
        assert bound(default_xform, name).attrib["required"] == "true()"
    assert not allows(bound(default_xform, others[0]).attrib["constraint"], 101)
    assert bound(default_xform, f"OCAI_{perspective}_{dimension}_TOTAL").attrib["calculate"].count("coalesce") == 4


def test_the_sum_is_asked_for_in_three_languages() -> None:
    (row,) = (row for row in sheets(small())["survey"] if row["name"] == "now_glue_hierarchy")
    messages = [row[f"constraint_message::{in_form(code)}"] for code in LANGUAGES]
    assert len(set(messages)) == 3
    assert all("10" in message for message in messages)
    assert "${OCAI_now_glue_TOTAL}" in label(sheets(small()), "OCAI_now_glue_GIVEN", "ru")


def test_another_questionnaire(tmp_path: Path) -> None:
    other = Instrument.model_validate(OTHER)
    written = sheets(other)
    root = xform(written, tmp_path)
    asked = [row for row in written["survey"] if row["type"] == "select_one SCALE_1_6"]
    assert len(asked) == 25
    assert {row["appearance"] for row in asked} == {"likert"}
    assert bound(root, "unit").attrib["type"] == "string"
    assert [label(written, "unit", language) for language in ("en", "kk", "ru")] == ["Unit", "Unit", "Отдел"]
    assert label(written, "q1_1", "kk") == "Item 1.1"
    assert "OCAI" not in str(written)


def test_no_name_of_the_form_meets_one_of_the_study(tmp_path: Path) -> None:
    odd = ("start", "end", "data", "now_glue", "ocai_now_glue_total", "scale", "label", "name", "today")
    question = {"label": "?", "categories": {"label": "Label", "name": "Name"}}
    written = sheets(small(questions=dict.fromkeys(odd, question)))
    taken = [row["name"] for row in written["survey"] if row["type"] != "end_group"]
    assert len(set(taken)) == len(taken)
    root = xform(written, tmp_path)
    assert bound(root, "START").attrib["type"] == "dateTime"
    assert bound(root, "start").attrib["type"] == "string"


@pytest.mark.parametrize(
    ("blocks", "cause"),
    [
        ({"questions": {"meta": {"label": "?", "categories": {"a": "A", "b": "B"}}}}, "`meta`"),
        ({"ocai": {**SMALL["ocai"], "total": 99.5}}, "99.5"),
    ],
)
def test_what_a_form_cannot_ask_is_refused(blocks: dict[str, Any], cause: str) -> None:
    with pytest.raises(UserError, match=cause):
        sheets(small(**blocks))


@pytest.fixture
def wording(tmp_path: Path) -> Callable[..., Labels]:
    def reading(*rows: str, header: str = "name,en,kk,ru", encoding: str = "utf-8") -> Labels:
        path = tmp_path / "wording.csv"
        path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        return read_wording(path, names(small()))

    return reading


def test_wordings_replace_labels(wording: Callable[..., Labels], default: Instrument) -> None:
    rows = (
        'now_glue_clan,"We hold together, always",,Мы вместе',
        "glue,What holds us,,",
        "",
        "work,,Еңбек,",
        "s01,  Newcomers are trained  ,,",
        "body.central,Astana,,",
    )
    found = wording(*rows, encoding="utf-8-sig")
    written = sheets(small(), found)
    assert label(written, "now_glue_clan") == "We hold together, always"
    assert label(written, "now_glue_clan", "kk") == "Glue: Clan"
    assert label(written, "now_glue_clan", "ru") == "Мы вместе"
    assert label(written, "now_glue_market") == "What holds us: Market"
    assert label(written, "OCAI_now_glue") == "Now: What holds us"
    assert [label(written, "SECTOR_work", language) for language in ("en", "kk", "ru")] == ["Work", "Еңбек", "Work"]
    assert label(written, "s01") == "Newcomers are trained"
    assert label(written, "central", sheet="choices") == "Astana"
    assert unworded(small(), found)
    full = wording(*(f"now_glue_{culture_type};a;b;c" for culture_type in TYPES), header="name;en;kk;ru")
    assert not unworded(small(), full)
    assert unworded(small(), {})
    assert written["settings"][0]["version"] != sheets(small(), full)["settings"][0]["version"]


@pytest.mark.parametrize(
    ("rows", "options", "place", "cause", "mend"),
    [
        (["s02,a,b,c"], {}, "row 2", "`s02` is no known name of the questionnaire", "did you mean `s01`?; correct it"),
        ([",a,b,c"], {}, "row 2", "`` is no known name of the questionnaire", "correct it"),
        (["s01,a,b,c", "work,,,", "s01,d,,"], {}, "row 4", "`s01` stands there twice, first in row 2", "keep one"),
        (["a,b,c"], {"header": "en,kk,ru"}, "row 1", "no column `name`", "add it"),
        (
            ["s01,a,b,c,d"],
            {"header": "name,en,kk,ru,de"},
            "row 1",
            "`de` is no known column",
            f"keep name, {', '.join(LANGUAGES)}",
        ),
        (["s01,a,b,c,d"], {"header": "name,en,kk,ru,en"}, "row 1", "`en` stands there twice", "keep one"),
        (["s01,well, trained,b,c"], {}, "row 2", "5 cells, the header has 4", "in quotes"),
        (["s01,a,b,c", "work,a,b,Работа"], {"encoding": "cp1251"}, "row 3", "is not UTF-8", "Save the file as UTF-8"),
        (['s01,"a,b,c', "work,a,b,c"], {}, "line 3", "quotation mark is not closed", "Put the cell in quotes"),
    ],
)
def test_faults_of_the_wording(
    wording: Callable[..., Labels], rows: list[str], options: dict[str, str], place: str, cause: str, mend: str
) -> None:
    with pytest.raises(UserError) as error:
        wording(*rows, **options)
    for told in ("wording.csv", place, cause, mend):
        assert told in str(error.value)


def test_all_faults_of_the_wording_come_at_once(wording: Callable[..., Labels]) -> None:
    with pytest.raises(UserError) as error:
        wording("s01,a", "s01,a,b", header="name,en,kz")
    form = str(error.value)
    assert all(told in form for told in ("`kz` is no known column", "row 2: 2 cells"))
    assert len(form.splitlines()) == 2
    with pytest.raises(UserError) as error:
        wording("s01,a,b,c", "s01,a,b,c", "s0l,a,b,c")
    assert all(told in str(error.value) for told in ("row 3: `s01` stands there twice, first in row 2", "row 4: `s0l`"))


def test_what_a_statement_says_in_full_is_asked_in_the_place_of_its_label(default: Instrument) -> None:
    assert label(sheets(default), "s01") == "People who have just joined can take courses that raise their skills."
    assert label(sheets(default, {"en": {"s01": "Newcomers are trained"}}), "s01") == "Newcomers are trained"


def test_a_wording_may_lack_a_language(wording: Callable[..., Labels]) -> None:
    """That of a language which came later: its labels stand there."""
    parts = (f"now_glue_{culture_type},{culture_type}" for culture_type in TYPES)
    found = wording(*parts, header="name,en")
    written = sheets(small(), found)
    assert label(written, "now_glue_clan") == "clan"
    assert label(written, "now_glue_clan", "kk") == "Glue: Clan"
    assert not unworded(small(), found)


def test_the_same_form_is_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write(sheets(small()), first)
    write(sheets(small()), second)
    assert first.read_bytes() == second.read_bytes()


def test_texts_stay_texts(wording: Callable[..., Labels], tmp_path: Path) -> None:
    texts = ("=1+1", "https://example.org", "007")
    write(sheets(small(), wording("s01," + ",".join(texts))), tmp_path / "form.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["survey"]
    header = [cell.value for cell in sheet[1]]
    assert header == SHEETS["survey"]
    (row,) = (row for row in sheet.iter_rows() if row[1].value == "s01")
    assert [row[header.index(f"label::{in_form(code)}")].value for code in ("en", "kk", "ru")] == list(texts)
    assert {cell.data_type for cell in row if cell.value} == {"s"}


def test_the_command_needs_no_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text(
        "{title: {kk: Сауалнама}, languages: [kk], waves: {1: {sources: {survey: {codebook: later.yaml}}}}}",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    commands.write_questionnaire()
    told = capsys.readouterr().out
    assert len(told.splitlines()) == 1
    assert f"{tmp_path}/results/questionnaire.xlsx" in told
    assert "data/wording.csv" in told
    settings = openpyxl.load_workbook(tmp_path / "results" / "questionnaire.xlsx")["settings"]
    title, form_id, version, language, _ = (cell.value for cell in settings[2])
    assert (title, form_id, language) == ("Сауалнама", "questionnaire", "Қазақ тілі (kk)")
    assert re.fullmatch("[0-9a-f]{12}", version)
