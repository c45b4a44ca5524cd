"""Estimates of every table from the aggregates of a wave: the topics, put together."""

from collections.abc import Mapping
from types import ModuleType

import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates import (
    agreement,
    comparison,
    diagnosis,
    drivers,
    gaps,
    pairs,
    profile,
    reliability,
    sectors,
    self_ratings,
    shares,
    statements,
    weighting,
)
from competing_values.estimates.analysis import Analysis
from competing_values.study.names import ALL
from competing_values.tables.declared import TABLES

#: Topics: each makes the tables of one source, those of blocks that it was asked.
TOPICS: tuple[ModuleType, ...] = (
    comparison,
    profile,
    diagnosis,
    gaps,
    sectors,
    statements,
    reliability,
    shares,
    self_ratings,
    pairs,
    agreement,
    drivers,
)


def estimates(
    sources: Mapping[str, Cells], analysis: Analysis, populations: Mapping[str, Mapping[str, pd.Series]]
) -> dict[str, pd.DataFrame]:
    """Every table that follows from aggregates alone, of all sources of a wave.

    Parameters
    ----------
    sources
        Cells of each source.
    analysis
        What is estimated, and how.
    populations
        Margins of the sources that have them.

    Returns
    -------
    table: its rows, with the column ``source``. A table whose block is absent is left out.
    """
    found: dict[str, list[pd.DataFrame]] = {}
    shared = analysis
    for source, cells in sources.items():
        answered = set(cells.answered())
        asked, shared = analysis.answered(answered), shared.answered(answered)
        frames = {name: frame for topic in TOPICS for name, frame in topic.tables(cells, asked).items()}
        if source in populations:
            frames["weighting"] = weighting.weighting(cells, populations[source])
        for name, frame in frames.items():
            found.setdefault(name, []).append(frame.assign(source=source))
    between = comparison.between_sources(sources, shared)
    found["group_comparison"].append(between.assign(source=ALL))
    whole = {name: pd.concat([frame for frame in frames if len(frame)] or frames) for name, frames in found.items()}
    return whole | {"not_estimable": _not_estimable(whole)}


def _not_estimable(found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `not_estimable`: every row that carries a reason, named by its table and what tells it from others."""
    rows = []
    for name, frame in found.items():
        if "reason" in frame:
            told = frame[frame["reason"].fillna("").ne("")]
            item = told[[*TABLES[name].key]].astype(str).agg(" ".join, axis=1) if len(told) else None
            rows.append(told[["source", *CELL, "n", "reason"]].assign(table=name, item=item))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
