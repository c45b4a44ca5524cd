"""Figures of sectors and statements (the article's Picture 4) and of the force field."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from competing_values.figures.style import GRID, INK, MUTED, PAGE, SECTOR_COLOURS, canvas, intervals, wrapped
from competing_values.published import Published

FORCES = {"driving": "#2166AC", "restraining": "#B2182B", "neutral": "#9A9A9A"}


def colours(published: Published) -> dict[str, str]:
    """Colour of each sector."""
    return dict(zip(published.study["instrument"]["ratings"]["sectors"], SECTOR_COLOURS * 4, strict=False))


def sector_means(published: Published, source: str) -> Figure:
    """Mean of each sector with its interval, over the bands, and the line below which a sector is unfavourable."""
    rows = published.whole("sector_scores", source).sort_values("mean", kind="stable")
    figure, axes = canvas(PAGE, 1.0 + 0.38 * len(rows), published.is_simulated(source))
    _bands(axes, published, len(rows))
    palette = colours(published)
    positions = np.arange(len(rows))
    shades = [palette[sector] for sector in rows["sector"]]
    intervals(axes, rows["ci_low"], rows["ci_high"], positions, shades)
    axes.scatter(rows["mean"], positions, s=36, color=shades, zorder=3)
    for position, mean in zip(positions, rows["mean"], strict=True):
        axes.annotate(f"{mean:.2f}", (mean, position), (0, 6), textcoords="offset points", ha="center", fontsize=7.5)
    axes.set_yticks(positions, [wrapped(published.label(sector), 24) for sector in rows["sector"]])
    axes.set_ylim(-0.6, len(rows) - 0.2)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(f"Mean on the scale; n = {rows['n'].min():,.0f}")
    return figure


def _bands(axes: Axes, published: Published, rows: int) -> None:
    scale, thresholds = published.study["instrument"]["ratings"]["scale"], published.study["thresholds"]
    axes.set_xlim(scale["min"], scale["max"])
    axes.set_xticks(range(scale["min"], scale["max"] + 1))
    upper = float(scale["max"])
    for shade, band in zip(
        np.linspace(0.93, 0.99, max(len(thresholds["bands"]), 1))[::-1], thresholds["bands"], strict=True
    ):
        lower = float(scale["min"]) if band["from"] is None else band["from"]
        axes.axvspan(lower, upper, color=str(shade), linewidth=0, zorder=0)
        axes.axvline(lower, color="white", linewidth=1.5, zorder=0)
        axes.annotate(published.label(f"band.{band['name']}"), ((lower + upper) / 2, 1.01), xycoords=("data", "axes fraction"),
                      ha="center", va="bottom", fontsize=7.5, color=MUTED)  # fmt: skip
        upper = lower
    if thresholds["unfavourable_below"] is not None:
        axes.axvline(thresholds["unfavourable_below"], color="#B2182B", linewidth=1, linestyle=(0, (4, 2)), zorder=1)
        axes.annotate("unfavourable", (thresholds["unfavourable_below"], 0.0), (-3, 3), xycoords=("data", "axes fraction"),
                      textcoords="offset points", ha="right", va="bottom", fontsize=7, color="#B2182B")  # fmt: skip


def statement_means(published: Published, source: str) -> Figure:
    """Every statement, from the highest mean to the lowest, with its interval, in the colour of its sector."""
    rows = published.whole("statement_scores", source).sort_values("mean", kind="stable")
    scale = published.study["instrument"]["ratings"]["scale"]
    figure, axes = canvas(PAGE, 1.0 + 0.19 * len(rows), published.is_simulated(source))
    _dots(axes, rows, rows["mean"], [colours(published)[sector] for sector in rows["sector"]], published)
    for sector, colour in colours(published).items():
        axes.scatter([], [], s=24, color=colour, label=published.label(sector))
    axes.legend(loc="lower right", title=f"n = {rows['n'].min():,.0f}–{rows['n'].max():,.0f}", title_fontsize=7.5)
    axes.set_xlim(scale["min"], scale["max"])
    axes.set_xticks(range(scale["min"], scale["max"] + 1))
    axes.set_xlabel("Mean on the scale")
    return figure


def force_field(published: Published, source: str) -> Figure:
    """How far each statement lies above (driving) or below (restraining) the midpoint of the scale."""
    rows = published.whole("force_field", source).sort_values("distance", kind="stable")
    figure, axes = canvas(PAGE, 1.0 + 0.19 * len(rows), published.is_simulated(source))
    shades = rows["force"].map(FORCES).fillna(MUTED).tolist()
    positions = np.arange(len(rows))
    axes.barh(positions, rows["distance"], color=shades, height=0.66, alpha=0.85)
    axes.hlines(positions, rows["ci_low"], rows["ci_high"], colors=INK, linewidth=0.9)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(positions, published.labels(rows["statement"].tolist()))
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    for force, colour in FORCES.items():
        if (rows["force"] == force).any():
            axes.barh([0], [0], color=colour, alpha=0.85, label=force.capitalize())
    axes.legend(loc="lower right")
    axes.set_xlabel("Distance of the mean from the midpoint of the scale")
    return figure


def _dots(axes: Axes, rows: pd.DataFrame, means: pd.Series, shades: list[str], published: Published) -> None:
    positions = np.arange(len(rows))
    axes.hlines(positions, *axes.get_xlim(), colors="none")
    intervals(axes, rows["ci_low"], rows["ci_high"], positions, shades)
    axes.scatter(means, positions, s=20, color=shades, zorder=3)
    axes.set_yticks(positions, published.labels(rows["statement"].tolist()))
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="both", color=GRID, linewidth=0.5)
