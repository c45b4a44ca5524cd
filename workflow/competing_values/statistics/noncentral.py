"""Limits of noncentralities by inverting noncentral distributions: what intervals of effect sizes rest on."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import betainc, chndtr, gammaln, ncfdtr, nctdtrinc, xlogy

Floats = NDArray[np.float64]

#: Beyond it the noncentral t is inverted for minutes, and differences vary by little more than rounding.
LARGEST_T = 1e5
#: An unexplained share below this is the rounding of sums.
PERFECT = 1e-9


def t_limits(t: ArrayLike, df: ArrayLike, confidence: float) -> tuple[Floats, Floats]:
    """Limits of the noncentrality of a t distribution that was observed at t; NaN beyond `LARGEST_T`.

    Parameters
    ----------
    t, df
        Statistic and degrees of freedom; shapes that broadcast.
    confidence
        Coverage, between 0 and 1.

    Notes
    -----
    Noncentralities under which t is the upper and the lower (1 − confidence)/2 quantile [steiger2004]. Oracle:
    ``effectsize::cohens_d``, which inverts R's ``pt``.

    Examples
    --------
    P(t ≤ 0) is Φ(−noncentrality), whatever the degrees of freedom.

    >>> low, high = t_limits(t=0, df=[3, 300], confidence=0.95)
    >>> print(low.round(4), high.round(4))
    [-1.96 -1.96] [1.96 1.96]
    """
    tail = (1 - confidence) / 2
    observed, freedom = np.asarray(t, dtype=float), np.asarray(df, dtype=float)
    observed = np.where(abs(observed) <= LARGEST_T, observed, np.nan)
    low, high = (np.asarray(nctdtrinc(freedom, p, observed), dtype=float) for p in (1 - tail, tail))
    return low, high


def f_limits(f: float, df1: float, df2: float, confidence: float) -> tuple[float, float]:
    """Limits of the noncentrality of an F distribution that was observed at f.

    Notes
    -----
    As `t_limits` [steiger2004]; a limit is 0 where F is below that quantile of the central distribution. Oracle:
    ``uniroot`` on R's ``pf``.

    Examples
    --------
    F on one degree of freedom is t², so the limits are the squares of those of t.

    >>> limits = f_limits(f=100, df1=1, df2=20, confidence=0.95)
    >>> np.allclose(np.sqrt(limits), t_limits(t=10, df=20, confidence=0.95))
    True
    """
    return _limits(lambda nc: float(ncfdtr(df1, df2, nc, f)), f * df1, confidence)


def chi2_limits(chi2: float, df: float, confidence: float) -> tuple[float, float]:
    """Limits of the noncentrality of a χ² distribution that was observed at chi2.

    Notes
    -----
    As `f_limits` [steiger2004]. Oracle: ``effectsize::cramers_v``.

    Examples
    --------
    χ² on one degree of freedom is a squared normal: (10 ± 1.96)².

    >>> print(np.sqrt(chi2_limits(chi2=100, df=1, confidence=0.95)).round(4))
    [ 8.04 11.96]
    """
    return _limits(lambda nc: float(chndtr(chi2, df, nc)), chi2, confidence)


def r_squared_limits(r_squared: float, n: int, k: int, confidence: float) -> tuple[float, float]:
    """Limits of the share of variance that k predictors explain, where predictors are drawn with the outcome.

    Parameters
    ----------
    r_squared
        Observed R².
    n, k
        Respondents and predictors.
    confidence
        Coverage, between 0 and 1.

    Notes
    -----
    Population values under which R² is the upper and the lower (1 − confidence)/2 quantile, of a multivariate normal
    [fisher1928]: given the predictors R² is beta with noncentrality, which is itself a multiple of χ² on n − 1 degrees
    of freedom, so that the number of additional halves of degrees of freedom has a negative binomial distribution. A
    limit is 0 where R² is below that quantile of no relation. Oracle: the same by ``integrate`` over R's ``pf``.

    Examples
    --------
    One predictor: the squares of the limits of a correlation, which Fisher's z approximates by tanh(z ± 1.96/√97).

    >>> limits = r_squared_limits(0.25, n=100, k=1, confidence=0.95)
    >>> fisher = np.tanh(np.arctanh(0.5) + np.array([-1.96, 1.96]) / np.sqrt(97)) ** 2
    >>> print(np.round(limits, 2), fisher.round(2))
    [0.11 0.4 ] [0.11 0.4 ]
    """
    tail, free = (1 - confidence) / 2, n - 1

    def cdf(rho: float) -> float:
        """Probability of no more than `r_squared` under a population value."""
        centre, spread = free / 2 * rho / (1 - rho), np.sqrt(free / 2 * rho) / (1 - rho)
        halves = np.arange(max(0.0, np.floor(centre - 9 * spread)), centre + 15 * spread + 1, max(1, spread // 30))
        weights = gammaln(halves + free / 2) - gammaln(halves + 1) + xlogy(halves, rho)
        weights = np.exp(weights - weights.max())
        return float(weights @ betainc(k / 2 + halves, (free - k) / 2, r_squared) / weights.sum())

    def limit(probability: float) -> float:
        upper = (1 + r_squared) / 2
        if 1 - r_squared < PERFECT:
            return 1.0
        if cdf(0.0) <= probability:
            return 0.0
        while cdf(upper) > probability:
            upper = (1 + upper) / 2
        return float(brentq(lambda rho: cdf(rho) - probability, 0, upper, xtol=1e-10))

    return limit(1 - tail), limit(tail)


def _limits(cdf: Callable[[float], float], scale: float, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    return _root(cdf, 1 - tail, scale), _root(cdf, tail, scale)


def _root(cdf: Callable[[float], float], probability: float, scale: float) -> float:
    """Noncentrality at which the distribution function has a value; 0 where it is below it already."""
    if cdf(0) <= probability:
        return 0.0
    upper = 2 * scale + 10
    while cdf(upper) > probability:
        upper *= 2
    return float(brentq(lambda nc: cdf(nc) - probability, 0, upper, xtol=1e-10, rtol=1e-12))
