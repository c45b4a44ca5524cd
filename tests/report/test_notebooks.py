"""Notebooks: what they say and draw, of full and empty tables, of figures left out, and of studies that lack a block."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figure_tables import written
from runs import REPOSITORY

from competing_values.report.pages import TITLES
from competing_values.study.languages import LANGUAGES
from competing_values.tables.declared import DECLARED, TABLES

NOTEBOOKS = [REPOSITORY / "notebooks" / f"{chapter}.py" for chapter in sorted(TITLES)]


def shown(notebook: Path, tables: Path, figures: Path, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> str:
    """What a notebook displays on these tables, without pictures and data."""
    outputs: list[Any] = []
    for place in ("IPython.display.display", "competing_values.report.html.display"):
        monkeypatch.setattr(place, lambda *given: outputs.extend(given))
    code = notebook.read_text(encoding="utf-8")
    for name, folder in (("tables", tables), ("figures", figures)):
        code = re.sub(f'^{name} = "results/.*"$', f"{name} = {str(folder)!r}", code, flags=re.MULTILINE)
    code = code.replace('language = "en"', f'language = "{language}"')
    exec(compile(code, str(notebook), "exec"), {})
    said = re.sub(r'"data:[^"]*"', "", "\n".join(output.data for output in outputs))
    assert not re.search(r"\bnan\b", said, re.IGNORECASE)
    return said


def tiles(said: str) -> list[str]:
    """Names of the tiles of the first screen."""
    return re.findall(r"<li><h3>(.*?)</h3>", said)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_that_its_tables_are_empty(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in DECLARED.items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    (tmp_path / "study.json").write_text(json.dumps(publication), encoding="utf-8")
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    if notebook.stem not in {"change", "claims", "groups", "methods"}:  # these tell of something else
        assert "There are no figures" in said
    assert tiles(said) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_a_source_that_is_left_out(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in DECLARED.items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    written(tmp_path, publication)
    for name in {path.stem for path in tmp_path.glob("*.csv")} - {"flow", "cleaning_rules", "fields"}:
        rows = pd.read_csv(tmp_path / f"{name}.csv", dtype=str)
        rows[["n", *DECLARED[name].values]] = None
        rows.to_csv(tmp_path / f"{name}.csv", index=False)
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    if notebook.stem in {"agenda", "culture", "sectors", "opinions", "trends"}:
        assert "Left out, to protect respondents: Survey." in said
        assert not [*(tmp_path / "figures").glob("*")]
    if notebook.stem == "summary":
        assert tiles(said) == ["Respondents"]  # rows are counted also where figures are left out
        assert "Left out, to protect respondents: Survey." in said


CHAPTERS = [path for path in NOTEBOOKS if path.stem not in {"agenda", "culture", "groups", "trends"}]


@pytest.fixture
def complete(publication: dict[str, Any], tmp_path: Path) -> Path:
    """Tables as a study writes them: all of them, many with the header only."""
    for name, table in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    return written(tmp_path, publication)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_every_figure_of_a_chapter_has_a_finding_and_data(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path, language: str
):
    said = shown(notebook, complete, tmp_path / "figures", monkeypatch, language)
    drawn = {path.stem for path in (tmp_path / "figures").glob("*.svg")}
    assert said.count("<figure") == said.count('class="download"') == len(drawn)
    assert all(re.search(r"\d", finding) for finding in re.findall(r'alt="([^"]*)"', said))


def test_blocks_that_a_study_lacks_leave_no_sentence(
    publication: dict[str, Any], complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("ocai_profile", "ocai_gap", "ocai_diagnosis", "question_answers", "drivers"):
        (complete / f"{name}.csv").unlink()
    said = shown(REPOSITORY / "notebooks" / "summary.py", complete, tmp_path, monkeypatch)
    assert tiles(said) == ["Lowest sector", "Integrity", "Respondents"]
    assert "OCAI" not in said


def test_weights_that_miss_the_population_are_told_in_the_summary_and_beside_who_took_part(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    warning = "<strong>Survey: the weights do not bring the respondents to the population's margins.</strong>"
    notebooks = [REPOSITORY / "notebooks" / f"{name}.py" for name in ("summary", "data")]
    assert not [one for one in notebooks if warning in shown(one, complete, tmp_path, monkeypatch)]
    rows = pd.read_csv(complete / "weighting.csv")
    rows["weighted_share"] = rows["population_share"].mask(rows["category"] == "female", 0.81)
    rows.to_csv(complete / "weighting.csv", index=False)
    summary, data = (shown(one, complete, tmp_path, monkeypatch) for one in notebooks)
    assert f"{warning} The largest difference of shares that remains is 31 percentage points (Women)" in summary
    assert data.index("<h3>Who took part") < data.index(warning) < data.index("participation_survey")


@pytest.mark.parametrize("perspectives", [["now"], ["now", "preferred"]])
def test_notebooks_of_an_ocai_and_nothing_else(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, perspectives: list[str]
):
    folder = written(tmp_path, publication)
    only = {**publication["instrument"], "ratings": None, "ocai": {**publication["instrument"]["ocai"], "perspectives": perspectives, "types": {}}}  # fmt: skip
    other = {**publication, "instrument": only, "benchmarks": []}
    (folder / "study.json").write_text(json.dumps(other), encoding="utf-8")
    for name in ("sector_scores", "force_field", *(["ocai_gap"] if perspectives == ["now"] else [])):
        (folder / f"{name}.csv").unlink()
    rows = pd.read_csv(folder / "ocai_profile.csv")
    rows[rows["perspective"].isin(perspectives)].to_csv(folder / "ocai_profile.csv", index=False)
    said = {
        name: shown(REPOSITORY / "notebooks" / f"{name}.py", folder, tmp_path / "figures", monkeypatch)
        for name in ("summary", "culture", "agenda")
    }
    drawn = {path.stem for path in (tmp_path / "figures").glob("*.svg")}
    assert {"profile_survey", "dimensions_survey"} <= drawn
    assert ({"gaps_survey", "agenda_survey"} <= drawn) == (perspectives != ["now"])
    assert "published_survey" not in drawn
    assert ("There are no figures" in said["agenda"]) == (perspectives == ["now"])
    assert "What may stand in the way" not in said["agenda"]
    assert "ompetencies to" not in said["agenda"]
