"""Estimates of the gaps of the OCAI: preferred minus now, with their tests."""

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import means_with_interval, with_adjusted_p, with_keys
from competing_values.statistics.mean_tests import paired_effect
from competing_values.study.names import NOW, OVERALL, PREFERRED, TYPES, gap, part


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `ocai_gap`: preferred minus now, over respondents who gave both.

    The test of a gap is the paired t = gap / se on n − 1 degrees of freedom; the effect is Cohen's d_z = gap / sd.
    Families: the four overall gaps of a cell, and the gaps of its dimensions.
    """
    ocai, confidence = analysis.instrument.ocai, analysis.statistics.confidence
    if not ocai or not ocai.is_paired:
        return {}
    keys = {gap(d, t): (d, t) for d in (OVERALL, *ocai.dimensions) for t in TYPES}
    frame = with_keys(means_with_interval(cells, list(keys), confidence), keys, ["dimension", "culture_type"])
    pairs = [cells.means_of_pair(part(NOW, d, t), part(PREFERRED, d, t)) for d, t in keys.values()]
    frame["now"], frame["preferred"] = (np.column_stack([pair[side] for pair in pairs]).ravel() for side in (0, 1))
    se = frame["se"].where(frame["weights"] != "none", frame["sd"] / np.sqrt(frame["n"].where(frame["n"] > 0)))
    tested = paired_effect(frame["n"], frame["mean"], frame["sd"], se, confidence)
    frame = frame.rename(columns={"mean": "gap"}).assign(
        **tested._asdict(),
        discrepancy=frame["mean"].abs().ge(ocai.discrepancy).where(frame["mean"].notna()),
        reason=frame["reason"].where(
            frame["reason"].ne("") | ~np.isnan(tested.statistic), "the differences do not vary"
        ),
        family=np.where(frame["dimension"] == OVERALL, "overall gaps", "gaps of the dimensions"),
    )
    return {"ocai_gap": with_adjusted_p(frame.drop(columns="sd"), analysis.statistics.adjust)}
