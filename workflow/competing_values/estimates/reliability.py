"""Estimates of the reliability of the sectors: alpha, omega, and each statement within its sector."""

from typing import Any

import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import attempted, joined, whole_cells
from competing_values.statistics import reliability


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Tables `reliability` and `item_statistics`: how well the statements of a sector measure one thing."""
    if not (ratings := analysis.instrument.ratings):
        return {}
    scales, items = [], []
    for position, cell in whole_cells(cells)[[*CELL]].iterrows():
        for sector, declared in ratings.sectors.items():
            names = list(declared.statements)
            n, covariance = cells.covariance(int(str(position)), names)
            scales.append({**cell, "sector": sector, **_scale(n, covariance, analysis.statistics.confidence)})
            found, reason = attempted(reliability.item_statistics, covariance)
            for k, name in enumerate(names):
                figures = {key: found and getattr(found, key)[k] for key in reliability.Items._fields}
                row = {"sector": sector, "statement": name, "n": int(n[k, k]), "reason": reason}
                items.append({**cell, **row, **figures})
    return {"reliability": pd.DataFrame(scales), "item_statistics": pd.DataFrame(items)}


def _scale(n: Floats, covariance: Floats, confidence: float) -> dict[str, Any]:
    smallest = int(n.min())
    alpha, no_alpha = attempted(reliability.alpha, covariance)
    interval, no_interval = (None, "")
    if alpha is not None:
        interval, no_interval = attempted(reliability.feldt_interval, alpha, smallest, len(n), confidence)
    omega, no_omega = attempted(reliability.omega_total, covariance)
    inter_item, no_inter_item = attempted(reliability.mean_inter_item_r, covariance)
    low, high = interval or (None, None)
    return {
        "n": smallest,
        "items": len(n),
        "alpha": alpha,
        "alpha_ci_low": low,
        "alpha_ci_high": high,
        "omega_total": omega,
        "mean_inter_item_r": inter_item,
        "reason": joined(no_alpha, no_interval, no_omega, no_inter_item),
    }
