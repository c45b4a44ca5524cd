"""Figures of sectors and statements (the article's Picture 4) and of the force field."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.figures.style import (
    GRID,
    INK,
    MUTED,
    PAGE,
    SECTOR_COLOURS,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.published import Published

FORCES = {"driving": "#2166AC", "restraining": "#B2182B", "neutral": "#9A9A9A"}


def colours(published: Published) -> dict[str, str]:
    """Colour of each sector."""
    return dict(zip(published.study["instrument"]["ratings"]["sectors"], SECTOR_COLOURS * 4, strict=False))


def sector_means(published: Published, source: str) -> Figure:
    """Mean of each sector with its interval, over the bands, and the line below which a sector is unfavourable."""
    rows = published.whole("sector_scores", source).sort_values("mean", kind="stable")
    labels = [wrapped(published.label(sector), 24) for sector in rows["sector"]]
    figure, axes = canvas(published, source, PAGE, 1.0 + 0.38 * len(rows))
    _bands(axes, published)
    palette = colours(published)
    positions = np.arange(len(rows))
    shades = [palette[sector] for sector in rows["sector"]]
    intervals(axes, rows["ci_low"], rows["ci_high"], positions, shades)
    axes.scatter(rows["mean"], positions, s=36, color=shades, zorder=3)
    for position, mean in zip(positions, rows["mean"], strict=True):
        axes.annotate(f"{mean:.2f}", (mean, position), (0, 6), textcoords="offset points", ha="center", fontsize=7.5)
    row_labels(axes, labels, positions)
    axes.set_xlabel(f"Mean on the scale; {published.language.n(rows['n'])}")
    return figure


def _whole_scale(axes: Axes, published: Published) -> None:
    scale = published.study["instrument"]["ratings"]["scale"]
    axes.set_xlim(scale["min"], scale["max"])
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))


def _bands(axes: Axes, published: Published) -> None:
    scale, thresholds = published.study["instrument"]["ratings"]["scale"], published.study["thresholds"]
    _whole_scale(axes, published)
    upper = float(scale["max"])
    for shade, band in zip(np.linspace(0.99, 0.93, len(thresholds["bands"])), thresholds["bands"], strict=True):
        lower = float(scale["min"]) if band["from"] is None else band["from"]
        axes.axvspan(lower, upper, color=str(shade), linewidth=0, zorder=0)
        axes.axvline(lower, color="white", linewidth=1.5, zorder=0)
        letters = max(8, int(70 * (upper - lower) / (scale["max"] - scale["min"])))
        name = wrapped(published.label(f"band.{band['name']}"), letters)
        axes.annotate(name, ((lower + upper) / 2, 1.01), xycoords=("data", "axes fraction"),
                      ha="center", va="bottom", fontsize=7.5, color=MUTED)  # fmt: skip
        upper = lower
    if thresholds["unfavourable_below"] is not None:
        axes.axvline(thresholds["unfavourable_below"], color="#B2182B", linewidth=1, linestyle=(0, (4, 2)), zorder=1)
        axes.annotate("unfavourable", (thresholds["unfavourable_below"], 0.0), (-3, 3), xycoords=("data", "axes fraction"),
                      textcoords="offset points", ha="right", va="bottom", fontsize=7, color="#B2182B")  # fmt: skip


def statement_means(published: Published, source: str) -> Figure:
    """Every statement, from the highest mean to the lowest, with its interval, in the colour of its sector."""
    rows = published.whole("statement_scores", source).sort_values("mean", kind="stable")
    labels = _statement_labels(published, rows)
    figure, axes = canvas(published, source, PAGE, 1.2 + row_height(labels, least=0.19) * len(rows))
    palette = colours(published)
    positions = np.arange(len(rows))
    shades = [palette[sector] for sector in rows["sector"]]
    intervals(axes, rows["ci_low"], rows["ci_high"], positions, shades)
    axes.scatter(rows["mean"], positions, s=20, color=shades, zorder=3)
    row_labels(axes, labels, positions)
    axes.grid(axis="both", color=GRID, linewidth=0.5)
    for sector, colour in palette.items():
        axes.scatter([], [], s=24, color=colour, label=wrapped(published.label(sector), 20))
    figure.legend(loc="outside upper center", ncols=4)
    _whole_scale(axes, published)
    axes.set_xlabel(f"Mean on the scale; {published.language.n(rows['n'])}")
    return figure


def _statement_labels(published: Published, rows: pd.DataFrame) -> list[str]:
    return [wrapped(published.label(statement), 40) for statement in rows["statement"]]


def force_field(published: Published, source: str) -> Figure:
    """How far each statement lies above (driving) or below (restraining) the midpoint of the scale."""
    rows = published.whole("force_field", source).sort_values("distance", kind="stable")
    labels = _statement_labels(published, rows)
    figure, axes = canvas(published, source, PAGE, 1.2 + row_height(labels, least=0.19) * len(rows))
    shades = rows["force"].map(FORCES).fillna(MUTED).tolist()
    positions = np.arange(len(rows))
    axes.barh(positions, rows["distance"], color=shades, height=0.66, alpha=0.85)
    axes.hlines(positions, rows["ci_low"], rows["ci_high"], colors=INK, linewidth=0.9)
    axes.axvline(0, color=INK, linewidth=0.8)
    row_labels(axes, labels, positions)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    for force, colour in FORCES.items():
        if (rows["force"] == force).any():
            axes.barh([0], [0], color=colour, alpha=0.85, label=force.capitalize())
    figure.legend(loc="outside upper center", ncols=len(FORCES))
    axes.set_xlabel(f"Points from the midpoint of the scale; {published.language.n(rows['n'])}")
    return figure
