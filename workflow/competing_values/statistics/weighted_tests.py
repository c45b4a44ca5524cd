"""Tests between groups whose means are weighted: statistics from their linearised errors, effects from effective sizes.

An effect is that of as many respondents, without weights, as would know the means as well: (sd/se)² of them.
"""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc, poch, stdtr, stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.design import WaldTest, same_means
from competing_values.statistics.effects import HEDGES, Effect, holding, omega_squared
from competing_values.statistics.noncentral import t_limits
from competing_values.statistics.omnibus import OmnibusTest

Floats = NDArray[np.float64]


class Samples(NamedTuple):
    """Means of several groups: how many answered, mean, standard deviation, standard error and its degrees of freedom."""

    n: Floats
    mean: Floats
    sd: Floats
    se: Floats
    df: Floats

    @classmethod
    def unweighted(cls, n: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Self:
        """Groups without weights, whose standard errors are sd/√n."""
        sizes, means, sds = (np.asarray(values, dtype=float) for values in (n, mean, sd))
        return cls(sizes, means, sds, sds / np.sqrt(sizes), sizes - 1)

    def of(self, positions: Sequence[int]) -> Self:
        """Some of the groups."""
        return type(self)(*(values[list(positions)] for values in self))


class Difference(NamedTuple):
    """Difference of two means with its interval, t, and Hedges' g with its interval."""

    difference: float
    ci_low: float
    ci_high: float
    statistic: float
    df: float
    p: float
    effect_size: float
    effect_ci_low: float
    effect_ci_high: float


def effective_sizes(samples: Samples, weight: ArrayLike) -> Floats:
    """Sizes of groups, without weights, that would know their means as well together: shares of the weight in each.

    Parameters
    ----------
    samples
        The groups.
    weight
        Σw of each.

    Notes
    -----
    Σ(sd/se)² of [kish1965], divided in proportion to the weights; at least 2 each.

    Examples
    --------
    Without weights they are n.

    >>> print(effective_sizes(Samples.unweighted([10, 40], [4, 5], [1, 2]), [10, 40]))
    [10. 40.]
    """
    w = np.asarray(weight, dtype=float)
    effective = ((samples.sd / samples.se) ** 2).sum()
    return np.asarray(np.maximum(effective * w / w.sum(), 2).round(9))


def welch(samples: Samples, weight: ArrayLike, confidence: float) -> OmnibusTest:
    """Welch's one-way test of weighted means of groups that were drawn independently.

    Parameters
    ----------
    samples
        Groups with errors and degrees of freedom.
    weight
        Σw of each.
    confidence
        Coverage of the effect's interval.

    Raises
    ------
    NotEstimableError
        If there are fewer than two groups.

    Notes
    -----
    F with weights 1/se² and Kish's effective n − 1 in the place of n − 1 [welch1951]; without weights
    `mean_tests.welch_anova`. Oracle: its numerator is χ²/(k − 1) of ``survey::regTermTest``.

    Examples
    --------
    The drugs of [student1908]: ``oneway.test(extra ~ group, sleep)`` prints F = 3.4626 on 17.776 degrees of freedom.

    >>> drugs = Samples.unweighted([10, 10], [0.75, 2.33], [1.78901, 2.002249])
    >>> found = welch(drugs, [10, 10], confidence=0.95)
    >>> print(round(found.statistic, 4), round(found.df2, 3), round(found.p, 5))
    3.4626 17.776 0.07939
    """
    means, se, df = samples.mean, samples.se, samples.df
    groups = len(means)
    if groups < 2:
        raise NotEstimableError("fewer than two groups have two respondents and some variance")
    weights = 1 / se**2
    centre = weights @ means / weights.sum()
    imbalance = ((1 - weights / weights.sum()) ** 2 / df).sum() / (groups**2 - 1)
    f = (weights @ (means - centre) ** 2 / (groups - 1)) / (1 + 2 * (groups - 2) * imbalance)
    df2 = 1 / (3 * imbalance)
    found = WaldTest(float(f), groups - 1, df2, float(fdtrc(groups - 1, df2, f)), np.nan)
    return _with_effect(found, samples, weight, np.diag(se**2), df.sum(), confidence)


def wald_of_means(
    samples: Samples, weight: ArrayLike, covariance: ArrayLike, df: float, confidence: float
) -> OmnibusTest:
    """Wald test of weighted means of groups that share strata or clusters.

    Parameters
    ----------
    samples, weight, confidence
        As for `welch`.
    covariance, df
        Array (g, g) of the means, and its degrees of freedom: clusters less strata.

    Notes
    -----
    `design.same_means` [korn1990].

    Examples
    --------
    >>> two = Samples.unweighted([10, 10], [0.75, 2.33], [1.78901, 2.002249])
    >>> print(round(wald_of_means(two, [10, 10], np.diag(two.se**2), df=19, confidence=0.95).p, 5))
    0.07919
    """
    found = same_means(samples.mean[:, None], covariance, df)
    return _with_effect(found, samples, weight, np.asarray(covariance, dtype=float), found.df2, confidence)


def _with_effect(
    test: WaldTest, samples: Samples, weight: ArrayLike, covariance: Floats, df: float, confidence: float
) -> OmnibusTest:
    """A test with ω² of the effective sizes; of two groups with Hedges' g."""
    if len(covariance) > 2:
        effect = omega_squared(effective_sizes(samples, weight), samples.mean, samples.sd, confidence)
    else:
        found = difference(samples, covariance, df, confidence)
        effect = Effect(HEDGES, found.effect_size, found.effect_ci_low, found.effect_ci_high)
    return OmnibusTest.of(test.statistic, test.df1, test.df2, test.p, effect)


def difference(two: Samples, covariance: ArrayLike, df: float, confidence: float) -> Difference:
    """Difference of two weighted means, first less second.

    Parameters
    ----------
    two
        Both groups, as arrays (2).
    covariance
        Array (2, 2) of their means.
    df
        Degrees of freedom of the difference.
    confidence
        Coverage of the intervals.

    Notes
    -----
    t = difference/se on df. g is the difference in standard deviations pooled over n − 1, with [hedges1981]'s correction
    on n₁ + n₂ − 2; its interval by the noncentral t on df [steiger2004]. Oracle: ``survey::svyttest``.

    Examples
    --------
    >>> two = Samples.unweighted([10, 10], [0.75, 2.33], [1.78901, 2.002249])
    >>> found = difference(two, np.diag(two.se**2), df=18, confidence=0.95)
    >>> print(round(found.difference, 2), round(found.statistic, 4), round(found.effect_size, 3))
    -1.58 -1.8608 -0.797
    """
    v = np.asarray(covariance, dtype=float)
    n, means, sds = two.n, two.mean, two.sd
    se = float(np.sqrt(max(v[0, 0] + v[1, 1] - 2 * v[0, 1], 0)))
    if not (se > 0 and df > 0):
        raise NotEstimableError("the difference has no error that could be told")
    gap = float(means[0] - means[1])
    t, half = gap / se, se * float(stdtrit(df, (1 + confidence) / 2))
    free = float((n - 1).sum())
    pooled = float(np.sqrt((n - 1) @ sds**2 / free))
    correction = float(poch((free - 1) / 2, 0.5) / np.sqrt(free / 2)) / pooled
    g = gap * correction
    low, high = holding(g, *(limit * se * correction for limit in t_limits(t, df, confidence)))
    return Difference(gap, gap - half, gap + half, t, df, float(2 * stdtr(df, -abs(t))), g, float(low), float(high))
