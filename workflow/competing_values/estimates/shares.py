"""Estimates of questions with categories: the share of each answer."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.statistics.shares import effective_n_of_share, wilson
from competing_values.study.names import ALL

#: Sums that a share stands on: over those who gave the answer, and over all.
SUMS = ["given", "given2", "w", "w2"]


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `question_answers`: share of each category, of all who answered, in every cell."""
    if not (listed := analysis.instrument.questions.categorical()):
        return {}
    frame = with_interval(cells, shares(cells, listed), analysis.statistics.confidence)
    return {"question_answers": frame.rename(columns={"variable": "question", "value": "category"})}


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
    DataFrame with ``weights, group_by, group, variable, value``, ``n`` (those who answered), Σw and Σw² of those who
    gave the answer (``given, given2``) and of all (``w, w2``), ``share``, and ``reason`` where there is none.
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
        given=given["w"],
        given2=given["w2"],
        w=totals["w"],
        w2=totals["w2"],
        share=given["w"] / totals["w"].where(totals["w"] > 0),
        reason=np.select([totals["n"] == 0, totals["w"] == 0], ["nobody answered", "all weights are zero"], default=""),
    )


def with_interval(cells: Cells, frame: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Shares as `shares` gives them, or sums of such rows, with Wilson's interval in the place of the sums.

    Without weights it stands on n, with them on the n that would know the share as well; finite population included.
    """
    whole = cells.index[cells.index["group_by"] == ALL].set_index("weights")["rows"]
    rows = frame["weights"].map(whole)
    weighted = effective_n_of_share(frame["given"], frame["given2"], frame["w"], frame["w2"], rows)
    n = np.where(frame["weights"] == "none", frame["n"], weighted) / max(cells.correction**2, 1e-12)
    low, high = wilson(frame["share"].clip(0, 1), n, confidence)
    return frame.drop(columns=SUMS).assign(ci_low=low, ci_high=high)
