"""Figure of the framework as a diagram (the article's Picture 1), with its competencies (Table 1)."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from competing_values.report.figures.style import INK, LARGE, MUTED, TEXT, TYPE_COLOURS, canvas, wrapped
from competing_values.report.language import N_
from competing_values.report.results import Results

#: Direction of each type: the diagonals of the framework.
DIRECTIONS = {"clan": (-1, 1), "adhocracy": (1, 1), "market": (1, -1), "hierarchy": (-1, -1)}
#: What each type strives for [cameron2006].
STRIVINGS = {"clan": N_("Collaborate"), "adhocracy": N_("Create"), "market": N_("Compete"), "hierarchy": N_("Control")}
#: Heights of a heading, of a line, between competencies and around the quadrants, in inches.
HEADING, LINE, BETWEEN, AROUND = 0.62, 0.125, 0.05, 0.34
#: Where the text of a quadrant begins and ends, from its left; a quadrant is 1 wide.
LEFT, RIGHT = 0.07, 0.93


def quadrants(
    results: Results, source: str | None, room: float = HEADING, tints: Mapping[str, float] | None = None
) -> tuple[Figure, Axes]:
    """The four quadrants, as high as their competencies need, and what their axes mean.

    Parameters
    ----------
    results
        Whose competencies.
    source
        Source of the data that will stand in them; none: no data.
    room
        Height above the competencies, in inches.
    tints
        culture type: opacity of its quadrant; none: all alike.
    """
    _ = results.language.gettext
    height = room + max(_height(results, culture_type) for culture_type in DIRECTIONS)
    figure, axes = canvas(results, source, 2 * (height + AROUND) + 0.1)
    for culture_type, (x, y) in DIRECTIONS.items():
        tint = tints[culture_type] if tints else 0.16
        axes.fill(
            [0, x, x, 0], [0, 0, y * height, y * height], color=TYPE_COLOURS[culture_type], alpha=tint, linewidth=0
        )
    arrow = {"arrowstyle": "<|-|>", "color": MUTED, "linewidth": 1, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (0, height + 0.12), (0, -height - 0.12), arrowprops=arrow)
    axes.annotate("", (1.02, 0), (-1.02, 0), arrowprops=arrow)
    axes.text(0, height + 0.14, _("Flexibility"), ha="center", va="bottom")
    axes.text(0, -height - 0.14, _("Stability"), ha="center", va="top")
    axes.text(-1.03, 0, _("Internal"), ha="right", va="center", rotation=90)
    axes.text(1.03, 0, _("External"), ha="left", va="center", rotation=90)
    axes.set(xlim=(-1.08, 1.08), ylim=(-height - AROUND, height + AROUND))
    axes.set_axis_off()
    return figure, axes


def heading(axes: Axes, results: Results, culture_type: str, below: str) -> None:
    """Name of a type at the top of its quadrant, and a line below it."""
    x, top = corner(axes, culture_type)
    name = wrapped(results.label(culture_type), 20, lines=1)
    axes.text(x, top - 0.08, name, va="top", fontsize=LARGE, weight="bold", color=INK)
    axes.text(x, top - 0.3, below, va="top", fontsize=TEXT, color=INK)


def competencies(axes: Axes, results: Results, culture_type: str, room: float, colour: str = INK) -> None:
    """Competencies of a type, one below the other, with so much room above them."""
    x, y = corner(axes, culture_type)
    y -= room - 0.06
    for label in _labels(results, culture_type):
        axes.text(x, y, "•", va="top", fontsize=TEXT, color=colour)
        axes.text(x + 0.035, y, label, va="top", fontsize=TEXT, color=colour)
        y -= _lines(label)


def corner(axes: Axes, culture_type: str) -> tuple[float, float]:
    """Where the text of a quadrant begins: left, and its upper edge."""
    x, y = DIRECTIONS[culture_type]
    height = axes.get_ylim()[1] - AROUND
    return (LEFT if x > 0 else LEFT - 1), (height if y > 0 else 0)


def _labels(results: Results, culture_type: str) -> list[str]:
    names = results.ocai.competencies().get(culture_type, [])
    return [wrapped(label, 27) for label in results.labels(names)]


def _height(results: Results, culture_type: str) -> float:
    return sum(map(_lines, _labels(results, culture_type)))


def _lines(label: str) -> float:
    return BETWEEN + LINE * (label.count("\n") + 1)
