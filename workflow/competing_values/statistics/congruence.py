"""Whether items measure the same in two groups: Tucker's congruence of loadings, and how many respondents it needs."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtri

from competing_values.errors import NotEstimableError
from competing_values.statistics.one_factor import one_factor, slopes

Floats = NDArray[np.float64]

#: From this congruence on, factors are taken as equal [lorenzo2006].
EQUAL = 0.95
#: With fewer respondents, errors are no longer those of large samples.
LEAST = 50
#: Level at which large samples are planned, so that small ones, whose errors are larger, keep 95 % (simulated).
LEVEL = 0.99


def tucker_phi(a: ArrayLike, b: ArrayLike) -> float:
    """Tucker's congruence of two factors.

    Parameters
    ----------
    a, b
        Arrays (k) of loadings of the same items.

    Raises
    ------
    NotEstimableError
        If all loadings of a factor are 0.

    Notes
    -----
    Σab/√(Σa² Σb²) [tucker1951]; 0.95 and more is taken as equal, 0.85 to 0.94 as fair [lorenzo2006]. Oracle:
    ``psych::factor.congruence``.

    Examples
    --------
    Proportional loadings, and such that share nothing.

    >>> print(round(tucker_phi([0.8, 0.4], [0.4, 0.2]), 4), tucker_phi([1, 0], [0, 1]))
    1.0 0.0
    """
    first, second = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    size = np.sqrt((first @ first) * (second @ second))
    if size == 0:
        raise NotEstimableError("the items have no factor in common")
    return float(first @ second / size)


def respondents_needed(correlations: ArrayLike, phi: float = EQUAL) -> int:
    """Fewest respondents of a group whose congruence with the whole is hardly ever below `phi` by chance.

    Parameters
    ----------
    correlations
        Array (k, k) of the items in the whole.
    phi
        Congruence that is asked for, below 1.

    Returns
    -------
    n in whole tens, `LEAST` or more: of groups of that size in which the items measure the same, 95 % or more reach `phi`.

    Raises
    ------
    NotEstimableError
        As `one_factor.one_factor`; or if the items have no factor in common.

    Notes
    -----
    Where loadings are equal but for sampling errors e with the covariance Γ/n, 1 − φ is e′Pe/(2λ′λ) to the second
    order, with P = I − λλ′/λ′λ. Γ follows from the covariance of correlations of normal variables [olkin1976] and the
    derivatives of the loadings; the quadratic form is approximated by a multiple of χ² with its mean and variance
    [satterthwaite1946]. Oracle: a simulation, `tests/statistics/test_congruence.py`.

    Examples
    --------
    Weak items need many times the respondents that strong ones do.

    >>> strong, weak = (np.full((4, 4), r) + (1 - r) * np.eye(4) for r in (0.6, 0.15))
    >>> [respondents_needed(r) for r in (strong, weak)]
    [50, 590]
    """
    matrix = np.asarray(correlations, dtype=float)
    fitted = one_factor(matrix)
    loadings = fitted.loadings
    size = loadings @ loadings
    if size == 0:
        raise NotEstimableError("the items have no factor in common")
    by_correlation = slopes(matrix, fitted)
    errors = by_correlation.T @ _covariance_of_correlations(matrix) @ by_correlation
    across = errors - np.outer(loadings, loadings @ errors) / size
    mean, variance = np.trace(across) / (2 * size), np.trace(across @ across) / (2 * size**2)
    df = 2 * mean**2 / variance
    largest = mean / df * chdtri(df, 1 - LEVEL)
    return max(LEAST, 10 * int(np.ceil(largest / (1 - phi) / 10)))


def _covariance_of_correlations(r: Floats) -> Floats:
    """Covariance of correlations of normal variables, times n [olkin1976]."""
    i, j = np.triu_indices(len(r), 1)
    ij = r[i, j]
    ik, il, jk, jl = (r[np.ix_(a, b)] for a, b in ((i, i), (i, j), (j, i), (j, j)))
    first, second = ij[:, None], ij[None, :]
    return np.asarray(
        first * second * (ik**2 + il**2 + jk**2 + jl**2) / 2
        + ik * jl
        + il * jk
        - first * (ik * il + jk * jl)
        - second * (ik * jk + il * jl)
    )
