"""One visual language for all figures: sizes, colours, type, and the mark of simulated data."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter

from competing_values.report.language import Language
from competing_values.report.results import Results

#: Widths of one and two journal columns, in inches.
COLUMN, PAGE = 89 / 25.4, 183 / 25.4

#: Colour-blind safe (after [okabe2008]), and of different lightness, so that they differ in grey.
TYPE_COLOURS = {"clan": "#E69F00", "adhocracy": "#009E73", "market": "#B5446E", "hierarchy": "#0B4F8A"}
#: Of sectors and breakdowns, none a type's: a colour of the types means the type. Marks tell them apart in grey.
SERIES_COLOURS = ("#6A3D9A", "#56B4E9", "#8C6D31", "#333333", "#C994C7", "#1B7F8C", "#A6A61A", "#999999")
SERIES_MARKS = ("o", "s", "^", "D", "v", "P", "X", "p")
#: Of bars and marks whose colour tells nothing.
PLAIN = "#52657A"
#: From the lowest to the highest of ordered answers; and what stands outside the order.
ORDER_COLOURS = ("#B2182B", "#F4A582", "#92C5DE", "#2166AC")
OUTSIDE_COLOUR = "#BDBDBD"
INK, MUTED, GRID = "#222222", "#666666", "#DDDDDD"

RC: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.labelsize": 8,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "legend.fontsize": 7.5,
    "legend.frameon": False,
    "svg.hashsalt": "competing values",
    "svg.fonttype": "path",
    "text.parse_math": False,  # a dollar in a label is a dollar
    "figure.dpi": 200,
}
mpl.rcParams.update(RC)  # type: ignore[arg-type]


class Numbers(Formatter):
    """Numbers on an axis as a language writes them, all with as many decimals as one of them has."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(self, value: float, pos: int | None = None) -> str:
        """One number by itself, with the decimals that it has."""
        return self._language.plain(value)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """The numbers of an axis."""
        decimals = (len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values)
        digits = max(decimals, default=0)
        return [self._language.number(value, digits) for value in values]


def canvas(results: Results, source: str | None, width: float, height: float, **subplots: Any) -> tuple[Figure, Any]:
    """An empty figure with its axes: numbers on them as the language writes them, and simulated data marked.

    Parameters
    ----------
    results
        Where the data come from.
    source
        Source of the data; none: the figure shows no data.
    width, height
        In inches.
    subplots
        For `Figure.subplots`.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(**subplots)
    language = results.language
    for one in np.ravel(axes):
        for axis in (one.xaxis, one.yaxis):
            axis.set_major_formatter(Numbers(language))
    if source is not None and results.is_simulated(source):
        said = language.gettext("Simulated data")
        figure.supxlabel(said, x=0.995, ha="right", fontsize=7.5, color="#A3123A", style="italic")
    return figure, axes


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """Text in lines of at most so many letters; what needs more lines ends in an ellipsis."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…"))


def row_labels(axes: Axes, labels: Sequence[str], at: Iterable[float]) -> None:
    """Labels of rows, at these positions."""
    axes.set_yticks(list(at), labels)
    axes.set_ylim(-0.7, len(labels) - 0.3)
    axes.tick_params(axis="y", length=0)


def row_height(labels: Iterable[str], least: float) -> float:
    """Inches that each row needs so that the lines of neighbouring labels do not touch."""
    return max(least, 0.07 + 0.125 * max((label.count("\n") + 1 for label in labels), default=1))


def intervals(axes: Axes, low: Iterable[float], high: Iterable[float], at: Iterable[float], colour: Any) -> None:
    """Horizontal confidence intervals."""
    axes.hlines(list(at), list(low), list(high), colors=colour, linewidth=1.4, zorder=2)
