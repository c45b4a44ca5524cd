"""Whether a group's mean speaks for the group: what is too unreliable, and where groups disagree."""

from collections.abc import Callable
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import agreement
from competing_values.report.results import Results


def agreed(group_by: str, variable: str, icc2: float | None, rwg: float | None) -> dict[str, Any]:
    return {"group_by": group_by, "variable": variable, "groups": 3, "icc1": 0.0123, "icc2": icc2, "rwg_mean": rwg, "ad_mean": 1.5}  # fmt: skip


ROWS = [
    agreed("body", "work", 0.49, 0.7),  # unreliable; a threshold itself is good enough
    agreed("body", "communication", 0.5, 0.69),  # reliable to a degree, in disagreement
    agreed("region", "work", -0.4, 0.5),
    agreed("region", "management", 0.7, 0.91),
    agreed("position", "work", None, None),
]


def test_means_that_do_not_speak_for_a_group_are_named(results_of: Callable[..., Results]) -> None:
    told = (
        "**{}**: means that are too unreliable to rank groups, ICC(2) below 0.5: {}. Too little agreement within groups"
        " for a mean to speak for them, rwg below 0.7: {}."
    )
    assert agreement.summary(results_of(agreement=ROWS), SOURCE) == [
        told.format("Body", "Work", "Communication"),
        told.format("Region", "Work", "Work"),
    ]


def test_where_all_is_well_nothing_is_named(results_of: Callable[..., Results]) -> None:
    said = agreement.summary(results_of(agreement=[agreed("body", "work", 0.8, 0.8)]), SOURCE)
    assert [sentence.count(": none.") for sentence in said] == [2]


def test_every_variable_that_has_a_figure_has_a_row(results_of: Callable[..., Results]) -> None:
    table = agreement.figures(results_of("ru", agreement=ROWS), SOURCE).data
    assert table.count("<tr>") == 1 + 4
    assert "<td>Регион</td><td>Работа</td>" in table
    assert ">−0,4</td>" in table
    assert "Должность" not in table


def test_how_far_intervals_are_off_is_told_where_no_design_is(results_of: Callable[..., Results]) -> None:
    rows = [
        agreed("region", name, 0.6, 0.8) | {"widening": wide} for name, wide in (("work", 1.24), ("management", 2.5))
    ]
    told = agreement.independence(results_of(agreement=rows), SOURCE)
    assert told == [
        "It is not said how respondents of Survey were drawn: they are taken as independent.",
        "**Region**: if its groups were drawn whole, intervals of all respondents ought to be 1.2 to 2.5 times as wide, by the"
        " variable.",
    ]
    drawn = [{"weights": "design", "strata": 2, "clusters": 40, "single_clusters": 0, "df": 38, "within_one": 0}]
    assert agreement.independence(results_of(agreement=rows, design=drawn), SOURCE) == []
