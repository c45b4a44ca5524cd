"""One visual language for all figures: every colour, size of letters and width of lines, and the marks of their data."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import Formatter

from competing_values.report.language import Language, decimals
from competing_values.report.results import Results

#: Width of every figure, in inches: two stand side by side on a page, and one on a telephone, its letters still readable.
WIDTH = 4.5

#: Colour-blind safe (after [okabe2008]), and of different lightness, so that they differ in grey.
TYPE_COLOURS = {"clan": "#E69F00", "adhocracy": "#009E73", "market": "#B5446E", "hierarchy": "#0B4F8A"}
#: Of sectors and breakdowns, none a type's: a colour of the types means the type. Marks tell them apart in grey.
SERIES_COLOURS = ("#6A3D9A", "#56B4E9", "#8C6D31", "#333333", "#C994C7", "#1B7F8C", "#A6A61A", "#999999")
SERIES_MARKS = ("o", "s", "^", "D", "v", "P", "X", "p")
#: Of sources side by side: the first is filled, the next are hollow.
SOURCE_MARKS: tuple[dict[str, Any], ...] = (
    {"marker": "o", "filled": True},
    {"marker": "D", "filled": False},
    {"marker": "s", "filled": False},
    {"marker": "^", "filled": False},
)
#: Of marks whose colour tells nothing; bars take that of the study (`plain`).
PLAIN = "#52657A"
#: What a reader looks for first: what is preferred, has changed, was weighted.
HIGHLIGHT = "#A3123A"
#: Of what is not protected, or simulated.
MARKED = HIGHLIGHT
#: What is wanted and what is not: blue and red, told apart by the colour-blind as well.
FAVOURABLE, UNFAVOURABLE = "#2166AC", "#B2182B"
WARNING = UNFAVOURABLE
#: Grounds of what is kept, and of what was excluded or calls for action.
KEPT_GROUND, WARNING_GROUND = "#EEF3F8", "#FBF1F1"
#: From the lowest to the highest of ordered answers; the middle one; and what stands outside the order.
ORDER_COLOURS = (UNFAVOURABLE, "#F4A582", "#92C5DE", FAVOURABLE)
MIDDLE_COLOUR, OUTSIDE_COLOUR = "#DDDDDD", "#BDBDBD"
#: Purple above, orange below: colour-blind safe, and neither is the colour of good. In grey the sign tells them apart.
DIFFERENCE_COLOURS = colormaps["PuOr"]
INK, MUTED, GRID = "#222222", "#666666", "#DDDDDD"
#: Grounds that figures are read against, lighter and darker; lightness of the bands from the highest to the lowest; the
#: ground of words upon bands.
GROUND, DEEP_GROUND = "#F0F0F0", "#E2E2E2"
BANDS = (0.99, 0.93)
WORDS_GROUND = "#F5F5F5"

#: Sizes of letters, in points: names of quadrants, names of panels, all else. None is smaller: on a telephone a figure is
#: two thirds as wide.
LARGE, TITLE, TEXT = 10, 9, 8.2
#: Paper and ink of dark pages, as ``style.css`` has them.
DARK_PAPER, DARK_INK = "#14181f", "#e8ebf1"
#: Widths of lines, in points: of grids, frames, lines that marks are read against, and intervals.
GRID_LINE, FRAME_LINE, REFERENCE_LINE, INTERVAL_LINE = 0.5, 0.6, 0.8, 1.4
DASHED = (0, (4, 2))

RC: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "axes.titlesize": TITLE,
    "axes.titleweight": "bold",
    "axes.labelsize": TEXT,
    "axes.edgecolor": MUTED,
    "axes.linewidth": FRAME_LINE,
    "grid.color": GRID,
    "grid.linewidth": GRID_LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
    "legend.fontsize": TEXT,
    "legend.title_fontsize": TEXT,
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
        least = decimals(values, 6)
        return [self._language.number(value, 6, least) for value in values]


def canvas(results: Results, source: str | None, height: float, **subplots: Any) -> tuple[Figure, Any]:
    """An empty figure with its axes: numbers on them as the language writes them; what readers must know of data is marked.

    Parameters
    ----------
    results
        Where the data come from.
    source
        Source of the data; none: the figure shows no data.
    height
        In inches; the width is `WIDTH`.
    subplots
        For `Figure.subplots`.
    """
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(**subplots)
    language = results.language
    for one in np.ravel(axes):
        for axis in (one.xaxis, one.yaxis):
            axis.set_major_formatter(Numbers(language))
    marks = [language.gettext("Not protected, confidential")] if results.is_confidential else []
    marks += [language.gettext("Simulated data")] if source is not None and results.is_simulated(source) else []
    if marks:
        figure.supxlabel(" · ".join(marks), x=0.995, ha="right", fontsize=TEXT, color=MARKED, style="italic")
    return figure, axes


def plain(results: Results) -> str:
    """Colour of bars that tells nothing: the accent of the study, where it has one."""
    accent: str | None = results.study["appearance"]["accent"]
    return accent or PLAIN


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """Text in lines of at most so many letters; what needs more lines ends in an ellipsis."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…"))


def in_legend(text: str) -> str:
    """A label of a legend, where matplotlib leaves out what begins with `_`: an empty space before it does not show."""
    return f"\N{ZERO WIDTH SPACE}{text}" if text.startswith("_") else text


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
    axes.hlines(list(at), list(low), list(high), colors=colour, linewidth=INTERVAL_LINE, zorder=2)
