"""How groups differ: which comparisons there are, their largest effects, and who is highest, lowest and furthest."""

from collections.abc import Callable
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import comparison
from competing_values.report.results import Results

BY_REGION = (SOURCE, "region")
SECTORS = ("work", "communication", "management", "motivation")


def effect(variable: str, test: str, kind: str | None, size: float | None, **more: Any) -> dict[str, Any]:
    figures = {"effect_name": kind, "effect_size": size, "statistic": 9.1234, "p_adjusted": 0.0004}
    figures |= {} if size is None else {"effect_ci_low": min(0, 2 * size), "effect_ci_high": max(0, 2 * size)}
    return {"group_by": "region", "variable": variable, "test": test, **figures, **more}


def scores(group: str, mean: float | None, half: float = 0.1, **more: Any) -> list[dict[str, Any]]:
    """Equal means of all sectors in a region, or in the whole."""
    place = {} if group == "all" else {"group_by": "region", "group": group}
    bounds = {} if mean is None else {"mean": mean, "ci_low": mean - half, "ci_high": mean + half}
    return [{"sector": sector, **bounds, **place, **more} for sector in SECTORS]


def high_ratings(group: str, share: float) -> dict[str, Any]:
    place = {} if group == "all" else {"group_by": "region", "group": group}
    shares = {"share_high": share, "share_high_ci_low": share - 0.05, "share_high_ci_high": share + 0.05}
    return {"competency": "integrity", **shares, **place}


def test_comparisons_stand_in_the_order_of_the_study_and_that_of_sources_last(
    results_of: Callable[..., Results],
) -> None:
    places = [
        ("all", "source"),
        ("focus_group", "position"),
        ("survey", "region"),
        ("survey", "body"),
        ("survey", "all"),
    ]
    rows = [effect("work", "Welch ANOVA", "ω²", 0.1, source=source, group_by=by) for source, by in places]
    results = results_of(group_comparison=[*rows, rows[0]])
    assert comparison.made(results) == [
        ("survey", "body"), ("survey", "region"), ("focus_group", "position"), ("all", "source"),
    ]  # fmt: skip
    assert [comparison.title(results, *made) for made in comparison.made(results)] == [
        "Body: Survey", "Region: Survey", "Position: Focus group", "Source: Survey and Focus group against each other",
    ]  # fmt: skip


def test_the_largest_effect_of_each_kind_is_told(results_of: Callable[..., Results]) -> None:
    rows = [
        effect("now profile", "MANOVA (Pillai)", "Pillai's V/s", 0.0149),
        effect("work", "Welch ANOVA", "ω²", 0.02),
        effect("management", "Welch ANOVA", "ω²", 0.02),  # of equals the first
        effect("communication", "Welch ANOVA", "ω², interval approximate", 0.01),
        effect("satisfaction", "χ²", "Cramér's V, bias-corrected", 0.1234),
        effect("motivation", "Welch ANOVA", None, None),
    ]
    assert comparison.largest_effects(results_of(group_comparison=rows), *BY_REGION) == (
        "Region: Survey: the largest effect of each kind is *Culture profile now*, Pillai's V/s = 0.015 [0.000, 0.030];"
        " *Work*, ω² = 0.02 [0.00, 0.04]; *Satisfaction with the agency*, Cramér's V = 0.123 [0.000, 0.247]."
    )
    russian = results_of("ru", group_comparison=rows)
    assert "V Крамера = 0,123" in comparison.largest_effects(russian, *BY_REGION)
    assert comparison.largest_effects(results_of(group_comparison=rows[-1:]), *BY_REGION) == ""


def test_between_two_groups_the_widest_difference_is_told_either_way(results_of: Callable[..., Results]) -> None:
    rows = [effect("work", "Welch ANOVA", "Hedges' g", 0.2), effect("management", "Welch ANOVA", "Hedges' g", -0.31)]
    assert comparison.largest_effects(results_of(group_comparison=rows), *BY_REGION) == (
        "Region: Survey: the largest effect of each kind is *Management*, Hedges' g = −0.31 [−0.62, 0.00]."
        " Hedges' g is the mean of the first group less that of the second, in standard deviations."
    )


