"""The next wave: margins, changes that would be found, and respondents needed, from spreads that a test writes itself."""

from collections.abc import Callable
from typing import Any

import pytest
from figure_tables import SOURCE

from competing_values.report.findings import planning
from competing_values.report.results import Results

KYZYLORDA = {"group_by": "region", "group": "kyzylorda"}
SCORES = [
    {"sector": "work", "sd": 1.5, "n": 64},
    {"sector": "management", "sd": 2.0, "n": 64},
    {"sector": "work", "sd": 1.0, "n": 16, **KYZYLORDA},
]


def agreed(group_by: str, groups: int, icc1: float) -> dict[str, Any]:
    return {"group_by": group_by, "variable": "work", "groups": groups, "n": 64, "icc1": icc1}


def test_the_largest_spread_counts(results_of: Callable[..., Results]) -> None:
    """Two standard deviations, t of 63 degrees: 1.998 · 2/8; R's power.t.test(64, sd = 2, power = 0.8): 0.998."""
    rows = planning.by_group(results_of(sector_scores=SCORES), SOURCE).set_index("group")
    assert rows.loc["all", "sector"] == pytest.approx(1.998341 * 2 / 8, rel=1e-5)
    assert rows.loc["all", "sector_found"] == pytest.approx(0.998, abs=1e-3)
    assert rows.loc["kyzylorda", "sector"] == pytest.approx(2.13145 / 4, rel=1e-5)
    assert "points" not in rows


def test_gaps_are_planned_by_their_errors(results_of: Callable[..., Results]) -> None:
    """An error of 1.5 of 64 is a spread of 12."""
    gaps = [
        {"dimension": "overall", "culture_type": "clan", "se": 1.5, "n": 64},
        {"dimension": "glue", "se": 9, "n": 64},
    ]
    rows = planning.by_group(results_of(ocai_gap=gaps), SOURCE)
    assert rows["gap"].tolist() == pytest.approx([1.998341 * 1.5], rel=1e-5)


def test_clusters_make_many_count_as_few(results_of: Callable[..., Results]) -> None:
    """64 in 16 groups of 4 with an ICC of 0.2: 1 + 3 · 0.2 = 1.6, so that they count as 40. Two bodies are no sample."""
    results = results_of(
        sector_scores=SCORES, agreement=[agreed("region", 16, 0.2), agreed("region", 16, 0.1), agreed("body", 2, 0.5)]
    )
    found = planning.clusters(results, SOURCE)
    assert found[["group_by", "design_effect", "effective_n"]].to_numpy().tolist() == [
        ["region", pytest.approx(1.6), pytest.approx(40)]
    ]
    needed = planning.needed(results, SOURCE).set_index("what")
    assert needed.loc["a share, to ±5 percentage points"].tolist() == [381, 609]  # 1.6 · 380.3
    assert "count as 40" in planning.summary(results, SOURCE)[-1]
    assert "1.3 times as wide" in planning.summary(results, SOURCE)[-1]


def test_without_clusters_there_is_one_column(results_of: Callable[..., Results]) -> None:
    needed = planning.needed(results_of(sector_scores=SCORES), SOURCE)
    assert [*needed] == ["what", "n"]
    assert needed["n"].tolist()[:2] == [381, 1064]


def test_whole_and_smallest_group_are_told(results_of: Callable[..., Results]) -> None:
    said = planning.summary(results_of(sector_scores=SCORES), SOURCE)
    assert "If as many respond again (64)" in said[0]
    assert "mean of a sector ±0.50, change from 1" in said[0]
    assert said[1].startswith("In the smallest group, Kyzylorda (16), a share is known to ±22.0 percentage points")


def test_a_source_without_spreads_is_not_planned(results_of: Callable[..., Results]) -> None:
    assert planning.sources(results_of(sector_scores=[{"sector": "work", "sd": None, "n": 1}])) == []
