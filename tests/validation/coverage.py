"""Coverage of every kind of interval, and size of every test, by simulation: nominal against found.

`make coverage` runs it and writes the table, with its day, into `docs/validation.md`. It takes some minutes. Each setting
draws 2,000 samples from a population whose figure is known, and asks the library's own functions.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit
from scipy.stats import norm

from competing_values.statistics import (
    category_tests,
    design,
    drivers,
    effects,
    mean_tests,
    means,
    rank_tests,
    reliability,
)
from competing_values.statistics.change import change
from competing_values.statistics.dominance import extreme_probability
from competing_values.statistics.means import Sample
from competing_values.statistics.shares import effective_n_of_design, effective_n_of_share, wilson

Floats = NDArray[np.float64]

DRAWS = 2000
LEVEL = 0.95
PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
BEGIN, END = "<!-- coverage: begin -->", "<!-- coverage: end -->"

#: Answers from 1 to 10 that lean to the upper end, as ratings do, and how often each is given.
RATINGS = np.arange(1.0, 11)
SKEWED = np.array([0.01, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.26, 0.22])


class Row(NamedTuple):
    """What was simulated, how, and how often it should and did hold."""

    figure: str
    setting: str
    nominal: float
    found: float


#: What is simulated: each yields its rows.
Simulation = Callable[[np.random.Generator], Iterator[Row]]
SIMULATIONS: list[Simulation] = []


def simulation(function: Simulation) -> Simulation:
    """Put a simulation on the list."""
    SIMULATIONS.append(function)
    return function


def covers(low: Floats, high: Floats, truth: float) -> float:
    """How often intervals hold the truth."""
    return float(np.mean((np.asarray(low) <= truth) & (truth <= np.asarray(high))))


def ordinal(centre: float, spread: float = 2.0) -> Floats:
    """How often each of ten answers is given where a normal opinion is rounded."""
    return np.diff(norm.cdf(np.array([-np.inf, *np.arange(1.5, 10), np.inf]), centre, spread))


def drawn(rng: np.random.Generator, shares: Floats, shape: tuple[int, ...]) -> Floats:
    """Answers from 1 to 10."""
    return 1.0 + np.searchsorted(np.cumsum(shares)[:-1], rng.random(shape), side="right")


def mean_and_sd(shares: Floats) -> tuple[float, float]:
    """Mean and standard deviation of answers from 1 to 10."""
    mean = float(shares @ RATINGS)
    return mean, float(np.sqrt(shares @ (RATINGS - mean) ** 2))


def sample(y: Floats) -> Sample:
    """Samples without weights, one a row."""
    return Sample.unweighted(y.shape[-1], y.mean(axis=-1), y.std(axis=-1, ddof=1))


def weighted(y: Floats, w: Floats) -> means.Estimates:
    """Weighted means, one a row."""
    n = np.full(len(y), y.shape[1])
    sums = (w.sum(1), (w * y).sum(1), (w * y**2).sum(1), (w**2).sum(1), (w**2 * y).sum(1), (w**2 * y**2).sum(1))
    return means.linearised(n, *sums, rows=n)


def unequal(rng: np.random.Generator, shape: tuple[int, ...], cv: float) -> Floats:
    """Weights with this coefficient of variation."""
    return rng.gamma(1 / cv**2, cv**2, shape)


@simulation
def simple_means(rng: np.random.Generator) -> Iterator[Row]:
    """Means without weights: t on n − 1."""
    truth, _ = mean_and_sd(SKEWED)
    for n in (10, 30, 100):
        found = sample(drawn(rng, SKEWED, (DRAWS, n)))
        low, high = means.t_interval(found.mean, found.se, found.df, LEVEL)
        yield Row("mean", f"n = {n}, skewed ratings", LEVEL, covers(low, high, truth))


@simulation
def weighted_means(rng: np.random.Generator) -> Iterator[Row]:
    """Weighted means: linearised, t on the effective n − 1."""
    truth, _ = mean_and_sd(SKEWED)
    for n, cv in ((10, 1.0), (30, 1.0), (100, 0.7)):
        found = weighted(drawn(rng, SKEWED, (DRAWS, n)), unequal(rng, (DRAWS, n), cv))
        low, high = means.t_interval(found.mean, found.se, found.df, LEVEL)
        yield Row(
            "weighted mean",
            f"n = {n}, skewed, weights that vary by {cv:g} of their mean",
            LEVEL,
            covers(low, high, truth),
        )


@simulation
def simple_shares(rng: np.random.Generator) -> Iterator[Row]:
    """Shares without weights: Wilson."""
    for n, p in ((10, 0.3), (30, 0.1), (200, 0.03)):
        low, high = wilson(rng.binomial(n, p, DRAWS) / n, n, LEVEL)
        yield Row("share", f"n = {n}, share {p:g}", LEVEL, covers(low, high, p))


@simulation
def weighted_shares(rng: np.random.Generator) -> Iterator[Row]:
    """Weighted shares: Wilson on p(1 − p)/v."""
    for n, p, cv in ((30, 0.3, 1.0), (100, 0.1, 0.7), (400, 0.05, 1.0)):
        given, w = rng.random((DRAWS, n)) < p, unequal(rng, (DRAWS, n), cv)
        mine, mine2, every, every2 = (v.sum(1) for v in (w * given, w**2 * given, w, w**2))
        low, high = wilson(mine / every, effective_n_of_share(mine, mine2, every, every2, n), LEVEL)
        yield Row("weighted share", f"n = {n}, share {p:g}, weights that vary by {cv:g}", LEVEL, covers(low, high, p))


@simulation
def gaps(rng: np.random.Generator) -> Iterator[Row]:
    """Gaps within respondents: the mean, its t test, and d_z."""
    for n in (12, 48):
        for size, said in ((0.0, "no gap"), (0.5, "d_z = 0.5")):
            d = size + (rng.gamma(4, 0.5, (DRAWS, n)) - 2)  # skewed, of standard deviation 1
            one = sample(d)
            low, high = means.t_interval(one.mean, one.se, one.df, LEVEL)
            yield Row("gap", f"n = {n}, skewed, {said}", LEVEL, covers(low, high, size))
            found = mean_tests.paired_effect(one.df, one.mean, one.sd, one.se, LEVEL)
            yield Row(
                "d_z of a gap",
                f"n = {n}, skewed, {said}",
                LEVEL,
                covers(found.effect_ci_low, found.effect_ci_high, size),
            )
            if not size:
                yield Row("paired t, size", f"n = {n}, skewed", 1 - LEVEL, float(np.mean(found.p < 1 - LEVEL)))


@simulation
def two_groups(rng: np.random.Generator) -> Iterator[Row]:
    """Differences of two groups by Welch's t, and Hedges' g."""
    for n1, n2, centre in (
        (10, 10, 6.0),
        (12, 40, 7.5),
        (100, 100, 7.0),
    ):
        first, second = ordinal(centre), ordinal(6.5)
        (mean1, sd1), (mean2, sd2) = mean_and_sd(first), mean_and_sd(second)
        a, b = sample(drawn(rng, first, (DRAWS, n1))), sample(drawn(rng, second, (DRAWS, n2)))
        t = mean_tests.welch_t(a, b, LEVEL)
        yield Row(
            "difference of two groups", f"n = {n1} and {n2}, ratings", LEVEL, covers(t.ci_low, t.ci_high, mean1 - mean2)
        )
        pooled = np.sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / (n1 + n2 - 2))
        low, high = effects.hedges_g_interval(a, b, LEVEL)
        yield Row("Hedges' g", f"n = {n1} and {n2}, ratings", LEVEL, covers(low, high, (mean1 - mean2) / pooled))


def _groups(rng: np.random.Generator, size: int, centres: Floats, spreads: Floats) -> tuple[Floats, Floats]:
    """Means and standard deviations of groups of normal answers: draws × groups."""
    mean = centres + rng.normal(0, spreads / np.sqrt(size), (DRAWS, len(centres)))
    return mean, spreads * np.sqrt(rng.chisquare(size - 1, mean.shape) / (size - 1))


@simulation
def many_groups(rng: np.random.Generator) -> Iterator[Row]:
    """ω² of several groups, and the size of Welch's test."""
    for k, size, apart, ratio in (
        (3, 10, 0.4, 1),
        (4, 30, 0.25, 1),
        (20, 20, 0.25, 1),
        (20, 100, 0.1, 1),
        (4, 30, 0.25, 3),
    ):
        centres, spreads = apart * norm.ppf((np.arange(k) + 0.5) / k), np.geomspace(1, ratio, k)
        mean, sd = _groups(rng, size, centres, spreads)
        truth = float(centres.var() / (centres.var() + np.mean(spreads**2)))
        found = [effects.omega_squared(np.full(k, size), *each, LEVEL) for each in zip(mean, sd, strict=True)]
        low, high = np.array([each[2:] for each in found]).T
        said = f"{k} groups of {size}" + (f", sds up to {ratio} times apart" if ratio > 1 else "")
        yield Row("ω²", f"{said}, ω² = {truth:.3f}", LEVEL, covers(low, high, truth))
        mean, sd = _groups(rng, size, 0 * centres, spreads)
        p = [mean_tests.welch_anova(np.full(k, size), *each, LEVEL).p for each in zip(mean, sd, strict=True)]
        yield Row("Welch ANOVA, size", said, 1 - LEVEL, float(np.mean(np.array(p) < 1 - LEVEL)))


