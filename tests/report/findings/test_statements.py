"""Statements: the highest and the lowest, and how many drive or restrain."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import statements
from competing_values.report.results import Results


def statement(name: str, rank: int | None, mean: float | None) -> dict[str, Any]:
    bounds = {} if mean is None else {"ci_low": mean - 0.1, "ci_high": mean + 0.1}
    return {"statement": name, "sector": "work", "rank": rank, "mean": mean, **bounds}


def force(name: str, distance: float, kind: str | None) -> dict[str, Any]:
    bounds = {"ci_low": distance - 0.1, "ci_high": distance + 0.1}
    return {"statement": name, "sector": "work", "distance": distance, "force": kind, **bounds}


def test_highest_and_lowest_statement_are_those_of_the_ranks(results_of: Callable[..., Results]) -> None:
    rows = [
        statement("s01", 2, 6.5),
        statement("s02", 1, 7.625),
        statement("s03", None, None),
        statement("s04", 3, 4.5),
    ]
    results = results_of(statement_scores=rows)
    picture = statements.shares(results, SOURCE)
    assert picture is not None
    assert picture.name == "statements_survey"
    assert picture.caption.startswith("Answers to every statement, from the highest mean to the lowest, Survey.")
    assert picture.finding == (
        "Of 3 statements the highest is New skills for all with a mean of 7.63, the lowest Equipped workplaces with 4.5."
    )
    assert picture.data is not None
    assert picture.data["statement"].tolist() == ["s02", "s01", "s04"]
    table = statements.figures(results)
    assert table is not None
    assert re.findall(r"<td>(\d+\. [^<]*)</td>", table.data) == [
        "2. New skills for all: Anybody who wants to learn something new for the job is able to.",
        "1. Training for newcomers: People who have just joined can take courses that raise their skills.",
        "4. Equipped workplaces: Where people work, the equipment is there.",
    ]


def test_reversed_statements_say_so_and_how_they_are_read(
    results_of: Callable[..., Results], publication: dict[str, Any]
) -> None:
    ratings = json.loads(json.dumps(publication["instrument"]["ratings"]))
    ratings["sectors"]["work"]["statements"]["s01"]["reversed"] = True
    rows = {"statement_scores": [statement("s01", 1, 6.5)], "force_field": [force("s01", 1.2, "driving")]}
    results = results_of(instrument={"ratings": ratings}, **rows)
    picture = statements.shares(results, SOURCE)
    assert picture is not None
    assert "Training for newcomers (reversed)" in picture.finding
    assert picture.caption.endswith("Answers to reversed statements are turned, so that high is favourable throughout.")


def test_without_answers_no_statement_is_drawn(results_of: Callable[..., Results]) -> None:
    assert statements.shares(results_of(statement_scores=[statement("s01", None, None)]), SOURCE) is None


def test_forces_are_counted_and_none_is_a_zero(results_of: Callable[..., Results]) -> None:
    rows = [force("s01", 1.2, "driving"), force("s02", 0.02, "neutral"), force("s03", 0.7, "driving")]
    results = results_of(force_field=rows)
    said = "Statements read as driving: 2; as restraining: 0; neutral, the interval holding the midpoint: 1."
    assert statements.forces_title(results, SOURCE) == "Force field: Survey"
    assert statements.forces_summary(results, SOURCE).startswith(
        "By a convention of this project, after Lewin (1951), "
    )
    assert statements.forces_summary(results, SOURCE).endswith(said)
    assert statements.strongest(results, SOURCE) == [
        "**Driving**: Training for newcomers +1.2 [1.1, 1.3]; Sensible promotion +0.7 [0.6, 0.8].",
        "**Neutral**: New skills for all +0.02 [−0.08, 0.12].",
    ]


def test_a_source_without_any_force_is_left_out(results_of: Callable[..., Results]) -> None:
    rows = [force("s01", 1.2, None), {**force("s01", 1.2, "driving"), "source": "focus_group"}]
    assert results_of(force_field=rows).sources("force_field", "force") == ["focus_group"]
    assert results_of(force_field=rows).sources("force_field") == ["survey", "focus_group"]


def test_numbers_are_those_of_the_language(folder: Path) -> None:
    picture = statements.shares(Results(str(folder), "kk"), SOURCE)
    assert picture is not None
    assert "7,84" in picture.finding  # 4.2 + 28 * 0.13, of the last of 29 statements
    assert "4,2" in picture.finding
