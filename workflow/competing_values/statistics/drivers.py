"""How far several scores explain an outcome, and how much each of them does: least squares, relative weights."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from competing_values.errors import NotEstimableError

Floats = NDArray[np.float64]


class Drivers(NamedTuple):
    """Regression coefficients with intervals, relative weights (shares of R²), and R²."""

    coefficient: Floats
    ci_low: Floats
    ci_high: Floats
    relative_weight: Floats
    r_squared: float


def drivers(n: int, covariance: ArrayLike, confidence: float) -> Drivers:
    """Least squares of an outcome on predictors, from complete cases.

    Parameters
    ----------
    n
        Respondents with all variables.
    covariance
        Array (k + 1, k + 1), with n − 1; the outcome is last.
    confidence
        Coverage of the intervals.

    Returns
    -------
    Drivers
        Arrays (k), coefficients in units of the outcome a unit of the predictor; relative weights are missing where
        R² is 0.

    Raises
    ------
    NotEstimableError
        If n is too small, the outcome does not vary, or the predictors are collinear.

    Notes
    -----
    Relative weights are the shares of R² that each predictor has by way of the orthogonal variables nearest to all of
    them [johnson2000]. Oracles: ``lm``, and base R for the weights.

    Examples
    --------
    Uncorrelated predictors: each has the square of its correlation, 0.36 and 0.09 of R² = 0.45.

    >>> found = drivers(100, [[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]], confidence=0.95)
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
    if values[0] < 1e-9:
        raise NotEstimableError("the predictors are collinear")
    inverse = (vectors / values) @ vectors.T
    standardised = inverse @ with_outcome
    r_squared = float(with_outcome @ standardised)
    error = max(1 - r_squared, 0) / (n - k - 1)
    half = stdtrit(n - k - 1, (1 + confidence) / 2) * np.sqrt(np.diag(inverse) * error) * scale[k] / scale[:k]
    coefficient = standardised * scale[k] / scale[:k]
    root = (vectors * np.sqrt(values)) @ vectors.T
    weights = root**2 @ (np.linalg.solve(root, with_outcome)) ** 2
    shares = weights / weights.sum() if weights.sum() > 0 else np.full(k, np.nan)
    return Drivers(coefficient, coefficient - half, coefficient + half, shares, r_squared)
