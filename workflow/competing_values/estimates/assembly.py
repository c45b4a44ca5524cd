"""Estimates of every table from the aggregates of a wave: the topics, put together."""

from collections.abc import Mapping
from types import ModuleType

import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates import (
    agreement,
    comparability,
    comparison,
    design,
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
from competing_values.estimates.hidden import Hidden, with_protected
from competing_values.study.names import ALL
from competing_values.tables.contract import refuse_other_columns
from competing_values.tables.declared import TABLES

#: Topics: each makes the tables of one source, those of blocks that it was asked.
TOPICS: tuple[ModuleType, ...] = (
    design,
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
    comparability,
    drivers,
)
#: What is filled in once the estimates of all sources stand together.
OF_WAVE = ("wave", "source")


def estimates(
    sources: Mapping[str, Cells],
    analysis: Analysis,
    populations: Mapping[str, Mapping[str, pd.DataFrame]],
    hidden: Mapping[str, Hidden] | None = None,
) -> dict[str, pd.DataFrame]:
    """Every table that follows from aggregates alone, of all sources of a wave.

    Parameters
    ----------
    sources
        Cells of each source.
    analysis
        What is estimated, and how.
    populations
        Margins of the sources that have them, as `weighting.merged` gives them.
    hidden
        Items that protection did not let through, of each source.

    Returns
    -------
    table: its rows, with every declared column but ``wave``. A table whose block is absent is left out.

    Raises
    ------
    ContractError
        When a topic makes a table with other columns than declared.
    """
    return told_apart(with_reasons(sources, analysis, populations, hidden))


def with_reasons(
    sources: Mapping[str, Cells],
    analysis: Analysis,
    populations: Mapping[str, Mapping[str, pd.DataFrame]],
    hidden: Mapping[str, Hidden] | None = None,
) -> dict[str, pd.DataFrame]:
    """`estimates` before what they cannot give is told apart: the column ``reason`` says why a figure is missing."""
    found = {
        source: of_source(cells, analysis, populations.get(source), (hidden or {}).get(source, set()))
        for source, cells in sources.items()
    }
    return together(sources, analysis, found)


def of_source(
    cells: Cells, analysis: Analysis, population: Mapping[str, pd.DataFrame] | None, hidden: Hidden
) -> dict[str, pd.DataFrame]:
    """The tables of one source, with reasons."""
    asked = analysis.answered(set(cells.answered()))
    frames = {name: frame for topic in TOPICS for name, frame in topic.tables(cells, asked).items()}
    if population is not None:
        frames["weighting"] = weighting.weighting(cells, population)
        frames["response"] = weighting.response(cells, population)
    return {name: with_protected(_whole(name, frame), analysis.instrument, hidden) for name, frame in frames.items()}


def together(
    sources: Mapping[str, Cells], analysis: Analysis, found: Mapping[str, Mapping[str, pd.DataFrame]]
) -> dict[str, pd.DataFrame]:
    """The tables of all sources in one, with reasons, and what compares sources."""
    parts: dict[str, list[pd.DataFrame]] = {}
    shared = analysis
    for source, cells in sources.items():
        shared = shared.answered(set(cells.answered()))
        for name, frame in found[source].items():
            parts.setdefault(name, []).append(frame.assign(source=source))
    between = comparison.between_sources(sources, shared)
    parts["group_comparison"].append(_whole("group_comparison", between).assign(source=ALL))
    return {name: pd.concat([frame for frame in frames if len(frame)] or frames) for name, frames in parts.items()}


def told_apart(found: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables without reasons, and with `not_estimable`, which has these."""
    whole = {name: frame.drop(columns="reason", errors="ignore") for name, frame in found.items()}
    return whole | {"not_estimable": _not_estimable(found)}


def _whole(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Estimates of one source that have the columns of their table, and perhaps ``reason``, or no rows."""
    if len(frame):
        refuse_other_columns(name, frame.columns.drop("reason", errors="ignore"), besides=OF_WAVE)
    return frame


def _not_estimable(found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `not_estimable`: every row that carries a reason, named by its table and what tells it from others."""
    rows = []
    for name, frame in found.items():
        if "reason" in frame:
            told = frame[frame["reason"].fillna("").ne("")]
            item = told[[*TABLES[name].key]].astype(str).agg(" ".join, axis=1) if len(told) else None
            rows.append(told[["source", *CELL, "n", "reason"]].assign(table=name, item=item))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
