"""Standardised mean differences: Cohen's d_z and Hedges' g, with intervals by the noncentral t."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import poch

from competing_values.statistics.means import Sample
from competing_values.statistics.noncentral import t_limits

Floats = NDArray[np.float64]


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
    n: ArrayLike, mean: ArrayLike, sd: ArrayLike, se: ArrayLike, confidence: float
) -> tuple[Floats, Floats]:
    """Interval of `cohens_dz`.

    Parameters
    ----------
    n, mean, sd, se
        Of the differences; shapes that broadcast. `se` is sd/√n where there are no weights.
    confidence
        Coverage, between 0 and 1.

    Returns
    -------
    low, high
        Two arrays; NaN where |mean/se| exceeds `noncentral.LARGEST_T`.

    Notes
    -----
    Limits of the noncentrality of t = mean/se on n − 1 degrees of freedom, times se/sd [steiger2004]. Oracle:
    ``effectsize::cohens_d(paired = TRUE)``.

    Examples
    --------
    Where there is no difference, the ends are ±z/√n.

    >>> low, high = cohens_dz_interval(n=16, mean=0, sd=8, se=2, confidence=0.95)
    >>> print(low.round(4), high.round(4))
    -0.49 0.49
    """
    n, mean, sd, se = (np.asarray(values, dtype=float) for values in (n, mean, sd, se))
    low, high = t_limits(mean / se, n - 1, confidence)
    return low * se / sd, high * se / sd


def pooled_sd(a: Sample, b: Sample) -> Floats:
    """Standard deviation within two samples, their variances weighted by n − 1; NaN where one of them has none.

    Notes
    -----
    [cohen1988], ch. 2. Oracle: ``effectsize::sd_pooled``.

    Examples
    --------
    Variances 1 and 9, with 10 and 30 degrees of freedom.

    >>> print((pooled_sd(Sample.unweighted(11, 5, 1), Sample.unweighted(31, 5, 3)) ** 2).round(4))
    7.0
    """
    within = (np.asarray(a.n) - 1) * np.asarray(a.sd) ** 2 + (np.asarray(b.n) - 1) * np.asarray(b.sd) ** 2
    return np.sqrt(within / _free(a, b))


def hedges_g(a: Sample, b: Sample) -> Floats:
    """Mean of one sample less that of another, in pooled standard deviations, corrected for small samples.

    Notes
    -----
    J · (mean a − mean b)/pooled sd, with J = Γ(df/2)/(√(df/2) Γ((df − 1)/2)), df = n a + n b − 2 [hedges1981].
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
    Limits of the noncentrality of d/scale on n a + n b − 2 degrees of freedom, times scale and J; scale² is
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
    return low * scale * _small_sample(a, b), high * scale * _small_sample(a, b)


def _free(a: Sample, b: Sample) -> Floats:
    return np.asarray(a.n, dtype=float) + np.asarray(b.n, dtype=float) - 2


def _small_sample(a: Sample, b: Sample) -> Floats:
    """Correction J of a standardised difference."""
    df = _free(a, b)
    return poch((df - 1) / 2, 0.5) / np.sqrt(df / 2)
