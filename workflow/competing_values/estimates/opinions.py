"""Estimates of questions with categories, and of self-rated competencies."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates.rows import means_with_interval
from competing_values.statistics.shares import effective_n, wilson


def shares(cells: Cells, listed: Mapping[str, list[str]]) -> pd.DataFrame:
    """How often each listed answer was given in every cell, also those that nobody gave.

    Parameters
    ----------
    cells
        Of one source.
    listed
        variable: its possible answers, as `Cells.answers` writes them.

    Returns
    -------
    DataFrame with ``weights, group_by, group, variable, value``, ``count`` (respondents with this answer), ``n``
    (those who answered), ``share`` (weighted), ``effective_n`` for its interval, finite population included, and
    ``reason`` where there is no share.
    """
    answers = cells.answers(list(listed)).set_index([*CELL, "variable", "value"])[["n", "w", "w2"]]
    possible = pd.DataFrame(
        [(*cell, name, value)
         for cell in cells.index[[*CELL]].itertuples(index=False, name=None)
         for name, values in listed.items() for value in values],
        columns=[*CELL, "variable", "value"],
    )  # fmt: skip
    given = answers.reindex(pd.MultiIndex.from_frame(possible), fill_value=0).reset_index()
    totals = given.groupby([*CELL, "variable"], sort=False)[["n", "w", "w2"]].transform("sum")
    return given[[*CELL, "variable", "value"]].assign(
        count=given["n"],
        n=totals["n"],
        share=given["w"] / totals["w"].where(totals["w"] > 0),
        effective_n=effective_n(totals["w"], totals["w2"]) / max(cells.correction**2, 1e-12),
        reason=np.select([totals["n"] == 0, totals["w"] == 0], ["nobody answered", "all weights are zero"], default=""),
    )


def question_answers(cells: Cells, questions: dict[str, Any], confidence: float) -> pd.DataFrame:
    """Table `question_answers`: share of each category, of all who answered, in every cell."""
    frame = shares(cells, {name: question["categories"] for name, question in questions.items()})
    low, high = wilson(frame["share"], frame["effective_n"], confidence)
    frame = frame.rename(columns={"variable": "question", "value": "category"}).drop(columns="effective_n")
    return frame.assign(ci_low=low, ci_high=high)


def competency_ratings(cells: Cells, self_ratings: dict[str, Any]) -> pd.DataFrame:
    """Table `competency_ratings`: share of each answer on the scale, in every cell."""
    return _rating_shares(cells, self_ratings).drop(columns="effective_n")


def _rating_shares(cells: Cells, self_ratings: dict[str, Any]) -> pd.DataFrame:
    listed = {
        name: [str(float(value)) for value in range(rating["scale"]["min"], rating["scale"]["max"] + 1)]
        for name, rating in self_ratings.items()
    }
    frame = shares(cells, listed)
    return frame.rename(columns={"variable": "competency"}).assign(value=frame["value"].astype(float))


def competencies(cells: Cells, self_ratings: dict[str, Any], high: dict[str, float], confidence: float) -> pd.DataFrame:
    """Table `competencies`: mean of each self-rating, and share of answers at or above its `high`."""
    frame = means_with_interval(cells, list(self_ratings), confidence).rename(columns={"name": "competency"})
    ratings = _rating_shares(cells, self_ratings)
    by = [*CELL, "competency"]
    counted = ratings[ratings["value"] >= ratings["competency"].map(high)].groupby(by)["share"]
    frame = frame.join(counted.sum(min_count=1).rename("share_high"), on=by)
    frame = frame.join(ratings.groupby(by)["effective_n"].first(), on=by)
    bounds = wilson(np.minimum(frame["share_high"], 1), frame["effective_n"], confidence)
    return frame.drop(columns="effective_n").assign(share_high_ci_low=bounds[0], share_high_ci_high=bounds[1])
