"""The Competing Values Framework as a diagram (the article's Picture 1)."""

from matplotlib.figure import Figure

from competing_values.figures.style import COLUMN, INK, MUTED, TYPE_COLOURS, canvas, wrapped
from competing_values.published import Published

#: Where each type stands, and what it strives for (Cameron, Quinn, DeGraff & Thakor 2006).
QUADRANTS = {
    "clan": (-1, 1, "Collaborate"),
    "adhocracy": (1, 1, "Create"),
    "market": (1, -1, "Compete"),
    "hierarchy": (-1, -1, "Control"),
}


def framework(published: Published) -> Figure:
    """Two axes, flexibility to stability and internal to external, and the four types between them."""
    figure, axes = canvas(published, None, 1.25 * COLUMN, 1.05 * COLUMN)
    for culture_type, (x, y, striving) in QUADRANTS.items():
        axes.fill([0, x, x, 0], [0, 0, y, y], color=TYPE_COLOURS[culture_type], alpha=0.16, linewidth=0)
        name = wrapped(published.label(culture_type), 13)
        axes.text(0.5 * x, 0.56 * y - 0.06, name, ha="center", va="bottom", fontsize=10, weight="bold", color=INK)
        axes.text(0.5 * x, 0.56 * y - 0.13, striving, ha="center", va="top", fontsize=8, color=INK)
    arrow = {"arrowstyle": "<|-|>", "color": MUTED, "linewidth": 1}
    axes.annotate("", (0, 1.04), (0, -1.04), arrowprops=arrow)
    axes.annotate("", (1.04, 0), (-1.04, 0), arrowprops=arrow)
    axes.text(0, 1.08, "Flexibility", ha="center", va="bottom")
    axes.text(0, -1.08, "Stability", ha="center", va="top")
    axes.text(-1.08, 0, "Internal", ha="right", va="center", rotation=90)
    axes.text(1.08, 0, "External", ha="left", va="center", rotation=90)
    axes.set(xlim=(-1.25, 1.25), ylim=(-1.25, 1.25), aspect="equal")
    axes.set_axis_off()
    return figure
