"""Estimates of what goes with an outcome: how far the sectors explain it."""

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import attempted
from competing_values.statistics import drivers
from competing_values.study.names import ALL, complete


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `drivers`: how far the sectors explain each ordered question, for the whole source."""
    sectors, frames = analysis.instrument.drivers(), []
    for outcome in analysis.instrument.outcomes() if sectors else []:
        names = [complete(outcome, name) for name in (*sectors, outcome)]
        n, _ = cells.mean_of(0, names)
        found, reason = attempted(drivers.drivers, n, cells.covariance(0, names)[1], analysis.statistics.confidence)
        frame = pd.DataFrame({"outcome": outcome, "sector": sectors, "n": n, "reason": reason})
        figures = {key: getattr(found, key, np.nan) for key in drivers.Drivers._fields if key != "r_squared"}
        frames.append(frame.assign(weights="none", group_by=ALL, group=ALL, **figures))
    return {"drivers": pd.concat(frames, ignore_index=True)} if frames else {}
