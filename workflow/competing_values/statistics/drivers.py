"""How far several scores explain an outcome, and how much each of them does: least squares, relative weights."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.effects import holding
from competing_values.statistics.noncentral import r_squared_limits

Floats = NDArray[np.float64]

#: Samples of the bootstrap.
DRAWS = 1000
#: A correlation matrix whose smallest eigenvalue is below this is singular.
SINGULAR = 1e-9
#: Why there are no relative weights.
NO_RANKING = "R² may be 0: no ranking of what explains nothing"


class Drivers(NamedTuple):
    """R² with its interval; regression coefficients, and relative weights (shares of R²), with theirs."""

    r_squared: float
    r_squared_ci_low: float
    r_squared_ci_high: float
    coefficient: Floats
    ci_low: Floats
    ci_high: Floats
    relative_weight: Floats
    relative_weight_ci_low: Floats
    relative_weight_ci_high: Floats

    @property
    def is_ranked(self) -> bool:
        """Whether R² is surely above 0, so that there is something to share out."""
        return self.r_squared_ci_low > 0


def drivers(n: int, covariance: ArrayLike, confidence: float, *, seed: int) -> Drivers:
    """Least squares of an outcome on predictors, from complete cases.

    Parameters
    ----------
    n
        Respondents with all variables.
    covariance
        Array (k + 1, k + 1), with n − 1; the outcome is last.
    confidence
        Coverage of the intervals.
    seed
        Of the bootstrap.

    Returns
    -------
    Drivers
        Arrays (k), coefficients in units of the outcome a unit of the predictor. Relative weights are missing where the
        interval of R² holds 0: there is then nothing that is surely explained, and no ranking.

    Raises
    ------
    NotEstimableError
        If n is too small, the outcome does not vary, or the predictors are collinear.

    Notes
    -----
    Interval of R²: `noncentral.r_squared_limits`. Relative weights are the shares of R² that each predictor has by way
    of the orthogonal variables nearest to all of them [johnson2000]; their intervals are percentiles of a parametric
    bootstrap, covariances drawn from the Wishart distribution about this one. A weight is never below 0, so that an
    interval never holds a true weight of 0. Oracles: ``lm``, and base R for the weights.

    Examples
    --------
    Uncorrelated predictors: each has the square of its correlation, 0.36 and 0.09 of R² = 0.45.

    >>> found = drivers(100, [[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]], confidence=0.95, seed=1)
    >>> print(found.coefficient.round(4), found.relative_weight.round(4), round(found.r_squared, 4))
    [0.6 0.3] [0.8 0.2] 0.45
    """
    matrix = np.asarray(covariance, dtype=float)
    k = len(matrix) - 1
    if n <= k + 1:
        raise NotEstimableError(f"{n} respondents are too few for {k} predictors")
    scale = np.sqrt(np.diag(matrix))
    if np.isnan(matrix).any() or not (scale > 0).all():
        raise NotEstimableError("a variable is missing or does not vary")
    correlations = matrix / np.outer(scale, scale)
    predictors, with_outcome = correlations[:k, :k], correlations[:k, k]
    values, vectors = np.linalg.eigh(predictors)
    if values[0] < SINGULAR:
        raise NotEstimableError("the predictors are collinear")
    inverse = (vectors / values) @ vectors.T
    standardised = inverse @ with_outcome
    r_squared = min(1.0, float(with_outcome @ standardised))
    error = (1 - r_squared) / (n - k - 1)
    half = stdtrit(n - k - 1, (1 + confidence) / 2) * np.sqrt(np.diag(inverse) * error) * scale[k] / scale[:k]
    coefficient = standardised * scale[k] / scale[:k]
    limits = holding(r_squared, *r_squared_limits(r_squared, n, k, confidence))
    weights = _weights_with_interval(n, correlations, confidence, seed) if limits[0] > 0 else np.full((3, k), np.nan)
    explained = r_squared, float(limits[0]), float(limits[1])
    return Drivers(*explained, coefficient, coefficient - half, coefficient + half, *weights)


def _weights_with_interval(n: int, correlations: Floats, confidence: float, seed: int) -> tuple[Floats, Floats, Floats]:
    weights, draws = (_relative_weights(each) for each in (correlations, _wishart(n, correlations, seed)))
    low, high = np.quantile(draws, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return weights, *holding(weights, low, high)


def _relative_weights(correlations: Floats) -> Floats:
    """Shares of R² of matrices (..., k + 1, k + 1), the outcome last: (..., k)."""
    k = correlations.shape[-1] - 1
    values, vectors = np.linalg.eigh(correlations[..., :k, :k])
    turned = np.swapaxes(vectors, -1, -2)
    root = (vectors * np.sqrt(values.clip(0))[..., None, :]) @ turned
    to_nearest = np.linalg.solve(root, correlations[..., :k, k, None])
    weights = (root**2 @ to_nearest**2)[..., 0]
    return weights / weights.sum(axis=-1, keepdims=True)


def _wishart(n: int, correlations: Floats, seed: int) -> Floats:
    """Correlations of samples of n from a normal population that has these: by Bartlett's decomposition."""
    rng, size = np.random.default_rng(seed), len(correlations)
    values, vectors = np.linalg.eigh(correlations)
    factor = vectors * np.sqrt(values.clip(0))
    triangle = np.tril(rng.standard_normal((DRAWS, size, size)), -1)
    triangle[:, range(size), range(size)] = np.sqrt(rng.chisquare(n - 1 - np.arange(size), (DRAWS, size)))
    half = factor @ triangle
    products = half @ np.swapaxes(half, -1, -2)
    scale = np.sqrt(np.diagonal(products, axis1=-2, axis2=-1))
    return np.asarray(products / scale[:, :, None] / scale[:, None, :])
