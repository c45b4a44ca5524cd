"""The first screen: its sentence and its tiles, for what a study asks and what it lacks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from competing_values.report.findings import summary
from competing_values.report.html import Tile
from competing_values.report.results import Results


def flow(source: str, raw: int, kept: int) -> list[dict[str, Any]]:
    return [{"source": source, "step": step, "rows": rows} for step, rows in (("raw", raw), ("kept", kept))]


def leader(perspective: str, culture_type: str, mean: float | None, **more: Any) -> dict[str, Any]:
    bounds = {} if mean is None else {"mean": mean, "ci_low": mean - 0.2, "ci_high": mean + 0.2}
    return {"perspective": perspective, "dimension": "overall", "culture_type": culture_type, "rank": 1, **bounds, **more}  # fmt: skip


def gap(culture_type: str, points: float, dimension: str = "overall") -> dict[str, Any]:
    return {"dimension": dimension, "culture_type": culture_type, "gap": points, "ci_low": points - 0.4, "ci_high": points + 0.4}  # fmt: skip


def sector(name: str, rank: int | None, mean: float | None, **more: Any) -> dict[str, Any]:
    bounds = {} if mean is None else {"mean": mean, "ci_low": mean - 0.1, "ci_high": mean + 0.1}
    return {"sector": name, "rank": rank, **bounds, **more}


def answer(category: str, share: float, **more: Any) -> dict[str, Any]:
    bounds = {"share": share, "ci_low": share - 0.02, "ci_high": share + 0.02}
    return {"question": "satisfaction", "category": category, **bounds, **more}


def rated(competency: str, share: float, **more: Any) -> dict[str, Any]:
    bounds = {"share_high": share, "share_high_ci_low": share - 0.01, "share_high_ci_high": share + 0.01}
    return {"competency": competency, **bounds, **more}


CULTURE = [
    leader("now", "hierarchy", 37.5),
    leader("now", "clan", 20.0) | {"rank": 2},
    leader("now", "market", 41.0) | {"dimension": "glue"},
    leader("preferred", "clan", 30.8),
    leader("now", "market", 50.0, source="focus_group", n=48),  # fewer respondents
]
SECTORS = [
    sector("work", 2, 6.1, band="positive"),
    sector("management", 3, 5.25, band="despondency", lowest_probability=0.9987),
    sector("communication", 1, 7.06, band="positive"),
    sector("motivation", None, None),
]


def told(results: Results) -> dict[str, Tile]:
    return {tile.name: tile for tile in summary.tiles(results)}


def test_the_sentence_says_what_is_seen_what_is_wanted_and_what_is_lowest(results_of: Callable[..., Results]) -> None:
    assert summary.headline(results_of(ocai_profile=CULTURE, sector_scores=SECTORS)) == (
        "Respondents see *Hierarchy* (control) in the lead and would prefer *Clan* (collaborate). The sector that they"
        " rate lowest is *Management*."
    )


def test_where_the_same_is_wanted_nothing_is_called_a_change(results_of: Callable[..., Results]) -> None:
    rows = [leader("now", "clan", 30.8), leader("preferred", "clan", 31.8)]
    said = "Respondents see *Clan* in the lead, and would keep it there."
    assert summary.headline(results_of(ocai_profile=rows)) == said
    assert [tile.figure for tile in summary.tiles(results_of(ocai_profile=rows))] == ["Clan"]


def test_equal_types_are_both_named_and_of_one_perspective_only_that_is_told(
    results_of: Callable[..., Results],
) -> None:
    rows = [leader("preferred", "clan", 30.8), leader("preferred", "market", 30.8)]
    assert summary.headline(results_of(ocai_profile=rows)) == "Respondents describe a culture led by *Clan and Market*."


def test_tiles_have_figures_with_their_intervals(results_of: Callable[..., Results]) -> None:
    gaps = [gap("clan", 10.4), gap("hierarchy", -14.7), gap("clan", 40, dimension="glue")]
    answers = [answer("rather_satisfied", 0.38), answer("fully_satisfied", 0.2)]
    both = [*flow("survey", 11176, 11000), *flow("focus_group", 53, 48)]
    tiles = told(
        results_of(ocai_profile=CULTURE, ocai_gap=gaps, sector_scores=SECTORS, question_answers=answers, flow=both)
    )
    assert tiles["Leading culture, now → preferred"] == Tile(
        "Leading culture, now → preferred",
        "Hierarchy → Clan",
        [
            "Now: 37.5 [37.3, 37.7] of 100 points.",
            "Preferred: 30.8 [30.6, 31.0] of 100 points.",
            "Widest gap: Hierarchy, −14.7 [−15.1, −14.3].",
            "",
        ],
    )
    assert tiles["Lowest sector"].figure == "Management"
    assert tiles["Lowest sector"].said[:3] == [
        "Mean 5.25 [5.15, 5.35], on a scale from 1 to 10.",
        "Band: Despondency.",
        "Probability that it is the lowest: >\N{NO-BREAK SPACE}0.99.",
    ]
    assert tiles["Satisfaction with the agency"].figure == "38%"
    assert tiles["Satisfaction with the agency"].said[0] == "*Rather satisfied*: the commonest answer, [36, 40]."
    assert tiles["Respondents, Survey"] == Tile("Respondents, Survey", "11,000", ["of 11,176 rows", "Focus group: 48"])


def test_a_single_sector_is_not_called_lowest(results_of: Callable[..., Results]) -> None:
    results = results_of(sector_scores=[sector("work", 1, 6.0, lowest_probability=1.0)])
    assert summary.headline(results) == ""
    assert told(results)["Sector"].said == ["Mean 6.0 [5.9, 6.1], on a scale from 1 to 10.", ""]


def test_equal_sectors_are_all_named(results_of: Callable[..., Results]) -> None:
    rows = [sector("work", 1, 6.0), sector("communication", 2, 5.0), sector("management", 2, 5.0)]
    assert told(results_of(sector_scores=rows))["Lowest sector"].figure == "Communication and Management"


def test_without_a_question_the_first_self_rating_is_told(results_of: Callable[..., Results]) -> None:
    tiles = told(results_of(competencies=[rated("integrity", 0.67), rated("initiative", 0.44)]))
    assert tiles["Integrity"].figure == "67%"
    assert tiles["Integrity"].said[:2] == ["rate themselves high", "[66, 68]"]


def test_without_tables_there_is_nothing_to_say(results_of: Callable[..., Results]) -> None:
    results = results_of()
    assert summary.headline(results) == ""
    assert summary.tiles(results) == []
    assert summary.kite(results) is None
    assert summary.absence(results) == "There are no figures: nobody was asked, or too few answered."


def test_sources_that_are_left_out_are_named_once(results_of: Callable[..., Results]) -> None:
    hidden = {"n": None, "source": "focus_group"}
    profile = [leader("now", "clan", 30), leader("now", "clan", None, **hidden)]
    scores = [sector("work", 1, 6.0), sector("work", None, None) | hidden]
    assert summary.absence(results_of(ocai_profile=profile, sector_scores=scores)) == (
        "Left out, to protect respondents: Focus group."
    )
    assert summary.absence(results_of(ocai_profile=profile[:1], sector_scores=scores[:1])) == ""
    only_hidden = results_of(ocai_profile=profile[1:], sector_scores=scores[1:])
    assert summary.headline(only_hidden) == ""
    assert summary.tiles(only_hidden) == []


@pytest.mark.parametrize(("language", "share"), [("ru", "38\xa0%"), ("kk", "38%")])
def test_numbers_are_those_of_the_language(folder: Path, language: str, share: str) -> None:
    tiles = summary.tiles(Results(str(folder), language))
    said = " ".join(part for tile in tiles for part in (tile.figure, *tile.said))
    assert "37,5" in said
    assert "[5,05; 5,35]" in said
    assert share in said
