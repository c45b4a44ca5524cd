"""Shares of answers, and their intervals."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


def wilson(share: ArrayLike, effective_n: ArrayLike, confidence: float) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share, without continuity correction.

    Parameters
    ----------
    share
        Share of those who answered, between 0 and 1.
    effective_n
        Effective number of those who answered, need not be whole; shapes broadcast.
    confidence
        Coverage, between 0 and 1.

    Returns
    -------
    low, high
        Two arrays within [0, 1]; NaN where nobody answered.

    Notes
    -----
    (np + z²/2 ± z √(np(1 − p) + z²/4)) / (n + z²) [wilson1927]. Oracle: ``prop.test(correct = FALSE)``.

    Examples
    --------
    81 of 263, as in table I of [newcombe1998].

    >>> low, high = wilson(81 / 263, 263, confidence=0.95)
    >>> print(low.round(4), high.round(4))
    0.2553 0.3662
    """
    p, n = np.asarray(share, dtype=float), np.asarray(effective_n, dtype=float)
    n = np.where(n > 0, n, np.nan)
    z = ndtri((1 + confidence) / 2)
    centre, half = n * p + z**2 / 2, z * np.sqrt(n * p * (1 - p) + z**2 / 4)
    return np.clip((centre - half) / (n + z**2), 0, 1), np.clip((centre + half) / (n + z**2), 0, 1)
