"""Estimates of whether a sector's statements mean the same in a group as in the whole."""

from typing import Any

import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.errors import NotEstimableError
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.groups import groups_of
from competing_values.estimates.rows import attempted, whole_cells
from competing_values.statistics.congruence import respondents_needed, tucker_phi
from competing_values.statistics.one_factor import one_factor
from competing_values.statistics.reliability import correlations_of
from competing_values.study.names import ALL


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `comparability`: congruence of each sector's loadings in every group with those in the whole."""
    if not (ratings := analysis.instrument.ratings):
        return {}
    index = whole_cells(cells)
    whole = int(index.index[index["group_by"] == ALL][0])
    found = {}
    for sector, declared in ratings.sectors.items():
        found[sector] = attempted(Reference, cells.covariance(whole, [*declared.statements])[1])
    rows = []
    for group_by in analysis.breakdowns:
        for group in groups_of(cells, group_by):
            for sector, (reference, reason) in found.items():
                n, covariance = cells.covariance(group.position, [*ratings.sectors[sector].statements])
                row = {"group_by": group_by, "group": group.label, "sector": sector, "n": int(n.min())}
                rows.append(row | compared(reference, n, covariance, reason))
    return {"comparability": pd.DataFrame(rows).assign(weights="none")} if rows else {}


class Reference:
    """Loadings of a sector that those of others are compared with, and how many respondents that takes.

    Raises
    ------
    NotEstimableError
        As `one_factor`.
    """

    def __init__(self, covariance: Floats) -> None:
        correlations = correlations_of(covariance)
        self.loadings = one_factor(correlations).loadings
        self.needed = respondents_needed(correlations)

    def congruence(self, n: Floats, covariance: Floats) -> float:
        """Tucker's φ of a group, if enough in it answered every two statements."""
        if n.min() < self.needed:
            raise NotEstimableError(
                f"fewer than {self.needed} respondents answered every two statements: φ may fall below 0.95 by chance"
            )
        return tucker_phi(self.loadings, one_factor(correlations_of(covariance)).loadings)


def compared(reference: Reference | None, n: Floats, covariance: Floats, reason: str) -> dict[str, Any]:
    """Columns of one comparison; `reason` is why there is no reference."""
    if reference is None:
        return {"phi": None, "respondents_needed": None, "reason": reason}
    phi, reason = attempted(reference.congruence, n, covariance)
    return {"phi": phi, "respondents_needed": reference.needed, "reason": reason}
