"""Who is missing, in words: blocks in which respondents broke off, and sectors that those without a score rate otherwise."""

from collections.abc import Callable
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import nonresponse
from competing_values.report.results import Results


def compared(sector: str, low: float, difference: float, high: float) -> list[dict[str, Any]]:
    cell = {"group_by": "ocai_score", "sector": sector}
    figures = {"difference": difference, "difference_ci_low": low, "difference_ci_high": high, "effect_size": 0.1}
    return [
        {**cell, "group": "with", "n": 10500, "mean": 5.0},
        {**cell, "group": "without", "n": 500, "mean": 4.6, **figures},
    ]


def test_blocks_are_named_in_the_order_of_the_questionnaire(results_of: Callable[..., Results]) -> None:
    rows = [("ocai", 0.012), ("ratings", 0.0), ("self_ratings", 0.03), ("completed", 0.958)]
    results = results_of(break_off=[{"block": block, "share": share} for block, share in rows])
    assert nonresponse.break_off(results, SOURCE) == (
        "95.8% of those who were kept answered to the last question. Others broke off, that is, gave no answer from some"
        " question on: 1.2% in the points of the OCAI and 3% in the self-ratings."
    )
    whole = results_of(break_off=[{"block": "completed", "share": 1.0}])
    assert nonresponse.break_off(whole, SOURCE) == "100% of those who were kept answered to the last question."


def test_sectors_are_told_whose_interval_leaves_out_0(results_of: Callable[..., Results]) -> None:
    rows = [
        *compared("work", -0.5, -0.4, -0.3),
        *compared("communication", -0.1, 0.1, 0.3),
        *compared("management", 0.1, 0.2, 0.3),
    ]
    said = nonresponse.without_score(results_of(nonresponse=rows), SOURCE)
    assert said.startswith("The OCAI of 500 respondents cannot be scored. They rate these sectors otherwise")
    assert "Work −0.4" in said
    assert "Management +0.2" in said
    assert "Communication" not in said


def test_where_none_does_the_largest_difference_is_told(results_of: Callable[..., Results]) -> None:
    rows = [*compared("work", -0.9, -0.4, 0.1), *compared("communication", -0.1, 0.1, 0.3)]
    said = nonresponse.without_score(results_of(nonresponse=rows), SOURCE)
    assert "In no sector is it shown" in said
    assert "the largest difference is Work −0.4" in said


def test_what_may_not_be_known_is_not_told(results_of: Callable[..., Results]) -> None:
    results = results_of(break_off=[], nonresponse=[])
    assert nonresponse.without_score(results, SOURCE) == nonresponse.break_off(results, SOURCE) == ""
    assert nonresponse.sectors(results, SOURCE) is None
