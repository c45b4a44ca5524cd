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
    Holm, S. (1979), A simple sequentially rejective multiple test procedure; Benjamini, Y., & Hochberg, Y. (1995),
    Controlling the false discovery rate. Oracle: ``p.adjust``.
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
