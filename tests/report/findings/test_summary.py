"""The summary: each of its sentences, for what a study asks and what it lacks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from competing_values.report.findings import summary
from competing_values.report.results import Results

SENTENCES = (summary.answered, summary.leading_culture, summary.widest_gap, summary.sectors, summary.opinions)


def flow(source: str, raw: int, kept: int) -> list[dict[str, Any]]:
    return [{"source": source, "step": step, "rows": rows} for step, rows in (("raw", raw), ("kept", kept))]


def leader(perspective: str, culture_type: str, mean: float | None, **more: Any) -> dict[str, Any]:
    bounds = {} if mean is None else {"mean": mean, "ci_low": mean - 0.2, "ci_high": mean + 0.2}
    return {"perspective": perspective, "dimension": "overall", "culture_type": culture_type, "rank": 1, **bounds, **more}  # fmt: skip


def gap(culture_type: str, points: float, discrepancy: bool, dimension: str = "overall") -> dict[str, Any]:
    bounds = {"gap": points, "ci_low": points - 0.4, "ci_high": points + 0.4}
    return {
        "dimension": dimension,
        "culture_type": culture_type,
        **bounds,
        "discrepancy": discrepancy,
        "discrepancy_certain": abs(points) >= 10.4,
    }


def sector(name: str, rank: int | None, mean: float | None, band: str | None = None) -> dict[str, Any]:
    bounds = {} if mean is None else {"mean": mean, "ci_low": mean - 0.1, "ci_high": mean + 0.1}
    return {"sector": name, "rank": rank, "band": band, **bounds}


def answer(category: str, share: float, **more: Any) -> dict[str, Any]:
    bounds = {"share": share, "ci_low": share - 0.02, "ci_high": share + 0.02}
    return {"question": "satisfaction", "category": category, **bounds, **more}


def rated(competency: str, share: float, **more: Any) -> dict[str, Any]:
    bounds = {"share_high": share, "share_high_ci_low": share - 0.01, "share_high_ci_high": share + 0.01}
    return {"competency": competency, **bounds, **more}


def test_rows_of_every_source_are_counted(results_of: Callable[..., Results]) -> None:
    both = [*flow("survey", 11176, 11000), *flow("focus_group", 53, 48)]
    assert summary.answered(results_of(flow=both)) == (
        "11,048 of 11,229 rows of the raw files are analysed: Survey (simulated) 11,000 of 11,176 and Focus group"
        " (simulated, chosen on purpose) 48 of 53."
    )
    one = "Survey (simulated): 11,000 of 11,176 rows of the raw file are analysed."
    assert summary.answered(results_of(flow=both[:2])) == one


def test_the_leading_culture_is_told_now_and_preferred(results_of: Callable[..., Results]) -> None:
    rows = [
        leader("now", "hierarchy", 37.5),
        leader("now", "clan", 20.0) | {"rank": 2},
        leader("now", "market", 41.0) | {"dimension": "glue"},
        leader("preferred", "clan", 30.8),
        leader("now", "market", 50.0, source="focus_group", n=48),  # fewer respondents
    ]
    assert summary.leading_culture(results_of(ocai_profile=rows)) == (
        "Survey (simulated): the leading culture now is *Hierarchy* with 37.5 points [37.3, 37.7], the preferred one"
        " *Clan* with 30.8 [30.6, 31.0]."
    )


def test_equal_types_are_both_named_and_of_one_perspective_only_that_is_told(
    results_of: Callable[..., Results],
) -> None:
    rows = [leader("preferred", "clan", 30.8), leader("preferred", "market", 30.8)]
    assert summary.leading_culture(results_of(ocai_profile=rows)) == (
        "Survey (simulated): the leading culture (preferred) is *Clan and Market* with 30.8 points [30.6, 31.0]."
    )


def test_gaps_that_call_for_change_are_listed(results_of: Callable[..., Results]) -> None:
    rows = [
        gap("clan", 10.5, True),
        gap("hierarchy", -14.7, True),
        gap("market", -2, False),
        gap("clan", 40, True, dimension="glue"),
    ]
    told = "Survey (simulated): the widest gap from now to preferred is that of"
    assert summary.widest_gap(results_of(ocai_gap=rows)) == (
        f"{told} *Hierarchy*, −14.7 points [−15.1, −14.3]; gaps of 10 points or more, which by Cameron & Quinn (2011) call for"
        " change: Clan (its whole interval is beyond) and Hierarchy (its whole interval is beyond)."
    )
    assert summary.widest_gap(results_of(ocai_gap=rows[2:3])) == (
        f"{told} *Market*, −2.0 points [−2.4, −1.6]; gaps of 10 points or more, which by Cameron & Quinn (2011) call"
        " for change: none."
    )
    assert summary.widest_gap(results_of(ocai_gap=rows[3:])) == ""


def test_the_lowest_and_the_highest_sector_have_their_bands(results_of: Callable[..., Results]) -> None:
    rows = [
        sector("work", 2, 6.1, "positive"),
        sector("communication", 1, 7.06, "positive"),
        sector("management", 3, 5.25, "despondency"),
        sector("motivation", None, None),
    ]
    assert summary.sectors(results_of(sector_scores=rows)) == (
        "Survey (simulated): of the sectors, each over statements of its own, *Management* is lowest with a mean of 5.25"
        " [5.15, 5.35] (Despondency), and *Communication* highest with 7.06 [6.96, 7.16] (Positive), on a scale from 1 to 10."
    )


def test_equal_sectors_are_all_named_and_a_single_one_is_neither_lowest_nor_highest(
    results_of: Callable[..., Results],
) -> None:
    rows = [sector("work", 1, 6.0), sector("communication", 1, 6.0), sector("management", 3, 5.0)]
    said = summary.sectors(results_of(sector_scores=rows))
    assert "*Management* is lowest with a mean of 5.0 [4.9, 5.1], and *Work and Communication* highest" in said
    assert summary.sectors(results_of(sector_scores=rows[:1])) == (
        "Survey (simulated): the mean of *Work* is 6.0 [5.9, 6.1], on a scale from 1 to 10."
    )


ANSWERS = "the commonest answer is *Rather satisfied* with 38% [36, 40] (Satisfaction with the agency)"
RATINGS = (
    "shares of high self-ratings are 67% [66, 68] (Integrity, 8 or higher) and 44% [43, 45] (Initiative, 8 or higher)"
)


@pytest.mark.parametrize(
    ("asked", "rating", "said"),
    [
        ("survey", "survey", f"Survey (simulated): {ANSWERS}; {RATINGS}."),
        (
            "survey",
            "focus_group",
            f"Survey (simulated): {ANSWERS}; Focus group (simulated, chosen on purpose): {RATINGS}.",
        ),
        ("survey", None, f"Survey (simulated): {ANSWERS}."),
        (None, "survey", f"Survey (simulated): {RATINGS}."),
        (None, None, ""),
    ],
)
def test_answers_and_self_ratings_are_told_of_those_who_gave_them(
    results_of: Callable[..., Results], asked: str | None, rating: str | None, said: str
) -> None:
    answers = [answer("rather_satisfied", 0.38, source=asked), answer("fully_satisfied", 0.2, source=asked)]
    ratings = [rated("integrity", 0.67, source=rating), rated("initiative", 0.44, source=rating)]
    given = {"question_answers": answers} if asked else {}
    results = results_of(**given, **({"competencies": ratings} if rating else {}))
    assert summary.opinions(results) == said


def test_without_tables_there_is_no_sentence(results_of: Callable[..., Results]) -> None:
    results = results_of()
    assert [sentence(results) for sentence in SENTENCES] == [""] * 5
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
    assert [sentence(only_hidden) for sentence in SENTENCES] == [""] * 5


@pytest.mark.parametrize(
    ("language", "share"),
    [("ru", "38\xa0%"), ("kk", "38%")],
)
def test_numbers_are_those_of_the_language(folder: Path, language: str, share: str) -> None:
    results = Results(str(folder), language)
    assert "37,5" in summary.leading_culture(results)
    assert "[5,05; 5,35]" in summary.sectors(results)
    assert share in summary.opinions(results)
