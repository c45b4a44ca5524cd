"""Estimates of what goes with an outcome: how far the sectors explain it."""

from itertools import product

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import attempted
from competing_values.statistics import drivers
from competing_values.statistics.design import slopes
from competing_values.study.names import ALL, NONE, complete


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `drivers`: how far the sectors explain each ordered question, for the whole source.

    A sector that nobody was asked leaves the others as they are.
    """
    sectors, frames = analysis.instrument.drivers(), []
    confidence, seed = analysis.statistics.confidence, analysis.statistics.seed
    outcomes = analysis.instrument.outcomes() if sectors else []
    for version, outcome in product(cells.versions, outcomes):
        cell = cells.whole(version)
        asked = [name for name in sectors if cells.mean_of(cell, [name])[0]] or sectors
        names = [complete(outcome, name) for name in (*asked, outcome)]
        n, _ = cells.mean_of(cell, names)
        if version == NONE:
            found, reason = attempted(drivers.drivers, n, cells.covariance(cell, names)[1], confidence, seed=seed)
        else:
            found, reason = attempted(_weighted, cells, cell, outcome, asked, confidence, seed=seed)
        if found is not None and not found.is_ranked:
            reason = drivers.NO_RANKING
        figures = {key: getattr(found, key, np.nan) for key in drivers.Drivers._fields}
        frame = pd.DataFrame({"outcome": outcome, "sector": asked, "n": n, "reason": reason}).assign(**figures)
        left = [{"outcome": outcome, "sector": name, "n": 0, "reason": "nobody answered"} for name in sectors]
        frame = pd.concat([frame, pd.DataFrame([row for row in left if row["sector"] not in asked])])
        frames.append(
            frame.set_index("sector").loc[sectors].reset_index().assign(weights=version, group_by=ALL, group=ALL)
        )
    return {"drivers": pd.concat(frames, ignore_index=True)} if frames else {}


def _weighted(
    cells: Cells, cell: int, outcome: str, sectors: list[str], confidence: float, *, seed: int
) -> drivers.Drivers:
    """Weighted regression: coefficients with the errors of the design, the rest as from its effective n."""
    names = [complete(outcome, name) for name in (*sectors, outcome)]
    own = cells.samples([cell], names[-1])
    n = int(np.nan_to_num((own.sd[0] / own.se[0]) ** 2))
    found = drivers.drivers(n, cells.covariance(cell, names)[1], confidence, seed=seed)
    totals, covariance, df = cells.products(cell, outcome, sectors)
    coefficient, low, high = slopes(totals, covariance, df, confidence)
    return found._replace(coefficient=coefficient, ci_low=low, ci_high=high)
