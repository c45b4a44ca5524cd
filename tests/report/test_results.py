"""Published tables as notebooks read them: which source tells most, and which is simulated."""

import json
from pathlib import Path

import pandas as pd
import pytest

from competing_values.report.results import Results
from competing_values.tables.declared import TABLES

STATEMENTS = {"s01": {"label": ""}, "s02": {"label": "", "reversed": True}}
RATINGS = {"scale": {"min": 1, "max": 10}, "sectors": {"work": {"label": "", "statements": STATEMENTS}}}


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """Two sources, of which the second is the larger, and is simulated; of a figure that it lacks only the first tells."""
    study = {
        "labels": {"kk": {"source.one": "Бір", "source.two": "Екі", "s01": "Ашық", "s02": "Жабық"}},
        "instrument": {"ocai": None, "ratings": RATINGS},
        "sources": ["one", "two"],
        "simulated": ["two"],
        "purposive": [],
    }
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    whole = {"weights": "none", "group_by": "all", "group": "all"}
    scores = [("one", 40, 6.1, 1), ("two", 900, 5.5, None), ("one", 41, 6.4, 2), ("two", 990, None, None)]
    rows = [{"source": name, "n": n, "mean": mean, "rank": rank, **whole} for name, n, mean, rank in scores]
    pd.DataFrame(rows).reindex(columns=TABLES["sector_scores"].columns).to_csv(
        tmp_path / "sector_scores.csv", index=False
    )
    return Results(str(tmp_path), "kk")


def test_the_fullest_source_has_most_respondents_behind_a_figure(results: Results) -> None:
    assert results.fullest("sector_scores", "mean") == "two"
    assert results.fullest("sector_scores", "rank") == "one"
    assert results.fullest("sector_scores", "band") is None
    assert results.fullest("competencies", "mean") is None


def test_a_source_is_named_where_a_figure_is_shown(results: Results) -> None:
    assert results.sources("sector_scores") == ["one", "two"]
    assert results.sources("sector_scores", "rank") == ["one"]
    assert results.sources("sector_scores", "band") == []


def test_a_source_says_that_it_is_simulated(results: Results) -> None:
    assert results.named("one") == "Бір"
    assert results.named("two") == "Екі (үлгіленген)"


def test_a_source_says_that_its_respondents_were_chosen_on_purpose(results: Results) -> None:
    results.study["purposive"] = ["one", "two"]
    assert results.named("one") == "Бір (мақсатты іріктелген)"
    assert results.named("two") == "Екі (үлгіленген, мақсатты іріктелген)"
    assert results.caveat("one").startswith("Бір: ")


def test_a_reversed_statement_says_so_wherever_its_label_stands(results: Results) -> None:
    assert results.labels(["s01", "s02"]) == ["Ашық", "Жабық (кері)"]


@pytest.mark.parametrize(
    ("versions", "leads"),
    [
        (["none"], "none"),
        (["none", "population"], "none"),
        (["none", "design"], "design"),
        (["none", "design", "population"], "population"),
    ],
)
def test_a_page_leads_with_the_design_where_there_is_one(results: Results, versions: list[str], leads: str) -> None:
    """Raked, if raked; a source beside it without a design leads without weights."""
    rows = [{"source": "one", "weights": version, "group_by": "all", "group": "all", "n": 9} for version in versions]
    rows.append({"source": "two", "weights": "none", "group_by": "all", "group": "all", "n": 9})
    table = pd.DataFrame(rows).reindex(columns=TABLES["sector_scores"].columns)
    table.to_csv(results._folder / "sector_scores.csv", index=False)
    assert results.whole("sector_scores", "one")["weights"].tolist() == [leads]
    assert results.leading("sector_scores")["weights"].tolist() == [leads, "none"]
