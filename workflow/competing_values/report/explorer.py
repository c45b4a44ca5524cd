"""The culture explorer of the report: what it shows, from published tables, and what it says."""

from typing import Any

import pandas as pd

from competing_values.report.figures.style import HIGHLIGHT, TYPE_COLOURS
from competing_values.report.language import MINUS, Language
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL, TYPES

#: Table: what an item of it is called first, the columns that tell its items apart, and the column of its figure.
SHOWN = {
    "ocai_profile": ("profile", ["perspective", "dimension", "culture_type"], "mean"),
    "ocai_gap": ("gap", ["dimension", "culture_type"], "gap"),
    "sector_scores": ("sector", ["sector"], "mean"),
    "statement_scores": ("statement", ["statement"], "mean"),
}


def explorer(results: Results) -> dict[str, Any] | None:
    """Everything that the explorer of a wave shows in one language, ready for JSON.

    Parameters
    ----------
    results
        Tables of the wave; of them those of `SHOWN`, in the weights that the report leads with.

    Returns
    -------
    None where no source has figures of types or sectors. Otherwise names with their labels, words, and ``cells``:
    source, breakdown, group: its estimates in the order of ``items``, as ``profile.now.overall.clan``. An estimate is
    ``[figure, low, high, n]``, or None where there is none.
    """
    figures = _figures(results)
    if figures.empty:
        return None
    items = figures["item"].unique().tolist()
    cells = _cells(results, figures, items)
    words = _words(results)
    ocai, ratings = results.instrument.ocai, results.instrument.ratings
    groups = {
        by: dict.fromkeys(group for source in cells.values() for group in source.get(by, {}))
        for by in _breakdowns(results)
    }
    return {
        "marks": _marks(results.language),
        "words": words,
        "sources": {name: results.source(name) for name in cells},
        "simulated": {name: _simulated(results, name) for name in cells if results.is_simulated(name)},
        "breakdowns": {by: results.label(by) if by != ALL else words["whole"] for by in groups},
        "groups": {
            by: {name: words["whole"] if by == ALL else results.label(f"{by}.{name}") for name in names}
            for by, names in groups.items()
        },
        "perspectives": {name: results.label(name).capitalize() for name in ocai.perspectives} if ocai else {},
        "dimensions": {name: results.label(name) for name in (OVERALL, *ocai.dimensions)} if ocai else {},
        "discrepancy": ocai.discrepancy if ocai else None,
        "types": {name: results.label(name) for name in TYPES},
        "colours": {**TYPE_COLOURS, "preferred": HIGHLIGHT},
        "sectors": {name: results.label(name) for name in ratings.sectors} if ratings else {},
        "statements": {name: results.label(name) for name in (ratings.statements() if ratings else ())},
        "numbers": {name: results.number(name) for name in (ratings.statements() if ratings else ())},
        "scale": ratings and ratings.scale.model_dump(),
        "bands": [
            {"label": results.label(f"band.{band.name}"), "from": band.lowest} for band in (ratings.bands if ratings else [])
        ],
        "unfavourable": ratings and ratings.unfavourable_below,
        "items": items,
        "cells": cells,
    }  # fmt: skip


def _breakdowns(results: Results) -> list[str]:
    return [ALL, *results.study["breakdowns"]]


def _figures(results: Results) -> pd.DataFrame:
    """``source, group_by, group, item, figure, ci_low, ci_high, n`` of sources that show types or sectors as a whole."""
    sources = {source for name in ("ocai_profile", "sector_scores") for source in results.sources(name)}
    ratings, frames = results.instrument.ratings, []
    is_same = ratings is not None and len(ratings.statements()) == len(ratings.sectors)
    for name, (kind, path, figure) in SHOWN.items():
        if kind == "statement" and is_same:  # each is a sector
            continue
        rows = results.leading(name)
        rows = rows[rows["source"].isin(sources) & rows["group_by"].isin(_breakdowns(results))]
        item = [".".join([kind, *map(str, names)]) for names in rows[path].itertuples(index=False, name=None)]
        frames.append(rows.assign(item=item, figure=rows[figure]))
    columns = ["source", "group_by", "group", "item", "figure", "ci_low", "ci_high", "n"]
    return pd.concat([frame[columns] for frame in frames if len(frame)] or [pd.DataFrame(columns=columns)])


def _cells(results: Results, figures: pd.DataFrame, items: list[str]) -> dict[str, Any]:
    """source, breakdown, group: estimates in the order of the items; sources in that of the study."""
    place = {item: number for number, item in enumerate(items)}
    cells: dict[str, Any] = {}
    for source, by, group, item, figure, low, high, n in figures.itertuples(index=False, name=None):
        cell = cells.setdefault(source, {}).setdefault(by, {}).setdefault(group, [None] * len(items))
        if pd.notna(figure):
            cell[place[item]] = [figure, *(None if pd.isna(end) else end for end in (low, high)), int(n)]
    return {source: cells[source] for source in results.study["sources"] if source in cells}


def _marks(language: Language) -> dict[str, str]:
    """How the language writes numbers; browsers know that of some languages only."""
    sample = language.number(1234.5, 1)
    return {"decimal": sample[-2], "group": sample[1], "minusSign": MINUS}


def _simulated(results: Results, source: str) -> str:
    return results.language.gettext(
        "{source}. Simulated answers: they show how the method works and are no evidence.",
        source=results.source(source),
    )


def _words(results: Results) -> dict[str, str]:
    """What the explorer says; values in braces are filled in by the page."""
    _ = results.language.gettext
    return {
        "nothing": _("There are no figures of this choice: nobody was asked, or too few answered."),
        "chosen": _("{source}, {group}."),
        "leads": _("{perspective}, {dimension}: the leading type is {type} with {mean} points {interval}, {n}."),
        "widest": _("{dimension}: the widest gap, preferred minus now, is that of {type} with {gap} points {interval}, {n}."),
        "sectors": _("Each over statements of its own, the lowest sector is {lowest} with {low} {low_interval}, the highest is {highest} with {high} {high_interval}, {n}."),
        "statement": _("Of the statements the lowest is {lowest} with {low} {low_interval}, the highest is {highest} with {high} {high_interval}."),
        "only": _("{name}: {mean} {interval}, {n}."),
        "whole": _("Everyone"),
        "gaps": _("Gaps, preferred minus now: {dimension}"),
        "ratings": _("Sectors"),
        "statements": _("Statements, from the highest to the lowest"),
        "line": _("Each line runs from {low} to {high}."),
        "bands": _("Shades, from the left: {bands}."),
        "unfavourable": _("Dashed line: below {figure} a sector is unfavourable."),
        "large": _("Shaded: gaps under {points} points."),
    }  # fmt: skip