def test_tests_have_short_names_in_their_table(results_of: Callable[..., Results]) -> None:
    rows = [
        effect("now profile", "MANOVA (Pillai)", "Pillai's V/s", 0.0149),
        effect("work", "Welch ANOVA", None, None, statistic=None, p_adjusted=None),
    ]
    table = comparison.tests(results_of(group_comparison=rows), *BY_REGION).data
    assert "<td>Culture profile now</td><td>Pillai</td><td>Pillai&#x27;s V/s</td>" in table
    assert ">0.015</td>" in table
    assert ">&lt;\xa00.001</td>" in table
    assert "<td>Work</td><td>Welch</td>" in table
    assert table.count(">–</td>") == 6


def test_groups_apart_from_the_whole_are_counted_and_the_furthest_named(results_of: Callable[..., Results]) -> None:
    means = [
        *scores("all", 6),
        *scores("abai", 5),  # all four sectors differ equally: the first is named
        *scores("akmola", 6.05),
        *scores("aktobe", None, n=None),
    ]
    shares = [high_ratings("all", 0.5), high_ratings("abai", 0.62), high_ratings("akmola", 0.54)]
    merged = [{"group_by": "region", "group": "almaty", "rule": "threshold", "n": None}]
    results = results_of(sector_scores=means, competencies=shares, protection=merged)
    said = (
        "Region, Survey: of 10 figures of groups, 5 have an interval that leaves out the figure of the whole; Sectors, in points: furthest is Abai,"
        " Work, with −1.0 [−1.1, −0.9]; Shares, in percentage points: furthest is Abai, Integrity, with +12 [7, 17]."
    )
    assert comparison.apart(results, *BY_REGION) == said
    picture = comparison.heat_map(results, *BY_REGION)
    assert picture is not None
    assert picture.name == "differences_region_survey"
    assert picture.finding == said
    assert picture.caption.startswith("Region: difference of each group from the whole, Survey.")
    assert "the 95% interval" in comparison.reading(results)
    assert "at most about 5% of the cells" in comparison.reading(results)
    assert "A dash: no figure" in picture.caption
    assert picture.caption.endswith("for fewer than 10 respondents each: Almaty.")


def test_where_no_group_differs_none_is_named(results_of: Callable[..., Results]) -> None:
    results = results_of(sector_scores=[*scores("all", 6), *scores("abai", 6.1)])
    said = "Region, Survey: of 4 figures of groups, 0 have an interval that leaves out the figure of the whole."
    assert comparison.apart(results, *BY_REGION) == said


def test_of_groups_without_figures_nothing_is_said_or_drawn(results_of: Callable[..., Results]) -> None:
    results = results_of(sector_scores=[*scores("all", 6), *scores("abai", None, n=None)])
    assert comparison.apart(results, *BY_REGION) == ""
    assert comparison.heat_map(results, *BY_REGION) is None


def test_of_many_groups_the_distribution_is_drawn_and_both_ends_have_a_row(results_of: Callable[..., Results]) -> None:
    """With a standard deviation of 1 a difference is small up to 0.2: 50 groups lie 0.5 above, of which 10 have wide intervals."""
    many = [row for k in range(60) for row in scores(f"g{k}", 6.0 if k < 10 else 6.5, 0.6 if k >= 50 else 0.1, n=50)]
    results = results_of(sector_scores=[*scores("all", 6.0, sd=1.0), *many])
    drawn = comparison.distribution(results, *BY_REGION)
    assert drawn is not None
    assert drawn.finding.startswith(
        "Groups further from the whole than a small difference, and whose interval leaves it out: Work 40 of 60;"
    )
    heat_map = comparison.heat_map(results, *BY_REGION)
    assert heat_map is not None
    assert "Of 60 groups the 20 lowest and the 20 highest in Work have a row." in heat_map.caption


def test_few_groups_all_have_a_row(results_of: Callable[..., Results]) -> None:
    few = [row for k in range(40) for row in scores(f"g{k}", 6.5, n=50)]
    results = results_of(sector_scores=[*scores("all", 6.0, sd=1.0), *few])
    assert comparison.distribution(results, *BY_REGION) is None
    heat_map = comparison.heat_map(results, *BY_REGION)
    assert heat_map is not None
    assert "have a row" not in heat_map.caption
