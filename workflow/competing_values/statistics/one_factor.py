"""One common factor of some items, by maximum likelihood: what omega and the congruence of loadings rest on."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize

from competing_values.errors import NotEstimableError

Floats = NDArray[np.float64]

#: Eigenvalues are rounding below this share of the largest.
ROUNDING = 1e-9
LEAST_UNIQUENESS = 0.005
#: Step of a correlation, or a uniqueness, by which derivatives are taken.
STEP = 1e-5


class OneFactor(NamedTuple):
    """Loadings of items on one factor, with a positive sum, and their uniquenesses."""

    loadings: Floats
    uniquenesses: Floats


def one_factor(correlations: ArrayLike) -> OneFactor:
    """One factor of some items.

    Parameters
    ----------
    correlations
        Array (k, k) of at least three items.

    Raises
    ------
    NotEstimableError
        If there are fewer than three items, or the correlations are not positive definite.

    Notes
    -----
    Maximum likelihood, concentrated on the uniquenesses [joreskog1967]. Written by hand: the import of statsmodels'
    `Factor` takes longer than all scales together. Oracle: ``psych::fa(nfactors = 1, fm = "ml")``.

    Examples
    --------
    Three correlations of one factor give its loadings exactly.

    >>> print(one_factor([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]]).loadings.round(4))
    [0.8 0.7 0.6]
    """
    matrix = np.asarray(correlations, dtype=float)
    if len(matrix) < 3:
        raise NotEstimableError("a factor needs three items")
    if np.linalg.eigvalsh(matrix)[0] <= ROUNDING:
        raise NotEstimableError("the correlations are not positive definite: some items repeat others")
    start = np.clip(1 / np.diag(np.linalg.inv(matrix)), LEAST_UNIQUENESS, 1)
    fitted = minimize(
        _misfit,
        start,
        args=(matrix,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(LEAST_UNIQUENESS, 1)] * len(start),
        options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 1000},
    )
    loadings = _loadings(fitted.x, *np.linalg.eigh(_scaled(matrix, fitted.x)))
    return OneFactor(loadings if loadings.sum() >= 0 else -loadings, fitted.x)


def slopes(correlations: ArrayLike, fitted: OneFactor) -> Floats:
    """Derivatives of the loadings by each correlation.

    Parameters
    ----------
    correlations
        As `one_factor` takes them.
    fitted
        What it gave for them.

    Returns
    -------
    Array pairs × loadings; pairs as `np.triu_indices(k, 1)` has them.

    Notes
    -----
    By the implicit function that the gradient is 0 at the uniquenesses, with derivatives by central differences. A
    uniqueness at its bound stays there. Oracle: the fit to correlations that differ a little.

    Examples
    --------
    λ₁² = r₁₂ r₁₃/r₂₃, so that its derivative by r₁₂ is λ₁/(2 r₁₂): 0.8/1.12.

    >>> r = [[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]]
    >>> print(slopes(r, one_factor(r))[0, 0].round(4))
    0.7143
    """
    matrix, uniqueness = np.asarray(correlations, dtype=float), fitted.uniquenesses
    k = len(uniqueness)
    free = uniqueness > LEAST_UNIQUENESS * (1 + ROUNDING)
    by_uniqueness = np.array([_difference(uniqueness, matrix, step, 0 * matrix) for step in STEP * np.eye(k)])
    moves = [STEP * (np.outer(one, other) + np.outer(other, one)) for one, other in _pairs(k)]
    by_correlation = np.array([_difference(uniqueness, matrix, 0 * uniqueness, move) for move in moves])
    (gradient, loadings), (gradient_r, loadings_r) = (np.moveaxis(d, 1, 0) for d in (by_uniqueness, by_correlation))
    moved = np.zeros((len(moves), k))
    moved[:, free] = -np.linalg.solve(gradient[np.ix_(free, free)].T, gradient_r[:, free].T).T
    return loadings_r + moved @ loadings


def _pairs(k: int) -> list[tuple[Floats, Floats]]:
    unit = np.eye(k)
    return [(unit[i], unit[j]) for i, j in zip(*np.triu_indices(k, 1), strict=True)]


def _difference(uniqueness: Floats, correlations: Floats, step: Floats, move: Floats) -> Floats:
    """Central differences of gradient and loadings: 2 × k."""
    ends = [_state(uniqueness + side * step, correlations + side * move) for side in (1, -1)]
    return np.asarray((ends[0] - ends[1]) / (2 * STEP))


def _state(uniqueness: Floats, correlations: Floats) -> Floats:
    """Gradient of the misfit, and loadings of a positive sum."""
    loadings = _loadings(uniqueness, *np.linalg.eigh(_scaled(correlations, uniqueness)))
    return np.array([_misfit(uniqueness, correlations)[1], loadings if loadings.sum() >= 0 else -loadings])


def _scaled(correlations: Floats, uniqueness: Floats) -> Floats:
    scale = np.sqrt(uniqueness)
    return np.asarray(correlations / np.outer(scale, scale))


def _loadings(uniqueness: Floats, values: Floats, vectors: Floats) -> Floats:
    return np.asarray(np.sqrt(uniqueness) * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0)))


def _misfit(uniqueness: Floats, correlations: Floats) -> tuple[float, Floats]:
    """Likelihood misfit of one factor at given uniquenesses, and its gradient [lawley1971]."""
    values, vectors = np.linalg.eigh(_scaled(correlations, uniqueness))
    rest = values[:-1]
    loadings = _loadings(uniqueness, values, vectors)
    residual = np.diag(np.outer(loadings, loadings) + np.diag(uniqueness) - correlations)
    return float((rest - np.log(rest) - 1).sum()), residual / uniqueness**2
