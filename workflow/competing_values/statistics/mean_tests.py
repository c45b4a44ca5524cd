"""Tests of means and mean profiles from n, means and covariances: t, Welch's F, Hotelling's T², Pillai's trace."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc, stdtr, stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.effects import (
    HEDGES,
    PILLAI,
    Effect,
    cohens_dz,
    cohens_dz_interval,
    hedges_g,
    hedges_g_interval,
    omega_squared,
    share_of_variance,
)
from competing_values.statistics.means import RESOLUTION, Sample
from competing_values.statistics.omnibus import OmnibusTest, omitted

Floats = NDArray[np.float64]

#: A correlation matrix whose smallest eigenvalue is below this, and the grid of the sums, is singular.
SINGULAR = 1e-9


class Paired(NamedTuple):
    """Paired t with Cohen's d_z and its interval."""

    statistic: Floats
    df: Floats
    p: Floats
    effect_size: Floats
    effect_ci_low: Floats
    effect_ci_high: Floats


class WelchT(NamedTuple):
    """Difference of two means with its interval and standard error, and Welch's t."""

    difference: Floats
    ci_low: Floats
    ci_high: Floats
    se: Floats
    statistic: Floats
    df: Floats
    p: Floats


class Pairs(NamedTuple):
    """Every two groups: their positions, the difference first − second with its interval, Welch's t, and Hedges' g with its own."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    difference: Floats
    ci_low: Floats
    ci_high: Floats
    statistic: Floats
    df: Floats
    p: Floats
    effect_size: Floats
    effect_ci_low: Floats
    effect_ci_high: Floats


def paired_effect(df: ArrayLike, mean: ArrayLike, sd: ArrayLike, se: ArrayLike, confidence: float) -> Paired:
    """Test of mean differences against 0, and their size in standard deviations.

    Parameters
    ----------
    df, mean, sd, se
        Of the differences; shapes that broadcast. Without weights `se` is sd/√n, on n − 1 degrees of freedom.
    confidence
        Coverage of the interval.

    Returns
    -------
    Arrays of that shape; NaN without degrees of freedom or where nothing varies; no interval of an effect whose |t|
    exceeds `noncentral.LARGEST_T`.

    Notes
    -----
    t = mean/se [student1908]; effect: `effects.cohens_dz`. Oracle:
    ``t.test(paired = TRUE)``.

    Examples
    --------
    The additional hours of sleep of [student1908], one drug less the other.

    >>> found = paired_effect(df=9, mean=1.58, sd=1.23, se=1.23 / np.sqrt(10), confidence=0.95)
    >>> print(found.statistic.round(2), found.p.round(4), found.effect_size.round(2))
    4.06 0.0028 1.28
    """
    df, mean, sd, se = (np.asarray(values, dtype=float) for values in (df, mean, sd, se))
    varies = (df > 0) & (sd > 0) & (se > 0)
    df, mean, sd, se = (np.where(varies, values, np.nan) for values in (df, mean, sd, se))
    t = mean / se
    p = 2 * stdtr(df, -abs(t))
    return Paired(t, df, p, cohens_dz(mean, sd), *cohens_dz_interval(df, mean, sd, se, confidence))


def hotelling(n: int, mean: ArrayLike, covariance: ArrayLike, confidence: float) -> OmnibusTest:
    """Hotelling's test that a mean vector is 0.

    Parameters
    ----------
    n
        Respondents.
    mean, covariance
        Arrays (k) and (k, k); covariance with n − 1.
    confidence
        Coverage of the interval.

    Raises
    ------
    NotEstimableError
        If n does not exceed k, or the covariance is missing or singular.

    Notes
    -----
    F = (n − k)/(k(n − 1)) · T² on (k, n − k) degrees of freedom, T² = n mean′ S⁻¹ mean [hotelling1931]. Effect: Pillai's
    V = T²/(T² + n − 1), of which there is one root, s = 1; interval: λ/(λ + n) at the limits of the noncentrality of F
    [steiger2004]. Oracle: ``manova(D ~ 1)``, Hotelling–Lawley and Pillai, and ``uniroot`` on R's ``pf``.

    Examples
    --------
    Two unrelated variables: T² is the sum of their t², 16 + 25, and F = 9/20 T².

    >>> found = hotelling(11, mean=[4, 5], covariance=11 * np.eye(2), confidence=0.95)
    >>> print(found.df1, found.df2, round(found.statistic, 2))
    2 9 18.45
    """
    centre, sigma = np.asarray(mean, dtype=float), np.asarray(covariance, dtype=float)
    k = len(centre)
    if n <= k:
        raise NotEstimableError(f"{n} respondents are too few for {k} variables")
    _require_regular(sigma)
    t2 = float(n * centre @ np.linalg.solve(sigma, centre))
    f = t2 * (n - k) / (k * (n - 1))
    effect = share_of_variance(PILLAI, t2 / (t2 + n - 1), f, k, n - k, n, confidence)
    return OmnibusTest.of(f, k, n - k, float(fdtrc(k, n - k, f)), effect)


def manova(n: ArrayLike, means: ArrayLike, covariances: ArrayLike, confidence: float) -> OmnibusTest:
    """One-way multivariate analysis of variance by Pillai's trace.

    Parameters
    ----------
    n, means, covariances
        Arrays (g), (g, k) and (g, k, k) of the groups. Groups with fewer than two respondents leave the test.
    confidence
        Coverage of the interval.

    Raises
    ------
    NotEstimableError
        If fewer than two groups remain, respondents are too few, or the covariance within groups is singular.

    Notes
    -----
    V = tr(H(H + E)⁻¹) as F [pillai1955]. Effect: V/s, s the smaller of k and the degrees of freedom of the groups: the
    mean share of variance over the s directions in which groups can differ, not corrected for chance. Interval:
    λ/(λ + sN) at the limits of the noncentrality of F [muller1984], stretched to V/s where chance alone lifts it above.
    Oracles: ``summary(manova(Y ~ g), test = "Pillai")``, ``uniroot`` on R's ``pf``.

    Examples
    --------
    One variable in two groups is Student's t²: the drugs of [student1908], with t = −1.86 and p = 0.079.

    >>> found = manova([10, 10], [[0.75], [2.33]], [[[3.2006]], [[4.0090]]], confidence=0.95)
    >>> print(round(found.statistic, 2), found.df1, found.df2, round(found.p, 3))
    3.46 1 18.0 0.079
    """
    n, means, covariances = (np.asarray(values, dtype=float) for values in (n, means, covariances))
    kept = n > 1
    n, means, covariances = (values[kept] for values in (n, means, covariances))
    groups, k = means.shape if len(n) else (0, 0)
    if groups < 2:
        raise NotEstimableError("fewer than two groups have two respondents")
    total, df_groups, df_error = n.sum(), groups - 1, n.sum() - groups
    if df_error < k:
        raise NotEstimableError("too few respondents for this many variables")
    deviations = means - n @ means / total
    between = (deviations * n[:, None]).T @ deviations
    within = ((n - 1)[:, None, None] * covariances).sum(axis=0)
    s = min(k, df_groups)
    _require_regular(within / df_error)
    trace = float(np.trace(np.linalg.solve(between + within, between)))
    m = max(k, df_groups)
    df1, df2 = s * m, s * (df_error - k + s)
    f = trace / (s - trace) * df2 / df1
    effect = share_of_variance(PILLAI, trace / s, f, df1, df2, s * total, confidence)
    return OmnibusTest.of(f, df1, df2, fdtrc(df1, df2, f), effect, omitted(kept))


def welch_anova(n: ArrayLike, means: ArrayLike, sds: ArrayLike, confidence: float) -> OmnibusTest:
    """Welch's one-way test of means with unequal variances.

    Parameters
    ----------
    n, means, sds
        Arrays (g) of the groups. Groups with fewer than two respondents or without variance leave the test.
    confidence
        Coverage of the interval.

    Raises
    ------
    NotEstimableError
        If fewer than two groups remain.

    Notes
    -----
    F with weights n/sd² [welch1951]. Effect: `effects.omega_squared`, from sums of squares, since Welch's F weighs groups
    by their precision and tells of no share of variance; of two groups `effects.hedges_g`, first less second. Oracles:
    ``oneway.test``, and those of the effects.

    Examples
    --------
    The drugs of [student1908]: ``oneway.test(extra ~ group, sleep)`` prints F = 3.4626 on 17.776 degrees of freedom.

    >>> found = welch_anova([10, 10], [0.75, 2.33], [1.78901, 2.002249], confidence=0.95)
    >>> print(round(found.statistic, 4), round(found.df2, 3), round(found.p, 5))
    3.4626 17.776 0.07939
    """
    kept = _comparable(n, sds)
    n, means, sds = (np.asarray(values, dtype=float)[kept] for values in (n, means, sds))
    weights = n / sds**2
    centre = weights @ means / weights.sum()
    groups = len(n)
    imbalance = ((1 - weights / weights.sum()) ** 2 / (n - 1)).sum() / (groups**2 - 1)
    f = (weights @ (means - centre) ** 2 / (groups - 1)) / (1 + 2 * (groups - 2) * imbalance)
    df1, df2 = groups - 1, 1 / (3 * imbalance)
    effect = _of_two(n, means, sds, confidence) if groups == 2 else omega_squared(n, means, sds, confidence)
    return OmnibusTest.of(f, df1, df2, fdtrc(df1, df2, f), effect, omitted(kept))


def _of_two(n: Floats, means: Floats, sds: Floats, confidence: float) -> Effect:
    first, second = (Sample.unweighted(n[k], means[k], sds[k]) for k in (0, 1))
    low, high = hedges_g_interval(first, second, confidence)
    return Effect(HEDGES, float(hedges_g(first, second)), float(low), float(high))


def welch_t(a: Sample, b: Sample, confidence: float) -> WelchT:
    """Difference of two independent means, and Welch's t.

    Parameters
    ----------
    a, b
        The samples, in the same unit; arrays of them broadcast.
    confidence
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    WelchT
        Of a − b; the difference, its interval and standard error in the unit of the means.

    Notes
    -----
    t = difference/√(se a² + se b²), with Satterthwaite's degrees of freedom from those of each [welch1947]. Oracle:
    ``t.test(var.equal = FALSE)``.

    Examples
    --------
    The drugs of [student1908]: ``t.test(extra ~ group, sleep)`` prints an interval of −3.3655 to 0.2055.

    >>> found = welch_t(Sample.unweighted(10, 0.75, 1.78901), Sample.unweighted(10, 2.33, 2.002249), confidence=0.95)
    >>> print(*(value.round(4) for value in (found.statistic, found.ci_low, found.ci_high)))
    -1.8608 -3.3655 0.2055
    """
    squared_a, squared_b = np.asarray(a.se, dtype=float) ** 2, np.asarray(b.se, dtype=float) ** 2
    difference, se = np.asarray(a.mean) - np.asarray(b.mean), np.sqrt(squared_a + squared_b)
    df = (squared_a + squared_b) ** 2 / (squared_a**2 / np.asarray(a.df) + squared_b**2 / np.asarray(b.df))
    t, half = difference / se, se * stdtrit(df, (1 + confidence) / 2)
    return WelchT(difference, difference - half, difference + half, se, t, df, 2 * stdtr(df, -abs(t)))


def welch_pairs(n: ArrayLike, means: ArrayLike, sds: ArrayLike, confidence: float) -> Pairs:
    """Welch's t and Hedges' g of every two groups.

    Parameters
    ----------
    n, means, sds
        Arrays (g) of the groups. Groups with fewer than two respondents or without variance have no pairs.
    confidence
        Coverage of the interval.

    Raises
    ------
    NotEstimableError
        If fewer than two groups remain.

    Notes
    -----
    `welch_t` and `effects.hedges_g`. Oracles: ``t.test``, ``effectsize::hedges_g``.

    Examples
    --------
    >>> found = welch_pairs([10, 10, 1], [0.75, 2.33, 9], [1.78901, 2.002249, np.nan], confidence=0.95)
    >>> print(found.first, found.second, found.difference.round(2), found.statistic.round(4))
    [0] [1] [-1.58] [-1.8608]
    """
    positions = np.flatnonzero(_comparable(n, sds))
    n, means, sds = (np.asarray(values, dtype=float) for values in (n, means, sds))
    first, second = (positions[side] for side in np.triu_indices(len(positions), 1))
    a, b = (Sample.unweighted(n[side], means[side], sds[side]) for side in (first, second))
    t = welch_t(a, b, confidence)
    g = hedges_g(a, b), *hedges_g_interval(a, b, confidence)
    return Pairs(first, second, t.difference, t.ci_low, t.ci_high, t.statistic, t.df, t.p, *g)


def _comparable(n: ArrayLike, sds: ArrayLike) -> NDArray[np.bool_]:
    """Whether each group has two respondents and some variance; at least two groups must."""
    kept = (np.asarray(n, dtype=float) > 1) & (np.asarray(sds, dtype=float) > 0)
    if kept.sum() < 2:
        raise NotEstimableError("fewer than two groups have two respondents and some variance")
    return kept


def _require_regular(covariance: Floats) -> None:
    """Refuse a covariance that is missing or singular, but for what the grid of the sums leaves on its values."""
    if np.isnan(covariance).any():
        raise NotEstimableError("the covariance is missing")
    variances = covariance.diagonal()
    if (variances <= RESOLUTION).any():
        raise NotEstimableError("a variable does not vary")
    scale = np.sqrt(variances)
    smallest = np.linalg.eigvalsh(covariance / np.outer(scale, scale))[0]
    if smallest <= SINGULAR + len(covariance) * RESOLUTION / variances.min():
        raise NotEstimableError("the covariance is singular: some variables follow from others")
