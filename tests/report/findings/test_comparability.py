"""Whether statements mean the same everywhere: where means should not be compared, and where too few answered."""

from collections.abc import Callable
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import comparability
from competing_values.report.results import Results


def congruent(group_by: str, group: str, sector: str, phi: float | None) -> dict[str, Any]:
    return {"group_by": group_by, "group": group, "sector": sector, "phi": phi, "respondents_needed": 90, "n": 512}


ROWS = [
    congruent("region", "akmola", "work", 0.95),  # the threshold itself counts as equal
    congruent("region", "akmola", "communication", 0.949),
    congruent("region", "astana", "communication", 0.9),
    congruent("region", "ulytau", "communication", None),
    congruent("body", "central", "work", 0.97),
    congruent("body", "local", "work", 0.998),
    congruent("position", "other", "work", None),
]


def test_means_that_should_not_be_compared_are_named_the_worst_first(results_of: Callable[..., Results]) -> None:
    assert comparability.summary(results_of(comparability=ROWS), SOURCE) == [
        "**Region**: statements hang together otherwise than in the whole (φ below 0.95), so that these means should not"
        " be compared with those of others: Communication in Astana (φ = 0.9); Communication in Akmola (φ = 0.949). For 1"
        " of 4 comparisons too few answered to tell.",
        "**Body**: in every group that is large enough to tell, the statements of each sector hang together as in the whole"
        " (φ from 0.97).",
        "**Position**: For 1 of 1 comparisons too few answered to tell.",
    ]


def test_the_finding_counts_what_is_alike(results_of: Callable[..., Results]) -> None:
    picture = comparability.congruences(results_of(comparability=ROWS), SOURCE)
    assert picture is not None
    assert picture.finding == "φ is 0.95 or more in 3 of 5 comparisons, and 0.9 at the lowest."
    assert picture.data is not None
    assert len(picture.data) == 5


def test_without_a_figure_there_is_no_picture(results_of: Callable[..., Results]) -> None:
    results = results_of(comparability=ROWS[-1:])
    assert comparability.congruences(results, SOURCE) is None
    assert comparability.sources(results) == [SOURCE]
    assert ">–<" in comparability.figures(results, SOURCE).data


def test_waves_in_which_statements_mean_something_else_are_named(results_of: Callable[..., Results]) -> None:
    waves = {"from_wave": "2021", "to_wave": "2023"}
    rows = [{**waves, "sector": sector, "phi": phi} for sector, phi in (("work", 0.93), ("communication", None))]
    assert comparability.between_waves(results_of(wave_comparability=rows), SOURCE) == [
        "From 2021 to 2023 statements of these sectors hang together otherwise (φ below 0.95), so that a change of their means"
        " may be one of meaning: Work (φ = 0.93). For 1 of 2 comparisons too few answered to tell."
    ]
    alike = [{**waves, "sector": "work", "phi": 0.98}]
    assert comparability.between_waves(results_of(wave_comparability=alike), SOURCE) == [
        "From 2021 to 2023 the statements of every sector hang together as before (φ from 0.98)."
    ]


def test_of_many_means_the_least_alike_are_named(results_of: Callable[..., Results]) -> None:
    rows = [{"group_by": "region", "group": f"g{k}", "sector": "work", "phi": 0.5 + k / 100} for k in range(14)]
    [said] = comparability.summary(results_of(comparability=rows), SOURCE)
    assert "Work in g11 (φ = 0.61); and 2 more, which the table `comparability` has." in said
    assert "g12" not in said
