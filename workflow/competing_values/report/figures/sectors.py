"""Figures of sectors and statements (the article's Picture 4) and of the force field."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.style import (
    GRID,
    INK,
    MUTED,
    PAGE,
    SERIES_COLOURS,
    SERIES_MARKS,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results

FORCES = {"driving": N_("Driving"), "restraining": N_("Restraining"), "neutral": N_("Neutral")}
FORCE_COLOURS = {"driving": "#2166AC", "restraining": "#B2182B", "neutral": "#9A9A9A"}
WARNING = "#B2182B"


def colours(results: Results) -> dict[str, str]:
    """Colour of each sector."""
    return dict(zip(results.ratings.sectors, SERIES_COLOURS * 4, strict=False))


def markers(results: Results) -> dict[str, str]:
    """Mark of each sector."""
    return dict(zip(results.ratings.sectors, SERIES_MARKS * 4, strict=False))


def sector_means(results: Results, source: str) -> Figure:
    """Mean of each sector with its interval, over the bands, and the line below which a sector is unfavourable."""
    _, words = results.language.gettext, results.language
    rows = results.whole("sector_scores", source).dropna(subset="mean").sort_values("mean", kind="stable")
    labels = [wrapped(results.label(sector), 24) for sector in rows["sector"]]
    figure, axes = canvas(results, source, PAGE, 1.25 + max(0.42, row_height(labels, 0)) * len(rows))
    palette = colours(results)
    positions = np.arange(len(rows))
    shades = [palette[sector] for sector in rows["sector"]]
    intervals(axes, rows["ci_low"], rows["ci_high"], positions, shades)
    axes.scatter(rows["mean"], positions, s=30, color=shades, zorder=3)
    scale = results.ratings.scale
    for position, row in zip(positions, rows.to_dict("records"), strict=True):
        said = words.estimate(row["mean"], row["ci_low"], row["ci_high"], 2)
        share = (row["mean"] - scale.min) / (scale.max - scale.min)  # near an end the figures lean inwards
        side = "left" if share < 0.15 else "right" if share > 0.85 else "center"
        axes.annotate(said, (row["mean"], position), (0, 6), textcoords="offset points", ha=side, fontsize=7.5,
                      bbox={"facecolor": "#F5F5F5", "edgecolor": "none", "pad": 0.6})  # fmt: skip
    row_labels(axes, labels, positions)
    _bands(axes, results)
    axes.set_xlabel(_("Mean on the scale; {n}", n=words.n(rows["n"])))
    return figure


def _limits(results: Results) -> tuple[float, float]:
    scale = results.ratings.scale
    return scale.min, scale.max


def _whole_scale(axes: Axes, results: Results) -> None:
    axes.set_xlim(*_limits(results))
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))


def _bands(axes: Axes, results: Results) -> None:
    scale, bands = results.ratings.scale, results.ratings.bands
    _whole_scale(axes, results)
    upper = float(scale.max)
    for shade, band in zip(np.linspace(0.99, 0.93, len(bands)), bands, strict=True):
        lower = float(scale.min) if band.lowest is None else band.lowest
        axes.axvspan(lower, upper, color=str(shade), linewidth=0, zorder=0)
        axes.axvline(lower, color="white", linewidth=1.5, zorder=0)
        letters = max(8, int(70 * (upper - lower) / (scale.max - scale.min)))
        name = wrapped(results.label(f"band.{band.name}"), letters)
        axes.annotate(name, ((lower + upper) / 2, 1.01), xycoords=("data", "axes fraction"),
                      ha="center", va="bottom", fontsize=7.5, color=MUTED)  # fmt: skip
        upper = lower
    below = results.ratings.unfavourable_below
    if below is not None:
        said = results.language.gettext("unfavourable below {mean}", mean=results.language.plain(below))
        side = 1 if below < (scale.min + scale.max) / 2 else -1
        bottom, top = axes.get_ylim()
        axes.set_ylim(bottom - 0.35, top)  # room for the words under the lowest sector
        axes.axvline(below, color=WARNING, linewidth=1, linestyle=(0, (4, 2)), zorder=1)
        axes.annotate(said, (below, 0), (4 * side, 3), xycoords=("data", "axes fraction"), textcoords="offset points",
                      ha="left" if side > 0 else "right", va="bottom", fontsize=7, color=WARNING)  # fmt: skip


def statement_means(results: Results, source: str) -> Figure:
    """Every statement, from the highest mean to the lowest, with its interval, marked by its sector."""
    _, words = results.language.gettext, results.language
    rows = results.whole("statement_scores", source).dropna(subset="mean").sort_values("mean", kind="stable")
    labels = _statement_labels(results, rows)
    figure, axes = canvas(results, source, PAGE, 1.2 + row_height(labels, least=0.19) * len(rows))
    positions = np.arange(len(rows))
    row_labels(axes, labels, positions)
    axes.hlines(positions, *_limits(results), color=GRID, linewidth=0.5, zorder=0)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    marks = markers(results)
    for sector, colour in colours(results).items():
        chosen = (rows["sector"] == sector).to_numpy()
        mine = rows[chosen]
        intervals(axes, mine["ci_low"], mine["ci_high"], positions[chosen], colour)
        label = wrapped(results.label(sector), 20)
        axes.scatter(mine["mean"], positions[chosen], s=20, marker=marks[sector], color=colour, zorder=3, label=label)
    for position, mean in zip(positions, rows["mean"], strict=True):
        axes.annotate(words.number(mean, 2), (1.005, position), xycoords=("axes fraction", "data"), va="center",
                      fontsize=7, color=MUTED)  # fmt: skip
    figure.legend(loc="outside upper center", ncols=4, handletextpad=0.2)
    _whole_scale(axes, results)
    axes.set_xlabel(_("Mean on the scale; {n}", n=words.n(rows["n"])))
    return figure


def _statement_labels(results: Results, rows: pd.DataFrame) -> list[str]:
    return [wrapped(results.label(statement), 40) for statement in rows["statement"]]


def force_field(results: Results, source: str) -> Figure:
    """How far each statement lies above (driving) or below (restraining) the midpoint of the scale."""
    _, words = results.language.gettext, results.language
    rows = results.whole("force_field", source).dropna(subset="distance").sort_values("distance", kind="stable")
    labels = _statement_labels(results, rows)
    figure, axes = canvas(results, source, PAGE, 1.2 + row_height(labels, least=0.19) * len(rows))
    shades = rows["force"].map(FORCE_COLOURS).fillna(MUTED).tolist()
    positions = np.arange(len(rows))
    axes.barh(positions, rows["distance"], color=shades, height=0.66, alpha=0.85)
    axes.hlines(positions, rows["ci_low"], rows["ci_high"], colors=INK, linewidth=0.9)
    axes.axvline(0, color=INK, linewidth=0.8)
    row_labels(axes, labels, positions)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    for force, colour in FORCE_COLOURS.items():
        if (rows["force"] == force).any():
            axes.barh([0], [0], color=colour, alpha=0.85, label=_(FORCES[force]))
    figure.legend(loc="outside upper center", ncols=len(FORCES))
    axes.set_xlabel(_("Points from the midpoint of the scale; {n}", n=words.n(rows["n"])))
    return figure
