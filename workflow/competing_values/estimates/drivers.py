"""Estimates of what goes with an outcome: how far the sectors explain it."""

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import attempted
from competing_values.statistics import drivers
from competing_values.study.names import ALL, complete


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `drivers`: how far the sectors explain each ordered question, for the whole source.

    A sector that nobody was asked leaves the others as they are.
    """
    sectors, frames = analysis.instrument.drivers(), []
    confidence, seed = analysis.statistics.confidence, analysis.statistics.seed
    for outcome in analysis.instrument.outcomes() if sectors else []:
        asked = [name for name in sectors if cells.mean_of(0, [name])[0]] or sectors
        names = [complete(outcome, name) for name in (*asked, outcome)]
        n, _ = cells.mean_of(0, names)
        found, reason = attempted(drivers.drivers, n, cells.covariance(0, names)[1], confidence, seed=seed)
        if found is not None and not found.is_ranked:
            reason = drivers.NO_RANKING
        figures = {key: getattr(found, key, np.nan) for key in drivers.Drivers._fields}
        frame = pd.DataFrame({"outcome": outcome, "sector": asked, "n": n, "reason": reason}).assign(**figures)
        left = [{"outcome": outcome, "sector": name, "n": 0, "reason": "nobody answered"} for name in sectors]
        frame = pd.concat([frame, pd.DataFrame([row for row in left if row["sector"] not in asked])])
        frames.append(
            frame.set_index("sector").loc[sectors].reset_index().assign(weights="none", group_by=ALL, group=ALL)
        )
    return {"drivers": pd.concat(frames, ignore_index=True)} if frames else {}
