"""Means with standard deviations, linearised standard errors and t intervals, from sums."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]

#: Sums are kept in units of 2⁻³²; a mean square that is smaller than this, for values about 1, is their rounding.
RESOLUTION = 2.0**-30


class Sample(NamedTuple):
    """A mean of some respondents: how many, mean, standard deviation, standard error and its degrees of freedom.

    Numbers or arrays.
    """

    n: ArrayLike
    mean: ArrayLike
    sd: ArrayLike
    se: ArrayLike
    df: ArrayLike

    @classmethod
    def unweighted(cls, n: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Self:
        """A sample without weights, whose standard error is sd/√n on n − 1 degrees of freedom."""
        return cls(n, mean, sd, np.asarray(sd) / np.sqrt(n), np.asarray(n) - 1)


class Estimates(NamedTuple):
    """Means about the origin of the sums, with their spread, error and its degrees of freedom.

    NaN where they cannot be estimated.
    """

    mean: Floats
    sd: Floats
    se: Floats
    df: Floats


def linearised(
    n: ArrayLike,
    w: ArrayLike,
    wy: ArrayLike,
    wyy: ArrayLike,
    w2: ArrayLike,
    w2y: ArrayLike,
    w2yy: ArrayLike,
    rows: ArrayLike,
) -> Estimates:
    """Weighted means of domains, with standard deviations and linearised standard errors.

    Parameters
    ----------
    n
        Respondents of the domain who answered.
    w, wy, wyy, w2, w2y, w2yy
        Σw, Σwy, Σwy², Σw², Σw²y, Σw²y² over them, y about a fixed origin.
    rows
        Rows of the whole source, answered or not. All arguments share a shape, or broadcast to one.

    Returns
    -------
    Estimates
        Arrays of that shape in the units of y; the mean is about the origin of y. Without answers or weight all are
        NaN; with one answer, or all weight on one, sd, se and df are.

    Notes
    -----
    mean = Σwy/Σw; sd² = n/(n − 1) Σw(y − mean)²/Σw; se² = N/(N − 1) Σw²(y − mean)²/(Σw)², with N the rows: a single
    stage drawn with replacement, final weights taken as fixed, the group a domain of the whole sample [sarndal1992],
    ch. 5; [lumley2010], ch. 2. df = (Σw)²/Σw² − 1, with Kish's effective n, since few respondents with much weight tell
    little of the spread: at n = 10 and weights that vary by their mean, n − 1 covers 89 % and this 93 %. Oracle:
    ``survey::svyby(~y, ~g, design, svymean, na.rm = TRUE)`` and ``survey::svyvar``.

    Examples
    --------
    The answers 1, 2 and 3 of three respondents without weights: the standard error is 1/√3.

    >>> print(*(value.round(4) for value in linearised(n=3, w=3, wy=6, wyy=14, w2=3, w2y=6, w2yy=14, rows=3)))
    2.0 1.0 0.5774 2.0
    """
    n, wy, wyy, w2y, w2yy, rows = (np.asarray(sums, dtype=float) for sums in (n, wy, wyy, w2y, w2yy, rows))
    w, w2 = _positive(w), _positive(w2)
    mean = wy / w
    variance = n / _positive(n - 1) * _mean_square(mean, w, wy, wyy)
    error = rows / _positive(rows - 1) * w2 / w**2 * _mean_square(mean, w2, w2y, w2yy)
    df = _positive((w**2 / w2 - 1).round(9))
    several = (n > 1) & (df > 0)
    sd, se = (np.where(several, np.sqrt(square), np.nan) for square in (variance, error))
    return Estimates(mean, sd, se, np.where(several, df, np.nan))


def of_design(
    n: ArrayLike, w: ArrayLike, wy: ArrayLike, wyy: ArrayLike, variance: ArrayLike, df: ArrayLike
) -> Estimates:
    """Weighted means of domains, whose variances follow from how respondents were drawn.

    Parameters
    ----------
    n, w, wy, wyy
        Respondents who answered, Σw, Σwy and Σwy² over them, y about a fixed origin; they share a shape.
    variance, df
        Of the means, and the degrees of freedom of these variances (`statistics.design`).

    Returns
    -------
    Estimates
        As `linearised`.

    Notes
    -----
    sd as in `linearised`. Oracle: ``survey::svyvar``.

    Examples
    --------
    >>> print(*(value.round(4) for value in of_design(n=3, w=3, wy=6, wyy=14, variance=0.25, df=1)))
    2.0 1.0 0.5 1.0
    """
    n, w, wy, wyy, variance, df = (np.asarray(values, dtype=float) for values in (n, w, wy, wyy, variance, df))
    mean = wy / _positive(w)
    sd = np.sqrt(n / _positive(n - 1) * _mean_square(mean, _positive(w), wy, wyy))
    several = (n > 1) & (df > 0)
    se = np.sqrt(np.where(n > 1, variance, np.nan))
    return Estimates(mean, sd, se, np.where(several, df, np.nan))


def textbook(n: ArrayLike, y: ArrayLike, yy: ArrayLike) -> Estimates:
    """Means without weights, with standard deviations and s/√n.

    Parameters
    ----------
    n, y, yy
        Respondents who answered, Σy and Σy² over them, y about a fixed origin; they share a shape.

    Returns
    -------
    Estimates
        As `linearised`, on n − 1 degrees of freedom.

    Notes
    -----
    [student1908]. A domain's linearised error is smaller by up to √((n − 1)/n): it takes who answered as drawn by
    chance. Oracle: ``t.test``.

    Examples
    --------
    >>> print(*(value.round(4) for value in textbook(n=3, y=6, yy=14)))
    2.0 1.0 0.5774 2.0
    """
    n, y, yy = (np.asarray(sums, dtype=float) for sums in (n, y, yy))
    mean, df = y / _positive(n), _positive(n - 1)
    sd = np.sqrt(n / df * _mean_square(mean, _positive(n), y, yy))
    return Estimates(mean, sd, sd / np.sqrt(_positive(n)), df)


def _positive(values: ArrayLike) -> Floats:
    """NaN in place of zero, so that a division by it gives NaN."""
    values = np.asarray(values, dtype=float)
    return np.where(values > 0, values, np.nan)


def _mean_square(mean: Floats, w: Floats, wy: Floats, wyy: Floats) -> Floats:
    """Σw(y − mean)²/Σw; exactly zero where it is no more than the rounding of the sums."""
    square = wyy / w - 2 * mean * wy / w + mean**2
    return np.where(square < RESOLUTION * (1 + mean**2), 0, square)


def t_interval(
    mean: ArrayLike, se: ArrayLike, df: ArrayLike, confidence: float, correction: ArrayLike = 1.0
) -> tuple[Floats, Floats]:
    """Interval of a mean by Student's t.

    Parameters
    ----------
    mean, se, df
        Of the row, df the degrees of freedom of the standard error; shapes that broadcast.
    confidence
        Coverage, between 0 and 1.
    correction
        What multiplies se: `finite_population_correction`, when it is asked for.

    Returns
    -------
    low, high
        Two arrays in the units of the mean; NaN without degrees of freedom.

    Notes
    -----
    mean ± t se [student1908]. Oracle: ``confint(svymean(…), df = )``.

    Examples
    --------
    Student's t on four degrees of freedom is 2.776.

    >>> low, high = t_interval(mean=10, se=1, df=4, confidence=0.95)
    >>> print(low.round(3), high.round(3))
    7.224 12.776
    """
    half = stdtrit(_positive(df), (1 + confidence) / 2) * np.asarray(se, dtype=float) * correction
    return mean - half, mean + half


def finite_population_correction(n: ArrayLike, population: ArrayLike) -> Floats:
    """Factor of a standard error when n of a finite population were asked: √(1 − n/N), never below 0.

    Notes
    -----
    [cochran1977], ch. 2. For intervals, never for tests. Oracle: ``svydesign(fpc = )``.

    Examples
    --------
    Three quarters of a population, and all of it.

    >>> print(finite_population_correction(n=[75, 100], population=100))
    [0.5 0. ]
    """
    return np.sqrt(np.clip(1 - np.asarray(n, dtype=float) / np.asarray(population, dtype=float), 0, None))
