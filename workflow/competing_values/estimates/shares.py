"""Estimates of questions with categories: the share of each answer."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.aggregates.drawn import Score
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.statistics.shares import effective_n_of_design, effective_n_of_share, wilson
from competing_values.study.names import ALL, NONE

#: Sums that a share stands on: over those who gave the answer, and over all.
SUMS = ["given", "given2", "w", "w2"]


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `question_answers`: share of each category, of all who answered, in every cell."""
    if not (listed := analysis.instrument.questions.categorical()):
        return {}
    given = shares(cells, listed)
    frame = with_interval(cells, given, analysis.statistics.confidence, [[value] for value in given["value"]])
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


def with_interval(
    cells: Cells, frame: pd.DataFrame, confidence: float, answers: Sequence[Collection[str]]
) -> pd.DataFrame:
    """Shares as `shares` gives them, or sums of such rows, with Wilson's interval in the place of the sums.

    Without weights it stands on n, with them on the n that would know the share as well; finite population included.

    Parameters
    ----------
    cells, frame
        Of one source; rows of `shares`.
    confidence
        Coverage of the interval.
    answers
        The answers that each row counts.
    """
    whole = cells.index[cells.index["group_by"] == ALL].set_index("weights")["rows"]
    rows = frame["weights"].map(whole)
    weighted = effective_n_of_share(frame["given"], frame["given2"], frame["w"], frame["w2"], rows)
    n = np.where(frame["weights"] == NONE, frame["n"], weighted)
    correction = frame["weights"].map({version: cells.correction(version) for version in cells.versions})
    n = _of_design(cells, frame, answers, n / np.maximum(correction**2, 1e-12), confidence)
    low, high = wilson(frame["share"].clip(0, 1), n, confidence)
    return frame.drop(columns=SUMS).assign(ci_low=low, ci_high=high)


def _of_design(
    cells: Cells, frame: pd.DataFrame, answers: Sequence[Collection[str]], n: Floats, confidence: float
) -> Floats:
    """Effective n of shares whose design is declared; of others as it is."""
    place = {tuple(cell): k for k, cell in enumerate(cells.index[[*CELL]].itertuples(index=False))}
    found = np.array(n, dtype=float)
    keys = zip(*(frame[name] for name in (*CELL, "variable", "share")), answers, strict=True)
    for row, (*cell, variable, share, counted) in enumerate(keys):
        if cells.is_declared(cell[0]) and 0 < share < 1:
            position = place[tuple(cell)]
            figure = Score(position, variable, dict.fromkeys(counted, 1.0))
            drawn = cells.drawn(position)
            variance, df = float(drawn.covariance([figure])[0, 0]), drawn.freedom([figure])
            if variance > 0 and df > 0:
                found[row] = effective_n_of_design(share, variance, df, confidence)
    return found
