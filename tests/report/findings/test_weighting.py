"""Who took part: the groups furthest from their population, and weights that miss it."""

from collections.abc import Callable
from typing import Any

import pytest
from figure_tables import SOURCE

from competing_values.report.findings import weighting
from competing_values.report.results import Results

BROUGHT = "Weights bring the sample to these shares; they cannot mend who answers within a group."
WHOLE = {"weights": "population", "variable": "all", "category": "all", "deff": 1.3, "effective_n": 8400}


def margin(variable: str, category: str, population: float, sample: float, weighted: float) -> dict[str, Any]:
    shares = {"population_share": population, "sample_share": sample, "weighted_share": weighted}
    return {"weights": "population", "variable": variable, "category": category, **shares}


def gender(women: float) -> list[dict[str, Any]]:
    """Half of a population are women, of a sample 62 %, and of the weighted sample so many."""
    return [WHOLE, margin("gender", "female", 0.5, 0.62, women), margin("gender", "male", 0.5, 0.38, 1 - women)]


def test_the_furthest_group_of_every_margin_is_named(results_of: Callable[..., Results]) -> None:
    positions = [margin("position", "managers", 0.1, 0.15, 0.1), margin("position", "middle_managers", 0.3, 0.255, 0.3)]
    regions = [
        margin("region", "abai", 0.2, 0.25, 0.2),
        margin("region", "akmola", 0.3, 0.1, 0.3),
        margin("region", "other", 0.5, 0.65, 0.5),
    ]
    merged = [{"group_by": "region", "group": "aktobe", "rule": "threshold", "n": None}]
    results = results_of(weighting=[WHOLE, *positions, *regions], protection=merged)
    furthest = (
        "Position: furthest from its population is Managers, with 15% of the sample and 10% of the population;"
        " Region: furthest from its population is Akmola, with 10% of the sample and 30% of the population."
    )
    assert weighting.summary(results, SOURCE) == f"{furthest} {BROUGHT}"
    picture = weighting.shares(results, SOURCE)
    assert picture.finding == furthest
    assert picture.name == "participation_survey"
    assert picture.caption.endswith(" Region: Merged into other groups, for fewer than 10 respondents each: Aktobe.")
    assert picture.data is not None
    assert "all" not in set(picture.data["variable"])
    assert len(picture.data) == 5


@pytest.mark.parametrize(("women", "warned"), [(0.5051, True), (0.4949, True), (0.505, False), (0.4951, False)])
def test_weights_that_miss_the_population_by_over_half_a_percentage_point_are_told(
    results_of: Callable[..., Results], women: float, warned: bool
) -> None:
    results = results_of(weighting=gender(women))
    warning = weighting.missed(results, SOURCE)
    said = weighting.summary(results, SOURCE)
    assert said.endswith(warning if warned else BROUGHT)
    assert (BROUGHT in said) != warned
    assert bool(warning) == warned
    if warned:
        assert "**Survey: the weights do not bring the respondents to the population's margins.**" in warning
        assert "0.51 percentage points (Women)" in warning
        assert weighting.remainder(results, SOURCE) == warning


def test_what_remains_after_weighting_is_told_where_it_is_little(results_of: Callable[..., Results]) -> None:
    said = weighting.remainder(results_of(weighting=gender(0.5012)), SOURCE)
    assert said == (
        "Survey: the largest difference of a weighted share to the population's that remains is 0.12 percentage points"
        " (Women); respondents who left a margin unanswered keep their weight."
    )


def test_without_margins_nothing_is_told(results_of: Callable[..., Results]) -> None:
    results = results_of(weighting=[WHOLE])
    assert results.sources("weighting", "sample_share") == []
    assert weighting.missed(results, SOURCE) == weighting.remainder(results, SOURCE) == ""


@pytest.mark.parametrize(
    ("language", "furthest", "missed"),
    [
        ("ru", "Женщины, в выборке 62\xa0%, в совокупности 50\xa0%", "0,75 (Женщины)"),
        ("kk", "Әйелдер", "0,75 пайыздық тармақ (Әйелдер)"),
    ],
)
def test_numbers_are_those_of_the_language(
    results_of: Callable[..., Results], language: str, furthest: str, missed: str
) -> None:
    said = weighting.summary(results_of(language, weighting=gender(0.5075)), SOURCE)
    assert furthest in said
    assert missed in said


ASSUMED = (
    "**Assumed, not published: the population by Region.** Response rates, weights and weighted figures that stand on"
)


def test_a_population_that_is_assumed_is_said_to_be(results_of: Callable[..., Results]) -> None:
    regions = [margin("region", "abai", 0.2, 0.25, 0.2), margin("region", "akmola", 0.8, 0.75, 0.8)]
    rows = [{**row, "assumed": row["variable"] == "region"} for row in (*gender(0.5), *regions)]
    results = results_of(weighting=rows)
    said = weighting.summary(results, SOURCE)
    assert "50% of the population;" in said
    assert "of the population (assumed)." in said
    assert ASSUMED in said
    assert ASSUMED in weighting.shares(results, SOURCE).caption
    assert weighting.assumed(results_of(weighting=gender(0.5)), SOURCE) == ""


def rate(variable: str, category: str, n: int, population: int, assumed: bool = False) -> dict[str, Any]:
    shown = {"n": n, "population": population, "response_rate": n / population, "assumed": assumed}
    return {"variable": variable, "category": category, **shown}


RATES = [
    rate("all", "all", 100, 1000),
    rate("region", "abai", 30, 100, assumed=True),
    rate("region", "akmola", 30, 500, assumed=True),
    rate("gender", "female", 80, 400),
    rate("gender", "male", 20, 600),
]


def test_response_is_told_of_the_whole_and_of_the_groups_at_its_ends(results_of: Callable[..., Results]) -> None:
    results = results_of(response=RATES)
    assert weighting.response(results, SOURCE) == (
        "100 of 1,000 people answered and were kept: 10% of the population. Region (assumed): from 6% (Akmola) to 30% (Abai)."
        " Gender: from 3.3% (Men) to 20% (Women)."
    )
    assert weighting.rates(results, SOURCE).data.count("<td>assumed</td>") == 2


def test_without_sizes_no_rate_is_told(results_of: Callable[..., Results]) -> None:
    assert weighting.response(results_of(response=[{**RATES[0], "response_rate": None}]), SOURCE) == ""


def test_how_the_weights_came_about(results_of: Callable[..., Results]) -> None:
    raked = {"iterations": 31, "margin_error": 0.012, "largest_weight": 5, "untrimmed_share": 0.981}
    results = results_of(weighting=[WHOLE], raking=[{"weights": "population", **raked, "base_weight_share": 0.02}])
    assert weighting.diagnostics(results, SOURCE) == (
        "Raking took 31 iterations and misses the margins by 1.2 percentage points at most. The largest weight is 5 times the"
        " mean; the weights of 98.1% lie below the cap of 5 times the mean; 2% left a margin unanswered and keep the weight"
        " 1. 11,000 respondents count as 8,400."
    )
    assert weighting.diagnostics(results_of(weighting=[WHOLE], raking=[]), SOURCE) == ""
