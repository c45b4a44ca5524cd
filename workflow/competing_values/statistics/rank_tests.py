"""Comparison of ordered answers, from how often each was given: Kruskal–Wallis test with ε², Cliff's delta."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtri

from competing_values.errors import NotEstimableError
from competing_values.statistics.noncentral import chi2_limits
from competing_values.statistics.omnibus import OmnibusTest, omitted


class Dominance(NamedTuple):
    """Cliff's delta and its interval."""

    effect_size: float
    effect_ci_low: float
    effect_ci_high: float


def kruskal(counts: ArrayLike, confidence: float) -> OmnibusTest:
    """Kruskal–Wallis test of ordered answers.

    Parameters
    ----------
    counts
        Array groups × values, the values in ascending order. Groups without answers leave the test.
    confidence
        Coverage of the interval.

    Raises
    ------
    NotEstimableError
        If fewer than two groups have answers, or all answers are equal.

    Notes
    -----
    H with average ranks and the correction for ties [kruskal1952]; ε² = H/(n − 1) [tomczak2014], its interval by the
    noncentral χ² [steiger2004]. Oracles: ``kruskal.test``, ``effectsize::rank_epsilon_squared``.

    Examples
    --------
    Ranks 1 and 2 against 3 and 4: H = 12/(4 · 5) · (3²/2 + 7²/2) − 3 · 5.

    >>> found = kruskal([[1, 1, 0, 0], [0, 0, 1, 1]], confidence=0.95)
    >>> print(round(found.statistic, 4), round(found.effect_size, 4))
    2.4 0.8
    """
    table = np.asarray(counts, dtype=float)
    kept = table.sum(axis=1) > 0
    table = table[kept]
    ties = table.sum(axis=0)
    n = ties.sum()
    spread = n**3 - n - (ties**3 - ties).sum()
    if len(table) < 2 or spread <= 0:
        raise NotEstimableError("fewer than two groups have answers, or all answers are equal")
    ranks = np.cumsum(ties) - (ties - 1) / 2
    sizes = table.sum(axis=1)
    deviations = table @ (ranks - (n + 1) / 2)
    h = 12 / (n * (n + 1)) * (deviations**2 / sizes).sum() * (n**3 - n) / spread
    df = len(table) - 1
    low, high = (limit / (n - 1) for limit in chi2_limits(h, df, confidence))
    p, epsilon = float(chdtrc(df, h)), float(h / (n - 1))
    return OmnibusTest(float(h), df, np.nan, p, "ε²", epsilon, low, min(high, 1), omitted(kept))


def cliffs_delta(counts: ArrayLike, confidence: float) -> Dominance:
    """How far the answers of one group lie above those of another.

    Parameters
    ----------
    counts
        Array 2 × values, the values in ascending order.
    confidence
        Coverage of the interval.

    Raises
    ------
    NotEstimableError
        If a group has no answers.

    Notes
    -----
    P(first > second) − P(first < second) [cliff1993]; interval by Fisher's z with the standard error
    √((n₁ + n₂ + 1)/(3 n₁ n₂)). Oracle: ``effectsize::cliffs_delta``.

    Examples
    --------
    Of four pairs of respondents, two are equal, and in two the first group's answer is the higher.

    >>> print(cliffs_delta([[1, 1], [2, 0]], confidence=0.95).effect_size)
    0.5
    """
    first, second = np.asarray(counts, dtype=float)
    sizes = first.sum() * second.sum()
    if sizes == 0:
        raise NotEstimableError("a group has no answers")
    below = np.cumsum(second) - second
    above = second.sum() - np.cumsum(second)
    delta = float(first @ (below - above) / sizes)
    if abs(delta) == 1:
        return Dominance(delta, delta, delta)
    half = ndtri((1 + confidence) / 2) * np.sqrt((first.sum() + second.sum() + 1) / (3 * sizes))
    return Dominance(delta, float(np.tanh(np.arctanh(delta) - half)), float(np.tanh(np.arctanh(delta) + half)))
