"""Figure of agreement: whether the mean of a group speaks for the group."""

import numpy as np
from matplotlib.figure import Figure

from competing_values.report.figures.style import (
    DEEP_GROUND,
    FINE,
    GRID,
    GRID_LINE,
    GROUND,
    MUTED,
    PAGE,
    SERIES_COLOURS,
    SERIES_MARKS,
    canvas,
    in_legend,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results

#: From which values on reliability is marginal and acceptable [klein2000], and agreement moderate and strong
#: [lebreton2008].
FAIR, GOOD = 0.5, 0.7
STATISTICS = {"icc2": "ICC(2)", "rwg_mean": "rwg"}


def agreement(results: Results, source: str) -> Figure:
    """ICC(2) and mean rwg of every variable in every breakdown, against their thresholds.

    An ICC(2) below zero stands at zero, as a mark that points to the left.
    """
    _ = results.language.gettext
    rows = results.table("agreement", source=source, weights="none").dropna(subset=[*STATISTICS], how="all")
    breakdowns = rows["group_by"].unique().tolist()
    variables = rows["variable"].unique().tolist()[::-1]
    labels = [wrapped(results.label(name), 40) for name in variables]
    height = 1.3 + len(variables) * row_height(labels, least=0.09 + 0.09 * len(breakdowns))
    figure, panels = canvas(results, source, PAGE, height, ncols=len(STATISTICS), sharex=True, sharey=True)
    for axes, (statistic, said) in zip(panels, STATISTICS.items(), strict=True):
        axes.axvspan(FAIR, GOOD, color=GROUND, linewidth=0, zorder=0)
        axes.axvspan(GOOD, 1.03, color=DEEP_GROUND, linewidth=0, zorder=0)
        for number, breakdown in enumerate(breakdowns):
            values = rows[rows["group_by"] == breakdown].set_index("variable")[statistic].reindex(variables)
            positions = np.arange(len(variables)) + 0.6 * (0.5 - (number + 0.5) / len(breakdowns))
            colour, below = SERIES_COLOURS[number % len(SERIES_COLOURS)], (values < 0).to_numpy()
            axes.scatter(values[~below], positions[~below], marker=SERIES_MARKS[number % len(SERIES_MARKS)], s=17, color=colour,
                         label=in_legend(wrapped(results.label(breakdown), 24)), zorder=3)  # fmt: skip
            axes.scatter(np.zeros(below.sum()), positions[below], marker="<", s=20, facecolor="white",
                         edgecolor=colour, zorder=3)  # fmt: skip
        axes.hlines(np.arange(1, len(variables)) - 0.5, -0.03, 1.03, colors=GRID, linewidth=GRID_LINE)
        axes.set_title(said)
        axes.tick_params(axis="y", length=0)
    panels[0].set_xlim(-0.03, 1.03)
    row_labels(panels[0], labels, np.arange(len(variables)))
    panels[0].set_xlabel(results.language.n(rows["n"]), loc="left")
    if (rows["icc2"] < 0).any():
        panels[-1].set_xlabel(_("◁ below zero"), loc="right", color=MUTED, fontsize=FINE)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=min(4, len(breakdowns)))
    return figure
