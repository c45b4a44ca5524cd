"""Figures of the OCAI (the article's Picture 3): profiles as kites, beside published ones, and gaps."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from competing_values.report.figures.framework import DIRECTIONS
from competing_values.report.figures.style import (
    DASHED,
    FRAME_LINE,
    GRID,
    GROUND,
    HIGHLIGHT,
    INK,
    MUTED,
    REFERENCE_LINE,
    TEXT,
    TITLE,
    TYPE_COLOURS,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results
from competing_values.study.names import OVERALL, TYPES

LINES: dict[str, dict[str, Any]] = {
    "now": {"linestyle": "-", "color": INK, "linewidth": 1.6},
    "preferred": {"linestyle": DASHED, "color": HIGHLIGHT, "linewidth": 1.4},
}
#: A kite's corners lie on diagonals: so far along each axis is a point away.
DIAGONAL = np.sqrt(0.5)


class Panel(NamedTuple):
    """A kite among others: its title, what stands below the title, its rows, and the end of their scale if they are no points."""

    title: str
    below: str
    profile: pd.DataFrame
    scale_max: float = np.nan


def kite(results: Results, source: str) -> Figure:
    """Mean points of the four types on the framework's diagonals, now and preferred, for a whole source."""
    profile = results.whole("ocai_profile", source).query("dimension == @OVERALL")
    figure, axes = canvas(results, source, 4.2)
    _draw_kite(axes, results, profile, _rings(results, profile), TITLE)
    _legend(figure, results, _sizes(results, profile))
    return figure


def kites(results: Results, source: str) -> Figure:
    """The same for each dimension, with the mean points at the corners."""
    profile = results.whole("ocai_profile", source).query("dimension != @OVERALL")
    panels = [
        Panel(wrapped(results.label(dimension), 26, lines=1), "", profile[profile["dimension"] == dimension])
        for dimension in results.ocai.dimensions
    ]
    return _panels(results, source, panels, results.language.n(profile["n"]), with_points=True)


def benchmark_kites(results: Results, source: str) -> Figure:
    """The profile of a whole source beside the published profiles that the study names."""
    others = benchmark_profiles(results)
    profile = results.whole("ocai_profile", source).query("dimension == @OVERALL")
    panels = [Panel(wrapped(results.named(source), 26), results.language.n(profile["n"]), profile)]
    for _, rows in others.groupby("source", sort=False):
        below = "\n".join(
            filter(None, [*benchmark_sizes(results, rows), _scale(results, rows), _totals(results, rows)])
        )
        panels.append(Panel(wrapped(rows["label"].iloc[0], 26, lines=3), below, rows, rows["scale_max"].iloc[0]))
    return _panels(results, source, panels, "")


def benchmark_sizes(results: Results, rows: pd.DataFrame) -> list[str]:
    """How many respondents and organisations a published profile stands on, as far as that is published."""
    respondents = [results.language.n(rows["n"])] if rows["n"].notna().any() else []
    organisations = rows["organisations"].dropna()
    if organisations.empty:
        return respondents
    most = results.language.number(organisations.max())
    return [*respondents, results.language.gettext("organisations: {number}", number=most)]


def _scale(results: Results, rows: pd.DataFrame) -> str:
    """The rating scale of a published profile that has no points."""
    least, most = rows[["scale_min", "scale_max"]].iloc[0]
    if pd.isna(most):
        return ""
    words = results.language
    return words.gettext("no points: scale from {least} to {most}", least=words.plain(least), most=words.plain(most))


def _totals(results: Results, rows: pd.DataFrame) -> str:
    """What the four of a published profile total, where that is not all points."""
    totals = rows.drop_duplicates("perspective").set_index("perspective")["total"].dropna()
    said = (f"{results.language.plain(total)} ({results.label(str(name))})" for name, total in totals.items())
    return wrapped(f"Σ = {', '.join(said)}", 30) if len(totals) else ""


