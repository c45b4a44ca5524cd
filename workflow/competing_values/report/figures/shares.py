"""Figures of questions with categories: the share of each answer (the article's Picture 5)."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.style import (
    INK,
    INTERVAL_LINE,
    MIDDLE_COLOUR,
    ORDER_COLOURS,
    OUTSIDE_COLOUR,
    TEXT,
    canvas,
    in_legend,
    plain,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.language import Language, in_hundredths
from competing_values.report.results import Results

#: Sum of a colour's red, green and blue below which letters on it are white.
DARK = 1.35
#: Of the legend of answers; and the smallest share that has room for its figure.
LEGEND_COLUMNS, ROOM = 2, 0.06


def answers(results: Results, source: str, question: str) -> Figure:
    """Shares of the answers to a question: unfavourable ones left of zero, favourable ones right, others apart.

    Answers that stand in no order are bars, each with its interval.
    """
    _, words = results.language.gettext, results.language
    rows = results.whole("question_answers", source)
    rows = rows[rows["question"] == question].set_index("category")
    declared = results.instrument.questions[question]
    if not declared.ordered:
        return _bars(results, source, question, rows)
    ordered = declared.in_order()
    labels = {name: in_legend(wrapped(results.label(f"{question}.{name}"), 26)) for name in declared.categories}
    legend_lines = -(-len(labels) // LEGEND_COLUMNS) * max(label.count("\n") + 1 for label in labels.values())
    figure, axes = canvas(results, source, 1.35 + 0.15 * legend_lines)
    shares = rows["share"].reindex(ordered).fillna(0)
    written = rounded(rows).fillna(0)
    below = len(ordered) // 2
    middle = shares.iloc[below] / 2 if len(ordered) % 2 else 0.0
    start = left = -(shares.iloc[:below].sum() + middle)
    for category, share, shade in zip(ordered, shares, _ordered_colours(len(ordered)), strict=True):
        _segment(axes, left, share, shade, labels[category], words.share(written.get(category, 0)))
        left += share
    end = left
    left += 0.04
    for category in declared.outside:
        share = rows["share"].get(category, 0.0)
        _segment(axes, left, share, OUTSIDE_COLOUR, labels[category], words.share(written.get(category, 0)))
        left += share
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.set(ylim=(-0.5, 0.5), yticks=[], xlabel=_("Share of answers; {n}", n=words.n(rows["n"])))
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_bounds(start, end)  # what stands apart stands on no axis
    axes.set_xticks([tick for tick in np.arange(-10, 11) / 10 if start - 1e-9 <= tick <= end + 1e-9])
    axes.margins(x=0.01)
    axes.xaxis.set_major_formatter(lambda value, _: words.share(abs(value)))
    handles, names = axes.get_legend_handles_labels()
    in_rows = [k for column in range(LEGEND_COLUMNS) for k in range(column, len(names), LEGEND_COLUMNS)]
    figure.legend([handles[k] for k in in_rows], [names[k] for k in in_rows], loc="outside upper left",
                  ncols=LEGEND_COLUMNS, handlelength=1.2)  # fmt: skip
    return figure


def rounded(rows: pd.DataFrame) -> pd.Series:
    """Shares of the answers to one question in whole hundredths that add up; none where there is none."""
    known = rows["share"].dropna()
    return pd.Series(in_hundredths(known.tolist()), known.index, dtype=float).reindex(rows.index)


def _bars(results: Results, source: str, question: str, rows: pd.DataFrame) -> Figure:
    _, words = results.language.gettext, results.language
    labels = [wrapped(results.label(f"{question}.{category}"), 34) for category in rows.index]
    figure, axes = canvas(results, source, 0.9 + row_height(labels, least=0.3) * len(rows))
    positions = np.arange(len(rows))[::-1]
    axes.barh(positions, rows["share"], height=0.6, color=plain(results), alpha=0.85)
    share_intervals(axes, words, positions, rounded(rows), rows["ci_low"], rows["ci_high"])
    row_labels(axes, labels, positions)
    axes.margins(x=0.2)
    axes.set(xlabel=_("Share of answers; {n}", n=words.n(rows["n"])))
    in_per_cent(axes.xaxis, words)
    return figure


def share_intervals(
    axes: Axes, words: Language, positions: np.ndarray, shares: pd.Series, low: pd.Series, high: pd.Series
) -> None:
    """Intervals of bars, and beside them the figures."""
    axes.hlines(positions, low, high, colors=INK, linewidth=INTERVAL_LINE)
    for position, share, least, most in zip(positions, shares, low, high, strict=True):
        if pd.notna(share):
            said = f"{words.share(share)} {words.between(100 * least, 100 * most, 0)}"
            axes.annotate(said, (most, position), (5, 0), textcoords="offset points", va="center", fontsize=TEXT)


def in_per_cent(axis: Axis, words: Language) -> None:
    """Shares on an axis in per cent, as the language writes them."""
    axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], min_n_ticks=2))
    axis.set_major_formatter(lambda value, _: words.share(value))


def _ordered_colours(k: int) -> list[str]:
    """Colours of k ordered answers, from unfavourable to favourable."""
    half = k // 2
    low, high = (LinearSegmentedColormap.from_list("", shades) for shades in (ORDER_COLOURS[:2], ORDER_COLOURS[2:]))
    steps = np.linspace(0, 1, half) if half > 1 else np.array([0.5])[:half]
    return [to_hex(low(step)) for step in steps] + [MIDDLE_COLOUR] * (k % 2) + [to_hex(high(step)) for step in steps]


def _segment(axes: Axes, left: float, share: float, colour: str, label: str, figure: str) -> None:
    """A part of the bar, with its share as text where there is room."""
    axes.barh([0], [share], left=[left], color=colour, edgecolor="white", linewidth=0.8, height=0.7, label=label)
    if share > ROOM:
        ink = "white" if sum(to_rgb(colour)) < DARK else INK
        axes.text(left + share / 2, 0, figure, ha="center", va="center", fontsize=TEXT, color=ink)
