"""Intervals of effect sizes by inverting noncentral distributions (Steiger, J. H., 2004, Beyond the F test)."""

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

    Arrays that broadcast. Oracle: ``effectsize::cohens_d``, which inverts R's ``pt``.
    """
    tail = (1 - confidence) / 2
    observed, freedom = np.asarray(t, dtype=float), np.asarray(df, dtype=float)
    observed = np.where(abs(observed) <= LARGEST_T, observed, np.nan)
    low, high = (np.asarray(nctdtrinc(freedom, p, observed), dtype=float) for p in (1 - tail, tail))
    return low, high


def f_limits(f: float, df1: float, df2: float, confidence: float) -> tuple[float, float]:
    """Limits of the noncentrality of an F distribution that was observed at f. Oracle: ``uniroot`` on R's ``pf``."""
    return _limits(lambda nc: float(ncfdtr(df1, df2, nc, f)), f * df1, confidence)


def chi2_limits(chi2: float, df: float, confidence: float) -> tuple[float, float]:
    """Limits of the noncentrality of a χ² distribution that was observed at chi2. Oracle: ``effectsize::cramers_v``."""
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