@simulation
def ranks(rng: np.random.Generator) -> Iterator[Row]:
    """Rank η² of ratings, and the size of Kruskal and Wallis's test."""
    for k, size, apart in ((4, 10, 0.0), (4, 15, 0.5), (20, 20, 0.6), (4, 100, 1.5)):
        shares = np.array([ordinal(7 + apart * z) for z in norm.ppf((np.arange(k) + 0.5) / k)])
        pool = shares.mean(axis=0)
        place = np.cumsum(pool) - pool / 2
        truth = float(np.var(shares @ place) / (pool @ (place - 0.5) ** 2))
        counts = np.stack([rng.multinomial(size, one, DRAWS) for one in shares], axis=1)
        found = [rank_tests.kruskal(each, LEVEL) for each in counts]
        low, high = (np.array([getattr(each, end) for each in found]) for end in ("effect_ci_low", "effect_ci_high"))
        yield Row("rank η²", f"{k} groups of {size}, ratings, η² = {truth:.3f}", LEVEL, covers(low, high, truth))
        if not apart:
            yield Row(
                "Kruskal–Wallis, size",
                f"{k} groups of {size}, ratings",
                1 - LEVEL,
                float(np.mean([each.p < 1 - LEVEL for each in found])),
            )


@simulation
def categories(rng: np.random.Generator) -> Iterator[Row]:
    """Cramér's V, and the size of χ²."""
    for k, size, tilt in ((2, 20, 0.0), (2, 30, 0.4), (4, 20, 0.4), (20, 30, 0.25), (4, 200, 0.4)):
        base = np.array([0.15, 0.25, 0.4, 0.2]) if k > 2 else np.array([0.4, 0.6])
        leaning = np.linspace(-1, 1, k)[:, None] * tilt * np.linspace(-1, 1, len(base))
        shares = base * np.exp(leaning)
        shares /= shares.sum(axis=1, keepdims=True)
        pool = shares.mean(axis=0)
        truth = float(np.sqrt(((shares - pool) ** 2 / pool).sum() / k / (min(shares.shape) - 1)))
        counts = np.stack([rng.multinomial(size, one, DRAWS) for one in shares], axis=1)
        found = [category_tests.chi_squared(each, LEVEL) for each in counts]
        low, high = (np.array([getattr(each, end) for each in found]) for end in ("effect_ci_low", "effect_ci_high"))
        said = f"{k} groups of {size}, {len(base)} categories"
        yield Row("Cramér's V", f"{said}, V = {truth:.3f}", LEVEL, covers(low, high, truth))
        if not tilt:
            yield Row("χ², size", said, 1 - LEVEL, float(np.mean([each.p < 1 - LEVEL for each in found])))


