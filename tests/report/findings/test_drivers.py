"""Drivers: the sector with the largest part, and where each lies in the action matrix."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from figure_tables import SOURCE
from matplotlib.text import Text

from competing_values.report.findings import drivers
from competing_values.report.results import Results


def driver(sector: str, weight: float | None, **more: Any) -> dict[str, Any]:
    figures = {"coefficient": 0.1, "ci_low": 0.08, "ci_high": 0.12}
    figures |= {"r_squared": 0.31, "r_squared_ci_low": 0.28, "r_squared_ci_high": 0.34}
    figures = (
        {}
        if weight is None
        else figures | {"relative_weight_ci_low": weight - 0.05, "relative_weight_ci_high": weight + 0.03}
    )
    return {"outcome": "satisfaction", "sector": sector, "n": 9495, "relative_weight": weight, **figures, **more}


def score(sector: str, mean: float | None) -> dict[str, Any]:
    bounds = {} if mean is None else {"ci_low": mean - 0.1, "ci_high": mean + 0.1}
    return {"sector": sector, "mean": mean, **bounds}


WEIGHTS = [driver("work", 0.27), driver("communication", 0.2), driver("management", 0.31), driver("motivation", 0.22)]


def test_the_largest_part_is_named_and_no_cause(results_of: Callable[..., Results]) -> None:
    results = results_of(drivers=WEIGHTS)
    assert drivers.outcomes(results, SOURCE) == ["satisfaction"]
    assert drivers.title(results, SOURCE, "satisfaction") == "What goes with *Satisfaction with the agency*: Survey"
    said = drivers.summary(results, SOURCE, "satisfaction")
    assert said.startswith("All sectors together explain R² = 0.31 [0.28, 0.34] of how the answers differ.")
    assert "*Management* has the largest part, 31% [26, 34] (Johnson's relative weights; n = 9,495)." in said
    assert "Its interval overlaps with those of Work, so that the order is open." in said  # 0.27 + 0.03 ≥ 0.31 − 0.05
    assert "This is association, not cause" in said


def test_a_part_that_stands_apart_has_no_open_order(results_of: Callable[..., Results]) -> None:
    results = results_of(drivers=[driver("work", 0.7), driver("communication", 0.3)])
    assert "overlaps" not in drivers.summary(results, SOURCE, "satisfaction")


def test_of_equal_parts_the_first_is_named(results_of: Callable[..., Results]) -> None:
    results = results_of(drivers=[driver("work", 0.5), driver("communication", 0.5)])
    assert "*Work* has the largest part, 50%" in drivers.summary(results, SOURCE, "satisfaction")


def test_what_was_not_estimated_is_no_outcome(results_of: Callable[..., Results]) -> None:
    rows = [driver("work", None), driver("work", 0.6, outcome="other"), driver("communication", None, outcome="other")]
    results = results_of(drivers=rows)
    assert drivers.outcomes(results, SOURCE) == ["other"]
    assert "<td>Work</td>" in drivers.figures(results, SOURCE, "other").data
    assert "<td>Communication</td>" in drivers.figures(results, SOURCE, "other").data


def test_why_a_figure_is_missing_stands_beside_the_dash(results_of: Callable[..., Results]) -> None:
    rows = [driver("work", 0.6), driver("communication", None, n=0)]
    told = {"table": "drivers", "item": "satisfaction communication", "reason": "nobody answered"}
    for code, said in (("en", "nobody answered"), ("ru", "никто не ответил")):
        html = drivers.figures(results_of(code, drivers=rows, not_estimable=[told]), SOURCE, "satisfaction").data
        assert html.count(f'– <span class="reason">({said})</span>') == 1
        assert html.index('class="reason"') > html.index("<td>Communication</td>" if code == "en" else "<tbody>")


def test_what_may_explain_nothing_ranks_no_sector(results_of: Callable[..., Results]) -> None:
    unsure = {"r_squared": 0.02, "r_squared_ci_low": 0.0, "r_squared_ci_high": 0.06, "coefficient": 0.1}
    rows = [driver(name, None, **unsure) for name in ("work", "communication")]
    results = results_of(drivers=rows, sector_scores=[score("work", 7.0), score("communication", 4.5)])
    assert drivers.outcomes(results, SOURCE) == ["satisfaction"]
    assert drivers.summary(results, SOURCE, "satisfaction") == (
        "All sectors together explain R² = 0.02 [0.00, 0.06] of how the answers differ."
        " The interval holds 0: no sector is put before another."
    )
    assert drivers.actions(results, SOURCE, "satisfaction") is None
    assert "<td>Work</td>" in drivers.figures(results, SOURCE, "satisfaction").data


def test_sectors_lie_in_the_quadrant_of_mean_and_share(results_of: Callable[..., Results]) -> None:
    """The midpoint is 5.5, an equal share 25 %."""
    scores = [score("work", 7.0), score("communication", 4.5), score("management", 5.25), score("motivation", 5.5)]
    picture = drivers.actions(results_of(drivers=WEIGHTS, sector_scores=scores), SOURCE, "satisfaction")
    assert picture is not None
    assert picture.name == "actions_satisfaction_survey"
    assert picture.finding == (
        "Look here first: Management (5.25; 31%); Keep up: Work (7; 27%);"
        " Watch: Communication (4.5; 20%); Maintain: Motivation (5.5; 22%)"
    )
    assert "the midpoint of the scale (5.5)" in picture.caption
    assert "if all had the same (25%)" in picture.caption


def test_a_sector_without_a_mean_has_no_place_but_its_share(results_of: Callable[..., Results]) -> None:
    scores = [score("work", None), score("communication", 4.5), score("management", 5.25), score("motivation", 5.5)]
    picture = drivers.actions(results_of(drivers=WEIGHTS, sector_scores=scores), SOURCE, "satisfaction")
    assert picture is not None
    assert "Keep up: none" in picture.finding
    assert "if all had the same (25%)" in picture.caption
    texts = [text.get_text() for text in picture.figure.findobj(Text)]
    assert "Management" in texts
    assert "Work" not in texts
    nowhere = [score(name, None) for name in ("work", "communication", "management", "motivation")]
    assert drivers.actions(results_of(drivers=WEIGHTS, sector_scores=nowhere), SOURCE, "satisfaction") is None


def test_shares_of_the_table_are_in_per_cent(results_of: Callable[..., Results]) -> None:
    html = drivers.figures(results_of(drivers=WEIGHTS), SOURCE, "satisfaction").data
    assert "Share of explained variance, %" in html
    assert '<td class="number">0.1</td><td class="number">0.08</td><td class="number">0.12</td>' in html
    assert '<td class="number">31' in html


def test_numbers_are_those_of_the_language(folder: Path) -> None:
    results = Results(str(folder), "ru")
    picture = drivers.actions(results, SOURCE, "satisfaction")
    assert picture is not None
    assert "(5,2; 27\N{NO-BREAK SPACE}%)" in picture.finding
    assert "5,5" in picture.caption
