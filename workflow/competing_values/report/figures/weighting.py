"""Figure of participation: shares of the sample beside those of the population."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from competing_values.report.figures.groups import group_labels
from competing_values.report.figures.style import (
    FRAME_LINE,
    HIGHLIGHT,
    INK,
    INTERVAL_LINE,
    MUTED,
    PLAIN,
    canvas,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.study.names import ALL

#: column: what the legend calls it, and its mark.
SHARES: dict[str, tuple[str, dict[str, Any]]] = {
    "population_share": (N_("Population"), {"marker": "D", "s": 20, "facecolor": "white", "edgecolor": INK}),
    "sample_share": (N_("Sample"), {"marker": "o", "s": 24, "color": PLAIN}),
    "weighted_share": (
        N_("Sample, weighted"),
        {"marker": "|", "s": 40, "color": HIGHLIGHT, "linewidth": INTERVAL_LINE},
    ),
}


def participation(results: Results, source: str) -> Figure:
    """Share of each group in the population and in the sample, and in the sample after weighting."""
    table = results.table("weighting", source=source)
    margins = dict([*table[table["variable"] != ALL].groupby("variable", sort=False)])
    ordered = {variable: _ordered(rows) for variable, rows in margins.items()}
    labels = {
        variable: group_labels(results, str(variable), _sizes(results, rows)) for variable, rows in ordered.items()
    }
    row = row_height([label for of_one in labels.values() for label in of_one], least=0.2)
    figure, panels = canvas(
        results,
        source,
        0.9 + sum(0.55 + row * len(of_one) for of_one in labels.values()),
        nrows=len(ordered),
        squeeze=False,
        height_ratios=[len(of_one) for of_one in labels.values()],
    )
    for axes, (variable, rows) in zip(panels.flat, ordered.items(), strict=True):
        _panel(axes, results, rows)
        axes.set_title(wrapped(results.label(str(variable)), 24), loc="left")
        row_labels(axes, labels[variable], np.arange(len(rows)))
    _ = results.language.gettext
    last = panels.flat[-1]
    last.set_xlabel(_("Share; respondents in brackets"))
    for said, mark in SHARES.values():
        last.scatter([], [], label=_(said), **mark)
    figure.legend(*last.get_legend_handles_labels(), loc="outside upper center", ncols=len(SHARES))
    return figure


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """From the group that is most under-represented, below, to the most over-represented."""
    excess = rows["sample_share"] - rows["population_share"]
    return rows.loc[excess.sort_values(na_position="first", kind="stable").index]


def _sizes(results: Results, rows: pd.DataFrame) -> dict[str, str]:
    shown = ("" if pd.isna(n) else results.language.number(n) for n in rows["n"])
    return dict(zip(rows["category"], shown, strict=True))


def _panel(axes: Axes, results: Results, rows: pd.DataFrame) -> None:
    positions = np.arange(len(rows))
    axes.hlines(positions, rows["population_share"], rows["sample_share"], colors=MUTED, linewidth=1, zorder=2)
    for column, (_, mark) in SHARES.items():
        axes.scatter(rows[column], positions, zorder=3, **mark)
    axes.axvline(0, color=MUTED, linewidth=FRAME_LINE)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda share, _: results.language.share(share))
    axes.grid(axis="x")
