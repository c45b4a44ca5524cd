"""Figures of self-ratings: shares of high ratings, and distributions (the article's Pictures 6 and 7)."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.shares import in_per_cent, share_intervals
from competing_values.report.figures.style import (
    DASHED,
    FINE,
    MUTED,
    PAGE,
    REFERENCE_LINE,
    canvas,
    plain,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results

#: Distributions side by side.
PANELS = 3


def high_shares(results: Results, source: str) -> Figure:
    """Share of respondents who rate each competency high, with intervals."""
    _, words = results.language.gettext, results.language
    rows = results.whole("competencies", source).dropna(subset="share_high")
    high = {name: rating.high for name, rating in results.instrument.self_ratings.members.items()}
    names = [
        wrapped(results.label(name), 28) + "\n" + _("({rating} or more)", rating=words.plain(high[name]))
        for name in rows["competency"]
    ]
    figure, axes = canvas(results, source, PAGE, 0.9 + row_height(names, least=0.42) * len(rows))
    positions = np.arange(len(rows))[::-1]
    axes.barh(positions, rows["share_high"], height=0.55, color=plain(results), alpha=0.85)
    share_intervals(axes, words, positions, rows["share_high"], rows["share_high_ci_low"], rows["share_high_ci_high"])
    row_labels(axes, names, positions)
    axes.set(xlim=(0, 1), xlabel=_("Share who rate themselves high; {n}", n=words.n(rows["n"])))
    in_per_cent(axes.xaxis, words)
    return figure


def distributions(results: Results, source: str) -> Figure:
    """How the self-ratings are spread over the scale; ratings that count as high are darker."""
    _, words = results.language.gettext, results.language
    table = results.whole("competency_ratings", source).dropna(subset="share")
    names = list(dict.fromkeys(table["competency"]))
    columns = min(PANELS, len(names))
    lines = -(-len(names) // columns)
    figure, panels = canvas(
        results, source, PAGE, 0.2 + 2.2 * lines, nrows=lines, ncols=columns, sharey=True, squeeze=False
    )
    high = {name: rating.high for name, rating in results.instrument.self_ratings.members.items()}
    for axes in panels.flat[len(names) :]:
        axes.set_axis_off()
    for axes, name in zip(panels.flat, names, strict=False):
        rows = table[table["competency"] == name]
        bars = axes.bar(rows["value"], rows["share"], width=0.85, color=plain(results))
        for bar, value in zip(bars, rows["value"], strict=True):
            bar.set_alpha(1.0 if value >= high[name] else 0.45)
        axes.set_title(wrapped(results.label(name), 64 // columns))
        axes.xaxis.set_major_locator(MaxNLocator(12, integer=True))
        axes.set_xlabel(_("Self-rating; {n}", n=words.n(rows["n"])))
        axes.grid(axis="y")
        axes.tick_params(axis="x", length=0)
        axes.axvline(high[name] - 0.5, color=MUTED, linewidth=REFERENCE_LINE, linestyle=DASHED)
        axes.annotate(_("{rating} or more", rating=words.plain(high[name])), (high[name] - 0.5, 1), (4, -2),
                      xycoords=("data", "axes fraction"), textcoords="offset points", va="top", fontsize=FINE, color=MUTED)  # fmt: skip
    top = float(table["share"].max())
    panels.flat[0].set_ylim(0, 1.15 * top)  # room for the words above the bars
    in_per_cent(panels.flat[0].yaxis, words)
    for axes in panels[:, 0]:
        axes.set_ylabel(_("Share of answers"))
    return figure
