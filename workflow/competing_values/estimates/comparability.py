"""Estimates of whether a sector's statements mean the same in a group as in the whole."""

from collections.abc import Mapping
from itertools import pairwise
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
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `comparability`: congruence of each sector's loadings in every group with those in the whole."""
    if not (ratings := analysis.instrument.ratings):
        return {}
    whole, found = _whole(cells), {}
    for sector, declared in ratings.sectors.items():
        found[sector] = attempted(Reference, cells.covariance(whole, [*declared.statements])[1])
    rows = []
    for group_by in analysis.breakdowns:
        for group in groups_of(cells, group_by):
            for sector, (reference, reason) in found.items():
                n, covariance = cells.covariance(group.position, [*ratings.sectors[sector].statements])
                row = {"group_by": group_by, "group": group.label, "sector": sector, "n": int(n.min())}
                rows.append(row | _compared(reference, n.min(), covariance, reason))
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

    def congruence(self, n: float, covariance: Floats) -> float:
        """Tucker's φ of others, if they count as enough who answered every two statements."""
        if n < self.needed:
            raise NotEstimableError(
                f"fewer than {self.needed} respondents answered every two statements: φ may fall below 0.95 by chance"
            )
        return tucker_phi(self.loadings, one_factor(correlations_of(covariance)).loadings)


def wave_comparability(waves: Mapping[str, Mapping[str, Cells]], instrument: Instrument) -> pd.DataFrame:
    """Table `wave_comparability`: congruence of each sector's loadings in a source with those in the wave before.

    Both waves have errors, so that n₁ and n₂ respondents count as n₁n₂/(n₁ + n₂) beside loadings that are known.

    Parameters
    ----------
    waves
        wave: source: its cells, from the earliest to the latest.
    instrument
        The questionnaire.
    """
    rows = []
    for earlier, later in pairwise(waves):
        for source in (name for name in waves[later] if name in waves[earlier]):
            one, other = waves[earlier][source], waves[later][source]
            for sector, declared in instrument.ratings.sectors.items() if instrument.ratings else ():
                names = [*declared.statements]
                (before, first), (n, second) = (cells.covariance(_whole(cells), names) for cells in (one, other))
                counted = before.min() * n.min() / max(before.min() + n.min(), 1)
                reference, reason = attempted(Reference, first)
                row = {"source": source, "sector": sector, "from_wave": earlier, "to_wave": later, "n": int(n.min())}
                rows.append(row | _compared(reference, counted, second, reason))
    frame = pd.DataFrame(rows).assign(weights="none", group_by=ALL, group=ALL)
    return frame.assign(wave=frame["to_wave"]).drop(columns="reason") if rows else pd.DataFrame()


def _whole(cells: Cells) -> int:
    """Position of the unweighted cell of a whole source."""
    index = whole_cells(cells)
    return int(index.index[index["group_by"] == ALL][0])


def _compared(reference: Reference | None, n: float, covariance: Floats, reason: str) -> dict[str, Any]:
    """Columns of one comparison; `reason` is why there is no reference."""
    if reference is None:
        return {"phi": None, "respondents_needed": None, "reason": reason}
    phi, reason = attempted(reference.congruence, n, covariance)
    return {"phi": phi, "respondents_needed": reference.needed, "reason": reason}
