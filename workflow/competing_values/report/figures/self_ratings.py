"""Figures of self-ratings: shares of high ratings, and distributions (the article's Pictures 6 and 7)."""

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.shares import in_per_cent
from competing_values.report.figures.style import (
    DASHED,
    MUTED,
    REFERENCE_LINE,
    TEXT,
    canvas,
    plain,
    wrapped,
)
from competing_values.report.results import Results

#: Distributions side by side.
PANELS = 2


def distributions(results: Results, source: str) -> Figure:
    """How the self-ratings are spread over the scale; ratings that count as high are darker."""
    _, words = results.language.gettext, results.language
    table = results.whole("competency_ratings", source).dropna(subset="share")
    names = list(dict.fromkeys(table["competency"]))
    shares = results.whole("competencies", source).set_index("competency")
    columns = min(PANELS, len(names))
    lines = -(-len(names) // columns)
    figure, panels = canvas(results, source, 0.3 + 2.4 * lines, nrows=lines, ncols=columns, sharey=True, squeeze=False)
    high = {name: rating.high for name, rating in results.instrument.self_ratings.members.items()}
    for axes in panels.flat[len(names) :]:
        axes.set_axis_off()
    for axes, name in zip(panels.flat, names, strict=False):
        rows = table[table["competency"] == name]
        bars = axes.bar(rows["value"], rows["share"], width=0.85, color=plain(results))
        for bar, value in zip(bars, rows["value"], strict=True):
            bar.set_alpha(1.0 if value >= high[name] else 0.45)
        told = shares.loc[name, ["share_high", "share_high_ci_low", "share_high_ci_high"]]
        high_share = f"{words.share(told.iloc[0])} {words.between(100 * told.iloc[1], 100 * told.iloc[2], 0)}"
        axes.set_title(f"{wrapped(results.label(name), 56 // columns, 1)}\n{high_share}")
        axes.xaxis.set_major_locator(MaxNLocator(12, integer=True))
        axes.set_xlabel(_("Self-rating; {n}", n=words.n(rows["n"])))
        axes.grid(axis="y")
        axes.tick_params(axis="x", length=0)
        axes.axvline(high[name] - 0.5, color=MUTED, linewidth=REFERENCE_LINE, linestyle=DASHED)
        axes.annotate(_("{rating} or more", rating=words.plain(high[name])), (high[name] - 0.5, 1), (4, -2),
                      xycoords=("data", "axes fraction"), textcoords="offset points", va="top", fontsize=TEXT, color=MUTED)  # fmt: skip
    top = float(table["share"].max())
    panels.flat[0].set_ylim(0, 1.15 * top)  # room for the words above the bars
    in_per_cent(panels.flat[0].yaxis, words)
    for axes in panels[:, 0]:
        axes.set_ylabel(_("Share of answers"))
    return figure
