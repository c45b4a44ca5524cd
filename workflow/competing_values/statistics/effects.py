"""Sizes of effects with their intervals: standardised differences of means, and shares of variance.

An estimate that is corrected for chance and the limits of a noncentrality are two readings of the same statistic. Where
a limit lies beyond the estimate, the interval ends in the estimate: it is wider than its coverage asks for, and never
leaves it out.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import poch

from competing_values.statistics.means import Sample
from competing_values.statistics.noncentral import f_limits, t_limits

Floats = NDArray[np.float64]

#: Names of effects, as tables have them.
OMEGA = "ω²"
OMEGA_APPROXIMATE = "ω², interval approximate"
HEDGES = "Hedges' g"
RANK_ETA = "rank η²"
CRAMER = "Cramér's V, bias-corrected"
PILLAI = "Pillai's V/s"

#: Where the largest standard deviation of a group is more than so many times the smallest, Steiger's interval, which
#: takes them as equal, is approximate.
UNEQUAL = 2


class Effect(NamedTuple):
    """Size of an effect, by its name, with its interval."""

    name: str
    size: float
    low: float
    high: float


def holding(size: ArrayLike, low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    """An interval that holds its estimate: ends that lie beyond it are moved to it; NaN where an end is.

    Examples
    --------
    >>> low, high = holding([0.1, 0.5], low=[0, 0.1], high=[0.05, 0.9])
    >>> print(low, high)
    [0.  0.1] [0.1 0.9]
    """
    return np.minimum(low, size), np.maximum(high, size)


def share_of_variance(name: str, size: float, f: float, df1: float, df2: float, n: float, confidence: float) -> Effect:
    """A share of variance with the interval that F gives it.

    Parameters
    ----------
    name, size
        Of the effect.
    f, df1, df2
        Statistic and degrees of freedom of an F that assumes equal variances.
    n
        By what a noncentrality λ becomes a share: λ/(λ + n). Of a one-way analysis all respondents.
    confidence
        Coverage, between 0 and 1.

    Notes
    -----
    λ/(λ + n) at the limits of the noncentrality [steiger2004]. Oracle: ``uniroot`` on R's ``pf``.

    Examples
    --------
    F at its median under no effect: the interval begins at 0.

    >>> share_of_variance("ω²", 0, f=0.7, df1=2, df2=57, n=60, confidence=0.95).low
    0.0
    """
    low, high = holding(size, *(limit / (limit + n) for limit in f_limits(f, df1, df2, confidence)))
    return Effect(name, float(size), float(low), float(high))


def omega_squared(n: ArrayLike, means: ArrayLike, sds: ArrayLike, confidence: float) -> Effect:
    """Share of the variance that lies between groups, corrected for chance.

    Parameters
    ----------
    n, means, sds
        Arrays (g) of the groups, each of at least two respondents.
    confidence
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    Effect
        Its name says where the interval is approximate: the largest sd is more than `UNEQUAL` times the smallest.

    Notes
    -----
    ω² = (SSB − (k − 1)MSW)/(SST + MSW), not below 0 [hays1963], ch. 10, from the sums of squares between and within
    groups: SSB/SST less what chance gives it. Interval: λ/(λ + N) at the limits of the noncentrality of the classical
    F [steiger2004]. Oracles: SSB/SST by hand, ``effectsize::omega_squared``, ``uniroot`` on R's ``pf``.

    Examples
    --------
    Three groups of four with means 4, 5 and 6 and variances of 1: SSB = 8, SSW = 9.

    >>> found = omega_squared([4, 4, 4], [4, 5, 6], [1, 1, 1], confidence=0.95)
    >>> print(found.name, found.size == (8 - 2) / (8 + 9 + 1))
    ω² True
    """
    n, means, sds = (np.asarray(values, dtype=float) for values in (n, means, sds))
    total, groups = n.sum(), len(n)
    between = n @ (means - n @ means / total) ** 2
    within = (n - 1) @ sds**2 / (total - groups)
    size = max(0.0, (between - (groups - 1) * within) / (between + (total - groups + 1) * within))
    name = OMEGA if sds.max() <= UNEQUAL * sds.min() else OMEGA_APPROXIMATE
    f = between / (groups - 1) / within
    return share_of_variance(name, size, f, groups - 1, total - groups, total, confidence)


def cohens_dz(mean: ArrayLike, sd: ArrayLike) -> Floats:
    """Size of a mean difference within respondents, in standard deviations of the differences.

    Parameters
    ----------
    mean, sd
        Of the differences; shapes that broadcast.

    Notes
    -----
    mean/sd [cohen1988], ch. 2. Oracle: ``effectsize::cohens_d(paired = TRUE)``.

    Examples
    --------
    >>> print(cohens_dz(mean=[3, -1], sd=[2, 4]))
    [ 1.5  -0.25]
    """
    return np.asarray(mean, dtype=float) / np.asarray(sd, dtype=float)


def cohens_dz_interval(
    df: ArrayLike, mean: ArrayLike, sd: ArrayLike, se: ArrayLike, confidence: float
) -> tuple[Floats, Floats]:
    """Interval of `cohens_dz`.

    Parameters
    ----------
    df, mean, sd, se
        Of the differences; shapes that broadcast. `se` is sd/√n where there are no weights.
    confidence
        Coverage, between 0 and 1.

    Returns
    -------
    low, high
        Two arrays; NaN where |mean/se| exceeds `noncentral.LARGEST_T`.

    Notes
    -----
    Limits of the noncentrality of t = mean/se on df degrees of freedom, times se/sd [steiger2004]. Oracle:
    ``effectsize::cohens_d(paired = TRUE)``.

    Examples
    --------
    Where there is no difference, the ends are ±z/√n.

    >>> low, high = cohens_dz_interval(df=15, mean=0, sd=8, se=2, confidence=0.95)
    >>> print(low.round(4), high.round(4))
    -0.49 0.49
    """
    df, mean, sd, se = (np.asarray(values, dtype=float) for values in (df, mean, sd, se))
    low, high = t_limits(mean / se, df, confidence)
    return holding(mean / sd, low * se / sd, high * se / sd)


def pooled_sd(a: Sample, b: Sample) -> Floats:
    """Standard deviation within two samples, their variances weighted by df; NaN where one of them has none.

    Notes
    -----
    [cohen1988], ch. 2. Oracle: ``effectsize::sd_pooled``.

    Examples
    --------
    Variances 1 and 9, with 10 and 30 degrees of freedom.

    >>> print((pooled_sd(Sample.unweighted(11, 5, 1), Sample.unweighted(31, 5, 3)) ** 2).round(4))
    7.0
    """
    within = np.asarray(a.df) * np.asarray(a.sd) ** 2 + np.asarray(b.df) * np.asarray(b.sd) ** 2
    return np.sqrt(within / _free(a, b))


def hedges_g(a: Sample, b: Sample) -> Floats:
    """Mean of one sample less that of another, in pooled standard deviations, corrected for small samples.

    Notes
    -----
    J · (mean a − mean b)/pooled sd, with J = Γ(df/2)/(√(df/2) Γ((df − 1)/2)), df the sum of both [hedges1981].
    Oracle: ``effectsize::hedges_g``.

    Examples
    --------
    One standard deviation apart: two respondents each, with J = 1/√π, and many.

    >>> few, many = (hedges_g(Sample.unweighted(n, 6, 2), Sample.unweighted(n, 4, 2)) for n in (2, 10_000))
    >>> print(few.round(4), many.round(4))
    0.5642 1.0
    """
    return _small_sample(a, b) * (np.asarray(a.mean) - np.asarray(b.mean)) / pooled_sd(a, b)


def hedges_g_interval(a: Sample, b: Sample, confidence: float) -> tuple[Floats, Floats]:
    """Interval of `hedges_g`.

    Parameters
    ----------
    a, b
        The samples; (sd/se)² stands for the size of each, which is n unless there are weights.
    confidence
        Coverage, between 0 and 1.

    Returns
    -------
    low, high
        Two arrays.

    Notes
    -----
    Limits of the noncentrality of d/scale on the degrees of freedom of both, times scale and J; scale² is
    (se a/sd a)² + (se b/sd b)² [steiger2004]. Oracle: ``effectsize::hedges_g``.

    Examples
    --------
    Where there is no difference, the ends are ±Jz√(1/n a + 1/n b).

    >>> low, high = hedges_g_interval(Sample.unweighted(200, 5, 2), Sample.unweighted(200, 5, 2), confidence=0.95)
    >>> print(low.round(3), high.round(3))
    -0.196 0.196
    """
    scale = np.hypot(np.asarray(a.se) / a.sd, np.asarray(b.se) / b.sd)
    d = (np.asarray(a.mean) - np.asarray(b.mean)) / pooled_sd(a, b)
    low, high = t_limits(d / scale, _free(a, b), confidence)
    correction = _small_sample(a, b)
    return holding(d * correction, low * scale * correction, high * scale * correction)


def _free(a: Sample, b: Sample) -> Floats:
    return np.asarray(a.df, dtype=float) + np.asarray(b.df, dtype=float)


def _small_sample(a: Sample, b: Sample) -> Floats:
    """Correction J of a standardised difference."""
    df = _free(a, b)
    return poch((df - 1) / 2, 0.5) / np.sqrt(df / 2)
