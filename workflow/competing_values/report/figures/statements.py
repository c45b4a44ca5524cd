"""Figures of the statements: means (the article's Picture 4), and their distance from the midpoint as forces."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from competing_values.report.figures.sectors import colours, ends, markers, whole_scale
from competing_values.report.figures.style import (
    FINE,
    FORCE_COLOURS,
    GRID,
    GRID_LINE,
    INK,
    MUTED,
    PAGE,
    REFERENCE_LINE,
    canvas,
    in_legend,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results

FORCES = {"driving": N_("Driving"), "restraining": N_("Restraining"), "neutral": N_("Neutral")}


def statement_means(results: Results, source: str) -> Figure:
    """Every statement, from the highest mean to the lowest, with its interval, marked by its sector."""
    _, words = results.language.gettext, results.language
    rows = results.whole("statement_scores", source).dropna(subset="mean").sort_values("mean", kind="stable")
    labels = _statement_labels(results, rows)
    figure, axes = canvas(results, source, PAGE, 1.2 + row_height(labels, least=0.19) * len(rows))
    positions = np.arange(len(rows))
    row_labels(axes, labels, positions)
    axes.hlines(positions, *ends(results), color=GRID, linewidth=GRID_LINE, zorder=0)
    axes.grid(axis="x")
    marks = markers(results)
    for sector, colour in colours(results).items():
        chosen = (rows["sector"] == sector).to_numpy()
        mine = rows[chosen]
        intervals(axes, mine["ci_low"], mine["ci_high"], positions[chosen], colour)
        label = in_legend(wrapped(results.label(sector), 20))
        axes.scatter(mine["mean"], positions[chosen], s=20, marker=marks[sector], color=colour, zorder=3, label=label)
    for position, mean in zip(positions, rows["mean"], strict=True):
        axes.annotate(words.number(mean, 2), (1.005, position), xycoords=("axes fraction", "data"), va="center",
                      fontsize=FINE, color=MUTED)  # fmt: skip
    figure.legend(loc="outside upper center", ncols=4, handletextpad=0.2)
    whole_scale(axes, results)
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
    axes.axvline(0, color=INK, linewidth=REFERENCE_LINE)
    row_labels(axes, labels, positions)
    axes.grid(axis="x")
    for force, colour in FORCE_COLOURS.items():
        if (rows["force"] == force).any():
            axes.barh([0], [0], color=colour, alpha=0.85, label=_(FORCES[force]))
    figure.legend(loc="outside upper center", ncols=len(FORCES))
    axes.set_xlabel(_("Points from the midpoint of the scale; {n}", n=words.n(rows["n"])))
    return figure
