"""Estimates of questions with categories: the share of each answer."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.statistics.shares import wilson
from competing_values.statistics.weights import effective_n


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `question_answers`: share of each category, of all who answered, in every cell."""
    if not (listed := analysis.instrument.questions.categorical()):
        return {}
    frame = shares(cells, listed)
    low, high = wilson(frame["share"], frame["effective_n"], analysis.statistics.confidence)
    named = frame.drop(columns="effective_n").rename(columns={"variable": "question", "value": "category"})
    return {"question_answers": named.assign(ci_low=low, ci_high=high)}


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
    DataFrame with ``weights, group_by, group, variable, value``, ``n`` (those who answered), ``share`` (weighted), ``effective_n`` for its interval, finite population included, and
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
        n=totals["n"],
        share=given["w"] / totals["w"].where(totals["w"] > 0),
        effective_n=effective_n(totals["w"], totals["w2"]) / max(cells.correction**2, 1e-12),
        reason=np.select([totals["n"] == 0, totals["w"] == 0], ["nobody answered", "all weights are zero"], default=""),
    )
