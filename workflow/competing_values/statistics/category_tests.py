"""Test that groups gave the same answers, from how often each answer was given: χ² with Cramér's V."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from competing_values.errors import NotEstimableError
from competing_values.statistics.noncentral import chi2_limits
from competing_values.statistics.omnibus import OmnibusTest, omitted


def chi_squared(counts: ArrayLike, confidence: float) -> OmnibusTest:
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
    χ² [pearson1900]; V = √(χ²/(n · (min(groups, categories) − 1))), not adjusted [cramer1946], its interval by the
    noncentral χ² [steiger2004]. Oracles: ``chisq.test(correct = FALSE)``, ``effectsize::cramers_v(adjust = FALSE)``.

    Examples
    --------
    15 are expected of each: χ² = 4 · 5²/15.

    >>> found = chi_squared([[10, 20], [20, 10]], confidence=0.95)
    >>> print(round(found.statistic, 4), found.df1, round(found.effect_size, 4))
    6.6667 1 0.3333
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
    return OmnibusTest(chi2, df, np.nan, p, "Cramér's V", v, low, high, omitted(kept))
