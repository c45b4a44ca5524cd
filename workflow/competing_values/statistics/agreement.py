"""Whether a group's mean speaks for the group: intraclass correlations, rwg, average deviation."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc

from competing_values.errors import NotEstimableError

Floats = NDArray[np.float64]


class IntraclassCorrelation(NamedTuple):
    """ICC(1), ICC(2), and the F test of the groups."""

    icc1: float
    icc2: float
    f: float
    df1: float
    df2: float
    p: float


def icc(n: ArrayLike, means: ArrayLike, sds: ArrayLike) -> IntraclassCorrelation:
    """Intraclass correlations of a score in groups.

    Parameters
    ----------
    n, means, sds
        Arrays (g) of the groups; sd of a group of one may be missing. Groups without answers leave.

    Raises
    ------
    NotEstimableError
        If fewer than two groups remain, none has two respondents, or nothing varies.

    Notes
    -----
    From the one-way analysis of variance, with k = N/K respondents a group: ICC(1) = (MSB − MSW)/(MSB + (k − 1) MSW),
    ICC(2) = (MSB − MSW)/MSB [bliese2000]. Negative values stay. Oracles: ``multilevel::ICC1``, ``ICC2``.

    Examples
    --------
    Two groups of two: MSB = 2 · (1 + 1) = 4, MSW = 2.

    >>> found = icc(n=[2, 2], means=[1, 3], sds=np.sqrt([2, 2]))
    >>> print(found.f.round(4), found.icc1.round(4), found.icc2.round(4))
    2.0 0.3333 0.5
    """
    sizes, centres, spreads = (np.asarray(values, dtype=float) for values in (n, means, sds))
    sizes, centres, spreads = (values[sizes > 0] for values in (sizes, centres, spreads))
    total, groups = sizes.sum(), len(sizes)
    if groups < 2 or total <= groups:
        raise NotEstimableError("fewer than two groups, or no group with two respondents")
    within = ((sizes - 1) * np.where(sizes > 1, spreads, 0) ** 2).sum() / (total - groups)
    between = (sizes * (centres - sizes @ centres / total) ** 2).sum() / (groups - 1)
    if within <= 0 or between <= 0:
        raise NotEstimableError("nothing varies within groups, or between them")
    f, df1, df2 = between / within, groups - 1, total - groups
    icc1 = (between - within) / (between + (total / groups - 1) * within)
    return IntraclassCorrelation(icc1, (between - within) / between, f, df1, df2, float(fdtrc(df1, df2, f)))


def widening(icc1: ArrayLike, n: ArrayLike, groups: ArrayLike) -> Floats:
    """How many times as wide intervals ought to be where groups were drawn whole, and respondents taken as independent.

    Parameters
    ----------
    icc1, n, groups
        ICC(1) of a score, its respondents, and their groups; shapes broadcast.

    Notes
    -----
    √(1 + (m − 1) ICC(1)), m = n/groups [kish1965], ch. 5; a negative ICC counts as 0. Oracle: by hand.

    Examples
    --------
    Twenty groups of 550 that differ by an ICC of 0.01: intervals of 95 % then cover 57 %.

    >>> print(widening(icc1=0.01, n=11_000, groups=20).round(2))
    2.55
    """
    size = np.asarray(n, dtype=float) / np.asarray(groups, dtype=float)
    return np.sqrt(1 + (size - 1) * np.maximum(np.asarray(icc1, dtype=float), 0))


def uniform_null(points: int) -> float:
    """Variance of answers spread evenly over a scale with that many points, (A² − 1)/12.

    [james1984]. Oracle: ``multilevel::rwg``'s null, and the variance of 1 … A by hand.

    Examples
    --------
    The mean of 2², 1², 0², 1² and 2².

    >>> uniform_null(5)
    2.0
    """
    return (points**2 - 1) / 12


def dirichlet_null(total: float, parts: int = 4) -> float:
    """Variance of one part where a total is shared at random (flat Dirichlet): 375 points² of 100 between four.

    Variance of a Dirichlet component [johnson1972], worked by hand: 100² · 3/(16 · 5).

    Examples
    --------
    >>> dirichlet_null(100)
    375.0
    """
    return total**2 * (parts - 1) / (parts**2 * (parts + 1))


def rwg(variances: ArrayLike, n: ArrayLike, null_variance: float) -> Floats:
    """Agreement within each group, against answers at random.

    Parameters
    ----------
    variances, n
        Arrays groups × items, on the available answers.
    null_variance
        Variance of an item if answers were random.

    Returns
    -------
    Array (groups), 0 to 1; missing where no item has two answers.

    Notes
    -----
    rwg(j) = j(1 − q)/(j(1 − q) + q) with q the mean item variance over the null variance, at most 1; with one item it
    is rwg = 1 − q [james1984]. Oracle: ``multilevel::rwg.j``, ``rwg``.

    Examples
    --------
    Two items, q = 1/2 and 0: 1/(1 + 1/2), and full agreement.

    >>> print(rwg(variances=[[1, 1], [0, 0]], n=[[9, 9], [9, 9]], null_variance=2).round(4))
    [0.6667 1.    ]
    """
    spread, answered = np.asarray(variances, dtype=float), np.asarray(n, dtype=float) > 1
    items = answered.sum(axis=1)
    mean = np.where(answered, spread, 0).sum(axis=1) / np.where(items > 0, items, np.nan)
    q = np.minimum(mean / null_variance, 1)
    return items * (1 - q) / (items * (1 - q) + q)


def average_deviation(counts: ArrayLike, values: ArrayLike) -> Floats:
    """Average deviation of answers from the item's mean, in each group.

    Parameters
    ----------
    counts
        Array groups × items × values.
    values
        Array (values), in points of the scale.

    Returns
    -------
    Array (groups), the mean over the answered items; missing where no item has two answers.

    Notes
    -----
    Mean of |answer − mean| [burke1999]. Oracle: ``multilevel::ad.m``.

    Examples
    --------
    One item, answered 1, 2 and 3: the deviations from 2 are 1, 0 and 1.

    >>> print(average_deviation(counts=[[[1, 1, 1]]], values=[1, 2, 3]).round(4))
    [0.6667]
    """
    given, scale = np.asarray(counts, dtype=float), np.asarray(values, dtype=float)
    n = given.sum(axis=2)
    answered = np.where(n > 1, n, np.nan)
    means = given @ scale / answered
    deviations = (given * abs(scale - means[:, :, None])).sum(axis=2) / answered
    items = (n > 1).sum(axis=1)
    return np.where(n > 1, deviations, 0).sum(axis=1) / np.where(items > 0, items, np.nan)
