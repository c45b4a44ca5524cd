"""Planning a survey: margins of error, differences that can be found, respondents needed, with clusters and without.

`design_effect` is that of the clusters, the weights, or both: n respondents count as n/design_effect drawn one by one.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import nctdtr, stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.shares import wilson

Floats = NDArray[np.float64]

#: More respondents than anybody asks.
MOST = 1e9


def margin_of_mean(n: ArrayLike, sd: ArrayLike, confidence: float, design_effect: ArrayLike = 1.0) -> Floats:
    """Half the width of the t interval of a mean; NaN where fewer than two respondents count.

    Parameters
    ----------
    n, sd
        Respondents, and standard deviation of their answers (or of their gaps); shapes broadcast.
    confidence
        Coverage, between 0 and 1.
    design_effect
        Of clusters or weights.

    Notes
    -----
    t · sd/√n [student1908], n being what counts of the respondents [kish1965]. Oracle: ``t.test`` in R.

    Examples
    --------
    The 0.975 quantile of t on 24 degrees of freedom is 2.064; in clusters, 25 of 50 count.

    >>> print(margin_of_mean(n=[25, 50], sd=5, confidence=0.95, design_effect=[1, 2]).round(3))
    [2.064 2.064]
    """
    counted = np.asarray(n, dtype=float) / np.asarray(design_effect, dtype=float)
    counted = np.where(counted > 1, counted, np.nan)
    return np.asarray(stdtrit(counted - 1, (1 + confidence) / 2) * np.asarray(sd, dtype=float) / np.sqrt(counted))


def margin_of_share(n: ArrayLike, share: ArrayLike, confidence: float, design_effect: ArrayLike = 1.0) -> Floats:
    """Half the width of Wilson's interval of a share.

    Parameters
    ----------
    n, share
        Respondents, and the share that is expected; 0.5 has the widest interval.
    confidence, design_effect
        As for `margin_of_mean`.

    Notes
    -----
    [wilson1927]. Oracle: ``prop.test(correct = FALSE)``.

    Examples
    --------
    >>> print(margin_of_share(n=[100, 10_000], share=0.5, confidence=0.95).round(4))
    [0.0962 0.0098]
    """
    low, high = wilson(share, np.asarray(n, dtype=float) / np.asarray(design_effect, dtype=float), confidence)
    return (high - low) / 2


def power(difference: ArrayLike, n_a: ArrayLike, n_b: ArrayLike, sd: ArrayLike, confidence: float) -> Floats:
    """Probability that a two-sided t test of two groups finds a difference of means.

    Parameters
    ----------
    difference, sd
        Of the means, and of the answers within the groups; in the same unit.
    n_a, n_b
        Respondents of the groups.
    confidence
        1 − confidence is the level of the test.

    Notes
    -----
    Noncentral t with δ/sd · √(n_a n_b/(n_a + n_b)) on n_a + n_b − 2 degrees of freedom, both tails [cohen1988], ch. 2.
    Oracles: ``power.t.test(strict = TRUE)``, ``statsmodels.stats.power``.

    Examples
    --------
    Half a standard deviation between 64 and 64 respondents; and no difference, which is found as often as the level says.

    >>> print(power(difference=[0.5, 0], n_a=64, n_b=64, sd=1, confidence=0.95).round(3))
    [0.801 0.05 ]
    """
    a, b = np.asarray(n_a, dtype=float), np.asarray(n_b, dtype=float)
    df = a + b - 2
    noncentrality = abs(np.asarray(difference, dtype=float)) / np.asarray(sd, dtype=float) * np.sqrt(a * b / (a + b))
    critical = stdtrit(df, (1 + confidence) / 2)
    return np.asarray(1 - nctdtr(df, noncentrality, critical) + nctdtr(df, noncentrality, -critical))


def detectable_difference(
    n_a: float, n_b: float, sd: float, confidence: float, wanted: float = 0.8, design_effect: float = 1.0
) -> float:
    """Smallest difference of two groups, or waves, that is found with the power that is wanted.

    Parameters
    ----------
    n_a, n_b, sd, confidence
        As for `power`.
    wanted
        Power, between 1 − confidence and 1.
    design_effect
        As for `margin_of_mean`.

    Raises
    ------
    NotEstimableError
        If fewer than two respondents of a group count, or nothing varies.

    Notes
    -----
    `power`, solved for the difference [cohen1988], ch. 2. Oracle: ``power.t.test(strict = TRUE)``.

    Examples
    --------
    >>> round(detectable_difference(n_a=64, n_b=64, sd=2, confidence=0.95), 2)
    1.0
    """
    a, b = n_a / design_effect, n_b / design_effect
    if not (min(a, b) >= 2 and sd > 0):
        raise NotEstimableError("fewer than two respondents of a group count, or nothing varies")

    def lacking(difference: float) -> float:
        return float(power(difference, a, b, sd, confidence)) - wanted

    return _root(lacking, 0, sd * float(np.sqrt(1 / a + 1 / b)))


def respondents_to_find(
    difference: float, sd: float, confidence: float, wanted: float = 0.8, design_effect: float = 1.0
) -> int:
    """Respondents in each of two groups, or waves, of whom a difference is found with the power that is wanted.

    Raises
    ------
    NotEstimableError
        If the difference is 0, or so small that more than a thousand million respondents were needed.

    Notes
    -----
    `power`, solved for n, times the design effect, rounded up [cohen1988], ch. 2. Oracle: ``power.t.test(strict = TRUE)``.

    Examples
    --------
    >>> [respondents_to_find(0.5, sd=1, confidence=0.95, design_effect=deff) for deff in (1, 2)]
    [64, 128]
    """

    def lacking(n: float) -> float:
        return float(power(difference, n, n, sd, confidence)) - wanted

    if not abs(difference) * np.sqrt(MOST) > sd > 0:
        raise NotEstimableError("nobody asks so many respondents as this difference needs")
    n = 2.0 if not lacking(2) < 0 else _root(lacking, 2, 4)
    return int(np.ceil(n * design_effect - 1e-6))


def respondents_for_share(margin: float, share: float, confidence: float, design_effect: float = 1.0) -> int:
    """Respondents of whom a share is known within a margin.

    Notes
    -----
    `margin_of_share`, solved for n, times the design effect, rounded up. Oracle: ``uniroot`` on ``prop.test``.

    Examples
    --------
    >>> respondents_for_share(0.05, share=0.5, confidence=0.95)
    381
    """
    n = brentq(lambda n: float(margin_of_share(n, share, confidence)) - margin, 1e-3, MOST, xtol=1e-9)
    return int(np.ceil(n * design_effect - 1e-6))


def _root(lacking: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that grows crosses 0; `high` is doubled until it has, since the noncentral t fails far above."""
    while lacking(high) < 0:
        low, high = high, 2 * high
    return float(brentq(lacking, low, high, xtol=1e-12, rtol=1e-12))


def cluster_design_effect(size: ArrayLike, icc: ArrayLike) -> Floats:
    """Design effect of samples that are drawn in whole clusters; 1 where their members are no more alike than others.

    Parameters
    ----------
    size
        Mean respondents of a cluster.
    icc
        Intraclass correlation ICC(1); below 0 it counts as 0.

    Notes
    -----
    1 + (m − 1) ICC(1) [kish1965], ch. 5. Oracle: by hand.

    Examples
    --------
    >>> print(cluster_design_effect(size=[550, 1], icc=[0.01, 0.3]).round(2))
    [6.49 1.  ]
    """
    return 1 + (np.asarray(size, dtype=float) - 1) * np.maximum(np.asarray(icc, dtype=float), 0)
