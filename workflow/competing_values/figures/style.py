"""One visual language for all figures: sizes, colours, type, and the mark of simulated data."""

import textwrap
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from IPython.display import HTML
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

#: Widths of one and two journal columns, in inches.
COLUMN, PAGE = 89 / 25.4, 183 / 25.4

#: Colour-blind safe (after Okabe & Ito 2008), and of different lightness, so that they differ in grey.
TYPE_COLOURS = {"clan": "#E69F00", "adhocracy": "#009E73", "market": "#B5446E", "hierarchy": "#0B4F8A"}
SECTOR_COLOURS = ("#0B4F8A", "#E69F00", "#009E73", "#B5446E", "#56B4E9", "#7A5195", "#8C6D31", "#444444")
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


def canvas(width: float, height: float, simulated: bool, **subplots: Any) -> tuple[Figure, Any]:
    """An empty figure with its axes, marked where its data are simulated.

    Parameters
    ----------
    width, height
        In inches.
    simulated
        Whether the answers are simulated.
    subplots
        For `Figure.subplots`.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(**subplots)
    if simulated:
        figure.supxlabel("Simulated data", x=0.995, ha="right", fontsize=7.5, color="#A3123A", style="italic")
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


def n_range(sizes: pd.Series) -> str:
    """Respondents that the rows of a figure stand on."""
    least, most = sizes.min(), sizes.max()
    return f"n = {least:,.0f}" if least == most else f"n = {least:,.0f}–{most:,.0f}"


def _settle_layout(figure: Figure) -> None:
    """Lay the figure out once, for both files: the layout takes longer than the drawing."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine("none")


def show(figure: Figure, folder: str, name: str, caption: str, alt: str) -> HTML:
    """Save a figure as SVG and PNG, and show the saved SVG with its caption.

    Parameters
    ----------
    figure
        The figure.
    folder, name
        Where it is saved, without ending.
    caption, alt
        What stands under it; and what it shows, for those who do not see it. Plain text.

    Returns
    -------
    HTML with the SVG inside, so that the page needs no other file.
    """
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    _settle_layout(figure)
    svg = path / f"{name}.svg"
    figure.savefig(svg, metadata={"Date": None, "Creator": None})
    figure.savefig(path / f"{name}.png", metadata={"Software": None})
    width = round(figure.get_figwidth() * 96 * 1.15)
    data = b64encode(svg.read_bytes()).decode()
    return HTML(
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}" width="{width}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )
