"""The way of the rows from the raw file to the analysis."""

from matplotlib.figure import Figure

from competing_values.figures.style import INK, MUTED, PAGE, canvas
from competing_values.published import Published

REASONS = {
    "empty": "No answers",
    "test_entry": "Test entry",
    "duplicate_id": "Id seen before",
    "duplicate_answers": "All answers seen before",
    "straight_lining": "Same rating throughout",
}
BOX = {"boxstyle": "round,pad=0.6", "facecolor": "#EEF3F8", "edgecolor": "#0B4F8A", "linewidth": 0.9}
OUT = {"boxstyle": "round,pad=0.6", "facecolor": "#FBF1F1", "edgecolor": "#B2182B", "linewidth": 0.9}
ARROW = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1}


def flow(published: Published, source: str) -> Figure:
    """Rows of the raw file, those excluded with their reasons, and those kept."""
    rows = published.whole("flow", source).set_index("step")["rows"]
    excluded = rows.drop(["raw", "kept"])
    figure, axes = canvas(PAGE * 0.8, 2.1 + 0.1 * len(excluded), published.is_simulated(source))
    reasons = [f"{REASONS.get(str(reason), reason)}: {count:,.0f}" for reason, count in excluded.items()]
    text = "\n".join([f"Excluded: {excluded.sum():,.0f}", *reasons])
    axes.annotate("", (0.25, 0.22), (0.25, 0.78), arrowprops=ARROW)
    axes.annotate("", (0.56, 0.5), (0.25, 0.5), arrowprops=ARROW)
    axes.text(0.25, 0.86, f"Rows of the raw file\n{rows['raw']:,.0f}", ha="center", va="center", bbox=BOX, color=INK)
    axes.text(0.25, 0.14, f"Kept for the analysis\n{rows['kept']:,.0f}", ha="center", va="center", bbox=BOX, color=INK)
    axes.text(0.58, 0.5, text, ha="left", va="center", bbox=OUT, color=INK, linespacing=1.5)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_axis_off()
    return figure
