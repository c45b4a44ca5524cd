"""Figure of the statements: shares of low, middle and high answers, and means (the article's Picture 4)."""

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from competing_values.report.figures.sectors import colours, markers
from competing_values.report.figures.style import (
    FAVOURABLE,
    INK,
    MIDDLE_COLOUR,
    UNFAVOURABLE,
    canvas,
    in_legend,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import N_, in_hundredths
from competing_values.report.results import Results

#: Shares of answers: the colour of each, and that of the figures upon it.
SHARES = {"low": (UNFAVOURABLE, "white"), "middle": (MIDDLE_COLOUR, INK), "high": (FAVOURABLE, "white")}
KINDS = {"low": N_("Unfavourable"), "middle": N_("Between"), "high": N_("High")}
#: The smallest share that has room for its figure.
ROOM = 0.075
LEGEND_COLUMNS = 3


def statement_shares(results: Results, source: str) -> Figure:
    """Every statement, from the highest mean to the lowest: shares of low, middle and high answers, and the mean."""
    words = results.language
    rows = results.whole("statement_scores", source).dropna(subset="mean").sort_values("mean", kind="stable")
    labels = _statement_labels(results, rows)
    figure, axes = canvas(results, source, 1.35 + row_height(labels, least=0.225) * len(rows))
    positions = np.arange(len(rows))
    low, high = rows["share_low"].fillna(0), rows["share_high"].fillna(0)
    shares = {"low": low, "middle": 1 - low - high, "high": high}
    written = pd.DataFrame(shares).apply(lambda row: pd.Series(in_hundredths(row.tolist()), row.index), axis=1)
    told = [kind for kind, of_kind in shares.items() if kind == "middle" or of_kind.any()]
    left = np.zeros(len(rows))
    for kind in told:
        of_kind, (colour, ink) = shares[kind], SHARES[kind]
        axes.barh(positions, of_kind, left=left, height=0.78, color=colour, label=_answers(results, kind))
        for position, begins, share, rounded in zip(positions, left, of_kind, written[kind], strict=True):
            if share >= ROOM:
                axes.text(
                    begins + share / 2, position, words.number(100 * rounded), ha="center", va="center", color=ink
                )
        left = left + of_kind.to_numpy()
    marks, palette = markers(results), colours(results)
    for position, sector, mean in zip(positions, rows["sector"], rows["mean"], strict=True):
        axes.scatter([-0.03], [position], s=16, marker=marks[sector], color=palette[sector], clip_on=False)
        axes.annotate(words.number(mean, 1, 1), (1.02, position), va="center", color=INK, annotation_clip=False)
    row_labels(axes, labels, positions)
    axes.tick_params(axis="y", pad=8)
    axes.set_xlim(0, 1)
    axes.spines[:].set_visible(False)
    axes.set_xticks([])
    axes.set_xlabel(f"%; {words.n(rows['n'])}", loc="left")
    axes.annotate(words.gettext("Mean"), (1.02, len(rows) - 0.4), va="bottom", weight="bold", annotation_clip=False)
    sectors = [
        Line2D([], [], linestyle="", marker=marks[name], color=palette[name], markersize=4.5,
               label=in_legend(wrapped(results.label(name), 16, 1)))
        for name in dict.fromkeys(rows["sector"])
    ]  # fmt: skip
    handles = [*axes.get_legend_handles_labels()[0], *sectors]
    figure.legend(handles=_by_row(handles), loc="outside upper left", ncols=LEGEND_COLUMNS, handlelength=1.1)
    return figure


def _by_row(handles: list[Any]) -> list[Any]:
    """Handles of a legend in the order in which matplotlib fills its columns, so that they read row by row."""
    return [handles[k] for column in range(LEGEND_COLUMNS) for k in range(column, len(handles), LEGEND_COLUMNS)]


def _answers(results: Results, kind: str) -> str:
    """Which answers a share counts, in words."""
    _, scale = results.language.gettext, results.ratings.scale
    below, bands = results.ratings.unfavourable_below, results.ratings.bands
    highest = bands[0].lowest if bands else None
    least, most = math.ceil(below or scale.min), math.ceil(highest or scale.max + 1)
    ends = {"low": (scale.min, least - 1), "middle": (least, most - 1), "high": (most, scale.max)}[kind]
    named = _(KINDS[kind]) if kind != "high" or not bands else results.label(f"band.{bands[0].name}")
    return f"{named} ({ends[0]}–{ends[1]})"


def _statement_labels(results: Results, rows: pd.DataFrame) -> list[str]:
    return [f"{results.number(statement)}{wrapped(results.label(statement), 34, 1)}" for statement in rows["statement"]]