@simulation
def profiles(rng: np.random.Generator) -> Iterator[Row]:
    """Pillai's V/s between groups and of paired differences, and the size of both tests."""
    for k, size, apart in ((4, 12, 0.0), (4, 12, 0.5), (20, 15, 0.3), (20, 100, 0.3)):
        centres = apart * np.stack([np.roll(norm.ppf((np.arange(k) + 0.5) / k), shift) for shift in range(3)], axis=1)
        between = np.cov(centres.T, bias=True)
        truth = float(np.trace(np.linalg.solve(between + np.eye(3), between)) / min(3, k - 1))
        answers = centres[:, None, :] + rng.normal(size=(DRAWS, k, size, 3))
        mean = answers.mean(axis=2)
        inner = answers - mean[:, :, None, :]
        covariance = np.einsum("dgni,dgnj->dgij", inner, inner) / (size - 1)
        found = [mean_tests.manova(np.full(k, size), *each, LEVEL) for each in zip(mean, covariance, strict=True)]
        low, high = (np.array([getattr(each, end) for each in found]) for end in ("effect_ci_low", "effect_ci_high"))
        yield Row("Pillai's V/s of groups", f"{k} groups of {size}, V/s = {truth:.3f}", LEVEL, covers(low, high, truth))
        if not apart:
            yield Row(
                "MANOVA, size",
                f"{k} groups of {size}",
                1 - LEVEL,
                float(np.mean([each.p < 1 - LEVEL for each in found])),
            )
    for n, apart in ((12, 0.0), (12, 0.6), (48, 0.6)):
        answers = np.array([apart, 0, 0]) + rng.normal(size=(DRAWS, n, 3))
        mean = answers.mean(axis=1)
        inner = answers - mean[:, None, :]
        covariance = np.einsum("dni,dnj->dij", inner, inner) / (n - 1)
        truth = apart**2 / (1 + apart**2)
        found = [mean_tests.hotelling(n, *each, LEVEL) for each in zip(mean, covariance, strict=True)]
        low, high = (np.array([getattr(each, end) for each in found]) for end in ("effect_ci_low", "effect_ci_high"))
        yield Row("Pillai's V, now and preferred", f"n = {n}, V = {truth:.3f}", LEVEL, covers(low, high, truth))
        if not apart:
            yield Row(
                "Hotelling's T², size", f"n = {n}", 1 - LEVEL, float(np.mean([each.p < 1 - LEVEL for each in found]))
            )


