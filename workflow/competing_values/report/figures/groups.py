"""Groups in figures: their labels and their order."""

from collections.abc import Mapping

import pandas as pd

from competing_values.report.figures.style import wrapped
from competing_values.report.results import Results
from competing_values.study.names import OTHER


def group_labels(results: Results, group_by: str, sizes: Mapping[str, str]) -> list[str]:
    """Labels of groups, each with its respondents in brackets; a group without figures has no number.

    Parameters
    ----------
    results
        Where labels come from.
    group_by
        Breakdown, or question, whose categories the groups are.
    sizes
        group: its respondents in words; nothing where they are not told.
    """
    return [
        wrapped(results.label(f"{group_by}.{group}"), 20) + (f" ({size})" if size else "")
        for group, size in sizes.items()
    ]


def ascending(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows of groups from the lowest figure to the highest; before them those without a figure, and *other groups*."""
    ordered = rows.sort_values(column, na_position="first", kind="stable")
    return ordered.sort_values("group", key=lambda groups: groups != OTHER, kind="stable")
