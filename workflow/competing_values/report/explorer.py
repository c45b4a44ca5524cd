"""The culture explorer of the report: what it shows, from published tables, and what it says."""

from typing import Any

import pandas as pd

from competing_values.report.figures.style import TYPE_COLOURS
from competing_values.report.language import MINUS, Language
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL, TYPES


def explorer(results: Results) -> dict[str, Any] | None:
    """Everything that the explorer of a wave shows in one language, ready for JSON.

    Parameters
    ----------
    results
        Tables of the wave; of them `ocai_profile`, `ocai_gap` and `sector_scores`, unweighted rows.

    Returns
    -------
    None where no source has figures of types or sectors. Otherwise names with their labels, words, and ``cells``:
    source, breakdown, group: its estimates. An estimate is ``[mean, low, high, n]``, or None where there is none.
    """
    cells = _cells(results)
    if not cells:
        return None
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
        "colours": TYPE_COLOURS,
        "sectors": {name: results.label(name) for name in ratings.sectors} if ratings else {},
        "scale": ratings and ratings.scale.model_dump(),
        "bands": [
            {"label": results.label(f"band.{band.name}"), "from": band.lowest} for band in (ratings.bands if ratings else [])
        ],
        "unfavourable": ratings and ratings.unfavourable_below,
        "cells": cells,
    }  # fmt: skip


def _breakdowns(results: Results) -> list[str]:
    return [ALL, *results.study["breakdowns"]]


def _cells(results: Results) -> dict[str, Any]:
    """source, breakdown, group: estimates, of sources that show any as a whole; in the order of the tables."""
    parts = {
        "profile": (results.leading("ocai_profile"), ["perspective", "dimension", "culture_type"], "mean"),
        "gap": (results.leading("ocai_gap"), ["dimension", "culture_type"], "gap"),
        "sectors": (results.leading("sector_scores"), ["sector"], "mean"),
    }  # fmt: skip
    shown = {source for name in ("ocai_profile", "sector_scores") for source in results.sources(name)}
    cells: dict[str, Any] = {}
    for part, (table, path, figure) in parts.items():
        rows = table[table["source"].isin(shown) & table["group_by"].isin(_breakdowns(results))]
        for names, of_group in rows.groupby(["source", "group_by", "group"], sort=False):
            source, by, group = map(str, names)
            cells.setdefault(source, {}).setdefault(by, {}).setdefault(group, {})[part] = _nested(
                of_group, path, figure
            )
    return {source: cells[source] for source in results.study["sources"] if source in cells}


def _nested(rows: pd.DataFrame, path: list[str], figure: str) -> dict[str, Any]:
    """Estimates under the names that tell them apart."""
    found: dict[str, Any] = {}
    columns = [*path, figure, "ci_low", "ci_high", "n"]
    for *names, mean, low, high, n in rows[columns].itertuples(index=False, name=None):
        place = found
        for name in names[:-1]:
            place = place.setdefault(name, {})
        interval = (None if pd.isna(end) else end for end in (low, high))
        place[names[-1]] = None if pd.isna(mean) else [mean, *interval, int(n)]
    return found


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
        "whole": _("Everyone"),
        "types": _("Types: {perspective}, {dimension}"),
        "gaps": _("Gaps, preferred minus now: {dimension}"),
        "ratings": _("Sectors"),
        "bands": _("Shades, from the left: {bands}."),
        "unfavourable": _("Dashed line: below {figure} a sector is unfavourable."),
        "large": _("Shaded: gaps under {points} points."),
    }  # fmt: skip