def benchmark_profiles(results: Results) -> pd.DataFrame:
    """Published profiles that the study names, in the perspectives of its questionnaire.

    Returns
    -------
    A row a profile (its name is the `source`), perspective and culture type, with ``n``, ``organisations``, ``mean``,
    ``scale_min`` and ``scale_max`` of what is no points, ``total`` of the four (`study.benchmarks.profiles`),
    ``label``, ``reference`` and ``note``.
    """
    code, asked = results.language.code, results.ocai.perspectives
    rows = [
        {
            "source": one["name"],
            "n": one["n"],
            "organisations": one["organisations"],
            "perspective": one["perspective"],
            "culture_type": culture_type,
            "mean": one[culture_type],
            "scale_min": one["scale"][0] if one["scale"] else None,
            "scale_max": one["scale"][1] if one["scale"] else None,
            "total": one["total"],
            "label": one["label"][code],
            "reference": one["source"],
            "note": one["note"][code],
        }
        for one in results.study["benchmarks"]
        for culture_type in TYPES
        if one["perspective"] in asked
    ]
    return pd.DataFrame(rows).astype(
        dict.fromkeys(["n", "organisations", "scale_min", "scale_max", "total"] if rows else [], float)
    )


def _panels(results: Results, source: str, panels: Sequence[Panel], sizes: str, with_points: bool = False) -> Figure:
    """Several kites, two in a row: with the same rings, but for those of a rating scale."""
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    below = max(len(panel.below.splitlines()) for panel in panels)
    head = 0.16 * (below + max(panel.title.count("\n") for panel in panels))
    height = rows * (head + (2.5 if with_points else 2.35)) + 0.5
    figure, grid = canvas(results, source, height, nrows=rows, ncols=columns, squeeze=False)
    rings = _rings(results, pd.concat([panel.profile for panel in panels if np.isnan(panel.scale_max)]))
    for axes in grid.flat:
        axes.set_axis_off()
    for axes, panel in zip(grid.flat, panels, strict=False):
        lines = len(panel.below.splitlines())
        axes.set_title(panel.title, fontsize=TEXT, pad=(26 if with_points else 12) + 12 * lines)
        axes.annotate(panel.below, (0.5, 1), (0, 6 + 12 * lines), xycoords="axes fraction", textcoords="offset points", ha="center",
                      va="top", color=MUTED)  # fmt: skip
        own = rings if np.isnan(panel.scale_max) else np.arange(1, panel.scale_max + 1)
        _draw_kite(axes, results, panel.profile, own, TEXT, with_points)
    _legend(figure, results, sizes)
    return figure


def _legend(figure: Figure, results: Results, sizes: str) -> None:
    drawn = {line.get_label(): line for axes in figure.axes for line in axes.lines}
    names = [results.label(perspective).capitalize() for perspective in LINES]
    shown = [name for name in names if name in drawn]
    if not shown:
        return
    columns = min(2, len(figure.axes))  # beside the mark of simulated data, a single kite has room for one
    figure.legend([drawn[name] for name in shown], shown, loc="outside lower left", ncols=columns, handlelength=2.6,
                  title=sizes)  # fmt: skip


