"""Figures of the sectors: means over bands (the article's Picture 4); and the colour and mark of each sector."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from competing_values.report.figures.style import (
    BANDS,
    DASHED,
    INK,
    MUTED,
    SERIES_COLOURS,
    SERIES_MARKS,
    SOURCE_MARKS,
    TEXT,
    WARNING,
    WORDS_GROUND,
    canvas,
    intervals,
    row_height,
    row_labels,
    wrapped,
)
from competing_values.report.results import Results

#: Inches between a sector's name and its first source, and from one source to the next.
NAME, SOURCE = 0.26, 0.24


def colours(results: Results) -> dict[str, str]:
    """Colour of each sector."""
    return dict(zip(results.ratings.sectors, SERIES_COLOURS * 4, strict=False))


def markers(results: Results) -> dict[str, str]:
    """Mark of each sector."""
    return dict(zip(results.ratings.sectors, SERIES_MARKS * 4, strict=False))


def sector_means(results: Results, sources: Sequence[str]) -> Figure:
    """Mean of each sector with its interval in every source, over the bands; and where a sector is unfavourable.

    Sectors stand in the order of the first source, the highest at the top.
    """
    _, words = results.language.gettext, results.language
    rows = {source: results.whole("sector_scores", source).set_index("sector") for source in sources}
    first = rows[sources[0]].dropna(subset="mean").sort_values("mean", kind="stable").index
    labels = [wrapped(results.label(str(sector)), 18) for sector in first]
    height = 1.5 + 0.2 * (len(sources) > 1) + max(0.3 + SOURCE * len(sources), row_height(labels, 0)) * len(first)
    figure, axes = canvas(results, sources[0], height)
    positions, palette = np.arange(len(first)), [colours(results)[str(sector)] for sector in first]
    for number, (source, of_source) in enumerate(rows.items()):
        step = 0.62 / len(sources)
        at = positions + step * ((len(sources) - 1) / 2 - number) - 0.08
        mine = of_source.reindex(first)
        intervals(axes, mine["ci_low"], mine["ci_high"], at, palette)
        look = SOURCE_MARKS[number % len(SOURCE_MARKS)]
        faces = palette if look["filled"] else "white"
        axes.scatter(mine["mean"], at, s=28, marker=look["marker"], facecolors=faces, edgecolors=palette, zorder=3)
        axes.scatter([], [], marker=look["marker"], facecolor=MUTED if look["filled"] else "white", edgecolor=MUTED,
                     label=f"{wrapped(results.source(source), 24, 1)}, {words.n(mine['n'])}")  # fmt: skip
        _said(axes, results, mine, at)
    row_labels(axes, labels, positions)
    _bands(axes, results)
    axes.set_xlabel(_("Mean on the scale"))
    figure.legend(loc="outside upper left", ncols=min(2, len(sources)), handletextpad=0.2)
    return figure


def _said(axes: Axes, results: Results, rows: pd.DataFrame, at: np.ndarray) -> None:
    """Means with their intervals, beside their marks: on the side where there is room."""
    scale = results.ratings.scale
    for position, row in zip(at, rows.to_dict("records"), strict=True):
        if pd.isna(row["mean"]):
            continue
        said = results.language.estimate(row["mean"], row["ci_low"], row["ci_high"], 2)
        is_left = row["ci_high"] > scale.min + 0.62 * (scale.max - scale.min)
        end, away, side = (row["ci_low"], -6, "right") if is_left else (row["ci_high"], 6, "left")
        axes.annotate(said, (end, position), (away, 0), textcoords="offset points", ha=side, va="center", color=INK,
                      bbox={"facecolor": WORDS_GROUND, "edgecolor": "none", "pad": 0.4})  # fmt: skip


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
        letters = max(7, int(48 * (upper - lower) / (scale.max - scale.min)))
        name = wrapped(results.label(f"band.{band.name}"), letters)
        axes.annotate(name, ((lower + upper) / 2, 1.01), xycoords=("data", "axes fraction"),
                      ha="center", va="bottom", color=MUTED)  # fmt: skip
        upper = lower
    below = results.ratings.unfavourable_below
    if below is not None:
        said = results.language.gettext("unfavourable below {mean}", mean=results.language.plain(below))
        side = 1 if below < (scale.min + scale.max) / 2 else -1
        bottom, top = axes.get_ylim()
        axes.set_ylim(bottom - 0.2, top)  # room for the words under the lowest sector
        axes.axvline(below, color=WARNING, linewidth=1, linestyle=DASHED, zorder=1)
        axes.annotate(said, (below, 0), (4 * side, 2), xycoords=("data", "axes fraction"), textcoords="offset points",
                      ha="left" if side > 0 else "right", va="bottom", fontsize=TEXT, color=WARNING)  # fmt: skip
