"""Shares of answers, and their intervals."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

from competing_values.statistics.weights import effective_n

Floats = NDArray[np.float64]


def effective_n_of_share(given: ArrayLike, given2: ArrayLike, w: ArrayLike, w2: ArrayLike, rows: ArrayLike) -> Floats:
    """Number of respondents without weights whose share would be known as well as a weighted one.

    Parameters
    ----------
    given, given2
        Σw and Σw² over those who gave the answer.
    w, w2
        Σw and Σw² over all who answered.
    rows
        Rows of the whole source, answered or not. Shapes broadcast.

    Returns
    -------
    Array; 0 where nobody answered. Where nobody, or everybody, gave the answer, it is Kish's effective n.

    Notes
    -----
    n = p(1 − p)/v with v the linearised variance N/(N − 1) Σw²(y − p)²/(Σw)², y being 1 for those who gave the answer:
    weights cost an answer less, or more, than the mean of all [korn1998]. Oracle: ``svyciprop(method = "beta")``, which
    takes the same n.

    Examples
    --------
    Of three respondents with weights 1, 1 and 2 the last gave the answer: p = ½, Σw²(y − p)² = 6/4, v = 3/2 · 6/4/16.

    >>> print(effective_n_of_share(given=2, given2=4, w=4, w2=6, rows=3).round(4))
    1.7778
    """
    given, given2, w, w2, rows = (np.asarray(sums, dtype=float) for sums in (given, given2, w, w2, rows))
    total, several = np.where(w > 0, w, np.nan), np.where(rows > 1, rows, np.nan)
    p = given / total
    variance = several / (several - 1) * ((1 - p) ** 2 * given2 + p**2 * (w2 - given2)) / total**2
    of_share = p * (1 - p) / np.where(variance > 0, variance, np.nan)
    return np.where((p > 0) & (p < 1) & (variance > 0), of_share, effective_n(w, w2))


def effective_n_of_design(share: ArrayLike, variance: ArrayLike, df: ArrayLike, confidence: float) -> Floats:
    """Number of respondents drawn by themselves whose share would be known as well as one of a sampling design.

    Parameters
    ----------
    share, variance
        A share between 0 and 1, and its variance by the design.
    df
        Degrees of freedom of the variance: clusters less strata. Shapes broadcast.
    confidence
        Coverage of the interval that it is for.

    Returns
    -------
    Array; NaN without a variance.

    Notes
    -----
    n = p(1 − p)/v · (z/t)²: with few clusters the variance itself is known badly, and t on its degrees of freedom stands
    in the place of z [korn1998]. Oracle: ``svyciprop(method = "beta")``, which takes the same n.

    Examples
    --------
    Half of the respondents, with a standard error of 0.05: 100 of them by themselves, 87 where 19 degrees of freedom are.

    >>> print(effective_n_of_design(0.5, 0.0025, [1e9, 19], confidence=0.95).round(1))
    [100.   87.7]
    """
    p, v, df = (np.asarray(one, dtype=float) for one in (share, variance, df))
    level = (1 + confidence) / 2
    known = np.where((v > 0) & (df > 0), v, np.nan)
    return np.asarray(p * (1 - p) / known * (ndtri(level) / stdtrit(np.where(df > 0, df, np.nan), level)) ** 2)


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
