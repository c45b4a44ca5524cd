"""Test that groups gave the same answers, from how often each answer was given: χ² with the bias-corrected Cramér's V."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from competing_values.errors import NotEstimableError
from competing_values.statistics.effects import CRAMER, Effect, holding
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
    χ² [pearson1900]; effect: V of [cramer1946], corrected for what chance gives it [bergsma2013]: the root of
    (χ²/n − (g − 1)(c − 1)/(n − 1))/min(g̃ − 1, c̃ − 1), not below 0, with g̃ = g − (g − 1)²/(n − 1) for g groups and
    likewise for c categories. Interval: V at the limits of the noncentrality of χ², which is n times the population's
    φ² [steiger2004]. Oracles: ``chisq.test(correct = FALSE)``, ``effectsize::cramers_v(adjust = TRUE)``.

    Examples
    --------
    15 are expected of each: χ² = 4 · 5²/15; V² = (1/9 − 1/59)/(1 − 1/59).

    >>> found = chi_squared([[10, 20], [20, 10]], confidence=0.95)
    >>> print(round(found.statistic, 4), found.df1, round(found.effect_size**2 * 58, 4) == round(59 / 9 - 1, 4))
    6.6667 1 True
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
    size = _bias_corrected_v(chi2 / n, n, groups, categories)
    largest = n * (min(groups, categories) - 1)
    low, high = holding(size, *(min(1, np.sqrt(limit / largest)) for limit in chi2_limits(chi2, df, confidence)))
    effect = Effect(CRAMER, size, float(low), float(high))
    return OmnibusTest.of(chi2, df, np.nan, chdtrc(df, chi2), effect, omitted(kept))


def _bias_corrected_v(phi2: float, n: float, groups: int, categories: int) -> float:
    excess = phi2 - (groups - 1) * (categories - 1) / (n - 1)
    if excess <= 0:
        return 0.0
    most = min(size - 1 - (size - 1) ** 2 / (n - 1) for size in (groups, categories))
    return min(1.0, float(np.sqrt(excess / most)))
