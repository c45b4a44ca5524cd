"""Figure of comparability: whether statements hang together in each group as in the whole."""

import numpy as np
from matplotlib.figure import Figure

from competing_values.report.figures.style import (
    GRID,
    GRID_LINE,
    GROUND,
    SERIES_COLOURS,
    SERIES_MARKS,
    canvas,
    in_legend,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results
from competing_values.statistics.congruence import EQUAL

#: Where the axis begins, unless a congruence is lower.
LOWEST = 0.84


def comparability(results: Results, source: str) -> Figure:
    """Congruence of each sector's loadings in every group with those in the whole; grey where they count as equal."""
    rows = results.table("comparability", source=source).dropna(subset="phi")
    breakdowns, sectors = rows["group_by"].unique().tolist(), rows["sector"].unique().tolist()[::-1]
    labels = [wrapped(results.label(name), 20) for name in sectors]
    height = 1.3 + len(sectors) * row_height(labels, least=0.15 + 0.15 * len(breakdowns))
    figure, axes = canvas(results, source, height)
    axes.axvspan(EQUAL, 1.01, color=GROUND, linewidth=0, zorder=0)
    for number, breakdown in enumerate(breakdowns):
        of = rows[rows["group_by"] == breakdown]
        places = np.array([sectors.index(name) for name in of["sector"]], dtype=float)
        colour, mark = (marks[number % len(marks)] for marks in (SERIES_COLOURS, SERIES_MARKS))
        axes.scatter(of["phi"], places + 0.6 * (0.5 - (number + 0.5) / len(breakdowns)), marker=mark, s=17, color=colour,
                     label=in_legend(wrapped(results.label(breakdown), 15, 1)), zorder=3)  # fmt: skip
    axes.hlines(np.arange(1, len(sectors)) - 0.5, 0, 1.01, colors=GRID, linewidth=GRID_LINE)
    axes.set_xlim(min(LOWEST, rows["phi"].min() - 0.01), 1.01)
    axes.set_ylim(-0.5, len(sectors) - 0.5)
    axes.tick_params(axis="y", length=0)
    row_labels(axes, labels, np.arange(len(sectors)))
    axes.set_xlabel(f"φ, {results.language.n(rows['n'])}", loc="left")
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=min(4, len(breakdowns)))
    return figure
