"""Self-ratings: how many rate themselves high, and the commonest rating."""

from collections.abc import Callable
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import self_ratings
from competing_values.report.results import Results


def competency(name: str, share: float | None, mean: float | None) -> dict[str, Any]:
    bounds = {} if share is None else {"share_high_ci_low": share - 0.009, "share_high_ci_high": share + 0.01}
    return {"competency": name, "share_high": share, "mean": mean, **bounds}


def ratings(name: str, shares: dict[int, float | None]) -> list[dict[str, Any]]:
    return [{"competency": name, "value": value, "share": share} for value, share in shares.items()]


RATED = {
    "competencies": [competency("integrity", 0.67, 7.891), competency("initiative", 0.44, 7.2)],
    "competency_ratings": [
        *ratings("integrity", {6: 0.1, 7: 0.23, 8: 0.41, 9: 0.26}),
        *ratings("initiative", {6: 0.24, 7: 0.32, 8: 0.32, 9: 0.12}),
    ],
}
HIGH = (
    "**Survey.** Integrity: 67% [66.1, 68.0] rate themselves 8 or higher, mean 7.89;"
    " Initiative: 44% [43.1, 45.0] rate themselves 8 or higher, mean 7.2"
)


def test_high_ratings_are_told_with_their_threshold(results_of: Callable[..., Results]) -> None:
    results = results_of(**RATED)
    assert (
        self_ratings.summary(results, SOURCE)
        == f"{HIGH}. What people say of themselves is no test of what they can do."
    )


def test_of_equally_common_ratings_the_lowest_is_told(results_of: Callable[..., Results]) -> None:
    picture = self_ratings.spread(results_of(**RATED), SOURCE)
    assert picture.name == "distributions_survey"
    assert picture.finding == (
        "Integrity: the commonest rating is 8, with 41%; Initiative: the commonest rating is 7, with 32%"
    )


def test_a_competency_that_nobody_rated_is_left_out(results_of: Callable[..., Results]) -> None:
    some = {**RATED, "competencies": [RATED["competencies"][0], competency("initiative", None, None)]}
    assert "Initiative" not in self_ratings.summary(results_of(**some), SOURCE)
    none = [competency("integrity", None, None), competency("initiative", None, None)]
    assert results_of(competencies=none).sources("competencies", "share_high") == []


def test_numbers_are_those_of_the_language(results_of: Callable[..., Results]) -> None:
    said = self_ratings.summary(results_of("ru", **RATED), SOURCE)
    assert "оценивших себя на 8 и выше — 67\N{NO-BREAK SPACE}% [66,1; 68,0], среднее 7,89" in said
