"""Estimates of every table from the aggregates of a wave."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates import groups, ocai, opinions, ratings, weighting
from competing_values.study.names import ALL, ocai_parts, statements
from competing_values.tables.contract import refuse_other_columns
from competing_values.tables.declared import TABLES

#: What is filled in once the estimates of all sources stand together.
OF_WAVE = ("wave", "source", "suppressed")


def estimates(
    sources: Mapping[str, Cells],
    instrument: dict[str, Any],
    thresholds: dict[str, Any],
    breakdowns: list[str],
    statistics: dict[str, Any],
    populations: Mapping[str, Mapping[str, pd.Series]],
) -> dict[str, pd.DataFrame]:
    """Every table that follows from aggregates alone, of all sources of a wave.

    Parameters
    ----------
    sources
        Cells of each source.
    instrument, thresholds, breakdowns, statistics
        As `study.load` returns them.
    populations
        Margins of the sources that have them.

    Returns
    -------
    table: its rows, with every declared column but ``wave`` and ``suppressed``. A table whose block is absent is not
    there, or has neither rows nor columns.

    Raises
    ------
    ContractError
        When an estimate has other columns than its table.
    """
    found = with_reasons(sources, instrument, thresholds, breakdowns, statistics, populations)
    tables = {name: frame.drop(columns="reason", errors="ignore") for name, frame in found.items()}
    return tables | {"not_estimable": _not_estimable(found)}


def with_reasons(
    sources: Mapping[str, Cells],
    instrument: dict[str, Any],
    thresholds: dict[str, Any],
    breakdowns: list[str],
    statistics: dict[str, Any],
    populations: Mapping[str, Mapping[str, pd.Series]],
) -> dict[str, pd.DataFrame]:
    """`estimates` before what they cannot give is told apart: the column ``reason`` says why a figure is missing."""
    found: dict[str, list[pd.DataFrame]] = {}
    shared = instrument
    for source, cells in sources.items():
        asked = _asked(cells, instrument)
        shared = _asked(cells, shared)
        for name, frame in _of_source(cells, asked, thresholds, breakdowns, statistics).items():
            found.setdefault(name, []).append(_whole(name, frame).assign(source=source))
        if source in populations:
            shares = weighting.weighting(cells, populations[source])
            found.setdefault("weighting", []).append(_whole("weighting", shares).assign(source=source))
    between = groups.source_comparison(sources, shared, statistics["confidence"], statistics["adjust"])
    found["group_comparison"].append(_whole("group_comparison", between).assign(source=ALL))
    return {name: pd.concat([frame for frame in frames if len(frame)] or frames) for name, frames in found.items()}


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


def _asked(cells: Cells, instrument: dict[str, Any]) -> dict[str, Any]:
    """The instrument without the blocks and questions that nobody in a source answered."""
    answered = set(cells.answered())

    def kept(name: str) -> dict[str, Any]:
        return {key: value for key, value in instrument[name].items() if key in answered}

    ocai, ratings = instrument["ocai"], instrument["ratings"]
    return instrument | {
        "ocai": ocai if ocai and answered.intersection(ocai_parts(ocai)) else None,
        "ratings": ratings if ratings and answered.intersection(statements(ratings)) else None,
        "questions": kept("questions"),
        "self_ratings": kept("self_ratings"),
    }


def _of_source(
    cells: Cells,
    instrument: dict[str, Any],
    thresholds: dict[str, Any],
    breakdowns: list[str],
    statistics: dict[str, Any],
) -> dict[str, pd.DataFrame]:
    confidence, seed, method = statistics["confidence"], statistics["seed"], statistics["adjust"]
    found = {"group_comparison": groups.comparison(cells, instrument, breakdowns, confidence, method)}
    if block := instrument["ocai"]:
        found["ocai_profile"] = ocai.profile(cells, block, confidence)
        found["ocai_diagnosis"] = ocai.diagnosis(cells, block, seed)
        if len(block["perspectives"]) == 2:
            found["ocai_gap"] = ocai.gaps(cells, block, confidence, method)
    if block := instrument["ratings"]:
        limits = thresholds["bands"], thresholds["unfavourable_below"]
        found["sector_scores"] = ratings.sectors(cells, block, *limits, confidence, seed)
        found["statement_scores"] = ratings.statement_scores(cells, block, *limits, confidence)
        found["force_field"] = ratings.force_field(found["statement_scores"], block)
        found["reliability"], found["item_statistics"] = ratings.reliabilities(cells, block, confidence)
    if questions := instrument["questions"]:
        found["question_answers"] = opinions.question_answers(cells, questions, confidence)
    if self_ratings := instrument["self_ratings"]:
        found["competencies"] = opinions.competencies(cells, self_ratings, thresholds["high"], confidence)
        found["competency_ratings"] = opinions.competency_ratings(cells, self_ratings)
    if breakdowns:
        found["pairwise"] = groups.pairs(cells, instrument, breakdowns, confidence, method)
        found["agreement"] = groups.agreements(cells, instrument, breakdowns)
    if instrument["ratings"] and instrument["questions"]:
        found["drivers"] = groups.driver_estimates(cells, instrument, confidence)
    return found
