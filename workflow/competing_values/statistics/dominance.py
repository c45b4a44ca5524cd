"""How certain it is which of several items is the highest, or the lowest."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtri, ndtr, ndtri, stdtr

from competing_values.errors import NotEstimableError

Floats = NDArray[np.float64]

#: Variances below this share of the largest, and differences below it, are rounding.
ROUNDING = 1e-7
#: Points that integrate the density.
POINTS = 4096
#: A probability below this is 0 in four decimals, one above 1 − this is 1.
NEGLIGIBLE = 2.5e-5


def extreme_probability(
    means: ArrayLike,
    covariance: ArrayLike,
    df: float,
    highest: bool = True,
    *,
    items: Sequence[int] | None = None,
    seed: int,
) -> Floats:
    """Probability of each item that no other is higher (or lower), given the means and their sampling error.

    Parameters
    ----------
    means
        Array (k), in any unit.
    covariance
        Array (k, k), covariance of the means; it may be singular, as that of points that share a total.
    df
        Degrees of freedom of the covariance: respondents less 1.
    highest
        Whether the extreme is the highest, rather than the lowest.
    items
        Positions of the items asked for; none: all.
    seed
        Of the quasi-random points that integrate the density.

    Returns
    -------
    Array (items), rounded to four decimals. Items that are surely equal count as the extreme together.

    Raises
    ------
    NotEstimableError
        If a mean or covariance is missing, or the covariance is not positive semi-definite.

    Notes
    -----
    Probability by the multivariate t distribution about the means that all k − 1 differences of an item to the others
    are positive [genz1999]. A difference without variance is decided by its sign. Oracle: the closed form
    T(difference/se) for two items, and simulation.

    Examples
    --------
    Two means that differ by as much as the standard error of their difference: T₁₀(1) and T₁₀(−1); of many, Φ(1).

    >>> print(extreme_probability([1, 0], [[0.5, 0], [0, 0.5]], df=10, seed=1))
    [0.8296 0.1704]
    >>> print(extreme_probability([1, 0], [[0.5, 0], [0, 0.5]], df=1e9, seed=1))
    [0.8413 0.1587]
    """
    centre = np.asarray(means, dtype=float) * (1 if highest else -1)
    sigma = _semidefinite(np.asarray(covariance, dtype=float))
    if np.isnan(centre).any() or not df > 0:
        raise NotEstimableError("a mean is missing, or has no degrees of freedom")
    unit, everyone = np.eye(len(centre)), np.arange(len(centre))
    contrasts = (unit[item] - unit[everyone != item] for item in (everyone if items is None else items))
    return np.array([_all_positive(c @ centre, c @ sigma @ c.T, df, seed) for c in contrasts]).round(4)


def _semidefinite(covariance: Floats) -> Floats:
    """The covariance without negative eigenvalues that are mere rounding."""
    if np.isnan(covariance).any():
        raise NotEstimableError("a variance or covariance of the means is missing: too few answers")
    values, vectors = np.linalg.eigh(covariance)
    if values[0] < -ROUNDING * abs(values).max():
        raise NotEstimableError("the covariance of the means is not positive semi-definite")
    return (vectors * values.clip(0)) @ vectors.T


def _all_positive(mean: Floats, covariance: Floats, df: float, seed: int) -> float:
    """Probability that no component of a multivariate t vector is negative."""
    variance = covariance.diagonal()
    varies = variance > ROUNDING * variance.max(initial=0)
    if (mean[~varies] < -ROUNDING).any():
        return 0.0
    if not varies.any():
        return 1.0
    scale = np.sqrt(variance[varies])
    bounds = mean[varies] / scale
    single = stdtr(df, bounds)
    if len(bounds) == 1:
        return float(single[0])
    if single.min() < NEGLIGIBLE or (1 - single).sum() < NEGLIGIBLE:  # Fréchet's bounds decide the four decimals
        return float(single.min() >= NEGLIGIBLE)
    order = np.argsort(single)
    correlations = (covariance[np.ix_(varies, varies)] / np.outer(scale, scale))[np.ix_(order, order)]
    return _below(bounds[order], correlations, df, seed)


def _below(bounds: Floats, correlations: Floats, df: float, seed: int) -> float:
    """Probability that a multivariate t vector lies below some bounds in all components.

    Genz and Bretz's transformation to the unit cube: a common radius, then each component given those before.
    """
    root, points = _cholesky(correlations), _points(len(bounds) - 1, seed)
    scaled = np.outer(bounds, _radii(df))
    drawn = np.empty((len(bounds) - 1, POINTS))
    chance = ndtr(scaled[0] / root[0, 0])
    whole = chance.copy()
    for k in range(1, len(bounds)):
        drawn[k - 1] = ndtri(np.clip(points[k - 1] * chance, 1e-300, 1 - 1e-16))
        chance = ndtr((scaled[k] - root[k, :k] @ drawn[:k]) / root[k, k])
        whole *= chance
    return float(whole.mean())


def _cholesky(correlations: Floats) -> Floats:
    """Lower triangular root; a component that follows from those before it keeps a trace of its own variance."""
    return np.asarray(np.linalg.cholesky(correlations + ROUNDING * np.eye(len(correlations))))


@lru_cache(maxsize=256)
def _radii(df: float) -> Floats:
    """χ/√df at equally likely points."""
    return np.sqrt(chdtri(df, 1 - (np.arange(POINTS) + 0.5) / POINTS) / df)


@lru_cache(maxsize=8)
def _points(dimensions: int, seed: int) -> Floats:
    """Points that fill the unit cube evenly beside the order of the radii: Kronecker's sequence, shifted by the seed.

    Its steps are powers of the root of x^(d + 1) = x + 1, the golden section of d dimensions.
    """
    root = 2.0
    for _ in range(60):
        root = (1 + root) ** (1 / (dimensions + 1))
    steps = root ** -np.arange(1.0, dimensions + 1)
    shift = np.random.default_rng(seed).random((dimensions, 1))
    found = (shift + np.outer(steps, np.arange(POINTS))) % 1
    return 1 - np.abs(2 * found - 1)  # folded, so that the integrand is periodic
