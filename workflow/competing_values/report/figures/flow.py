"""Figure of the flow: the way of the rows from the raw file to the analysis."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from competing_values.report.figures.style import (
    INK,
    KEPT_GROUND,
    MUTED,
    PAGE,
    PLAIN,
    WARNING,
    WARNING_GROUND,
    canvas,
    wrapped,
)
from competing_values.report.results import Results
from competing_values.study.rules import RULES

KEPT = {"facecolor": KEPT_GROUND, "edgecolor": PLAIN}
OUT = {"facecolor": WARNING_GROUND, "edgecolor": WARNING}
NOTED = {"facecolor": "white", "edgecolor": MUTED, "linestyle": "--"}
ARROW = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1, "shrinkA": 0, "shrinkB": 0}
#: Inches of a line; lines of a box beside its text, of the boxes on the left, and between two boxes.
LINE, PADDING, STATION, BETWEEN = 0.185, 0.9, 2 + 0.9, 1.2
#: Left and right edges of the boxes, as shares of the width.
LEFT, RIGHT = (0.02, 0.37), (0.44, 0.98)


def flow(results: Results, source: str) -> Figure:
    """Rows of the raw file, those excluded with their reasons, those kept, and what was noted of rows."""
    _, number = results.language.gettext, results.language.number
    rows = results.whole("flow", source).set_index("step")["rows"]
    excluded = rows.drop(["raw", "kept"])
    rules = results.whole("cleaning_rules", source)
    noted = rules.query("action != 'exclude' and rows > 0").set_index("rule")["rows"]
    title = _("Noted among all {rows} rows", rows=number(rows["raw"])) if len(noted) else _("Nothing else was noted")
    out, beside = len(excluded) + 1 + PADDING, len(noted) + 1 + PADDING
    # The arrow to what is excluded leaves below the first box on the left, and the last one stands below it.
    start = max(0.0, STATION + 1 - out / 2)
    second = start + out + BETWEEN
    end = max(second + beside, start + out / 2 + 1 + STATION)
    figure, axes = canvas(results, source, PAGE * 0.85, 0.35 + LINE * end)
    axes.set(xlim=(0, 1), ylim=(end + 0.2, -0.2))
    axes.set_axis_off()
    _box(axes, LEFT, 0, STATION, KEPT)
    _box(axes, LEFT, end - STATION, end, KEPT)
    for top, name, count in (
        (0, _("Rows of the raw file"), "raw"),
        (end - STATION, _("Kept for the analysis"), "kept"),
    ):
        middle = sum(LEFT) / 2
        axes.text(middle, top + STATION / 2 - 0.5, wrapped(name, 28, lines=1), ha="center", va="center")
        axes.text(middle, top + STATION / 2 + 0.5, number(rows[count]), ha="center", va="center", weight="bold")
    axes.annotate("", (sum(LEFT) / 2, end - STATION), (sum(LEFT) / 2, STATION), arrowprops=ARROW)
    axes.annotate("", (RIGHT[0], start + out / 2), (sum(LEFT) / 2, start + out / 2), arrowprops=ARROW)
    _list(axes, results, start, (_("Excluded"), number(excluded.sum())), excluded, OUT)
    _list(axes, results, second, (title, ""), noted, NOTED)
    return figure


def _box(axes: Axes, edges: tuple[float, float], top: float, bottom: float, style: dict[str, Any]) -> None:
    corner, width = (edges[0], top), edges[1] - edges[0]
    axes.add_patch(FancyBboxPatch(corner, width, bottom - top, boxstyle="round,pad=0,rounding_size=0.012",
                                  mutation_aspect=1 / LINE, linewidth=0.9, **style))  # fmt: skip


def _list(
    axes: Axes, results: Results, top: float, title: tuple[str, str], rows: pd.Series, style: dict[str, Any]
) -> None:
    """A box of rules with the rows that each meets."""
    _, number = results.language.gettext, results.language.number
    lines = [title, *((_(RULES[str(rule)].label), number(count)) for rule, count in rows.items())]
    _box(axes, RIGHT, top, top + len(lines) + PADDING, style)
    for k, (name, count) in enumerate(lines):
        look: dict[str, Any] = {"va": "center", "color": INK, "weight": "normal" if k else "bold"}
        axes.text(RIGHT[0] + 0.02, top + PADDING / 2 + k + 0.5, wrapped(name, 42, lines=1), ha="left", **look)
        axes.text(RIGHT[1] - 0.02, top + PADDING / 2 + k + 0.5, count, ha="right", **look)
