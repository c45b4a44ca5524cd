"""Estimates of self-rated competencies: means, shares of high ratings, distributions."""

import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates import shares
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import means_with_interval
from competing_values.study.blocks.self_ratings import SelfRatings


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Tables `competencies` and `competency_ratings`."""
    if not len(block := analysis.instrument.self_ratings):
        return {}
    ratings = shares.shares(cells, block.ordinal()).rename(columns={"variable": "competency"})
    ratings = ratings.assign(value=ratings["value"].astype(float))
    return {
        "competencies": _competencies(cells, block, ratings, analysis.statistics.confidence),
        "competency_ratings": ratings.drop(columns=shares.SUMS),
    }


def _competencies(cells: Cells, block: SelfRatings, ratings: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Mean of each self-rating, and share of answers at or above its `high`."""
    thresholds = {name: rating.high for name, rating in block.members.items()}
    by = [*CELL, "competency"]
    rows = ratings.groupby(by, sort=False)
    is_high = ratings["value"] >= ratings["competency"].map(thresholds)
    given = ratings[["given", "given2", "share"]].where(is_high, 0).where(ratings["share"].notna())
    high = given.join(ratings[by]).groupby(by, sort=False).sum(min_count=1).join(rows[["n", "w", "w2"]].first())
    high = high.reset_index().rename(columns={"competency": "variable"})
    answers = {
        name: [str(float(value)) for value in one.scale.answers if value >= one.high]
        for name, one in block.members.items()
    }
    counted = [answers[name] for name in high["variable"]]
    told = shares.with_interval(cells, high, confidence, counted).rename(
        columns={
            "variable": "competency",
            "share": "share_high",
            "ci_low": "share_high_ci_low",
            "ci_high": "share_high_ci_high",
        }
    )
    frame = means_with_interval(cells, list(thresholds), confidence).rename(columns={"name": "competency"})
    return frame.drop(columns="df").merge(told.drop(columns="n"), on=by, how="left", sort=False)
