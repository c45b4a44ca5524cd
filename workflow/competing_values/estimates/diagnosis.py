"""Estimates of what an OCAI profile says: dominant type, strength, congruence, flexibility."""

from typing import Any

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import attempted
from competing_values.statistics.dominance import extreme_probability
from competing_values.statistics.log_ratios import aitchison_distance, composition
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.names import BALANCES, OVERALL, TYPES, balance, parts

#: What the profile of a cell says.
READING = (
    "dominant_type", "dominance_probability", "second_type", "strength", "congruent_dimensions",
    "aitchison_to_overall", "flexibility", "external_focus",
)  # fmt: skip


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `ocai_diagnosis`: what the profile of each cell and perspective says."""
    if not (ocai := analysis.instrument.ocai):
        return {}
    rows = [
        {**cell, **reading}
        for position, cell in enumerate(cells.index[[*CELL]].to_dict("records"))
        for perspective in ocai.perspectives
        for reading in [_reading(cells, position, ocai, perspective, analysis.statistics.seed)]
    ]
    return {"ocai_diagnosis": pd.DataFrame(rows)}


def _reading(cells: Cells, position: int, ocai: Ocai, perspective: str, seed: int) -> dict[str, Any]:
    names = parts(perspective, OVERALL)
    n, points = cells.mean_of(position, names)
    if np.isnan(points).any():
        reason = "nobody answered all that a profile needs"
        return {"perspective": perspective, "n": n, "reason": reason} | dict.fromkeys(READING)
    order = np.argsort(-points, kind="stable")
    covariance = cells.covariance_of_means(position, names)
    df = cells.freedom_of(position, names)
    probability, reason = attempted(extreme_probability, points, covariance, df, items=order[:1], seed=seed)
    dominant = [cells.mean_of(position, parts(perspective, dimension))[1] for dimension in ocai.dimensions]
    centre = _centre(cells, position, perspective, OVERALL)
    centres = np.array([_centre(cells, position, perspective, dimension) for dimension in ocai.dimensions])
    clan, adhocracy, market, _ = points
    return {
        "perspective": perspective,
        "n": n,
        "dominant_type": TYPES[order[0]],
        "dominance_probability": None if probability is None else probability[0],
        "second_type": TYPES[order[1]],
        "strength": points[order[0]] - np.delete(points, order[0]).mean(),
        "congruent_dimensions": None
        if np.isnan(dominant).any()
        else sum(int(np.argmax(means)) == order[0] for means in dominant),
        "aitchison_to_overall": aitchison_distance(centres, centre).mean(),
        "flexibility": clan + adhocracy,
        "external_focus": adhocracy + market,
        "reason": reason,
    }


def _centre(cells: Cells, position: int, perspective: str, dimension: str) -> Floats:
    _, coordinates = cells.mean_of(position, [balance(perspective, dimension, name) for name in BALANCES])
    return composition(coordinates)