@simulation
def deltas(rng: np.random.Generator) -> Iterator[Row]:
    """Cliff's delta of ratings."""
    for n1, n2, apart in ((10, 10, 0.0), (20, 20, 1.0), (20, 20, 3.65), (10, 40, 3.65), (100, 100, 3.65)):
        first, second = ordinal(5.5 + apart / 2), ordinal(5.5 - apart / 2)
        truth = float(first @ (2 * np.cumsum(second) - second - 1))
        counts = np.stack([rng.multinomial(n1, first, DRAWS), rng.multinomial(n2, second, DRAWS)], axis=1)
        low, high = np.array([rank_tests.cliffs_delta(each, LEVEL)[1:] for each in counts]).T
        yield Row("Cliff's delta", f"n = {n1} and {n2}, ratings, δ = {truth:.2f}", LEVEL, covers(low, high, truth))


@simulation
def alphas(rng: np.random.Generator) -> Iterator[Row]:
    """Cronbach's alpha with Feldt's interval: normal items, and skewed ratings."""
    for n in (20, 100):
        for is_skewed in (False, True):
            items = np.sqrt(0.4) * rng.normal(size=(DRAWS, n, 1)) + np.sqrt(0.6) * rng.normal(size=(DRAWS, n, 5))
            truth = 5 / 4 * (1 - 1 / (1 + 4 * 0.4))
            if is_skewed:
                cuts = norm.ppf(np.cumsum(SKEWED)[:-1])
                items = np.searchsorted(cuts, items).astype(float)
                z = np.sqrt(0.4) * rng.normal(size=(400_000, 1)) + np.sqrt(0.6) * rng.normal(size=(400_000, 5))
                truth = reliability.alpha(np.cov(np.searchsorted(cuts, z).T))
            inner = items - items.mean(axis=1, keepdims=True)
            covariance = np.einsum("dni,dnj->dij", inner, inner) / (n - 1)
            found = [reliability.feldt_interval(reliability.alpha(each), n, 5, LEVEL) for each in covariance]
            low, high = np.array(found).T
            yield Row(
                "alpha", f"n = {n}, 5 {'skewed' if is_skewed else 'normal'} items", LEVEL, covers(low, high, truth)
            )


