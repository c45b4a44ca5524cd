"""Figures of the sectors: means over bands (the article's Picture 4); and the colour and mark of each sector."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.style import (
    BANDS,
    DASHED,
    FINE,
    MUTED,
    PAGE,
    SERIES_COLOURS,
    SERIES_MARKS,
    SMALL,
    WARNING,
    WORDS_GROUND,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results


def colours(results: Results) -> dict[str, str]:
    """Colour of each sector."""
    return dict(zip(results.ratings.sectors, SERIES_COLOURS * 4, strict=False))


def markers(results: Results) -> dict[str, str]:
    """Mark of each sector."""
    return dict(zip(results.ratings.sectors, SERIES_MARKS * 4, strict=False))


def sector_means(results: Results, source: str) -> Figure:
    """Mean of each sector with its interval, over the bands, and the line below which a sector is unfavourable."""
    _, words = results.language.gettext, results.language
    rows = results.whole("sector_scores", source).dropna(subset="mean").sort_values("mean", kind="stable")
    labels = [wrapped(results.label(sector), 24) for sector in rows["sector"]]
    figure, axes = canvas(results, source, PAGE, 1.25 + max(0.42, row_height(labels, 0)) * len(rows))
    palette = colours(results)
    positions = np.arange(len(rows))
    shades = [palette[sector] for sector in rows["sector"]]
    intervals(axes, rows["ci_low"], rows["ci_high"], positions, shades)
    axes.scatter(rows["mean"], positions, s=30, color=shades, zorder=3)
    scale = results.ratings.scale
    for position, row in zip(positions, rows.to_dict("records"), strict=True):
        said = words.estimate(row["mean"], row["ci_low"], row["ci_high"], 2)
        share = (row["mean"] - scale.min) / (scale.max - scale.min)  # near an end the figures lean inwards
        side = "left" if share < 0.15 else "right" if share > 0.85 else "center"
        axes.annotate(said, (row["mean"], position), (0, 6), textcoords="offset points", ha=side, fontsize=SMALL,
                      bbox={"facecolor": WORDS_GROUND, "edgecolor": "none", "pad": 0.6})  # fmt: skip
    row_labels(axes, labels, positions)
    _bands(axes, results)
    axes.set_xlabel(_("Mean on the scale; {n}", n=words.n(rows["n"])))
    return figure


def ends(results: Results) -> tuple[float, float]:
    """The two ends of the rating scale."""
    scale = results.ratings.scale
    return scale.min, scale.max


def whole_scale(axes: Axes, results: Results) -> None:
    """The axis from one end of the rating scale to the other."""
    axes.set_xlim(*ends(results))
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))


def _bands(axes: Axes, results: Results) -> None:
    scale, bands = results.ratings.scale, results.ratings.bands
    whole_scale(axes, results)
    upper = float(scale.max)
    for shade, band in zip(np.linspace(*BANDS, len(bands)), bands, strict=True):
        lower = float(scale.min) if band.lowest is None else band.lowest
        axes.axvspan(lower, upper, color=str(shade), linewidth=0, zorder=0)
        axes.axvline(lower, color="white", linewidth=1.5, zorder=0)
        letters = max(8, int(70 * (upper - lower) / (scale.max - scale.min)))
        name = wrapped(results.label(f"band.{band.name}"), letters)
        axes.annotate(name, ((lower + upper) / 2, 1.01), xycoords=("data", "axes fraction"),
                      ha="center", va="bottom", fontsize=SMALL, color=MUTED)  # fmt: skip
        upper = lower
    below = results.ratings.unfavourable_below
    if below is not None:
        said = results.language.gettext("unfavourable below {mean}", mean=results.language.plain(below))
        side = 1 if below < (scale.min + scale.max) / 2 else -1
        bottom, top = axes.get_ylim()
        axes.set_ylim(bottom - 0.35, top)  # room for the words under the lowest sector
        axes.axvline(below, color=WARNING, linewidth=1, linestyle=DASHED, zorder=1)
        axes.annotate(said, (below, 0), (4 * side, 3), xycoords=("data", "axes fraction"), textcoords="offset points",
                      ha="left" if side > 0 else "right", va="bottom", fontsize=FINE, color=WARNING)  # fmt: skip
