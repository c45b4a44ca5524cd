"""Figures of the OCAI (the article's Picture 3): profiles as kites, and gaps."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from competing_values.figures.style import (
    COLUMN,
    GRID,
    INK,
    MUTED,
    PAGE,
    TYPE_COLOURS,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.instrument import OVERALL, TYPES
from competing_values.published import Published

#: Direction of each type's axis: the diagonals of the framework.
DIRECTIONS = {"clan": (-1, 1), "adhocracy": (1, 1), "market": (1, -1), "hierarchy": (-1, -1)}
LINES = {"now": {"linestyle": "-", "color": INK, "linewidth": 1.6}, "preferred": {"linestyle": (0, (4, 2)), "color": "#A3123A", "linewidth": 1.4}}  # fmt: skip
RING = 10


def kite(published: Published, source: str) -> Figure:
    """Mean points of the four types on the framework's diagonals, now and preferred, for a whole source."""
    profile = published.whole("ocai_profile", source)
    figure, axes = canvas(published, source, 1.35 * COLUMN, 1.3 * COLUMN)
    rings = _rings(profile[profile["dimension"] == OVERALL])
    _draw_kite(axes, published, profile[profile["dimension"] == OVERALL], rings)
    for culture_type, (x, y) in DIRECTIONS.items():
        axes.text(x * rings * 0.72, y * rings * 0.74, wrapped(published.label(culture_type), 16), ha="center",
                  va="bottom" if y > 0 else "top", weight="bold", fontsize=9)  # fmt: skip
    _legend(figure, axes, _sizes(published, profile))
    return figure


def _legend(figure: Figure, axes: Axes, title: str) -> None:
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2, handlelength=2.6,
                  title=title, title_fontsize=7.5)  # fmt: skip


def kites(published: Published, source: str) -> Figure:
    """The same for each dimension."""
    profile = published.whole("ocai_profile", source)
    dimensions = published.study["instrument"]["ocai"]["dimensions"]
    rows = -(-len(dimensions) // 3)
    figure, grid = canvas(published, source, PAGE, 2.45 * rows, nrows=rows, ncols=3, squeeze=False)
    rings = _rings(profile)
    for axes in grid.flat:
        axes.set_axis_off()
    for axes, dimension in zip(grid.flat, dimensions, strict=False):
        _draw_kite(axes, published, profile[profile["dimension"] == dimension], rings)
        axes.set_title(wrapped(published.label(dimension), 22, lines=1), pad=12)
        for culture_type, (x, y) in DIRECTIONS.items():
            axes.text(x * rings * 0.72, y * rings * 0.74, wrapped(published.label(culture_type), 14, lines=1),
                      fontsize=7, weight="bold", ha="center", va="bottom" if y > 0 else "top")  # fmt: skip
    sizes = profile[profile["dimension"] != OVERALL]["n"]
    _legend(figure, grid.flat[0], published.language.n(sizes))
    return figure


def _rings(profile: pd.DataFrame) -> float:
    """Outermost ring: the next ten points above the largest mean."""
    return float(np.ceil(profile["mean"].max() / RING + 0.01) * RING)


def _sizes(published: Published, profile: pd.DataFrame) -> str:
    overall = profile[profile["dimension"] == OVERALL].drop_duplicates("perspective").set_index("perspective")["n"]
    return ", ".join(
        f"n = {published.language.number(n)} ({published.label(str(perspective))})"
        for perspective, n in overall.items()
    )


def _draw_kite(axes: Axes, published: Published, profile: pd.DataFrame, rings: float) -> None:
    scale = np.sqrt(0.5)
    for ring in np.arange(RING, rings + 1, RING):
        corners = [(x * ring * scale, y * ring * scale) for x, y in DIRECTIONS.values()]
        axes.plot(*zip(*corners, corners[0], strict=True), color=GRID, linewidth=0.6, zorder=0)
        axes.text(0.4, ring * scale, f"{ring:.0f}", fontsize=7, color=MUTED, ha="left", va="bottom")
    for x, y in DIRECTIONS.values():
        axes.plot([0, x * rings * scale], [0, y * rings * scale], color=GRID, linewidth=0.8, zorder=0)
    for perspective, line in LINES.items():
        means = profile[profile["perspective"] == perspective].set_index("culture_type")["mean"].reindex(TYPES)
        if means.notna().all():
            points = [(x * m * scale, y * m * scale) for (x, y), m in zip(DIRECTIONS.values(), means, strict=True)]
            axes.plot(
                *zip(*points, points[0], strict=True),
                **_line(line),
                label=published.label(perspective).capitalize(),
                zorder=3,
            )
    limit = rings * 0.86
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    axes.set_axis_off()


def _line(style: dict[str, Any]) -> dict[str, Any]:
    return {**style, "marker": "o", "markersize": 3, "markeredgewidth": 0}


def gaps(published: Published, source: str) -> Figure:
    """Preferred minus now, with intervals, overall and by dimension; beyond ten points a gap calls for change."""
    _ = published.language.gettext
    table = published.whole("ocai_gap", source)
    names = [OVERALL, *published.study["instrument"]["ocai"]["dimensions"]]
    labels = [wrapped(published.label(name), 20) for name in names]
    height = 1.1 + len(names) * row_height(labels, least=0.26)
    figure, panels = canvas(published, source, PAGE, height, ncols=len(TYPES), sharey=True, sharex=True)
    positions = np.arange(len(names))[::-1]
    for axes, culture_type in zip(panels, TYPES, strict=True):
        rows = table[table["culture_type"] == culture_type].set_index("dimension").reindex(names)
        axes.axvspan(-10, 10, color="#F3F3F3", linewidth=0, zorder=0)
        axes.axvline(0, color=MUTED, linewidth=0.8, zorder=1)
        intervals(axes, rows["ci_low"], rows["ci_high"], positions, TYPE_COLOURS[culture_type])
        axes.scatter(
            rows["gap"], positions, s=[34, *[18] * (len(names) - 1)], color=TYPE_COLOURS[culture_type], zorder=3
        )
        axes.set_title(wrapped(published.label(culture_type), 15), color=TYPE_COLOURS[culture_type])
        axes.grid(axis="x", color=GRID, linewidth=0.5)
        row_labels(axes, labels, positions)
    largest = max(12, float(np.nanmax(np.abs(table[["ci_low", "ci_high"]].to_numpy(dtype=float)))) * 1.05)
    panels[0].set_xlim(-largest, largest)
    panels[0].set_xlabel(_("Points, preferred − now") + "\n" + published.language.n(table["n"]), loc="left")
    return figure
