"""Estimates of the gaps of the OCAI: preferred minus now, with their tests."""

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import means_with_interval, with_adjusted_p, with_keys
from competing_values.statistics.mean_tests import paired_effect
from competing_values.study.names import OVERALL, TYPES, gap


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `ocai_gap`: preferred minus now, over respondents who gave both.

    The test of a gap is the paired t = gap / se; the effect is Cohen's d_z = gap / sd. A discrepancy is certain where
    the whole interval lies beyond the line.
    Families: the four overall gaps of a cell, and the gaps of its dimensions.
    """
    ocai, confidence = analysis.instrument.ocai, analysis.statistics.confidence
    if not ocai or not ocai.is_paired:
        return {}
    keys = {gap(d, t): (d, t) for d in (OVERALL, *ocai.dimensions) for t in TYPES}
    frame = with_keys(means_with_interval(cells, list(keys), confidence), keys, ["dimension", "culture_type"])
    tested = paired_effect(frame["df"], frame["mean"], frame["sd"], frame["se"], confidence)
    nearest = pd.concat([frame["ci_low"], -frame["ci_high"]], axis=1).max(axis=1, skipna=False)
    frame = frame.rename(columns={"mean": "gap"}).assign(
        **tested._asdict(),
        discrepancy=frame["mean"].abs().ge(ocai.discrepancy).where(frame["mean"].notna()),
        discrepancy_certain=nearest.ge(ocai.discrepancy).where(nearest.notna()),
        reason=frame["reason"].where(
            frame["reason"].ne("") | ~np.isnan(tested.statistic), "the differences do not vary"
        ),
        family=np.where(frame["dimension"] == OVERALL, "overall gaps", "gaps of the dimensions"),
    )
    return {"ocai_gap": with_adjusted_p(frame.drop(columns="sd"), analysis.statistics.adjust)}
