"""How certain it is which of several items is the highest, or the lowest."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from competing_values.errors import NotEstimableError

Floats = NDArray[np.float64]

#: Variances below this share of the largest, and differences below it, are rounding.
ROUNDING = 1e-7
MAX_POINTS = 100_000
#: A probability below this is 0 in four decimals, one above 1 − this is 1.
NEGLIGIBLE = 2.5e-5


def extreme_probability(
    means: ArrayLike, covariance: ArrayLike, highest: bool = True, *, items: Sequence[int] | None = None, seed: int
) -> Floats:
    """Probability of each item that no other is higher (or lower), given the means and their sampling error.

    Parameters
    ----------
    means
        Array (k), in any unit.
    covariance
        Array (k, k), covariance of the means; it may be singular, as that of points that share a total.
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
    Normal probability that all k − 1 differences of an item to the others are positive [genz1992]. A difference
    without variance is decided by its sign. Oracle: the closed form Φ(difference/se) for two items, and simulation.

    Examples
    --------
    Two means that differ by as much as the standard error of their difference: Φ(1) and Φ(−1).

    >>> print(extreme_probability([1, 0], [[0.5, 0], [0, 0.5]], seed=1))
    [0.8413 0.1587]
    """
    centre = np.asarray(means, dtype=float) * (1 if highest else -1)
    sigma = _semidefinite(np.asarray(covariance, dtype=float))
    if np.isnan(centre).any():
        raise NotEstimableError("a mean is missing")
    unit, everyone = np.eye(len(centre)), np.arange(len(centre))
    contrasts = (unit[item] - unit[everyone != item] for item in (everyone if items is None else items))
    return np.array([_all_positive(c @ centre, c @ sigma @ c.T, seed) for c in contrasts]).round(4)


def _semidefinite(covariance: Floats) -> Floats:
    """The covariance without negative eigenvalues that are mere rounding."""
    if np.isnan(covariance).any():
        raise NotEstimableError("a variance or covariance of the means is missing: too few answers")
    values, vectors = np.linalg.eigh(covariance)
    if values[0] < -ROUNDING * abs(values).max():
        raise NotEstimableError("the covariance of the means is not positive semi-definite")
    return (vectors * values.clip(0)) @ vectors.T


def _all_positive(mean: Floats, covariance: Floats, seed: int) -> float:
    """Probability that no component of a normal vector is negative."""
    variance = covariance.diagonal()
    varies = variance > ROUNDING * variance.max(initial=0)
    if (mean[~varies] < -ROUNDING).any():
        return 0.0
    if not varies.any():
        return 1.0
    single = ndtr(mean[varies] / np.sqrt(variance[varies]))
    if single.min() < NEGLIGIBLE or (1 - single).sum() < NEGLIGIBLE:  # Fréchet's bounds decide the four decimals
        return float(single.min() >= NEGLIGIBLE)
    probability = multivariate_normal.cdf(
        mean[varies],
        cov=covariance[np.ix_(varies, varies)],
        allow_singular=True,
        maxpts=MAX_POINTS,
        rng=np.random.default_rng(seed),
    )
    return float(probability)
