"""Estimates of the OCAI: profile, gaps and their reading."""

from typing import Any

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.aggregates.sums import CELL, balance, gap
from competing_values.estimates.rows import attempted, means_with_interval, ranked, with_adjusted_p, with_keys
from competing_values.statistics.dominance import extreme_probability
from competing_values.statistics.log_ratios import BALANCES, aitchison_distance, composition
from competing_values.statistics.mean_tests import paired_effect
from competing_values.study.names import OVERALL, TYPES, discrepancy, part, parts


def profile(cells: Cells, ocai: dict[str, Any], confidence: float) -> pd.DataFrame:
    """Table `ocai_profile`: mean points of each type, in each perspective and dimension of every cell."""
    keys = {
        part(perspective, dimension, culture_type): (perspective, dimension, culture_type)
        for perspective in ocai["perspectives"]
        for dimension in (OVERALL, *ocai["dimensions"])
        for culture_type in TYPES
    }
    columns = ["perspective", "dimension", "culture_type"]
    frame = with_keys(means_with_interval(cells, list(keys), confidence), keys, columns)
    frame = ranked(frame, within=("perspective", "dimension"))
    return frame.merge(_centres(cells, ocai), on=[*CELL, *columns], how="left", sort=False)


def _centres(cells: Cells, ocai: dict[str, Any]) -> pd.DataFrame:
    """Compositional centre of each perspective and dimension: one row a cell, perspective, dimension and type."""
    blocks = [(p, d) for p in ocai["perspectives"] for d in (OVERALL, *ocai["dimensions"])]
    names = [balance(*block, name) for block in blocks for name in BALANCES]
    coordinates = cells.means(names)["mean"].to_numpy().reshape(len(cells.index), len(blocks), len(BALANCES))
    points = composition(coordinates, ocai["total"])
    rows = pd.MultiIndex.from_product([cells.index.index, blocks, TYPES], names=["cell", "block", "culture_type"])
    frame = pd.DataFrame({"centre": points.ravel()}, index=rows).reset_index()
    frame[["perspective", "dimension"]] = frame["block"].tolist()
    return frame.join(cells.index[[*CELL]], on="cell").drop(columns=["cell", "block"])


def gaps(cells: Cells, ocai: dict[str, Any], confidence: float, method: str) -> pd.DataFrame:
    """Table `ocai_gap`: preferred minus now, over respondents who gave both.

    The test of a gap is the paired t = gap / se on n − 1 degrees of freedom; the effect is Cohen's d_z = gap / sd.
    Families: the four overall gaps of a cell, and the gaps of its dimensions.
    """
    keys = {gap(d, t): (d, t) for d in (OVERALL, *ocai["dimensions"]) for t in TYPES}
    frame = with_keys(means_with_interval(cells, list(keys), confidence), keys, ["dimension", "culture_type"])
    pairs = [cells.means_of_pair(part("now", d, t), part("preferred", d, t)) for d, t in keys.values()]
    frame["now"], frame["preferred"] = (np.column_stack([pair[side] for pair in pairs]).ravel() for side in (0, 1))
    se = frame["se"].where(frame["weights"] != "none", frame["sd"] / np.sqrt(frame["n"].where(frame["n"] > 0)))
    tested = paired_effect(frame["n"], frame["mean"], frame["sd"], se, confidence)
    frame = frame.rename(columns={"mean": "gap"}).assign(
        **tested._asdict(),
        discrepancy=frame["mean"].abs().ge(discrepancy(ocai)).where(frame["mean"].notna()),
        reason=frame["reason"].where(
            frame["reason"].ne("") | ~np.isnan(tested.statistic), "the differences do not vary"
        ),
        family=np.where(frame["dimension"] == OVERALL, "overall gaps", "gaps of the dimensions"),
    )
    return with_adjusted_p(frame.drop(columns=["sd", "se"]), method)


#: What the profile of a cell says.
READING = (
    "dominant_type", "dominance_probability", "second_type", "strength", "congruent_dimensions",
    "aitchison_to_overall", "flexibility", "external_focus",
)  # fmt: skip


def diagnosis(cells: Cells, ocai: dict[str, Any], seed: int) -> pd.DataFrame:
    """Table `ocai_diagnosis`: what the profile of each cell and perspective says."""
    rows = [
        {**cell, **reading}
        for position, cell in enumerate(cells.index[[*CELL]].to_dict("records"))
        for perspective in ocai["perspectives"]
        for reading in [_reading(cells, position, ocai, perspective, seed)]
    ]
    return pd.DataFrame(rows)


def _reading(cells: Cells, position: int, ocai: dict[str, Any], perspective: str, seed: int) -> dict[str, Any]:
    names = parts(perspective, OVERALL)
    n, points = cells.mean_of(position, names)
    if np.isnan(points).any():
        reason = "nobody answered all that a profile needs"
        return {"perspective": perspective, "n": n, "reason": reason} | dict.fromkeys(READING)
    order = np.argsort(-points, kind="stable")
    covariance = cells.covariance_of_means(position, names)
    probability, reason = attempted(extreme_probability, points, covariance, items=order[:1], seed=seed)
    dominant = [cells.mean_of(position, parts(perspective, dimension))[1] for dimension in ocai["dimensions"]]
    centre = _centre(cells, position, perspective, OVERALL)
    centres = np.array([_centre(cells, position, perspective, dimension) for dimension in ocai["dimensions"]])
    clan, adhocracy, market, _ = points
    return {
        "perspective": perspective,
        "n": n,
        "dominant_type": TYPES[order[0]],
        "dominance_probability": None if probability is None else probability[0],
        "second_type": TYPES[order[1]],
        "strength": points[order[0]] - np.delete(points, order[0]).mean(),
        "congruent_dimensions": sum(int(np.argmax(means)) == order[0] for means in dominant),
        "aitchison_to_overall": aitchison_distance(centres, centre).mean(),
        "flexibility": clan + adhocracy,
        "external_focus": adhocracy + market,
        "reason": reason,
    }


def _centre(cells: Cells, position: int, perspective: str, dimension: str) -> Floats:
    _, coordinates = cells.mean_of(position, [balance(perspective, dimension, name) for name in BALANCES])
    return composition(coordinates)
