"""Figure of drivers: sectors by how well they score and how closely they go with an outcome."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Bbox

from competing_values.report.figures.sectors import colours, markers
from competing_values.report.figures.style import (
    DASHED,
    INK,
    INTERVAL_LINE,
    MUTED,
    REFERENCE_LINE,
    TEXT,
    WARNING_GROUND,
    canvas,
    wrapped,
)
from competing_values.report.language import N_
from competing_values.report.results import Results

#: Quadrant: its name, and where it lies: left or right of the midpoint, below or above an equal share.
QUADRANTS = {
    "act": (N_("Look here first"), 0, 1),
    "keep": (N_("Keep up"), 1, 1),
    "watch": (N_("Watch"), 0, 0),
    "maintain": (N_("Maintain"), 1, 0),
}
#: Where a label may stand beside its point, in points, the best place first.
PLACES = [
    (dx * far, dy * far)
    for far in (1, 2.2, 3.6)
    for dx, dy in ((9, 0), (-9, 0), (0, 10), (0, -10), (9, 9), (9, -9), (-9, 9), (-9, -9))
]


def matrix(results: Results, source: str, outcome: str) -> pd.DataFrame:
    """The sectors with their part in what explains an outcome, their mean, and the quadrant of the two.

    Rows of the table `drivers` with ``n_mean, mean, ci_low, ci_high`` of `sector_scores`, and ``quadrant``, a key of
    `QUADRANTS`; the sector that goes most with the outcome is first. A quadrant lies beyond the midpoint of the scale, which
    stays the same from source to source and wave to wave, and beyond the share that each of k sectors would have if
    all had the same, 1/k.
    """
    drivers = results.whole("drivers", source).drop(columns=["ci_low", "ci_high"])
    drivers = drivers[drivers["outcome"] == outcome].dropna(subset="relative_weight")
    scores = results.whole("sector_scores", source)[["sector", "n", "mean", "ci_low", "ci_high"]].dropna(subset="mean")
    rows = drivers.merge(scores, on="sector", suffixes=("", "_mean")).sort_values(
        "relative_weight", ascending=False, kind="stable"
    )
    middle, equal = results.ratings.scale.middle, 1 / max(len(drivers), 1)
    sides = {(right, up): name for name, (_, right, up) in QUADRANTS.items()}
    places = zip(rows["mean"] >= middle, rows["relative_weight"] >= equal, strict=True)
    return rows.assign(quadrant=[sides[int(right), int(up)] for right, up in places])


def action_matrix(results: Results, source: str, outcome: str) -> Figure:
    """Sectors by mean, with interval, and by their share of what the sectors explain of the outcome."""
    _, words = results.language.gettext, results.language
    rows = matrix(results, source, outcome)
    figure, axes = canvas(results, source, 4.2)
    middle, equal = results.ratings.scale.middle, 1 / len(rows)
    least, most = (float(bound) for bound in (rows["ci_low"].min(), rows["ci_high"].max()))
    beside = 0.35 * max(most - least, 0.1 * middle)
    spread = max(0.04, 1.6 * float((rows["relative_weight"] - equal).abs().max()))
    axes.set(xlim=(min(least, middle) - beside, max(most, middle) + beside), ylim=(equal - spread, equal + spread))
    axes.axvline(middle, color=MUTED, linewidth=REFERENCE_LINE, linestyle=DASHED, zorder=1)
    axes.axhline(equal, color=MUTED, linewidth=REFERENCE_LINE, linestyle=DASHED, zorder=1)
    axes.fill_between([axes.get_xlim()[0], middle], equal, equal + spread, color=WARNING_GROUND, linewidth=0, zorder=0)
    palette, marks = colours(results), markers(results)
    for row in rows.to_dict("records"):
        sector, at = row["sector"], row["relative_weight"]
        axes.hlines([at], row["ci_low"], row["ci_high"], colors=palette[sector], linewidth=INTERVAL_LINE, zorder=2)
        axes.scatter([row["mean"]], [at], s=38, marker=marks[sector], color=palette[sector], zorder=3)
    axes.grid()
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(lambda value, _: words.share(value))
    axes.set_xlabel(_("Mean on the scale (dashed: its midpoint); {n}", n=words.n(rows["n_mean"])))
    axes.set_ylabel(_("Share of explained variance\n(dashed: equal shares); {n}", n=words.n(rows["n"])))
    corners = [
        axes.annotate(wrapped(_(name), 16), (right, up), (-5 if right else 5, -5 if up else 5), weight="bold",
                      xycoords="axes fraction", textcoords="offset points", color=MUTED, fontsize=TEXT,
                      ha="right" if right else "left", va="top" if up else "bottom")
        for name, right, up in QUADRANTS.values()
    ]  # fmt: skip
    _name_points(figure, axes, results, rows, corners)
    return figure


def _name_points(figure: Figure, axes: Axes, results: Results, rows: pd.DataFrame, corners: list[Annotation]) -> None:
    """Write each sector beside its point, where it covers neither a point nor another name, nor, if possible, a line."""
    figure.draw_without_rendering()  # fixes the axes, so that places on them can be compared
    area, to_pixels = axes.bbox, axes.transData.transform
    middle, equal = to_pixels((results.ratings.scale.middle, 1 / len(rows)))
    lines = [Bbox.from_bounds(middle, area.y0, 1, area.height), Bbox.from_bounds(area.x0, equal, area.width, 1)]
    taken = [corner.get_window_extent() for corner in corners]
    for low, high, at in zip(rows["ci_low"], rows["ci_high"], rows["relative_weight"], strict=True):
        taken.append(Bbox(to_pixels([(low, at), (high, at)])).padded(4 * figure.dpi / 72))
    for row in rows.to_dict("records"):
        point = (row["mean"], row["relative_weight"])
        label = wrapped(results.label(row["sector"]), 22)
        name = axes.annotate(label, point, (0, 0), textcoords="offset points", color=INK)
        name.set_in_layout(False)
        boxes = {place: _box(name, *place) for place in PLACES}
        chosen = next(
            (
                place
                for avoided in ([*taken, *lines], taken)
                for place, box in boxes.items()
                if area.x0 < box.x0 and box.x1 < area.x1 and area.y0 < box.y0 and box.y1 < area.y1
                if not box.count_overlaps(avoided)
            ),
            PLACES[0],
        )
        _box(name, *chosen)
        taken.append(boxes[chosen])


def _box(name: Annotation, dx: float, dy: float) -> Bbox:
    """Where a name stands when it is written so far from its point."""
    across = "center" if dx == 0 else "left" if dx > 0 else "right"
    along = "center" if dy == 0 else "bottom" if dy > 0 else "top"
    name.set(position=(dx, dy), ha=across, va=along)
    return name.get_window_extent()
