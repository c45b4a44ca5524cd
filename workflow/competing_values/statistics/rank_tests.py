"""Comparison of ordered answers, from how often each was given: Kruskal–Wallis test, Cliff's delta."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.effects import RANK_ETA, Effect, holding, share_of_variance
from competing_values.statistics.omnibus import OmnibusTest, omitted

#: Differences below it are rounding.
ROUNDING = 1e-12


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
        If fewer than two groups remain, or all answers are equal.

    Notes
    -----
    H with average ranks and the correction for ties [kruskal1952]. H/(n − 1) is the share of the variance of the ranks
    that lies between groups; effect: that share corrected for chance, (H − k + 1)/(n − k), not below 0 [tomczak2014].
    Interval: as that of ω², from the F of the ranks, H/(k − 1) over (n − 1 − H)/(n − k) [conover1981]. Oracles:
    ``kruskal.test``, ``effectsize::rank_eta_squared``, ``uniroot`` on R's ``pf``.

    Examples
    --------
    Ranks 1 and 2 against 3 and 4: H = 12/(4 · 5) · (3²/2 + 7²/2) − 3 · 5.

    >>> found = kruskal([[1, 1, 0, 0], [0, 0, 1, 1]], confidence=0.95)
    >>> print(round(found.statistic, 4), round(found.effect_size, 4))
    2.4 0.7
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
    df, free = len(table) - 1, n - len(table)
    return OmnibusTest.of(h, df, np.nan, chdtrc(df, h), _effect_of_ranks(h, df, free, n, confidence), omitted(kept))


def _effect_of_ranks(h: float, df: int, free: float, n: float, confidence: float) -> Effect:
    if n - 1 - h <= ROUNDING * n:  # nobody differs from others of the group
        return Effect(RANK_ETA, 1.0, 1.0, 1.0)
    size, rest = max(0.0, (h - df) / free), (n - 1 - h) / free
    return share_of_variance(RANK_ETA, size, h / df / rest, df, free, n, confidence)


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
        If a group has fewer than two answers.

    Notes
    -----
    P(first > second) − P(first < second) [cliff1993], with d = 1, 0 or −1 for each pair. Its consistent variance s² is
    ((n₂ − 1)s₁² + (n₁ − 1)s₂² + s₁₂²)/(n₁n₂), where s₁² and s₂² are the variances of a respondent's mean of d and s₁₂²
    that of d, Σ(d − δ)²/((n₁ − 1)(n₂ − 1)); it is not below (1 − δ²)/(n₁n₂ − 1). Asymmetric interval
    (δ − δ³ ± t s √((1 − δ²)² + t²s²))/(1 − δ² + t²s²), by Student's t on n₁ + n₂ − 2, and where all of one group lie
    above the other from (m − t²)/(m + t²), m the smaller group [feng2004]. Oracle: the same from all pairs in base R.

    Examples
    --------
    Of four pairs of respondents, two are equal, and in two the first group's answer is the higher.

    >>> print(cliffs_delta([[1, 1], [2, 0]], confidence=0.95).effect_size)
    0.5
    """
    first, second = np.asarray(counts, dtype=float)
    n1, n2 = first.sum(), second.sum()
    if min(n1, n2) < 2:
        raise NotEstimableError("a group has fewer than two answers")
    over_second, over_first = (_dominance(other) / other.sum() for other in (second, first))
    delta = float(first @ over_second / n1)
    unequal = n1 * n2 - first @ second
    of_first = first @ (over_second - delta) ** 2 / (n1 - 1)
    of_second = second @ (over_first + delta) ** 2 / (n2 - 1)
    of_pairs = (unequal - n1 * n2 * delta**2) / ((n1 - 1) * (n2 - 1))
    variance = ((n2 - 1) * of_first + (n1 - 1) * of_second + of_pairs) / (n1 * n2)
    variance = max(variance, (1 - delta**2) / (n1 * n2 - 1))
    return delta_with_interval(delta, variance, n1 + n2 - 2, min(n1, n2), confidence)


def delta_with_interval(delta: float, variance: float, df: float, smaller: float, confidence: float) -> Dominance:
    """Cliff's delta with its asymmetric interval, from its variance.

    Parameters
    ----------
    delta, variance, df
        Of the estimate, and the degrees of freedom of its variance.
    smaller
        Size of the smaller group.
    confidence
        Coverage of the interval.

    Notes
    -----
    `cliffs_delta` [feng2004].

    Examples
    --------
    >>> delta_with_interval(0, 0, df=30, smaller=10, confidence=0.95).effect_size
    0
    """
    t2 = stdtrit(df, (1 + confidence) / 2) ** 2
    if 1 - abs(delta) < ROUNDING:
        end = (smaller - t2) / (smaller + t2)
        return Dominance(delta, float(end), 1.0) if delta > 0 else Dominance(delta, -1.0, -float(end))
    half = np.sqrt(t2 * variance * ((1 - delta**2) ** 2 + t2 * variance))
    centre, scale = delta - delta**3, 1 - delta**2 + t2 * variance
    low, high = holding(delta, (centre - half) / scale, (centre + half) / scale)
    return Dominance(delta, float(low), float(high))


def _dominance(other: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each value how many of a group lie below it, less how many above."""
    return 2 * np.cumsum(other) - other - other.sum()
