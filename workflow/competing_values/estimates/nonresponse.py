"""Estimates of who is missing: where respondents broke off, and whether those without an OCAI score answered otherwise."""

from collections.abc import Mapping, Set
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from competing_values.aggregates.nonresponse import BREAK_OFF
from competing_values.aggregates.sums import UNIT
from competing_values.estimates.hidden import Hidden
from competing_values.estimates.rows import attempted
from competing_values.statistics.effects import hedges_g, hedges_g_interval
from competing_values.statistics.mean_tests import welch_t
from competing_values.statistics.means import Sample, t_interval
from competing_values.statistics.shares import wilson
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL, COMPLETED, OCAI_SCORE, WITH_SCORE, WITHOUT_SCORE


def tables(
    missing: Mapping[str, pl.DataFrame], hidden: Mapping[str, Hidden], instrument: Instrument, confidence: float
) -> dict[str, pd.DataFrame]:
    """Tables `break_off` and `nonresponse`.

    Parameters
    ----------
    missing
        Sums of each source that may be known, as `aggregates.nonresponse` gives them.
    hidden
        Items of each source that protection did not let through: of a sector that is hidden of the whole, or of those
        with or without a score, nothing is told.
    instrument
        The questionnaire.
    confidence
        Level of the intervals.
    """
    broken_off, compared = [], []
    for source, sums in missing.items():
        gone = {item for group_by, _, item in hidden.get(source, ()) if group_by in (ALL, OCAI_SCORE)}
        exact = sums.with_columns(pl.col("sum", "squares").cast(pl.Float64) * UNIT)
        rows = pd.DataFrame(exact.to_dict(as_series=False))
        broken_off.append(_broken_off(rows, instrument, confidence).assign(source=source))
        compared.append(pd.DataFrame(_compared(rows, gone, instrument, confidence)).assign(source=source))
    found = {"break_off": broken_off, "nonresponse": compared}
    shown = {name: [frame for frame in frames if len(frame)] for name, frames in found.items()}
    return {name: pd.concat(frames, ignore_index=True) for name, frames in shown.items() if frames}


def _broken_off(rows: pd.DataFrame, instrument: Instrument, confidence: float) -> pd.DataFrame:
    """Share of respondents who broke off in each block, in the order of the questionnaire, and of those who did not."""
    counts = rows[rows["variable"] == BREAK_OFF].set_index("group")["n"]
    order = [block.kind for block in instrument.blocks() if block.kind != instrument.breakdowns.kind]
    n = counts.reindex([*order, COMPLETED], fill_value=0)
    low, high = wilson(n / n.sum(), n.sum(), confidence)
    return pd.DataFrame(
        {"block": n.index, "n": n.sum(), "share": (n / n.sum()).to_numpy(), "ci_low": low, "ci_high": high}
    ).assign(weights="none", group_by=ALL, group=ALL)


def _compared(rows: pd.DataFrame, gone: Set[str], instrument: Instrument, confidence: float) -> list[dict[str, Any]]:
    """Mean of every sector of those with and without an OCAI score; the difference stands beside those without."""
    found = []
    for group in (WITH_SCORE, WITHOUT_SCORE):
        for sector in instrument.ratings.sectors if instrument.ratings else ():
            sums = rows[rows["variable"] == sector].set_index("group")
            if len(sums) < 2 or sector in gone:
                continue
            samples = {name: _sample(*sums.loc[name, ["n", "sum", "squares"]]) for name in (WITH_SCORE, WITHOUT_SCORE)}
            one = samples[group]
            low, high = t_interval(one.mean, one.se, one.n, confidence)
            row = {
                "weights": "none",
                "group_by": OCAI_SCORE,
                "group": group,
                "n": sums["n"].astype(int)[group],
                "sector": sector,
            }
            figures = {"mean": one.mean, "sd": one.sd, "se": one.se, "ci_low": low, "ci_high": high}
            found.append(row | figures | _difference(samples, group, confidence))
    return found


def _sample(n: float, total: float, squares: float) -> Sample:
    mean = total / n
    variance = max(squares - n * mean**2, 0) / (n - 1) if n > 1 else np.nan
    return Sample.unweighted(n, mean, np.sqrt(variance))


def _difference(samples: dict[str, Sample], group: str, confidence: float) -> dict[str, Any]:
    names = ("difference", "difference_ci_low", "difference_ci_high", "effect_size", "effect_ci_low", "effect_ci_high")
    if group == WITH_SCORE:
        return dict.fromkeys(names)
    ours, others = samples[WITHOUT_SCORE], samples[WITH_SCORE]
    t, _ = attempted(welch_t, ours, others, confidence)
    if t is None:
        return dict.fromkeys(names)
    effect = hedges_g(ours, others), *hedges_g_interval(ours, others, confidence)
    return dict(zip(names, map(float, (t.difference, t.ci_low, t.ci_high, *effect)), strict=True))
