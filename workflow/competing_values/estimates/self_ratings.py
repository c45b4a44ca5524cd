"""Estimates of self-rated competencies: means, shares of high ratings, distributions."""

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import means_with_interval
from competing_values.estimates.shares import shares
from competing_values.statistics.shares import wilson
from competing_values.study.blocks.self_ratings import SelfRatings


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Tables `competencies` and `competency_ratings`."""
    if not len(block := analysis.instrument.self_ratings):
        return {}
    ratings = _distribution(cells, block)
    return {
        "competencies": _competencies(cells, block, ratings, analysis.statistics.confidence),
        "competency_ratings": ratings.drop(columns="effective_n"),
    }


def _competencies(cells: Cells, block: SelfRatings, ratings: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Mean of each self-rating, and share of answers at or above its `high`."""
    high = {name: rating.high for name, rating in block.members.items()}
    frame = means_with_interval(cells, list(high), confidence).rename(columns={"name": "competency"})
    by = [*CELL, "competency"]
    counted = ratings[ratings["value"] >= ratings["competency"].map(high)].groupby(by)["share"]
    frame = frame.join(counted.sum(min_count=1).rename("share_high"), on=by)
    frame = frame.join(ratings.groupby(by)["effective_n"].first(), on=by)
    bounds = wilson(np.minimum(frame["share_high"], 1), frame["effective_n"], confidence)
    return frame.drop(columns="effective_n").assign(share_high_ci_low=bounds[0], share_high_ci_high=bounds[1])


def _distribution(cells: Cells, block: SelfRatings) -> pd.DataFrame:
    """Share of each answer on the scale, in every cell."""
    frame = shares(cells, block.ordinal())
    return frame.rename(columns={"variable": "competency"}).assign(value=frame["value"].astype(float))
