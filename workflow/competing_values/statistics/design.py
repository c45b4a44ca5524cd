"""Sampling designs: covariances of linearised statistics from sums by stratum and cluster, and tests on them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc, stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.means import RESOLUTION

Floats = NDArray[np.float64]
#: Directions with less than this share of the largest variance are rounding.
ROUNDING = 1e-9


class Strata(NamedTuple):
    """The strata of a sample: clusters drawn in each, and how many there are in the population (infinity: unknown)."""

    clusters: Floats
    population: Floats

    @property
    def scale(self) -> Floats:
        """What the sum of squares of each stratum is multiplied by: (1 − f) n/(n − 1), f the share drawn."""
        drawn = self.clusters
        remaining = np.clip(1 - drawn / self.population, 0, 1)
        return remaining * np.where(drawn > 1, drawn / np.where(drawn > 1, drawn - 1, 1), 1)


class WaldTest(NamedTuple):
    """F with its degrees of freedom and p, and χ², the quadratic form it is made of."""

    statistic: float
    df1: float
    df2: float
    p: float
    chi_squared: float


def pooled(products: ArrayLike, totals: ArrayLike, strata: Strata) -> Floats:
    """Covariance of linearised statistics from sums of each stratum.

    Parameters
    ----------
    products
        Array (h, …): Σ zᵢ zⱼ over the clusters of each stratum, z the total of a linearised statistic in a cluster.
    totals
        Array (h, …) of that shape: (Σ zᵢ)(Σ zⱼ) of each stratum.
    strata
        Of the sample; clusters without a member of the group count, with totals of 0.

    Returns
    -------
    Array (…).

    Notes
    -----
    Σ (1 − fₕ) nₕ/(nₕ − 1) Σ_c (z_hc − z̄ₕ)(z_hc − z̄ₕ)′: ultimate clusters [sarndal1992], ch. 4; [lumley2010], ch. 3. A
    stratum of one cluster is centred at the mean of the sample, where z is 0. Oracle: ``survey::svyby`` with
    ``options(survey.lonely.psu = "adjust")``.

    Examples
    --------
    One stratum of three clusters whose totals are 1, 0 and −1, and one of a single cluster with 2.

    >>> print(pooled([2, 4], [0, 4], Strata(np.array([3, 1]), np.array([np.inf, np.inf]))))
    7.0
    """
    squares, sums = np.asarray(products, dtype=float), np.asarray(totals, dtype=float)
    shape = (-1,) + (1,) * (squares.ndim - 1)
    drawn = strata.clusters.reshape(shape)
    return np.asarray((strata.scale.reshape(shape) * (squares - np.where(drawn > 1, sums / drawn, 0))).sum(axis=0))


def by_stratum(values: ArrayLike, stratum: ArrayLike, strata: int) -> Floats:
    """Sums over the clusters of each stratum.

    Parameters
    ----------
    values
        Array (c, …).
    stratum
        Array (c): the stratum of each cluster, from 0.
    strata
        How many there are.

    Examples
    --------
    >>> print(by_stratum([1, 2, 4], [0, 1, 0], 2))
    [5. 2.]
    """
    found = np.zeros((strata, *np.shape(values)[1:]))
    np.add.at(found, np.asarray(stratum), np.asarray(values, dtype=float))
    return found


def variances_of_means(
    w: ArrayLike, wy: ArrayLike, stratum: ArrayLike, strata: Strata, squares: tuple[ArrayLike, ...] | None = None
) -> Floats:
    """Variances of weighted means from their sums in each cluster, or in each stratum where respondents were drawn.

    Parameters
    ----------
    w, wy
        Arrays (u, …): Σw and Σwy of those who answered in each cluster, or stratum.
    stratum
        Array (u): the stratum of each, from 0.
    strata
        Of the whole sample.
    squares
        Σw², Σw²y and Σw²y² in each stratum, of that shape, where respondents were drawn.

    Returns
    -------
    Array (…); exactly 0 where it is no more than the rounding of the sums, NaN where nobody answered.

    Notes
    -----
    `pooled`, with z = (Σwy − ȳ Σw)/W. Oracle: ``survey::svymean``.

    Examples
    --------
    Three clusters with means of 1, 2 and 3 and equal weights: the standard error is 1/√3.

    >>> print(variances_of_means([5, 5, 5], [5, 10, 15], [0, 0, 0], Strata(np.array([3]), np.array([np.inf]))).round(4))
    0.3333
    """
    w, wy = np.asarray(w, dtype=float), np.asarray(wy, dtype=float)
    weight = np.where(w.sum(axis=0) > 0, w.sum(axis=0), np.nan)
    mean = wy.sum(axis=0) / weight
    z = (wy - mean * w) / weight
    if squares is None:
        second, most = z**2, (w**2).sum(axis=0)
    else:
        w2, w2y, w2yy = (np.asarray(sums, dtype=float) for sums in squares)
        second, most = (w2yy - 2 * mean * w2y + mean**2 * w2) / weight**2, w2.sum(axis=0)
    count = len(strata.clusters)
    found = pooled(by_stratum(second, stratum, count), by_stratum(z, stratum, count) ** 2, strata)
    return np.where(found < RESOLUTION * (1 + mean**2) * most / weight**2, 0 * found, found)


def cluster_covariance(totals: ArrayLike, stratum: ArrayLike, strata: Strata) -> Floats:
    """Covariance of linearised statistics from their totals in each cluster.

    Parameters
    ----------
    totals
        Array (c, k): of k statistics in each cluster that has members.
    stratum
        Array (c): the stratum of each, from 0.
    strata
        Of the whole sample.

    Returns
    -------
    Array (k, k).

    Notes
    -----
    `pooled`.

    Examples
    --------
    Totals 1, 0 and −1, of clusters of one stratum: 3/2 · 2; the cluster without members need not be there.

    >>> print(cluster_covariance([[1], [-1]], [0, 0], Strata(np.array([3]), np.array([np.inf]))))
    [[3.]]
    """
    z = np.asarray(totals, dtype=float)
    sums = by_stratum(z, stratum, len(strata.clusters))
    root = np.sqrt(strata.scale)[np.asarray(stratum)][:, None]
    drawn = np.where(strata.clusters > 1, strata.clusters, np.inf)
    means = np.sqrt(strata.scale / drawn)[:, None] * sums
    return (root * z).T @ (root * z) - means.T @ means


def wald(estimate: ArrayLike, covariance: ArrayLike, df: float) -> WaldTest:
    """Test that several statistics are 0, from their design-based covariance.

    Parameters
    ----------
    estimate, covariance
        Arrays (q) and (q, q).
    df
        Degrees of freedom of the covariance: clusters less strata.

    Raises
    ------
    NotEstimableError
        If the degrees of freedom do not reach q, or the covariance is missing or singular.

    Notes
    -----
    χ² = b′V⁻¹b; F = (df − q + 1)/(df q) χ² on (q, df − q + 1) degrees of freedom [korn1990]. Oracle:
    ``survey::regTermTest``, whose F is χ²/q, corrected.

    Examples
    --------
    One statistic, two standard errors from 0: t² on 10 degrees of freedom.

    >>> found = wald([4], [[4]], df=10)
    >>> print(found.statistic, found.df1, found.df2, round(found.p, 4))
    4.0 1 10 0.0734
    """
    b, v = np.asarray(estimate, dtype=float), np.asarray(covariance, dtype=float)
    q = len(b)
    if df < q:
        raise NotEstimableError(f"the design leaves {max(df, 0):g} degrees of freedom for {q} comparisons")
    if np.isnan(b).any() or np.isnan(v).any():
        raise NotEstimableError("a mean or its error is missing")
    values, vectors = np.linalg.eigh(v)
    if not values[0] > ROUNDING * values[-1]:
        raise NotEstimableError("the covariance of the means is singular")
    chi_squared = float(((vectors.T @ b) ** 2 / values).sum())
    f, df2 = (df - q + 1) / (df * q) * chi_squared, df - q + 1
    return WaldTest(f, q, df2, float(fdtrc(q, df2, f)), chi_squared)


def same_means(means: ArrayLike, covariance: ArrayLike, df: float) -> WaldTest:
    """Test that groups have the same means, from their joint covariance.

    Parameters
    ----------
    means
        Array (g, k): of k variables in each group.
    covariance
        Array (g k, g k), group by group.
    df
        Clusters less strata.

    Raises
    ------
    NotEstimableError
        As `wald`; if there are fewer than two groups.

    Notes
    -----
    `wald` of the differences from the first group. One variable in two groups: t² on (1, df − 1), as
    ``survey::svyttest``. Oracles: it, and ``regTermTest``.

    Examples
    --------
    >>> found = same_means([[4], [0]], np.diag([2, 2]), df=11)
    >>> print(found.statistic, found.df1, found.df2)
    4.0 1 10
    """
    centres = np.asarray(means, dtype=float)
    groups, k = centres.shape
    if groups < 2:
        raise NotEstimableError("fewer than two groups have errors that the design can tell")
    contrasts = np.kron(np.column_stack([-np.ones(groups - 1), np.eye(groups - 1)]), np.eye(k))
    two = groups == 2 and k == 1
    return wald(contrasts @ centres.ravel(), contrasts @ np.asarray(covariance) @ contrasts.T, df - 1 if two else df)


def rao_scott(shares: ArrayLike, covariance: ArrayLike, n: float, df: float) -> tuple[WaldTest, float]:
    """Test that categories are spread alike in all groups, under a sampling design.

    Parameters
    ----------
    shares
        Array groups × categories, of all: they add up to 1.
    covariance
        Array (g c, g c) of the shares.
    n
        Respondents.
    df
        Clusters less strata.

    Returns
    -------
    The test, and the design effect: by how much the design raises χ² where there is no difference.

    Raises
    ------
    NotEstimableError
        If fewer than two groups or categories have answers.

    Notes
    -----
    Pearson's χ² over the trace of the matrix of design effects Δ, an F on d and d · df degrees of freedom, with
    d = (tr Δ)²/tr Δ² [rao1984]. Oracle: ``survey::svychisq(statistic = "F")``.

    Examples
    --------
    Respondents drawn by themselves: Δ is the unit matrix, and F is χ²/1.

    >>> p = np.array([[1, 2], [2, 1]]) / 6
    >>> found, effect = rao_scott(p, (np.diag(p.ravel()) - np.outer(p, p)) / 60, n=60, df=59)
    >>> print(round(found.statistic, 4), round(found.df1, 4), round(effect, 4))
    6.6667 1.0 1.0
    """
    p = np.asarray(shares, dtype=float)
    rows, columns = p.sum(axis=1) > 0, p.sum(axis=0) > 0
    kept = np.outer(rows, columns).ravel()
    p, v = p[rows][:, columns], np.asarray(covariance, dtype=float)[np.ix_(kept, kept)]
    groups, categories = p.shape
    if min(groups, categories) < 2:
        raise NotEstimableError("fewer than two groups, or two categories, have answers")
    expected = np.outer(p.sum(axis=1), p.sum(axis=0))
    chi_squared = float(n * ((p - expected) ** 2 / expected).sum())
    main = np.column_stack(
        [np.kron(np.eye(groups), np.ones((categories, 1))), np.kron(np.ones((groups, 1)), np.eye(categories))]
    )
    every = np.kron(np.eye(groups)[:, 1:], np.eye(categories)[:, 1:])
    interaction = every - main @ np.linalg.lstsq(main, every, rcond=None)[0]
    inverse = np.where(p.ravel() > 0, 1 / np.where(p.ravel() > 0, p.ravel(), 1), 0)
    scaled = inverse[:, None] * interaction
    delta = np.linalg.solve(interaction.T @ scaled / n, scaled.T @ v @ scaled)
    trace = float(np.trace(delta))
    d = trace**2 / float(np.trace(delta @ delta))
    f, df2 = chi_squared / trace, d * df
    return WaldTest(f, d, df2, float(fdtrc(d, df2, f)), chi_squared), trace / len(delta)


def slopes(totals: ArrayLike, covariance: ArrayLike, df: float, confidence: float) -> tuple[Floats, Floats, Floats]:
    """Slopes of a weighted regression, with their intervals, from totals over the respondents who have all variables.

    Parameters
    ----------
    totals
        Symmetric array (k + 2, k + 2): Σw z z′ of z = (1, predictors, outcome).
    covariance
        Array (m, m): of the totals of the upper triangle, row by row.
    df
        Clusters less strata.
    confidence
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    coefficient, low, high
        Arrays (k).

    Raises
    ------
    NotEstimableError
        If the predictors are collinear, or the design leaves no degrees of freedom.

    Notes
    -----
    b = A⁻¹Σw x y with A = Σw x x′; its covariance is A⁻¹ V A⁻¹, V that of the totals Σw x (y − x′b) at this b
    [binder1983]; t on df − k degrees of freedom. Oracle: ``survey::svyglm``.

    Examples
    --------
    Answers 0 and 1, two each, at predictors −1 and 1, without error.

    >>> z = np.array([[1, -1, 0], [1, -1, 0], [1, 1, 1], [1, 1, 1]])
    >>> print(slopes(z.T @ z, np.zeros((6, 6)), df=3, confidence=0.95)[0])
    [0.5]
    """
    sums = np.asarray(totals, dtype=float)
    k = len(sums) - 2
    if df - k < 1:
        raise NotEstimableError(f"the design leaves {max(df - k, 0):g} degrees of freedom for {k} predictors")
    a, xy = sums[:-1, :-1], sums[:-1, -1]
    scale = np.sqrt(a.diagonal())
    if not (scale > 0).all() or np.linalg.eigvalsh(a / np.outer(scale, scale))[0] < ROUNDING:
        raise NotEstimableError("the predictors are collinear")
    inverse = np.linalg.inv(a)
    b = inverse @ xy
    weights = np.append(-b, 1.0)
    rows, columns = np.triu_indices(k + 2)
    score = np.zeros((k + 1, len(rows)))
    for position, (i, j) in enumerate(zip(rows, columns, strict=True)):
        if i <= k:
            score[i, position] += weights[j]
        if j <= k and j != i:
            score[j, position] += weights[i]
    v = inverse @ score @ np.asarray(covariance, dtype=float) @ score.T @ inverse
    half = stdtrit(df - k, (1 + confidence) / 2) * np.sqrt(v.diagonal().clip(0))
    return b[1:], (b - half)[1:], (b + half)[1:]
