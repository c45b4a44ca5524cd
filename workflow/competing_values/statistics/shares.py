"""Shares and their intervals."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


def effective_n(w: ArrayLike, w2: ArrayLike) -> Floats:
    """Effective number of respondents, (Σw)²/Σw²; 0 where nobody answered or nobody has weight.

    Parameters
    ----------
    w, w2
        Σw and Σw² over those who answered; shapes that broadcast.

    Notes
    -----
    Kish, L. (1965), Survey Sampling, ch. 11. Oracle: the same quotient in R, over raked weights.
    """
    w, w2 = np.asarray(w, dtype=float), np.asarray(w2, dtype=float)
    return np.where(w2 > 0, w**2, 0) / np.where(w2 > 0, w2, 1)


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
    (np + z²/2 ± z √(np(1 − p) + z²/4)) / (n + z²). Wilson, E. B. (1927), Probable inference, the law of succession,
    and statistical inference. Oracle: ``prop.test(correct = FALSE)``.
    """
    p, n = np.asarray(share, dtype=float), np.asarray(effective_n, dtype=float)
    n = np.where(n > 0, n, np.nan)
    z = ndtri((1 + confidence) / 2)
    centre, half = n * p + z**2 / 2, z * np.sqrt(n * p * (1 - p) + z**2 / 4)
    return np.clip((centre - half) / (n + z**2), 0, 1), np.clip((centre + half) / (n + z**2), 0, 1)
