"""Figures of change between two waves: the kite of each, and every score on one scale of what counts as small."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from competing_values.report.figures.framework import DIRECTIONS
from competing_values.report.figures.profiles import DIAGONAL, kite_axes
from competing_values.report.figures.style import (
    GROUND,
    HIGHLIGHT,
    INK,
    INTERVAL_LINE,
    MUTED,
    PLAIN,
    REFERENCE_LINE,
    canvas,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.statistics.change import CHANGED, CHANGED_LITTLE, SMALL, UNDECIDED
from competing_values.study.names import OVERALL, TYPES, part

#: reading: how it is told, and the mark of the later mean.
READINGS: dict[str, tuple[str, dict[str, Any]]] = {
    CHANGED: (N_("changed"), {"marker": "D", "s": 34, "facecolor": HIGHLIGHT, "edgecolor": HIGHLIGHT}),
    CHANGED_LITTLE: (
        N_("changed, but little"),
        {"marker": "D", "s": 34, "facecolor": "white", "edgecolor": HIGHLIGHT},
    ),
    SMALL: (N_("shown to be small"), {"marker": "o", "s": 26, "facecolor": PLAIN, "edgecolor": PLAIN}),
    UNDECIDED: (N_("undecided"), {"marker": "s", "s": 26, "facecolor": "white", "edgecolor": INK}),
}
#: How far the scale of changes reaches at least, in bounds of a small change.
LEAST = 1.5
#: Lines of the earlier and of the later wave.
WAVES: tuple[dict[str, Any], ...] = (
    {"color": MUTED, "linestyle": (0, (2, 1.5)), "linewidth": 1.3},
    {"color": INK, "linestyle": "-", "linewidth": 1.6},
)


def compared(results: Results, source: str) -> pd.DataFrame:
    """Changes of a whole source, of the scores that it has in two waves or more."""
    table = results.whole("wave_change", source)
    known = table.loc[table["change"].notna(), "variable"]
    return table[table["variable"].isin(known)].reset_index(drop=True)


def between(results: Results, source: str, waves: tuple[str, str]) -> pd.DataFrame:
    """Changes of a whole source from one wave to another."""
    rows = compared(results, source)
    earlier, later = waves
    return rows[(rows["from_wave"] == earlier) & (rows["to_wave"] == later)].dropna(subset="change")


def kites(results: Results, source: str, waves: tuple[str, str]) -> Figure:
    """The kite of the culture now in both waves."""
    rows = between(results, source, waves).set_index("variable")
    names = [part("now", OVERALL, culture_type) for culture_type in TYPES]
    figure, axes = canvas(results, source, 4.2)
    means = rows.reindex(names)[["from_mean", "to_mean"]]
    step = results.ocai.total / 10
    kite_axes(axes, results, step * np.arange(1, np.ceil(np.nanmax(means.to_numpy()) / step + 0.01) + 1))
    for wave, column, line in zip(waves, means, WAVES, strict=True):
        points = [
            (x * mean * DIAGONAL, y * mean * DIAGONAL)
            for (x, y), mean in zip((DIRECTIONS[name] for name in TYPES), means[column], strict=True)
        ]
        axes.plot(*zip(*points, points[0], strict=True), **line, marker="o", markersize=3, label=wave, zorder=3)
    figure.legend(loc="outside lower left", ncols=2, handlelength=2.6)
    return figure


def scores(results: Results, source: str, waves: tuple[str, str]) -> Figure:
    """Every score's change with its interval, in units of what counts as small: on one scale whatever is measured.

    The hollow mark at nought is the earlier wave; at the right stand the means of both.
    """
    _, words = results.language.gettext, results.language
    rows = between(results, source, waves).iloc[::-1]
    labels = [wrapped(results.label(name), 24) for name in rows["variable"]]
    figure, axes = canvas(results, source, 1.3 + row_height(labels, least=0.24) * len(rows))
    positions, bound = np.arange(len(rows)), rows["equivalence_bound"]
    change, low, high = (rows[column] / bound for column in ("change", "ci_low", "ci_high"))
    farthest = max(LEAST, float(np.nanmax([high.abs(), low.abs()])) * 1.05)
    axes.axvspan(-1, 1, color=GROUND, linewidth=0, zorder=0)
    axes.axvline(0, color=MUTED, linewidth=REFERENCE_LINE, zorder=1)
    axes.hlines(positions, 0, change, colors=MUTED, linewidth=1, zorder=1)
    axes.hlines(positions, low, high, colors=INK, linewidth=INTERVAL_LINE, zorder=2)
    axes.scatter(np.zeros(len(rows)), positions, s=16, facecolor="white", edgecolor=MUTED, zorder=3)
    for reading, (said, mark) in READINGS.items():
        chosen = (rows["reading"] == reading).to_numpy()
        axes.scatter(change[chosen], positions[chosen], zorder=4, label=_(said), **mark)
    for position, row in zip(positions, rows.to_dict("records"), strict=True):
        decimals = digits(row["equivalence_bound"])
        told = " → ".join(words.number(row[mean], decimals, decimals) for mean in ("from_mean", "to_mean"))
        axes.annotate(told, (1.02, position), xycoords=("axes fraction", "data"), va="center", annotation_clip=False)
    row_labels(axes, labels, positions)
    axes.set_xlim(-farthest, farthest)
    said = _("Change, in units of what counts as small (grey); {n}", n=words.n(rows["n"]))
    axes.set_xlabel(wrapped(said, 40), loc="left")
    figure.legend(loc="outside upper left", ncols=2, handletextpad=0.2)
    return figure


def digits(bound: float) -> int:
    """Decimals of a change, fine enough to tell it from the bound of a small one."""
    return 1 if bound >= 1 else 2
