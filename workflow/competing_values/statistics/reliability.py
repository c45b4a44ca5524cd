"""Reliability of a scale, from the covariance of its items."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import fdtri

from competing_values.errors import NotEstimableError

Floats = NDArray[np.float64]

#: Eigenvalues and variances of sums are rounding below this share of the largest eigenvalue, or of the variances.
ROUNDING = 1e-9
LEAST_UNIQUENESS = 0.005


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
    k/(k − 1) · (1 − Σ variances/variance of the sum) (Cronbach, L. J., 1951). Oracle: ``psych::alpha``.
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
    (1 − alpha)/(1 − true alpha) is F on n − 1 and (n − 1)(k − 1) degrees of freedom (Feldt, L. S., Woodruff, D. J., &
    Salih, F. A., 1987). Oracle: ``psych::alpha.ci``.
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
    1 − Σψ/ΣR, with R the correlations and ψ the uniquenesses of one factor by maximum likelihood (McDonald, R. P.,
    1999, Test Theory, ch. 6; Jöreskog, K. G., 1967, for the likelihood concentrated on ψ). Written by hand: the
    import of statsmodels' `Factor` takes longer than all scales together. Oracle:
    ``psych::omega(R, nfactors = 1, fm = "ml", flip = FALSE)``.
    """
    correlations = _correlations(_checked(covariance))
    if len(correlations) < 3:
        raise NotEstimableError("a factor needs three items")
    if np.linalg.eigvalsh(correlations)[0] <= ROUNDING:
        raise NotEstimableError("the correlations are not positive definite: some items repeat others")
    start = np.clip(1 / np.diag(np.linalg.inv(correlations)), LEAST_UNIQUENESS, 1)
    fitted = minimize(
        _misfit,
        start,
        args=(correlations,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(LEAST_UNIQUENESS, 1)] * len(start),
        options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1000},
    )
    return float(1 - fitted.x.sum() / correlations.sum())


def _misfit(uniqueness: Floats, correlations: Floats) -> tuple[float, Floats]:
    """Likelihood misfit of one factor at given uniquenesses, and its gradient (Lawley & Maxwell 1971)."""
    scale = np.sqrt(uniqueness)
    values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
    rest = values[:-1]
    loadings = scale * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0))
    residual = np.diag(np.outer(loadings, loadings) + np.diag(uniqueness) - correlations)
    return float((rest - np.log(rest) - 1).sum()), residual / uniqueness**2


def mean_inter_item_r(covariance: ArrayLike) -> float:
    """Mean correlation between items.

    Raises
    ------
    NotEstimableError
        As `alpha`; and if an item does not vary.

    Notes
    -----
    Clark, L. A., & Watson, D. (1995), Constructing validity. Oracle: ``psych::alpha``, ``average_r``.
    """
    correlations = _correlations(_checked(covariance))
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
    Nunnally, J. C. (1978), Psychometric Theory, ch. 8. Oracle: ``psych::alpha``, ``r.drop`` and ``alpha.drop``.
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


def _correlations(matrix: Floats) -> Floats:
    scale = np.sqrt(np.diag(matrix))
    if (scale <= 0).any():
        raise NotEstimableError("an item does not vary")
    return matrix / np.outer(scale, scale)
