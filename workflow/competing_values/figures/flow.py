"""The way of the rows from the raw file to the analysis."""

import pandas as pd
from matplotlib.figure import Figure

from competing_values.figures.style import INK, MUTED, PAGE, canvas
from competing_values.published import Published

REASONS = {
    "totals_row": "Row of totals",
    "test_entry": "Test entry",
    "empty": "No answers",
    "duplicate_id": "Id seen before",
    "duplicate_answers": "All answers seen before",
    "straight_lining": "Same rating throughout",
    "low_variability": "Ratings hardly vary",
    "speed": "Faster than anyone reads",
    "out_of_range": "A number off its scale",
    "ocai_sum": "OCAI points that cannot be scored",
}
KEPT = {"boxstyle": "round,pad=0.6", "facecolor": "#EEF3F8", "edgecolor": "#0B4F8A", "linewidth": 0.9}
OUT = {"boxstyle": "round,pad=0.6", "facecolor": "#FBF1F1", "edgecolor": "#B2182B", "linewidth": 0.9}
NOTED = {"boxstyle": "round,pad=0.6", "facecolor": "white", "edgecolor": MUTED, "linewidth": 0.9, "linestyle": "--"}
ARROW = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1}


def flow(published: Published, source: str) -> Figure:
    """Rows of the raw file, those excluded with their reasons, those kept, and what was noted of rows."""
    rows = published.whole("flow", source).set_index("step")["rows"]
    excluded = rows.drop(["raw", "kept"])
    noted = (
        published.whole("cleaning_rules", source).query("action != 'exclude' and rows > 0").set_index("rule")["rows"]
    )
    left = f"Excluded: {excluded.sum():,.0f}", _counts(excluded)
    right = f"Noted among all {rows['raw']:,.0f} rows" if len(noted) else "Nothing else was noted", _counts(noted)
    lines = [len(_counts(excluded)) + 1, len(_counts(noted)) + 1]
    figure, axes = canvas(published, source, PAGE * 0.8, 0.75 + 0.17 * sum(lines))
    high, low = 1 - 0.5 * lines[0] / sum(lines), 0.5 * lines[1] / sum(lines)
    axes.annotate("", (0.2, low), (0.2, high), arrowprops=ARROW | {"shrinkA": 22, "shrinkB": 22})
    axes.annotate("", (0.49, high), (0.2, high), arrowprops=ARROW)
    for height, name, count in (
        (high, "Rows of the raw file", rows["raw"]),
        (low, "Kept for the analysis", rows["kept"]),
    ):
        axes.text(0.2, height, f"{name}\n{count:,.0f}", ha="center", va="center", bbox=KEPT, color=INK, linespacing=1.4)
    for height, (title, counts), box in ((high, left, OUT), (low, right, NOTED)):
        text = "\n".join([title, *counts])
        axes.text(0.52, height, text, ha="left", va="center", bbox=box, color=INK, linespacing=1.5)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_axis_off()
    return figure


def _counts(rows: pd.Series) -> list[str]:
    return [f"{REASONS[str(rule)]}: {count:,.0f}" for rule, count in rows.items()]
