"""Limits of noncentralities by inverting noncentral distributions: what intervals of effect sizes rest on."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import chndtr, ncfdtr, nctdtrinc

Floats = NDArray[np.float64]

#: Beyond it the noncentral t is inverted for minutes, and differences vary by little more than rounding.
LARGEST_T = 1e5


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
