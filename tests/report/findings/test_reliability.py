"""Reliability: the figures of every sector, and a dash where there is none."""

import re
from collections.abc import Callable

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
    assert "a sector of one statement has no alpha, one of two no omega" in reliability.note(results)
    assert "from 0.7 on it suffices" in reliability.note(results)
    table = reliability.figures(results)
    assert table is not None
    assert entries(table.data) == [
        ["Source", "Sector", "Statements", "n", "Alpha", "from", "to", "Omega total", "Mean r"],
        ["Survey", "Work", "7", "10,516", "0.82", "0.82", "0.83", "0.82", "0.40"],
        ["Survey", "Communication", "2", "980", "0.6", "0.55", "0.65", "–", "0.43"],
        ["Survey", "Management", "1", "990", "–", "–", "–", "–", "–"],
    ]


def test_numbers_are_those_of_the_language(results_of: Callable[..., Results]) -> None:
    table = reliability.figures(results_of("ru", reliability=ROWS))
    assert table is not None
    (_, work, *_others) = entries(table.data)
    assert work == ["Опрос", "Работа", "7", "10\N{NO-BREAK SPACE}516", "0,82", "0,82", "0,83", "0,82", "0,40"]