def _related(b: Floats, r: float) -> Floats:
    """Correlations of predictors that correlate by r, and an outcome with these standardised coefficients, last."""
    k = len(b)
    whole = np.eye(k + 1)
    whole[:k, :k] += r * (1 - np.eye(k))
    whole[:k, k] = whole[k, :k] = whole[:k, :k] @ b
    return whole


@simulation
def explained(rng: np.random.Generator) -> Iterator[Row]:
    """R² of five sectors, and relative weights of three of different size."""
    for n, b in ((30, 0.0), (60, 0.2), (300, 0.1), (300, 0.2)):
        whole = _related(np.full(5, b), 0.3)
        truth = float(5 * b * whole[0, 5])
        answers = rng.normal(size=(DRAWS, n, 6)) @ np.linalg.cholesky(whole).T
        inner = answers - answers.mean(axis=1, keepdims=True)
        covariance = np.einsum("dni,dnj->dij", inner, inner) / (n - 1)
        found = [_r_squared(n, each) for each in covariance]
        low, high = np.array(found).T
        yield Row("R²", f"n = {n}, 5 sectors, R² = {truth:.2f}", LEVEL, covers(low, high, truth))
    for n in (60, 300):
        whole = _related(np.array([0.45, 0.25, 0.05]), 0.3)
        truths = drivers.drivers(10**9, whole, LEVEL, seed=1).relative_weight
        answers = rng.normal(size=(DRAWS, n, 4)) @ np.linalg.cholesky(whole).T
        found = [drivers.drivers(n, np.cov(each.T), LEVEL, seed=k) for k, each in enumerate(answers)]
        ranked = [each for each in found if each.is_ranked]
        for k, truth in enumerate(truths):
            low, high = np.array(
                [(each.relative_weight_ci_low[k], each.relative_weight_ci_high[k]) for each in ranked]
            ).T
            yield Row("relative weight", f"n = {n}, 3 sectors, weight {truth:.2f}", LEVEL, covers(low, high, truth))


def _r_squared(n: int, covariance: Floats) -> tuple[float, float]:
    from competing_values.statistics.noncentral import r_squared_limits  # noqa: PLC0415

    b = np.linalg.solve(covariance[:-1, :-1], covariance[:-1, -1])
    return r_squared_limits(float(b @ covariance[:-1, -1] / covariance[-1, -1]), n, len(b), LEVEL)


@simulation
def extremes(rng: np.random.Generator) -> Iterator[Row]:
    """How sure it is said to be that the type with the highest mean leads, and how often it does."""
    for n, spread in ((12, 5.0), (12, 9.0), (48, 9.0)):
        centre = np.array([28.0, 25, 25, 22])
        errors = rng.normal(size=(DRAWS, n, 4))
        points = centre + spread * np.sqrt(4 / 3) * (errors - errors.mean(axis=-1, keepdims=True))
        mean = points.mean(axis=1)
        said = [
            extreme_probability(one, np.cov(each.T) / n, n - 1, items=[int(one.argmax())], seed=1)[0]
            for one, each in zip(mean, points, strict=True)
        ]
        right = mean.argmax(axis=1) == 0
        yield Row(
            "probability of the dominant type (nominal: as told)",
            f"n = {n}, 3 points ahead, sd {spread:g}",
            float(np.mean(said)),
            float(np.mean(right)),
        )


