"""Estimates of agreement within groups: whether a group's mean speaks for the group."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.groups import groups_of
from competing_values.estimates.rows import attempted
from competing_values.statistics import agreement
from competing_values.study.measures import Items
from competing_values.study.names import ALL


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `agreement`: whether a group's mean speaks for the group, for each breakdown and score.

    ICCs are those of the score. rwg(j) and the average deviation are over the items of the score: the statements of a
    sector, the dimensions of a culture type, the self-rating itself.
    """
    rows = []
    for group_by in analysis.breakdowns:
        if not (positions := [group.position for group in groups_of(cells, group_by)]):
            continue
        for name, items in (one for block in analysis.instrument.blocks() for one in block.items().items()):
            n, means, sds = cells.spread_of(positions, name)
            row = {"group_by": group_by, "variable": name, "n": n.sum(), "groups": int((n > 0).sum())}
            found, reason = attempted(agreement.icc, n, means, sds)
            icc = {key: getattr(found, key, None) for key in ("icc1", "icc2", "f", "p")}
            icc["widening"] = found and float(agreement.widening(found.icc1, row["n"], row["groups"]))
            rows.append(row | icc | _within(cells, positions, items) | {"reason": reason})
    return {"agreement": pd.DataFrame(rows).assign(weights="none", group=ALL)} if rows else {}


def _within(cells: Cells, positions: list[int], items: Items) -> dict[str, Any]:
    """Agreement within groups, averaged over them."""
    null = agreement.dirichlet_null(items.total) if items.total else agreement.uniform_null(items.answers)
    n, _, sds = (
        np.array(values).T for values in zip(*(cells.spread_of(positions, item) for item in items.names), strict=True)
    )
    rwg = agreement.rwg(sds**2, n, null)
    deviations = _average_deviations(cells, positions, items.names)
    present = rwg[~np.isnan(rwg)]
    return {
        "rwg_mean": present.mean() if len(present) else None,
        "rwg_median": np.median(present) if len(present) else None,
        "ad_mean": deviations.mean() if len(deviations) else None,
    }


def _average_deviations(cells: Cells, positions: list[int], items: Sequence[str]) -> Floats:
    """Average deviation of each group that has answers."""
    values = cells.values(items)
    counts = np.stack([cells.counts(positions, item, values) for item in items], axis=1)
    found = agreement.average_deviation(counts, np.array(values, dtype=float))
    return found[~np.isnan(found)]
