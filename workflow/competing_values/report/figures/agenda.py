"""Figure of the development agenda: types that respondents want more and less of, and their competencies."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from competing_values.report.figures.framework import DIRECTIONS, RIGHT, competencies, corner, heading, quadrants
from competing_values.report.figures.style import FRAME_LINE, INK, MUTED, TEXT, TYPE_COLOURS
from competing_values.report.results import Results
from competing_values.study.names import NOW, OVERALL, PREFERRED

#: Height above the competencies, in inches: a heading, and a track from now to preferred.
ROOM = 0.86
CALLED, NOT_CALLED = 0.26, 0.06
#: Where the way of a type begins and ends.
ENDS = (NOW, PREFERRED)


def called_for(gap: pd.DataFrame) -> pd.DataFrame:
    """Types of which respondents want clearly more or less.

    Parameters
    ----------
    gap
        Rows of `ocai_gap` of one group.

    Returns
    -------
    Its overall rows of types whose gap is a discrepancy; where none is, of the widest gap in each direction. The
    widest comes first.
    """
    overall = gap[(gap["dimension"] == OVERALL) & gap["gap"].abs().gt(0)].sort_values("gap", key=abs, ascending=False)
    large = overall[overall["discrepancy"].fillna(False).astype(bool)]
    return large if len(large) else overall.groupby(np.sign(overall["gap"]), sort=False).head(1)


def agenda(results: Results, source: str) -> Figure:
    """The framework with the way from now to preferred in each quadrant; strong where change is called for."""
    gap = results.whole("ocai_gap", source)
    called = set(called_for(gap)["culture_type"])
    ways = gap[gap["dimension"] == OVERALL].merge(_ends(results, source), on="culture_type", how="left")
    rows = {row["culture_type"]: row for row in ways.to_dict("records")}
    tints = {culture_type: CALLED if culture_type in called else NOT_CALLED for culture_type in DIRECTIONS}
    figure, axes = quadrants(results, source, ROOM, tints)
    step = results.ocai.total / 10
    longest = step * np.ceil(np.nanmax([step, *(row[end] for row in rows.values() for end in ENDS)]) / step)
    for culture_type in DIRECTIONS:
        row = rows.get(culture_type, {"gap": np.nan})
        heading(axes, results, culture_type, _said(results, row, culture_type in called))
        if pd.notna([row["gap"], *(row.get(end) for end in ENDS)]).all():
            _track(axes, results, row, longest)
        competencies(axes, results, culture_type, ROOM, INK if culture_type in called else MUTED)
    return figure


def _ends(results: Results, source: str) -> pd.DataFrame:
    """Points of each type in the profile, ``now`` and ``preferred``."""
    profile = results.whole("ocai_profile", source)
    profile = profile[profile["dimension"] == OVERALL]
    return profile.pivot_table(index="culture_type", columns="perspective", values="mean").reindex(columns=[*ENDS])


def _said(results: Results, row: Mapping[Hashable, Any], is_called: bool) -> str:
    """The gap in words."""
    words, _ = results.language, results.language.gettext
    if pd.isna(row["gap"]):
        return _("no figures")
    gap, interval = words.alike(row["gap"], row["ci_low"], row["ci_high"], is_signed=True)
    figures = {"gap": gap, "interval": interval}
    if not is_called:
        return _("Gap {gap} {interval}", **figures)
    return _("▲ More: {gap} {interval}", **figures) if row["gap"] > 0 else _("▼ Less: {gap} {interval}", **figures)


def _track(axes: Axes, results: Results, row: Mapping[Hashable, Any], longest: float) -> None:
    """An arrow from now to preferred on a line that begins at no points, with the gap's interval at its head."""
    words = results.language
    left, top = corner(axes, row["culture_type"])
    y, colour = top - 0.68, TYPE_COLOURS[row["culture_type"]]

    def at(points: float) -> float:
        return left + (RIGHT - 0.07) * points / longest

    axes.plot([at(0), at(longest)], [y, y], color=MUTED, linewidth=FRAME_LINE, zorder=1)
    axes.plot([at(0), at(0)], [y - 0.03, y + 0.03], color=MUTED, linewidth=FRAME_LINE, zorder=1)
    interval = [at(row["preferred"] + row[end] - row["gap"]) for end in ("ci_low", "ci_high")]
    axes.plot(interval, [y, y], color=colour, linewidth=6, alpha=0.4, solid_capstyle="butt", zorder=2)
    arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 9}
    axes.annotate("", (at(row["preferred"]), y), (at(row["now"]), y), arrowprops=arrow, zorder=3)
    low, high = sorted((row["now"], row["preferred"]))
    axes.text(at(low) - 0.01, y + 0.05, words.number(low, 1), ha="right", va="bottom", fontsize=TEXT, color=INK)
    axes.text(at(high) + 0.01, y + 0.05, words.number(high, 1), ha="left", va="bottom", fontsize=TEXT, color=INK)