@simulation
def waves(rng: np.random.Generator) -> Iterator[Row]:
    """Change between waves: its interval, Hedges' g, and the size of Welch's and of the equivalence test."""
    later, earlier = ordinal(7.4), ordinal(7.0)
    (mean1, _), (mean2, _) = mean_and_sd(later), mean_and_sd(earlier)
    for n1, n2 in ((15, 15), (48, 60), (400, 500)):
        a, b = sample(drawn(rng, later, (DRAWS, n1))), sample(drawn(rng, earlier, (DRAWS, n2)))
        pairs = [[Sample(one.n, *each, one.n - 1) for each in zip(*one[1:4], strict=True)] for one in (b, a)]
        found = [change(*pair, bound=abs(mean1 - mean2), confidence=LEVEL) for pair in zip(*pairs, strict=True)]
        low, high, p = np.array([(each.ci_low, each.ci_high, each.equivalence_p) for each in found]).T
        said = f"n = {n2} and {n1}, ratings"
        yield Row("change between waves", said, LEVEL, covers(low, high, mean1 - mean2))
        yield Row("equivalence, size at the bound", said, 1 - LEVEL, float(np.mean(p < 1 - LEVEL)))
        c = sample(drawn(rng, later, (DRAWS, n2)))
        yield Row(
            "Welch's t between waves, size",
            said,
            1 - LEVEL,
            float(np.mean(mean_tests.welch_t(a, c, LEVEL).p < 1 - LEVEL)),
        )
    y1, y2 = drawn(rng, later, (DRAWS, 60)), drawn(rng, earlier, (DRAWS, 60))
    one, two = (Sample(60, *weighted(y, unequal(rng, y.shape, 0.8))) for y in (y1, y2))
    t = mean_tests.welch_t(one, two, LEVEL)
    yield Row(
        "weighted change between waves",
        "n = 60 and 60, weights that vary by 0.8",
        LEVEL,
        covers(t.ci_low, t.ci_high, mean1 - mean2),
    )


@simulation
def clusters(rng: np.random.Generator) -> Iterator[Row]:
    """Respondents drawn as 20 whole clusters of 550, who are taken as independent: what a declared design mends."""
    for icc in (0.0, 0.01, 0.05):
        centres = rng.normal(0, np.sqrt(icc), (DRAWS, 20)) + rng.normal(0, np.sqrt((1 - icc) / 550), (DRAWS, 20))
        within = (1 - icc) * rng.chisquare(20 * 549, DRAWS)
        total = within + 550 * 20 * centres.var(axis=1)
        n = 20 * 550
        low, high = means.t_interval(centres.mean(axis=1), np.sqrt(total / (n - 1) / n), n - 1, LEVEL)
        yield Row("mean, clusters not declared", f"20 clusters of 550, ICC {icc:g}", LEVEL, covers(low, high, 0))


@simulation
def designs(rng: np.random.Generator) -> Iterator[Row]:
    """The same with a declared design: means, shares, and differences and tests of groups."""
    one_stratum = np.zeros(20, dtype=int)
    for icc in (0.0, 0.01, 0.05):
        said = f"20 clusters of 550, ICC {icc:g}"
        centres = rng.normal(0, np.sqrt(icc), (20, DRAWS)) + rng.normal(0, np.sqrt((1 - icc) / 550), (20, DRAWS))
        variance = design.variances_of_means(
            np.full_like(centres, 550), 550 * centres, one_stratum, _drawn(one_stratum)
        )
        low, high = means.t_interval(centres.mean(axis=0), np.sqrt(variance), 19, LEVEL)
        yield Row("mean, clusters declared", said, LEVEL, covers(low, high, 0))
        for p, cut in ((0.5, 0.0), (0.1, norm.ppf(0.1))):
            given = rng.binomial(550, norm.cdf((cut - rng.normal(0, np.sqrt(icc), (20, DRAWS))) / np.sqrt(1 - icc)))
            found = given.mean(axis=0) / 550
            variance = design.variances_of_means(np.full(given.shape, 550.0), given, one_stratum, _drawn(one_stratum))
            low, high = wilson(found, effective_n_of_design(found, variance, 19, LEVEL), LEVEL)
            yield Row(f"share {p:g}, clusters declared", f"{said} of the opinion", LEVEL, covers(low, high, p))
        size = np.full((20, 4), 137.5)
        yield from _of_groups(rng, "clusters declared", f"{said}, groups in each", one_stratum, size, icc)
        apart = 550.0 * (np.arange(20)[:, None] % 4 == np.arange(4))
        yield from _of_groups(rng, "clusters declared", f"{said}, groups of whole clusters", one_stratum, apart, icc)
    for clusters, strata in ((12, 3), (40, 8)):
        stratum = np.arange(clusters) % strata
        size = rng.integers(5, 40, (clusters, 3)).astype(float)
        said = f"{clusters} unequal clusters in {strata} strata"
        yield from _of_groups(rng, "design", said, stratum, size, 0.08)
        yield from _of_groups(rng, "design", f"{said}, weighted", stratum, size, 0.08, cv=0.5)


