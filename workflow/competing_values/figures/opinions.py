"""Figures of questions (the article's Picture 5) and of self-ratings (Pictures 6 and 7)."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.figures.style import (
    GRID,
    INK,
    MUTED,
    ORDER_COLOURS,
    OUTSIDE_COLOUR,
    PAGE,
    SECTOR_COLOURS,
    canvas,
    row_labels,
    wrapped,
)
from competing_values.published import Published

#: Sum of a colour's red, green and blue below which letters on it are white.
DARK = 1.35


def answers(published: Published, source: str, question: str) -> Figure:
    """Shares of the answers to a question: unfavourable ones left of zero, favourable ones right, others apart.

    Answers that stand in no order are bars, each with its interval.
    """
    rows = published.whole("question_answers", source)
    rows = rows[rows["question"] == question].set_index("category")
    declared = published.study["instrument"]["questions"][question]
    if not declared["ordered"]:
        return _bars(published, source, question, rows)
    ordered = [category for category in declared["categories"] if category not in declared["outside"]]
    columns = 3
    labels = {name: wrapped(published.label(f"{question}.{name}"), 26) for name in declared["categories"]}
    legend_lines = -(-len(labels) // columns) * max(label.count("\n") + 1 for label in labels.values())
    figure, axes = canvas(published, source, PAGE, 1.35 + 0.15 * legend_lines)
    shares = rows["share"].reindex(ordered).fillna(0)
    shades = _ordered_colours(len(ordered))
    below = len(ordered) // 2
    middle = shares.iloc[below] / 2 if len(ordered) % 2 else 0.0
    left = -(shares.iloc[:below].sum() + middle)
    for category, share, shade in zip(ordered, shares, shades, strict=True):
        _segment(axes, left, share, shade, labels[category])
        left += share
    left += 0.04
    for category in declared["outside"]:
        share = rows["share"].get(category, 0.0)
        _segment(axes, left, share, OUTSIDE_COLOUR, labels[category])
        left += share
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.set(ylim=(-0.5, 0.5), yticks=[], xlabel=f"Share of answers; {published.language.n(rows['n'])}")
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.01)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0%}")
    figure.legend(loc="outside upper left", ncols=columns, handlelength=1.2)
    return figure


def _bars(published: Published, source: str, question: str, rows: pd.DataFrame) -> Figure:
    figure, axes = canvas(published, source, PAGE, 0.9 + 0.3 * len(rows))
    positions = np.arange(len(rows))[::-1]
    axes.barh(positions, rows["share"], height=0.6, color=SECTOR_COLOURS[0], alpha=0.85)
    axes.hlines(positions, rows["ci_low"], rows["ci_high"], colors=INK, linewidth=1.2)
    row_labels(axes, [wrapped(published.label(f"{question}.{category}"), 34) for category in rows.index], positions)
    axes.set_xlabel(f"Share of answers; {published.language.n(rows['n'])}")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    return figure


def _ordered_colours(k: int) -> list[str]:
    """Colours of k ordered answers, from unfavourable to favourable."""
    half = k // 2
    low, high = (LinearSegmentedColormap.from_list("", shades) for shades in (ORDER_COLOURS[:2], ORDER_COLOURS[2:]))
    steps = np.linspace(0, 1, half) if half > 1 else np.array([0.5])[:half]
    return [to_hex(low(step)) for step in steps] + ["#DDDDDD"] * (k % 2) + [to_hex(high(step)) for step in steps]


def _segment(axes: Axes, left: float, share: float, colour: str, label: str) -> None:
    axes.barh([0], [share], left=[left], color=colour, edgecolor="white", linewidth=0.8, height=0.7, label=label)
    if share > 0.035:
        ink = "white" if sum(to_rgb(colour)) < DARK else INK
        axes.text(left + share / 2, 0, f"{share:.0%}", ha="center", va="center", fontsize=8.5, color=ink)


def high_shares(published: Published, source: str) -> Figure:
    """Share of respondents who rate each competency high, with intervals."""
    rows = published.whole("competencies", source)
    figure, axes = canvas(published, source, PAGE, 0.9 + 0.42 * len(rows))
    positions = np.arange(len(rows))[::-1]
    axes.barh(positions, rows["share_high"], height=0.55, color=[SECTOR_COLOURS[k % 8] for k in range(len(rows))])
    axes.hlines(positions, rows["share_high_ci_low"], rows["share_high_ci_high"], colors=INK, linewidth=1.2)
    for position, share, end in zip(positions, rows["share_high"], rows["share_high_ci_high"], strict=True):
        axes.annotate(f"{share:.0%}", (end, position), (5, 0), textcoords="offset points", va="center", fontsize=9)
    high = published.study["thresholds"]["high"]
    names = [f"{wrapped(published.label(name), 28)}\n({high[name]:g} or more)" for name in rows["competency"]]
    row_labels(axes, names, positions)
    axes.set(xlim=(0, 1), xlabel=f"Share who rate themselves high; {published.language.n(rows['n'])}")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    return figure


def distributions(published: Published, source: str) -> Figure:
    """How the self-ratings are spread over the scale; ratings that count as high are darker."""
    table = published.whole("competency_ratings", source)
    names = list(dict.fromkeys(table["competency"]))
    figure, panels = canvas(published, source, PAGE, 2.3, ncols=len(names), sharey=True, squeeze=False)
    high = published.study["thresholds"]["high"]
    for k, (axes, name) in enumerate(zip(panels.flat, names, strict=True)):
        rows = table[table["competency"] == name]
        bars = axes.bar(rows["value"], rows["share"], width=0.85, color=SECTOR_COLOURS[k % 8])
        for bar, value in zip(bars, rows["value"], strict=True):
            bar.set_alpha(1.0 if value >= high[name] else 0.45)
        axes.set_title(wrapped(published.label(name), 64 // len(names)))
        axes.xaxis.set_major_locator(MaxNLocator(12, integer=True))
        axes.set_xlabel(f"Self-rating; n = {rows['n'].max():,.0f}")
        axes.grid(axis="y", color=GRID, linewidth=0.5)
        axes.tick_params(axis="x", length=0)
        axes.axvline(high[name] - 0.5, color=MUTED, linewidth=0.8, linestyle=(0, (4, 2)))
    panels.flat[0].yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    panels.flat[0].set_ylabel("Share of answers")
    return figure
