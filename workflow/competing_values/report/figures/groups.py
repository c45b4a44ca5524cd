"""Figures of groups: means of a score in every group of a breakdown."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.sectors import colours
from competing_values.report.figures.style import (
    MUTED,
    PAGE,
    REFERENCE_LINE,
    TYPE_COLOURS,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results
from competing_values.study.names import ALL, OTHER, OVERALL, TYPES

PANELS = 4


def sector_forest(results: Results, source: str, group_by: str) -> Figure:
    """Sector means of each group with intervals, beside the mean of the whole source."""
    rows = results.leading("sector_scores", source=source)
    return _forest(results, source, group_by, rows, "sector", colours(results))


def type_forest(results: Results, source: str, group_by: str) -> Figure:
    """Mean points of the culture types now in each group with intervals, beside the mean of the whole source."""
    rows = results.leading("ocai_profile", source=source, perspective="now", dimension=OVERALL)
    return _forest(results, source, group_by, rows, "culture_type", {name: TYPE_COLOURS[name] for name in TYPES})


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
        wrapped(results.label(f"{group_by}.{group}"), 26) + (f" ({size})" if size else "")
        for group, size in sizes.items()
    ]


def ascending(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows of groups from the lowest figure to the highest; before them those without a figure, and *other groups*."""
    ordered = rows.sort_values(column, na_position="first", kind="stable")
    return ordered.sort_values("group", key=lambda groups: groups != OTHER, kind="stable")


def _forest(
    results: Results, source: str, group_by: str, rows: pd.DataFrame, key: str, palette: dict[str, str]
) -> Figure:
    _ = results.language.gettext
    groups = rows[rows["group_by"] == group_by]
    first = ascending(groups[groups[key] == next(iter(palette))], "mean")
    order = first["group"].tolist()
    sizes = ["" if pd.isna(n) else results.language.number(n) for n in first["n"]]
    labels = group_labels(results, group_by, dict(zip(order, sizes, strict=True)))
    columns = min(PANELS, len(palette))
    lines = -(-len(palette) // columns)
    height = lines * (1.15 + len(order) * row_height(labels, least=0.2))
    figure, panels = canvas(results, source, PAGE, height, nrows=lines, ncols=columns, sharey=True, squeeze=False)
    for axes in panels.flat[len(palette) :]:
        axes.set_axis_off()
    for axes, (name, colour) in zip(panels.flat, palette.items(), strict=False):
        whole = rows[(rows["group_by"] == ALL) & (rows[key] == name)]["mean"]
        of_groups = groups[groups[key] == name].set_index("group").reindex(order)
        _panel(axes, of_groups, whole, colour)
        axes.set_title(wrapped(results.label(name), 15))
    _same_span(panels.flat[: len(palette)])
    row_labels(panels.flat[0], labels, np.arange(len(order)))
    panels[-1, 0].set_xlabel(
        _(
            "Mean, {confidence} interval; n in brackets",
            confidence=results.language.share(results.study["confidence"]),
        ),
        loc="left",
    )
    return figure


def _same_span(panels: Iterable[Axes]) -> None:
    """An equally long section of the scale in each panel, so that differences compare from panel to panel."""
    limits = [(axes, *axes.get_xlim()) for axes in panels]
    half = max(high - low for _, low, high in limits) / 2
    for axes, low, high in limits:
        axes.set_xlim((low + high) / 2 - half, (low + high) / 2 + half)


def _panel(axes: Axes, rows: pd.DataFrame, whole: pd.Series, colour: str) -> None:
    positions = np.arange(len(rows))
    for mean in whole.dropna():
        axes.axvline(mean, color=MUTED, linewidth=REFERENCE_LINE, zorder=1)
    intervals(axes, rows["ci_low"], rows["ci_high"], positions, colour)
    axes.scatter(rows["mean"], positions, s=16, color=colour, zorder=3)
    axes.grid(axis="x")
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.tick_params(axis="y", length=0)
