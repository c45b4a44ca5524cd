"""Tests of means, and of mean profiles, from n, means and covariances alone."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc, poch, stdtr, stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.noncentral import f_limits, t_limits

Floats = NDArray[np.float64]


class Paired(NamedTuple):
    """Paired t with Cohen's d_z and its interval."""

    statistic: Floats
    df: Floats
    p: Floats
    effect_size: Floats
    effect_ci_low: Floats
    effect_ci_high: Floats


class FTest(NamedTuple):
    """A test with F statistic, its effect size with interval, and the positions of the groups that left the test."""

    statistic: float
    df1: float
    df2: float
    p: float
    effect_name: str
    effect_size: float
    effect_ci_low: float
    effect_ci_high: float
    omitted: tuple[int, ...] = ()


class Pairs(NamedTuple):
    """Every two groups: their positions, the difference first − second, Welch's t, and Hedges' g."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    difference: Floats
    ci_low: Floats
    ci_high: Floats
    statistic: Floats
    df: Floats
    p: Floats
    effect_size: Floats


def paired_effect(n: ArrayLike, mean: ArrayLike, sd: ArrayLike, se: ArrayLike, confidence: float) -> Paired:
    """Test of mean differences against 0, and their size in standard deviations.

    Parameters
    ----------
    n, mean, sd, se
        Of the differences; shapes that broadcast. `se` is sd/√n where there are no weights.
    confidence
        Coverage of the interval.

    Returns
    -------
    Arrays of that shape; NaN where n < 2 or nothing varies; no interval of an effect whose |t| exceeds `noncentral.LARGEST_T`.

    Notes
    -----
    t = mean/se on n − 1 degrees of freedom; d_z = mean/sd (Cohen, J., 1988), its interval by the noncentral t.
    Oracles: ``t.test(paired = TRUE)``, ``effectsize::cohens_d(paired = TRUE)``.
    """
    n, mean, sd, se = (np.asarray(values, dtype=float) for values in (n, mean, sd, se))
    varies = (n > 1) & (sd > 0) & (se > 0)
    n, mean, sd, se = (np.where(varies, values, np.nan) for values in (n, mean, sd, se))
    t, df = mean / se, n - 1
    low, high = t_limits(t, df, confidence)
    return Paired(t, df, 2 * stdtr(df, -abs(t)), mean / sd, low * se / sd, high * se / sd)


def hotelling(n: int, mean: ArrayLike, covariance: ArrayLike, confidence: float) -> FTest:
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
    F = (n − k)/(k(n − 1)) · n mean′ S⁻¹ mean on (k, n − k) degrees of freedom (Hotelling, H., 1931). Effect: partial
    η² = kF/(kF + n − k), its interval by the noncentral F. Oracle: ``manova(D ~ 1)``, Hotelling–Lawley.
    """
    centre, sigma = np.asarray(mean, dtype=float), np.asarray(covariance, dtype=float)
    k = len(centre)
    if n <= k:
        raise NotEstimableError(f"{n} respondents are too few for {k} variables")
    _require_regular(sigma)
    f = n * centre @ np.linalg.solve(sigma, centre) * (n - k) / (k * (n - 1))
    return _f_test(float(f), k, n - k, confidence)


def manova(n: ArrayLike, means: ArrayLike, covariances: ArrayLike, confidence: float) -> FTest:
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
    V = tr(H(H + E)⁻¹) as F (Pillai, K. C. S., 1955). Effect: partial η² = V/s, s the smaller of k and the degrees of
    freedom of the groups; its interval by the noncentral F. Oracle: ``summary(manova(Y ~ g), test = "Pillai")``.
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
    _require_regular(within)
    trace = float(np.trace(np.linalg.solve(between + within, between)))
    m = max(k, df_groups)
    df1, df2 = s * m, s * (df_error - k + s)
    return _f_test(trace / (s - trace) * df2 / df1, df1, df2, confidence, _omitted(kept))


def welch_anova(n: ArrayLike, means: ArrayLike, sds: ArrayLike, confidence: float) -> FTest:
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
    Welch, B. L. (1951), On the comparison of several mean values. Effect: η² = df₁F/(df₁F + df₂), its interval by the
    noncentral F. Oracles: ``oneway.test``, ``effectsize::F_to_eta2``.
    """
    kept = _comparable(n, sds)
    n, means, sds = (np.asarray(values, dtype=float)[kept] for values in (n, means, sds))
    weights = n / sds**2
    centre = weights @ means / weights.sum()
    groups = len(n)
    imbalance = ((1 - weights / weights.sum()) ** 2 / (n - 1)).sum() / (groups**2 - 1)
    f = (weights @ (means - centre) ** 2 / (groups - 1)) / (1 + 2 * (groups - 2) * imbalance)
    return _f_test(float(f), groups - 1, 1 / (3 * imbalance), confidence, _omitted(kept))


def welch_pairs(n: ArrayLike, means: ArrayLike, sds: ArrayLike, confidence: float) -> Pairs:
    """Welch's t of every two groups.

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
    Welch, B. L. (1947). Effect: Hedges' g, by the pooled standard deviation. Oracles: ``t.test``,
    ``effectsize::hedges_g``.
    """
    positions = np.flatnonzero(_comparable(n, sds))
    n, means, sds = (np.asarray(values, dtype=float) for values in (n, means, sds))
    first, second = (positions[side] for side in np.triu_indices(len(positions), 1))
    a, b = (sds[side] ** 2 / n[side] for side in (first, second))
    difference, se = means[first] - means[second], np.sqrt(a + b)
    df = (a + b) ** 2 / (a**2 / (n[first] - 1) + b**2 / (n[second] - 1))
    half = se * stdtrit(df, (1 + confidence) / 2)
    pooled_df = n[first] + n[second] - 2
    pooled = np.sqrt(((n[first] - 1) * sds[first] ** 2 + (n[second] - 1) * sds[second] ** 2) / pooled_df)
    small_sample = poch((pooled_df - 1) / 2, 0.5) / np.sqrt(pooled_df / 2)
    t = difference / se
    p, g = 2 * stdtr(df, -abs(t)), small_sample * difference / pooled
    return Pairs(first, second, difference, difference - half, difference + half, t, df, p, g)


def _comparable(n: ArrayLike, sds: ArrayLike) -> NDArray[np.bool_]:
    """Whether each group has two respondents and some variance; at least two groups must."""
    kept = (np.asarray(n, dtype=float) > 1) & (np.asarray(sds, dtype=float) > 0)
    if kept.sum() < 2:
        raise NotEstimableError("fewer than two groups have two respondents and some variance")
    return kept


def _omitted(kept: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(np.flatnonzero(~kept).tolist())


def _require_regular(covariance: Floats) -> None:
    if np.isnan(covariance).any() or np.linalg.matrix_rank(covariance, hermitian=True) < len(covariance):
        raise NotEstimableError("the covariance is missing or singular")


def _f_test(f: float, df1: float, df2: float, confidence: float, omitted: tuple[int, ...] = ()) -> FTest:
    """F with its p, and partial η² with its interval: λ/(λ + df₂) at the limits of the noncentrality λ."""
    low, high = (limit / (limit + df2) for limit in f_limits(f, df1, df2, confidence))
    return FTest(f, df1, df2, float(fdtrc(df1, df2, f)), "η²", df1 * f / (df1 * f + df2), low, high, omitted)
