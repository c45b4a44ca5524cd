"""Reliability: the figures of every sector, and a dash where there is none."""

import re
from collections.abc import Callable

from figure_tables import SOURCE

from competing_values.report.findings import reliability
from competing_values.report.results import Results

ROWS = [
    {"sector": "work", "items": 7, "n": 10516, "alpha": 0.821, "alpha_ci_low": 0.8157, "alpha_ci_high": 0.8261,
     "omega_total": 0.8209, "mean_inter_item_r": 0.3958},
    {"sector": "communication", "items": 2, "n": 980, "alpha": 0.6, "alpha_ci_low": 0.55, "alpha_ci_high": 0.65,
     "mean_inter_item_r": 0.43},
    {"sector": "management", "items": 1, "n": 990},
]  # fmt: skip


def entries(html: str) -> list[list[str]]:
    """Entries of a table, row by row."""
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]


def test_what_cannot_be_estimated_is_a_dash(results_of: Callable[..., Results]) -> None:
    results = results_of(reliability=ROWS)
    assert reliability.title(results, SOURCE) == "Reliability: Survey"
    assert "a sector of one statement has no alpha, one of two no omega" in reliability.note(results)
    assert entries(reliability.figures(results, SOURCE).data) == [
        ["Sector", "Statements", "n", "Alpha", "from", "to", "Omega total", "Mean r"],
        ["Work", "7", "10,516", "0.82", "0.82", "0.83", "0.82", "0.40"],
        ["Communication", "2", "980", "0.6", "0.55", "0.65", "–", "0.43"],
        ["Management", "1", "990", "–", "–", "–", "–", "–"],
    ]


def test_alpha_and_omega_of_each_sector_are_told_with_what_suffices(results_of: Callable[..., Results]) -> None:
    picture = reliability.alphas(results_of(reliability=ROWS), SOURCE)
    assert picture is not None
    assert picture.name == "reliability_survey"
    assert picture.finding == "Work: α 0.82 [0.82, 0.83], ω 0.82; Communication: α 0.60 [0.55, 0.65], ω –"
    assert "with its 95% interval" in picture.caption
    assert "Dashed: 0.7" in picture.caption


def test_where_no_sector_can_be_estimated_nothing_is_drawn(results_of: Callable[..., Results]) -> None:
    assert reliability.alphas(results_of(reliability=[{"sector": "management", "items": 1}]), SOURCE) is None


def test_numbers_are_those_of_the_language(results_of: Callable[..., Results]) -> None:
    (_, work, *_others) = entries(reliability.figures(results_of("ru", reliability=ROWS), SOURCE).data)
    picture = reliability.alphas(results_of("ru", reliability=ROWS), SOURCE)
    assert picture is not None
    assert "Работа: α 0,82 [0,82; 0,83], ω 0,82" in picture.finding
    assert work == ["Работа", "7", "10\N{NO-BREAK SPACE}516", "0,82", "0,82", "0,83", "0,82", "0,40"]
