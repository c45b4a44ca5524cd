"""Reading a study: defaults filled, and every mistake told with its place, its cause and how to mend it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from competing_values.__main__ import SCHEMAS, schemas
from competing_values.run.imports import REPOSITORY
from competing_values.study import loading

CONFIG = """
title: Test
waves:
  2024:
    sources:
      survey: {codebook: survey.yaml}
instrument: instrument.yaml
breakdowns: [body]
"""
INSTRUMENT = """
ratings:
  scale: {min: 1, max: 5}
  sectors:
    work: {label: Work, statements: {s01: {label: First}, s02: {label: Second, reversed: true}}}
breakdowns:
  body: {label: Body, categories: {central: Central, local: {en: Local, ru: Местные}}}
"""
OCAI = """ocai:
  perspectives: [now]
  dimensions: {glue: {label: Glue}}
  types: {clan: {label: Family, competencies: {s01: {label: Mentoring}}}}
"""
CODEBOOK = """
file: export.csv
columns: {s01: Q1}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study that is in order."""
    for name, text in (("config", CONFIG), ("instrument", INSTRUMENT), ("survey", CODEBOOK)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "export.csv").write_text("Q1\n1\n", encoding="utf-8")
    return tmp_path


def message(folder: Path, **overrides: object) -> str:
    with pytest.raises(SystemExit) as end:
        loading.load(str(folder / "config.yaml"), overrides=overrides)
    return str(end.value)


def changed(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_defaults_are_filled_and_labels_are_apart(folder: Path) -> None:
    loaded = loading.load(str(folder / "config.yaml"))
    assert loaded["cleaning"]["ocai_tolerance"] == 5
    assert loaded["statistics"]["confidence"] == 0.95
    assert list(loaded["waves"]) == ["2024"]
    statements = loaded["instrument"]["ratings"]["sectors"]["work"]["statements"]
    assert {name: statement["reversed"] for name, statement in statements.items()} == {"s01": False, "s02": True}
    assert {statement["label"] for statement in statements.values()} == {""}
    assert loaded["instrument"]["ocai"] is None
    columns = loaded["waves"]["2024"]["sources"]["survey"]["codebook"]["columns"]
    assert columns["s01"]["column"] == ["Q1"]
    assert columns["s02"]["column"] == ["s02"]
    assert loaded["publication"]["2024"]["labels"]["en"]["body.local"] == "Local"
    assert "ocai_profile" not in loaded["tables"]
    assert loaded["chapters"] == {"2024": ["summary", "sectors", "groups", "methods", "data"]}


def test_a_type_names_its_competencies(folder: Path) -> None:
    changed(folder, "instrument", "ratings:", OCAI.replace("s01", "mentoring") + "ratings:")
    loaded = loading.load(str(folder / "config.yaml"))
    types = loaded["publication"]["2024"]["instrument"]["ocai"]["types"]
    assert {name: list(declared["competencies"]) for name, declared in types.items()} == {"clan": ["mentoring"]}
    assert loaded["publication"]["2024"]["labels"]["kk"]["mentoring"] == "Mentoring"
    assert list(loaded["instrument"]["ocai"]["dimensions"]) == ["glue"]
    assert "agenda" in loaded["chapters"]["2024"]


def test_the_command_line_overrides_one_key(folder: Path) -> None:
    loaded = loading.load(str(folder / "config.yaml"), overrides={"cleaning": {"ocai_tolerance": 2}})
    assert loaded["cleaning"]["ocai_tolerance"] == 2
    assert loaded["cleaning"]["min_answered"] == 0.5


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "cause", "mend"),
    [
        ("config", "breakdowns: [body]", "breakdown: [body]", "config.yaml", "`breakdown` is no known key", "`breakdowns`"),
        ("config", "title: Test", "title: Test\ntitle: Again", "config.yaml, line 3", "`title` stands here a second time", "keep one"),
        ("config", "  2024:", "  trends:", "config.yaml, line 4, waves.trends", "`trends` is reserved", "choose another name"),
        ("config", "  2024:", "  ../../x:", "config.yaml, line 4, waves.../../x", "expected a name of Latin letters", "found `../../x`"),
        ("config", "[body]", "[boddy]", "config.yaml, line 8, breakdowns.1", "`boddy` is no known breakdown", "`body`"),
        ("config", "title: Test", "statistics: {confidence: high}\ntitle: Test", "line 2, statistics.confidence", "found `high`", "expected a number"),
        ("config", "title: Test", "statistics: {confidence: 95}\ntitle: Test", "statistics.confidence", "found `95`", "a number below 1"),
        ("config", "title: Test\n", "", "config.yaml", "key `title` is missing", "add it"),
        ("config", "title: Test", "title: [", "config.yaml, line", "expected", ""),
        ("config", "survey.yaml", "survy.yaml", "config.yaml, line 6, waves.2024.sources.survey.codebook", "there is no file survy.yaml", "correct the path"),
        ("instrument", "max: 5", "max: 1", "instrument.yaml, line 3, ratings.scale.max", "`max` (1) must be above `min`", "correct one"),
        ("instrument", "s02:", "work:", "instrument.yaml", "name `work` is taken twice", "unique"),
        ("instrument", "reversed: true", "reversed: maybe", "ratings.sectors.work.statements.s02.reversed", "found `maybe`", "`true` or `false`"),
        ("config", "title: Test", "benchmarks: others.csv\ntitle: Test", "config.yaml, line 2, benchmarks", "there is no file others.csv", "leave `benchmarks` out"),
        ("config", "title: Test", "benchmarks: export.csv\ntitle: Test", "config.yaml, line 2, benchmarks", "no block `ocai`", "leave `benchmarks` out"),
        ("instrument", "ratings:", OCAI + "ratings:", "instrument.yaml, line 9, ratings.sectors.work.statements.s01", "name `s01` is taken twice, first in ocai.types.clan.competencies.s01", "rename one"),
        ("survey", "s01: Q1", "s1: Q1", "survey.yaml, line 3, columns.s1", "`s1` is no known variable", "`s01`"),
        ("survey", "export.csv", "exprt.csv", "survey.yaml, line 2, file", "no file exprt.csv", "or correct"),
        ("survey", "file: export.csv", "format: csv", "survey.yaml", "either `file` or `simulate`", "give"),
        ("survey", "columns:", "design: {}\ncolumns:", "survey.yaml, line 3, design", "`design` names nothing", "leave it out"),
        ("survey", "columns:", "design: {strata: body, sizes: 40}\ncolumns:", "design.sizes", "there are strata", "size of each"),
        ("survey", "columns:", "design: {cluster: PSU, sizes: {a: 4}}\ncolumns:", "design.sizes", "there are no strata", "one number"),
        ("survey", "columns:", "design: {strata: body, sizes: {a: 0}}\ncolumns:", "design.sizes.a", "0 is no size", "how many there are"),
        ("survey", "columns:", "design: {weights: W}\ncolumns:", "design", "`weights` is no known key", "`weight`"),
        ("survey", "columns:", "csv: {delimiter: ';;'}\ncolumns:", "survey.yaml, line 3, csv.delimiter", "not more than 1 sign", "`;;`"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(folder: Path, name: str, old: str, new: str, place: str, cause: str, mend: str) -> None:
    changed(folder, name, old, new)
    told = message(folder)
    assert place in told
    assert cause in told
    assert mend in told
    assert "Traceback" not in told


def test_all_faults_come_at_once(folder: Path) -> None:
    changed(folder, "instrument", "max: 5", "max: five")
    changed(folder, "survey", "columns: {s01: Q1}", "colums: {s01: Q1}\nformat: pdf")
    told = message(folder)
    assert "five" in told
    assert "`colums`" in told


def test_yaml_scalars_stay_what_was_written(folder: Path) -> None:
    changed(folder, "survey", "columns: {s01: Q1}", "missing: [no, 01, 12:30, 1.10]\ncolumns: {s01: Q1}")
    codebook = loading.load(str(folder / "config.yaml"))["waves"]["2024"]["sources"]["survey"]["codebook"]
    assert codebook["missing"] == ["no", "01", "12:30", "1.10"]


def test_schemas_are_those_of_the_models() -> None:
    """`make schemas` writes them; editors complete by them."""
    for name, text in schemas().items():
        assert (SCHEMAS / f"{name}.json").read_text(encoding="utf-8") == text


def test_the_default_study_meets_its_schemas() -> None:
    files = {"config": "config.yaml", "instrument": "data/instrument.yaml", "claims": "data/claims/2023.yaml"}
    files |= {"codebook": "data/codebooks/2023_survey.yaml"}
    for name, path in files.items():
        values = yaml.safe_load((REPOSITORY / path).read_text(encoding="utf-8"))
        jsonschema.validate(json.loads(json.dumps(values)), json.loads(schemas()[name]))


def test_the_language_of_the_answers_is_a_breakdown_where_a_file_tells_it(folder: Path) -> None:
    assert "language" not in loading.load(str(folder / "config.yaml"))["breakdowns"]
    changed(folder, "survey", "{s01: Q1}", "{s01: Q1, language: Lang}")
    study = loading.load(str(folder / "config.yaml"))
    assert study["breakdowns"] == ["body", "language"]
    assert study["instrument"]["breakdowns"]["language"]["categories"] is None
    assert study["waves"]["2024"]["sources"]["survey"]["codebook"]["columns"]["language"]["column"] == ["Lang"]


def test_limesurvey_tells_the_language(folder: Path) -> None:
    changed(folder, "survey", "file:", "profile: limesurvey\nfile:")
    codebook = loading.load(str(folder / "config.yaml"))["waves"]["2024"]["sources"]["survey"]["codebook"]
    assert codebook["columns"]["language"]["column"] == ["startlanguage"]


def test_a_language_that_is_declared_keeps_its_words_and_its_place(folder: Path) -> None:
    changed(
        folder,
        "instrument",
        "breakdowns:",
        "breakdowns:\n  language: {label: Tongue, categories: {kk: Kazakh, ru: Russian}}",
    )
    changed(folder, "survey", "{s01: Q1}", "{s01: Q1, language: Lang}")
    changed(folder, "config", "[body]", "[language, body]")
    study = loading.load(str(folder / "config.yaml"))
    assert study["breakdowns"] == ["language", "body"]
    assert study["publication"]["2024"]["labels"]["en"]["language.kk"] == "Kazakh"


def test_a_language_that_no_file_tells_is_no_breakdown(folder: Path) -> None:
    changed(folder, "config", "[body]", "[language]")
    assert "language" in message(folder)
