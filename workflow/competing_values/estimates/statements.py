"""Estimates of the statements: means, medians, shares, and their distance from the midpoint as forces."""

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import means_with_interval, ranked
from competing_values.study.blocks.ratings import Ratings


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Tables `statement_scores` and `force_field`."""
    if not (ratings := analysis.instrument.ratings):
        return {}
    scores = _scores(cells, ratings, analysis.statistics.confidence)
    return {"statement_scores": scores, "force_field": _forces(scores, ratings.scale.middle)}


def _scores(cells: Cells, ratings: Ratings, confidence: float) -> pd.DataFrame:
    """Mean, median, and shares of low and high answers of each statement in every cell."""
    names, below = list(ratings.statements()), ratings.unfavourable_below
    highest = ratings.bands[0].lowest if ratings.bands else None
    frame = ranked(means_with_interval(cells, names, confidence)).rename(columns={"name": "statement"})
    frame = frame.drop(columns="df")
    answers = cells.answers(names).rename(columns={"variable": "statement"})
    answers["value"] = answers["value"].astype(float)
    by = [*CELL, "statement"]
    total = answers.groupby(by)["w"].sum()

    def share(given: pd.Series) -> pd.Series:
        return answers["w"].where(given, 0).groupby([answers[name] for name in by]).sum() / total

    low = share(answers["value"] < below) if below is not None else np.nan * total
    high = share(answers["value"] >= highest) if highest is not None else np.nan * total
    frame = frame.join(low.rename("share_low"), on=by).join(high.rename("share_high"), on=by)
    frame = frame.join(_medians(answers.pivot_table(index=by, columns="value", values="w")), on=by)
    return frame.assign(sector=frame["statement"].map(ratings.sector_of()))


def _medians(weights: pd.DataFrame) -> pd.Series:
    """Weighted medians of rows whose columns are answers in ascending order: where half the weight is reached.

    Where that is between two answers, their middle.
    """
    cumulated = weights.fillna(0).to_numpy().cumsum(axis=1)
    half = cumulated[:, -1:] / 2
    values = weights.columns.to_numpy(dtype=float)
    first = values[(cumulated >= half * (1 - 1e-12)).argmax(axis=1)]
    second = values[(cumulated > half * (1 + 1e-12)).argmax(axis=1)]
    return pd.Series((first + second) / 2, index=weights.index, name="median")


def _forces(scores: pd.DataFrame, middle: float) -> pd.DataFrame:
    """How far the mean of each statement is from the midpoint of the scale.

    Statements drive or restrain a change, as forces of a field [lewin1951].
    """
    low, high = scores["ci_low"] - middle, scores["ci_high"] - middle
    force = pd.Series("neutral", index=scores.index).mask(low > 0, "driving").mask(high < 0, "restraining")
    columns = [*CELL, "statement", "sector", "n", "reason"]
    return scores[columns].assign(
        distance=scores["mean"] - middle, ci_low=low, ci_high=high, force=force.where(low.notna())
    )
