"""Means with standard deviations, linearised standard errors and t intervals, from sums."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]

#: Sums are kept in units of 2⁻³²; a mean square that is smaller than this, for values about 1, is their rounding.
RESOLUTION = 2.0**-30


class Sample(NamedTuple):
    """A mean of some respondents: how many, mean, standard deviation and standard error; numbers or arrays."""

    n: ArrayLike
    mean: ArrayLike
    sd: ArrayLike
    se: ArrayLike

    @classmethod
    def unweighted(cls, n: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Self:
        """A sample without weights, whose standard error is sd/√n."""
        return cls(n, mean, sd, np.asarray(sd) / np.sqrt(n))


class Estimates(NamedTuple):
    """Means about the origin of the sums, with their spread and error; NaN where they cannot be estimated."""

    mean: Floats
    sd: Floats
    se: Floats


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
        NaN; with one answer sd and se are.

    Notes
    -----
    mean = Σwy/Σw; sd² = n/(n − 1) Σw(y − mean)²/Σw; se² = N/(N − 1) Σw²(y − mean)²/(Σw)², with N the rows: a single
    stage drawn with replacement, final weights taken as fixed, the group a domain of the whole sample [sarndal1992],
    ch. 5; [lumley2010], ch. 2. Oracle: ``survey::svyby(~y, ~g, design, svymean, na.rm = TRUE)`` and
    ``survey::svyvar``.

    Examples
    --------
    The answers 1, 2 and 3 of three respondents without weights: the standard error is 1/√3.

    >>> print(*(value.round(4) for value in linearised(n=3, w=3, wy=6, wyy=14, w2=3, w2y=6, w2yy=14, rows=3)))
    2.0 1.0 0.5774
    """
    n, wy, wyy, w2y, w2yy, rows = (np.asarray(sums, dtype=float) for sums in (n, wy, wyy, w2y, w2yy, rows))
    w, w2 = _positive(w), _positive(w2)
    mean = wy / w
    variance = n / _positive(n - 1) * _mean_square(mean, w, wy, wyy)
    error = rows / _positive(rows - 1) * w2 / w**2 * _mean_square(mean, w2, w2y, w2yy)
    return Estimates(mean, np.sqrt(variance), np.where(n > 1, np.sqrt(error), np.nan))


def _positive(values: ArrayLike) -> Floats:
    """NaN in place of zero, so that a division by it gives NaN."""
    values = np.asarray(values, dtype=float)
    return np.where(values > 0, values, np.nan)


def _mean_square(mean: Floats, w: Floats, wy: Floats, wyy: Floats) -> Floats:
    """Σw(y − mean)²/Σw; exactly zero where it is no more than the rounding of the sums."""
    square = wyy / w - 2 * mean * wy / w + mean**2
    return np.where(square < RESOLUTION * (1 + mean**2), 0, square)


def t_interval(
    mean: ArrayLike, se: ArrayLike, n: ArrayLike, confidence: float, correction: ArrayLike = 1.0
) -> tuple[Floats, Floats]:
    """Interval of a mean by Student's t on n − 1 degrees of freedom.

    Parameters
    ----------
    mean, se, n
        Of the row; shapes that broadcast.
    confidence
        Coverage, between 0 and 1.
    correction
        What multiplies se: `finite_population_correction`, when it is asked for.

    Returns
    -------
    low, high
        Two arrays in the units of the mean; NaN where n < 2.

    Notes
    -----
    mean ± t se [student1908]. Oracle: ``confint(svymean(…), df = n - 1)``.

    Examples
    --------
    Student's t on four degrees of freedom is 2.776.

    >>> low, high = t_interval(mean=10, se=1, n=5, confidence=0.95)
    >>> print(low.round(3), high.round(3))
    7.224 12.776
    """
    df = _positive(np.asarray(n, dtype=float) - 1)
    half = stdtrit(df, (1 + confidence) / 2) * np.asarray(se, dtype=float) * correction
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
