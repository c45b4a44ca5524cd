"""Notebooks: what they say and draw, of full, empty and hidden tables, and of studies that lack a block."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figure_tables import FIGURES, HIDDEN, written
from matplotlib.text import Text
from runs import REPOSITORY

from competing_values.report.language import LANGUAGES
from competing_values.report.pages import TITLES
from competing_values.report.results import Results
from competing_values.tables.declared import TABLES, TRENDS

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


def sentences(said: str) -> list[str]:
    """Numbered sentences of the summary."""
    return re.findall(r"^\d\. (.*)$", said, re.MULTILINE)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_that_its_tables_are_empty(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in (TABLES | TRENDS).items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    (tmp_path / "study.json").write_text(json.dumps(publication), encoding="utf-8")
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    if notebook.stem not in {"comparison", "methods"}:  # these always have something to say
        assert "There are no figures" in said
    assert sentences(said) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_a_hidden_source(
    publication: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path
):
    for name, table in (TABLES | TRENDS).items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    written(tmp_path, publication)
    for name in {path.stem for path in tmp_path.glob("*.csv")} - {"flow", "cleaning_rules", "fields"}:
        rows = pd.read_csv(tmp_path / f"{name}.csv", dtype=str)
        rows[list((TABLES | TRENDS)[name].figures)] = None
        rows.assign(suppressed=True).to_csv(tmp_path / f"{name}.csv", index=False)
    said = shown(notebook, tmp_path, tmp_path / "figures", monkeypatch)
    if notebook.stem in {"agenda", "ocai", "sectors", "opinions", "trends"}:
        assert "Hidden, to protect groups of fewer than 10 respondents: Survey." in said
        drawn = {path.stem for path in (tmp_path / "figures").glob("*")}
        assert drawn <= {"framework"}
    if notebook.stem == "report":
        assert len(sentences(said)) == 1  # rows are counted also where figures are hidden
        assert "Hidden, to protect groups of fewer than 10 respondents: Survey." in said


CHAPTERS = [path for path in NOTEBOOKS if path.stem not in {"agenda", "ocai", "comparison", "trends"}]


@pytest.fixture
def complete(publication: dict[str, Any], tmp_path: Path) -> Path:
    """Tables as a study writes them: all of them, many with the header only."""
    for name, table in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(",".join(table.columns) + "\n", encoding="utf-8")
    return written(tmp_path, publication)


def test_the_finding_of_groups_names_highest_and_lowest_and_no_hidden_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said = shown(REPOSITORY / "notebooks" / "comparison.py", folder, tmp_path, monkeypatch)
    alts = dict(re.findall(r'<figure id="figure-(\w+)".*? alt="(.*?)"', said, flags=re.DOTALL))
    assert set(alts) == {
        "participation_survey", "differences_region_survey", "sectors_region_survey", "types_region_survey", "agreement_survey",
    }  # fmt: skip
    regions = [
        name for name in Results(str(folder), "en").instrument.breakdowns["region"].categories if name not in HIDDEN
    ]
    names = Results(str(folder), "en").labels([regions[0], regions[-1]], of="region")
    assert (
        f"highest is {names[1]} with 5.60 [5.45, 5.75], lowest {names[0]} with 5.24 [5.09, 5.39]"
        in alts["sectors_region_survey"]
    )
    hidden = Results(str(folder), "en").labels([*HIDDEN], of="region")
    assert not [alt for alt in alts.values() if any(name in alt for name in hidden)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_every_figure_of_a_chapter_has_a_finding_and_data(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: Path, language: str
):
    said = shown(notebook, complete, tmp_path / "figures", monkeypatch, language)
    drawn = {path.stem for path in (tmp_path / "figures").glob("*.svg")}
    assert said.count("<figure") == said.count('class="download"') == len(drawn)
    assert all(re.search(r"\d", finding) for finding in re.findall(r'alt="([^"]*)"', said))


def test_the_summary_has_five_sentences_with_figures_of_the_tables(
    complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    said = sentences(shown(REPOSITORY / "notebooks" / "report.py", complete, tmp_path, monkeypatch))
    assert len(said) == 5
    for sentence, figures in zip(
        said,
        (
            ("11,000 of 11,176",),
            ("Hierarchy", "37.5 points", "36."),
            ("Hierarchy", "−8.8", "call for change: none"),
            ("Work", "5.20 [5.05, 5.35]", "Motivation", "7.00"),
            ("Rather satisfied", "38%", "67%", "44%"),
        ),
        strict=True,
    ):
        assert sentence.endswith(".")
        assert "Survey (simulated)" in sentence
        assert all(figure in sentence for figure in figures), sentence


def test_blocks_that_a_study_lacks_leave_no_sentence(
    publication: dict[str, Any], complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("ocai_profile", "ocai_gap", "ocai_diagnosis", "question_answers", "drivers"):
        (complete / f"{name}.csv").unlink()
    said = shown(REPOSITORY / "notebooks" / "report.py", complete, tmp_path, monkeypatch)
    assert len(sentences(said)) == 3
    assert "OCAI" not in said


def test_a_sector_without_answers_is_not_drawn(complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    figures = ["mean", "ci_low", "ci_high", "rank", "band"]
    scores = pd.read_csv(complete / "sector_scores.csv", dtype=str)
    scores.loc[scores["sector"] == "work", figures] = None
    scores.to_csv(complete / "sector_scores.csv", index=False)
    results = Results(str(complete), "en")
    for name in ("sector_means", "action_matrix"):
        texts = [text.get_text() for text in FIGURES[name](results).findobj(Text)]
        assert "Management" in texts
        assert "Work" not in texts
    said = shown(REPOSITORY / "notebooks" / "sectors.py", complete, tmp_path / "figures", monkeypatch)
    assert "No mean, for want of answers: Work." in said


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
        for name in ("ocai", "agenda")
    }
    drawn = {path.stem for path in (tmp_path / "figures").glob("*.svg")}
    assert {"framework", "profile_survey", "dimensions_survey"} <= drawn
    assert ({"gaps_survey", "agenda_survey"} <= drawn) == (perspectives != ["now"])
    assert "published_survey" not in drawn
    assert ("There are no figures" in said["agenda"]) == (perspectives == ["now"])
    assert "What stands in the way" not in said["agenda"]
    assert "ompetencies to" not in said["agenda"]