def _drawn(stratum: NDArray[np.int_]) -> design.Strata:
    """Strata whose clusters are few of those in the population."""
    return design.Strata(np.bincount(stratum).astype(float), np.full(stratum.max() + 1, np.inf))


def _of_groups(
    rng: np.random.Generator,
    name: str,
    setting: str,
    stratum: NDArray[np.int_],
    size: Floats,
    icc: float,
    cv: float = 0,
) -> Iterator[Row]:
    """The mean, the difference of the first two groups, and the test of all: respondents are clusters × groups.

    Half of what clusters differ by is common to the groups in them.
    """
    strata, df = _drawn(stratum), len(stratum) - stratum.max() - 1
    df_of_two = np.count_nonzero(size[:, :2].sum(axis=1)) - stratum.max() - 2
    w = size * (rng.gamma(1 / cv**2, cv**2, (DRAWS, len(size), 1)) if cv else np.ones((DRAWS, 1, 1)))
    common, own = (
        rng.normal(0, np.sqrt(icc / 2), (DRAWS, len(size), 1)),
        rng.normal(0, np.sqrt(icc / 2), (DRAWS, *size.shape)),
    )
    y = common + own + rng.normal(0, np.sqrt(1 - icc), own.shape) / np.sqrt(np.maximum(size, 1))
    held = {"mean": 0, "difference of two groups": 0, f"Wald F of {size.shape[1]} groups, size": 0}
    for weight, mean in zip(w, y, strict=True):
        centres = (weight * mean).sum(axis=0) / weight.sum(axis=0)
        covariance = design.cluster_covariance(weight * (mean - centres) / weight.sum(axis=0), stratum, strata)
        gap, variance = centres[0] - centres[1], covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        held["difference of two groups"] += abs(gap) <= np.sqrt(variance) * stdtrit(df_of_two, (1 + LEVEL) / 2)
        held[f"Wald F of {size.shape[1]} groups, size"] += (
            design.same_means(centres[:, None], covariance, df).p < 1 - LEVEL
        )
        total, value = weight.sum(axis=1), (weight * mean).sum(axis=1)
        error = np.sqrt(design.variances_of_means(total, value, stratum, strata))
        held["mean"] += abs(value.sum() / total.sum()) <= error * stdtrit(df, (1 + LEVEL) / 2)
    for figure, count in held.items():
        yield Row(f"{figure}, {name}", setting, 1 - LEVEL if "size" in figure else LEVEL, count / DRAWS)


def simulated(seed: int = 20231123) -> list[Row]:
    """All rows. Each simulation has draws of its own: another one more changes none."""
    return [row for k, one in enumerate(SIMULATIONS) for row in one(np.random.default_rng([seed, k]))]


def table(rows: list[Row], day: str) -> str:
    """The table as Markdown; by how many points a row misses, where more than two."""
    head = f"{DRAWS:,} samples a setting, {day}.\n\n| Figure or test | Setting | Nominal | Found | |\n|---|---|--:|--:|---|\n"
    lines = [
        f"| {row.figure} | {row.setting} | {100 * row.nominal:.1f} % | {100 * row.found:.1f} % | {_misses(row)} |"
        for row in rows
    ]
    return head + "\n".join(lines) + "\n"


def _misses(row: Row) -> str:
    """By how many points a row misses, where these are more than two."""
    points = 100 * (row.found - row.nominal)
    return f"{points:+.1f}".replace("-", "−") if round(abs(points), 2) > 2 else ""


def main() -> None:
    """Write the table into the page, between its marks."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    day = datetime.now(UTC).date().isoformat()
    with np.errstate(all="ignore"):
        rows = simulated()
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(rows, day)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
