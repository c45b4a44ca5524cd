"""Adjustment of p values for the number of tests in a family."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import false_discovery_control


def adjusted(p: ArrayLike, method: str) -> NDArray[np.float64]:
    """Adjusted p values of one family.

    Parameters
    ----------
    p
        Array (k); missing values stay missing and do not count.
    method
        ``holm`` (family-wise error) or ``bh`` (false discovery rate).

    Returns
    -------
    Array (k), each at least as large as its p.

    Notes
    -----
    Holm's step-down [holm1979] and Benjamini and Hochberg's step-up [benjamini1995] procedure. Oracle: ``p.adjust``.

    Examples
    --------
    Holm: 3 · 0.01, 2 · 0.02, 1 · 0.03, none below the one before. Benjamini and Hochberg: 3/1 · 0.01, 3/2 · 0.02,
    3/3 · 0.03.

    >>> print(adjusted([0.01, 0.02, 0.03], "holm").round(4), adjusted([0.01, 0.02, 0.03], "bh").round(4))
    [0.03 0.04 0.04] [0.03 0.03 0.03]
    """
    values = np.asarray(p, dtype=float)
    present = ~np.isnan(values)
    result = np.full(values.shape, np.nan)
    if present.any():
        result[present] = _holm(values[present]) if method == "holm" else false_discovery_control(values[present])
    return result


def _holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    order = np.argsort(p)
    factors = np.arange(len(p), 0, -1)
    stepwise = np.minimum(1, np.maximum.accumulate(p[order] * factors))
    return stepwise[np.argsort(order)]