def _rings(results: Results, profile: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Rings a tenth of the points apart, to the next above all means and intervals."""
    step, ends = results.ocai.total / 10, profile.reindex(columns=["mean", "ci_high"])
    largest = ends.max().max()
    outermost = 5 if pd.isna(largest) else np.ceil(largest / step + 0.01)
    return step * np.arange(1, outermost + 1)


def _sizes(results: Results, profile: pd.DataFrame) -> str:
    sizes = profile.dropna(subset="n").drop_duplicates("perspective").set_index("perspective")["n"]
    return ", ".join(
        f"n = {results.language.number(n)} ({results.label(str(perspective))})" for perspective, n in sizes.items()
    )


def kite_axes(
    axes: Axes,
    results: Results,
    rings: np.ndarray[Any, np.dtype[np.float64]],
    size: float = TITLE,
    profile: pd.DataFrame | None = None,
) -> None:
    """Rings and diagonals of a kite, with the names of the types at its corners, and their points where given."""
    outermost = rings[-1]
    for ring in rings * DIAGONAL:
        corners = [(x * ring, y * ring) for x, y in DIRECTIONS.values()]
        axes.plot(*zip(*corners, corners[0], strict=True), color=GRID, linewidth=FRAME_LINE, zorder=0)
    for ring in rings:
        axes.text(0, ring * DIAGONAL, f" {results.language.plain(ring)}", color=MUTED, ha="left", va="bottom",
                  path_effects=[withStroke(linewidth=2, foreground="white")], zorder=4)  # fmt: skip
    for culture_type, (x, y) in DIRECTIONS.items():
        axes.plot(
            [0, x * outermost * DIAGONAL], [0, y * outermost * DIAGONAL], color=GRID, linewidth=REFERENCE_LINE, zorder=0
        )
        name = wrapped(results.label(culture_type), 16 if size > TEXT else 13, lines=2 if size > TEXT else 1)
        said = [name] if profile is None else [name, _points(results, profile, culture_type)]
        axes.text(x * outermost * 0.72, y * outermost * 0.74, "\n".join(said), ha="center", va="bottom" if y > 0 else "top",
                  fontsize=size, weight="bold" if profile is None else "normal")  # fmt: skip
    limit = outermost * 0.86
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    axes.set_axis_off()


def _draw_kite(
    axes: Axes,
    results: Results,
    profile: pd.DataFrame,
    rings: np.ndarray[Any, np.dtype[np.float64]],
    size: float,
    with_points: bool = False,
) -> None:
    """One profile on the diagonals, with intervals along them where there are any, and mean points where asked for.

    A perspective without all four means has no kite, and says so.
    """
    language, outermost = results.language, rings[-1]
    kite_axes(axes, results, rings, size, profile if with_points else None)
    absent, no_figures = [], language.gettext("no figures")
    for perspective in results.ocai.perspectives:
        rows = profile[profile["perspective"] == perspective].set_index("culture_type").reindex(TYPES)
        if rows["mean"].isna().any():
            absent.append(f"{results.label(perspective).capitalize()}: {no_figures}")
            continue
        style, name = LINES[perspective], results.label(perspective).capitalize()
        points = [
            (x * m * DIAGONAL, y * m * DIAGONAL) for (x, y), m in zip(DIRECTIONS.values(), rows["mean"], strict=True)
        ]
        axes.plot(*zip(*points, points[0], strict=True), **style, marker="o", markersize=3, markeredgewidth=0,
                  label=name, zorder=3)  # fmt: skip
        if {"ci_low", "ci_high"} <= {*rows}:
            for (x, y), low, high in zip(DIRECTIONS.values(), rows["ci_low"], rows["ci_high"], strict=True):
                ends = np.array([low, high]) * DIAGONAL
                axes.plot(
                    x * ends, y * ends, color=style["color"], linewidth=4, alpha=0.35, solid_capstyle="butt", zorder=2
                )
    if absent:
        axes.text(
            0, -1.02 * outermost, "\n".join(absent), ha="center", va="top", fontsize=TEXT, style="italic", color=MUTED
        )


def _points(results: Results, profile: pd.DataFrame, culture_type: str) -> str:
    """Mean points of a type, from now to preferred."""
    means = profile[profile["culture_type"] == culture_type].set_index("perspective")["mean"].dropna()
    asked = [perspective for perspective in results.ocai.perspectives if perspective in means]
    return " → ".join(results.language.number(means[perspective], 1) for perspective in asked) or "–"


def gaps(results: Results, source: str) -> Figure:
    """Preferred minus now, with intervals, overall and by dimension; grey is what calls for no change by its size."""
    _ = results.language.gettext
    table = results.whole("ocai_gap", source)
    ocai = results.ocai
    names = [OVERALL, *ocai.dimensions]
    labels = [wrapped(results.label(name), 15) for name in names]
    height = 1.1 + len(names) * row_height(labels, least=0.26)
    figure, panels = canvas(results, source, height, ncols=len(TYPES), sharey=True, sharex=True)
    positions = np.arange(len(names))[::-1]
    for axes, culture_type in zip(panels, TYPES, strict=True):
        rows = table[table["culture_type"] == culture_type].set_index("dimension").reindex(names)
        axes.axvspan(-ocai.discrepancy, ocai.discrepancy, color=GROUND, linewidth=0, zorder=0)
        axes.axvline(0, color=MUTED, linewidth=REFERENCE_LINE, zorder=1)
        intervals(axes, rows["ci_low"], rows["ci_high"], positions, TYPE_COLOURS[culture_type])
        axes.scatter(
            rows["gap"], positions, s=[34, *[18] * (len(names) - 1)], color=TYPE_COLOURS[culture_type], zorder=3
        )
        axes.set_title(wrapped(results.label(culture_type), 10, 1), fontsize=TEXT)
        axes.grid(axis="x")
        row_labels(axes, labels, positions)
    farthest = table[["gap", "ci_low", "ci_high"]].abs().max().max()
    largest = max(1.2 * ocai.discrepancy, 1.05 * farthest)
    panels[0].set_xlim(-largest, largest)
    panels[0].set_xlabel(_("Points, preferred − now") + "\n" + results.language.n(table["n"]), loc="left")
    return figure
