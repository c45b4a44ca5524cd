"""Reliability of a scale from the covariance of its items: alpha with its interval, omega, statistics of items."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtri

from competing_values.errors import NotEstimableError
from competing_values.statistics.one_factor import one_factor

Floats = NDArray[np.float64]

#: Eigenvalues and variances of sums are rounding below this share of the largest eigenvalue, or of the variances.
ROUNDING = 1e-9


class Items(NamedTuple):
    """Each item's correlation with the sum of the others, and alpha without it."""

    item_rest_r: Floats
    alpha_if_dropped: Floats


def alpha(covariance: ArrayLike) -> float:
    """Cronbach's alpha.

    Parameters
    ----------
    covariance
        Array (k, k) of the items, pairwise complete.

    Raises
    ------
    NotEstimableError
        If there is one item, a covariance is missing or not positive semi-definite, or nothing varies.

    Notes
    -----
    k/(k − 1) · (1 − Σ variances/variance of the sum) [cronbach1951]. Oracle: ``psych::alpha``.

    Examples
    --------
    Two items that correlate by 1/2: 2 · (1 − 2/3).

    >>> round(alpha([[1, 0.5], [0.5, 1]]), 4)
    0.6667
    """
    matrix = _checked(covariance)
    k, total = len(matrix), matrix.sum()
    if total <= ROUNDING * np.trace(matrix):
        raise NotEstimableError("the sum of the items does not vary")
    return float(k / (k - 1) * (1 - np.trace(matrix) / total))


def feldt_interval(alpha: float, n: int, items: int, confidence: float) -> tuple[float, float]:
    """Feldt's interval of alpha.

    Parameters
    ----------
    alpha
        As `alpha` gives it.
    n, items
        Respondents, the fewest behind any pair of items; items of the scale.
    confidence
        Coverage.

    Raises
    ------
    NotEstimableError
        If n < 2.

    Notes
    -----
    (1 − alpha)/(1 − true alpha) is F on n − 1 and (n − 1)(k − 1) degrees of freedom [feldt1987]. Oracle:
    ``psych::alpha.ci``.

    Examples
    --------
    The 0.975 quantile of F on 10 and 10 degrees of freedom is 3.717: 1 − 0.2 · 3.717 and 1 − 0.2/3.717.

    >>> low, high = feldt_interval(alpha=0.8, n=11, items=2, confidence=0.95)
    >>> print(round(low, 3), round(high, 3))
    0.257 0.946
    """
    if n < 2:
        raise NotEstimableError("fewer than two respondents")
    df1, df2 = n - 1, (n - 1) * (items - 1)
    low, high = (1 - (1 - alpha) * fdtri(df1, df2, (1 + side * confidence) / 2) for side in (1, -1))
    return float(low), float(high)


def omega_total(covariance: ArrayLike) -> float:
    """McDonald's omega total of one factor.

    Parameters
    ----------
    covariance
        Array (k, k) of at least three items, pairwise complete.

    Raises
    ------
    NotEstimableError
        If there are fewer than three items, an item does not vary, or the correlations are not positive definite.

    Notes
    -----
    1 − Σψ/ΣR, with R the correlations and ψ the uniquenesses of one factor [mcdonald1999], ch. 6. Oracle:
    ``psych::omega(R, nfactors = 1, fm = "ml", flip = FALSE)``.

    Examples
    --------
    Loadings of 0.8, 0.7 and 0.6: 2.1²/(2.1² + 0.36 + 0.51 + 0.64).

    >>> round(omega_total([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]]), 4)
    0.7449
    """
    correlations = correlations_of(covariance)
    return float(1 - one_factor(correlations).uniquenesses.sum() / correlations.sum())


def correlations_of(covariance: ArrayLike) -> Floats:
    """Correlations of items from their covariance.

    Parameters
    ----------
    covariance
        Array (k, k) of the items, pairwise complete.

    Raises
    ------
    NotEstimableError
        As `alpha`; and if an item does not vary.

    Notes
    -----
    Oracle: R's ``cov2cor``.

    Examples
    --------
    Variances of 4 and 9, and a covariance of 3: 3/(2 · 3).

    >>> print(correlations_of([[4, 3], [3, 9]])[0, 1])
    0.5
    """
    matrix = _checked(covariance)
    scale = np.sqrt(np.diag(matrix))
    if (scale <= 0).any():
        raise NotEstimableError("an item does not vary")
    return matrix / np.outer(scale, scale)


def mean_inter_item_r(covariance: ArrayLike) -> float:
    """Mean correlation between items.

    Raises
    ------
    NotEstimableError
        As `alpha`; and if an item does not vary.

    Notes
    -----
    [clark1995]. Oracle: ``psych::alpha``, ``average_r``.

    Examples
    --------
    Correlations of 0.1, 0.3 and 0.5.

    >>> round(mean_inter_item_r([[1, 0.1, 0.3], [0.1, 1, 0.5], [0.3, 0.5, 1]]), 4)
    0.3
    """
    correlations = correlations_of(covariance)
    return float(correlations[np.triu_indices(len(correlations), 1)].mean())


def item_statistics(covariance: ArrayLike) -> Items:
    """How each item goes with the others.

    Parameters
    ----------
    covariance
        Array (k, k) of the items, pairwise complete.

    Returns
    -------
    Items
        Two arrays (k). Alpha without an item is missing for a scale of two; the correlation of an item that does not
        vary, or whose rest does not, is missing.

    Raises
    ------
    NotEstimableError
        As `alpha`.

    Notes
    -----
    Corrected item–total correlations [nunnally1978], ch. 8. Oracle: ``psych::alpha``, ``r.drop`` and ``alpha.drop``.

    Examples
    --------
    Each of three items has a covariance of 1 with the sum of the others, whose variance is 3; without it, two items
    that correlate by 1/2 remain.

    >>> found = item_statistics([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]])
    >>> print(found.item_rest_r.round(4), found.alpha_if_dropped.round(4))
    [0.5774 0.5774 0.5774] [0.6667 0.6667 0.6667]
    """
    matrix = _checked(covariance)
    variances, with_sum = np.diag(matrix), matrix.sum(axis=0)
    rest_variance = matrix.sum() - 2 * with_sum + variances
    varies = (variances > 0) & (rest_variance > ROUNDING * np.trace(matrix))
    scale = np.sqrt(np.where(varies, variances * rest_variance, np.nan))
    return Items(
        (with_sum - variances) / scale, np.array([_alpha_without(matrix, item) for item in range(len(matrix))])
    )


def _alpha_without(matrix: Floats, item: int) -> float:
    others = np.delete(np.delete(matrix, item, axis=0), item, axis=1)
    try:
        return alpha(others)
    except NotEstimableError:
        return np.nan


def _checked(covariance: ArrayLike) -> Floats:
    matrix = np.asarray(covariance, dtype=float)
    if len(matrix) < 2:
        raise NotEstimableError("a scale needs two items")
    if np.isnan(matrix).any():
        raise NotEstimableError("some items were not answered by two respondents together")
    values = np.linalg.eigvalsh(matrix)
    if values[0] < -ROUNDING * abs(values).max():
        raise NotEstimableError("the pairwise covariance is not positive semi-definite")
    return matrix
