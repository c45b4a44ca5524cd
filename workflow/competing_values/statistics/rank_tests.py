"""Tests of ordered answers, from how often each was given."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtri

from competing_values.errors import NotEstimableError
from competing_values.statistics.category_tests import TableTest
from competing_values.statistics.noncentral import chi2_limits


class Dominance(NamedTuple):
    """Cliff's delta and its interval."""

    effect_size: float
    effect_ci_low: float
    effect_ci_high: float


def kruskal(counts: ArrayLike, confidence: float) -> TableTest:
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
    H with average ranks and the correction for ties (Kruskal, W. H., & Wallis, W. A., 1952); ε² = H/(n − 1)
    (Tomczak, M., & Tomczak, E., 2014), its interval by the noncentral χ². Oracles: ``kruskal.test``,
    ``effectsize::rank_epsilon_squared``.
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
    omitted = tuple(np.flatnonzero(~kept).tolist())
    return TableTest(float(h), df, float(chdtrc(df, h)), "ε²", float(h / (n - 1)), low, min(high, 1), omitted)


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
    P(first > second) − P(first < second) (Cliff, N., 1993); interval by Fisher's z with the standard error
    √((n₁ + n₂ + 1)/(3 n₁ n₂)). Oracle: ``effectsize::cliffs_delta``.
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
