"""Tests of categories, from how often each was given."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from competing_values.errors import NotEstimableError
from competing_values.statistics.noncentral import chi2_limits


class TableTest(NamedTuple):
    """A χ² of a table groups × answers, its effect with an interval, and the positions of the groups that left it."""

    statistic: float
    df1: float
    p: float
    effect_name: str
    effect_size: float
    effect_ci_low: float
    effect_ci_high: float
    omitted: tuple[int, ...]


def chi_squared(counts: ArrayLike, confidence: float) -> TableTest:
    """Pearson's test that categories are spread alike in all groups, without continuity correction.

    Parameters
    ----------
    counts
        Array groups × categories; empty groups and categories leave the table.
    confidence
        Coverage of the interval.

    Raises
    ------
    NotEstimableError
        If fewer than two groups or categories remain.

    Notes
    -----
    χ² (Pearson, K., 1900); V = √(χ²/(n · (min(groups, categories) − 1))), not adjusted (Cramér, H., 1946), its
    interval by the noncentral χ². Oracles: ``chisq.test(correct = FALSE)``, ``effectsize::cramers_v(adjust = FALSE)``.
    """
    table = np.asarray(counts, dtype=float)
    kept = table.sum(axis=1) > 0
    table = table[kept][:, table.sum(axis=0) > 0]
    groups, categories = table.shape
    if min(groups, categories) < 2:
        raise NotEstimableError("fewer than two groups, or two categories, have answers")
    n = table.sum()
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    chi2 = float(((table - expected) ** 2 / expected).sum())
    df = (groups - 1) * (categories - 1)
    largest = n * (min(groups, categories) - 1)
    low, high = (min(1, np.sqrt(limit / largest)) for limit in chi2_limits(chi2, df, confidence))
    p, v = float(chdtrc(df, chi2)), float(np.sqrt(chi2 / largest))
    return TableTest(chi2, df, p, "Cramér's V", v, low, high, tuple(np.flatnonzero(~kept).tolist()))
