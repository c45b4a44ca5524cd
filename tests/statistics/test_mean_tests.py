"""Properties of tests of means, and what they do where there is nothing to test."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competing_values.errors import NotEstimableError
from competing_values.statistics import mean_tests

SEEDS = st.integers(0, 2**32 - 1).map(np.random.default_rng)
NAN = np.nan


def groups_of(random, groups, k):
    """Sizes, mean vectors and covariances of some groups."""
    answers = [random.normal(random.normal(size=k), 1, (size, k)) for size in random.integers(k + 2, 30, groups)]
    covariances = [np.cov(group.T).reshape(k, k) for group in answers]
    return np.array([len(group) for group in answers]), np.array([a.mean(0) for a in answers]), np.array(covariances)


def figures(test):
    return [value for value in test if isinstance(value, float | int)]


def basis(random, k):
    return np.linalg.qr(random.normal(size=(k, k)))[0]


@given(SEEDS, st.integers(1, 4))
def test_hotelling_does_not_depend_on_the_basis(random, k):
    (n,), (mean,), (covariance,) = groups_of(random, 1, k)
    turn = basis(random, k)
    once = mean_tests.hotelling(n, mean, covariance, 0.95)
    turned = mean_tests.hotelling(n, turn @ mean, turn @ covariance @ turn.T, 0.95)
    assert figures(turned) == pytest.approx(figures(once), rel=1e-6, abs=1e-9)


@given(SEEDS, st.integers(2, 5), st.integers(1, 4))
def test_manova_does_not_depend_on_the_basis_or_on_the_order_of_groups(random, groups, k):
    n, means, covariances = groups_of(random, groups, k)
    turn, order = basis(random, k), random.permutation(groups)
    once = mean_tests.manova(n, means, covariances, 0.95)
    turned = mean_tests.manova(n[order], (means @ turn.T)[order], (turn @ covariances @ turn.T)[order], 0.95)
    assert figures(turned) == pytest.approx(figures(once), rel=1e-6, abs=1e-9)


@given(SEEDS)
def test_one_variable_and_two_groups_are_the_t_test(random):
    """Hotelling of one variable is t²; MANOVA of one variable and two groups has its effect size."""
    n, means, covariances = groups_of(random, 2, 1)
    single = mean_tests.hotelling(n[0], means[0], covariances[0], 0.95)
    sd = np.sqrt(covariances[0, 0, 0])
    paired = mean_tests.paired_effect(n[0] - 1, means[0, 0], sd, sd / np.sqrt(n[0]), 0.95)
    assert (single.statistic, single.p) == pytest.approx((paired.statistic**2, paired.p))
    both = mean_tests.manova(n, means, covariances, 0.95)
    pooled = ((n - 1) * covariances[:, 0, 0]).sum() / (n.sum() - 2)
    assert both.statistic == pytest.approx((means[0, 0] - means[1, 0]) ** 2 / pooled / (1 / n).sum())


@given(SEEDS, st.integers(2, 6))
def test_permuted_groups_permute_the_results(random, groups):
    n, means, covariances = groups_of(random, groups, 1)
    means, sds, order = means[:, 0], np.sqrt(covariances[:, 0, 0]), random.permutation(groups)
    once = mean_tests.welch_anova(n, means, sds, 0.95)
    permuted = mean_tests.welch_anova(n[order], means[order], sds[order], 0.95)
    sign = np.where(groups == 2 and order[0] == 1, -1, 1)  # g of two groups turns with them
    assert permuted[:4] == pytest.approx(once[:4], rel=1e-6, abs=1e-9)
    assert sorted(sign * np.array(permuted[5:8])) == pytest.approx(sorted(once[5:8]), rel=1e-4, abs=1e-6)
    pairs, turned = (
        mean_tests.welch_pairs(n, means, sds, 0.95),
        mean_tests.welch_pairs(n[::-1], means[::-1], sds[::-1], 0.95),
    )
    assert np.sort(turned.difference) == pytest.approx(np.sort(-pairs.difference))
    assert np.sort(turned.p) == pytest.approx(np.sort(pairs.p))


@given(SEEDS)
def test_two_groups_of_welch_are_their_pair(random):
    n, means, covariances = groups_of(random, 2, 1)
    sds = np.sqrt(covariances[:, 0, 0])
    test, pair = (f(n, means[:, 0], sds, 0.95) for f in (mean_tests.welch_anova, mean_tests.welch_pairs))
    assert (test.statistic, test.df2, test.p) == pytest.approx((pair.statistic[0] ** 2, pair.df[0], pair.p[0]))
    assert (pair.p[0] < 0.05) == (pair.ci_low[0] > 0 or pair.ci_high[0] < 0)


def test_groups_that_leave_are_named():
    """Nobody, one respondent, and a group of one mind; the figures are those of the rest."""
    n, means, sds = [0, 9, 1, 8, 5, 7], [NAN, 5, 3, 6, 2, 7], [NAN, 1, NAN, 2, 0, 1]
    found = mean_tests.welch_anova(n, means, sds, 0.95)
    assert found.omitted == (0, 2, 4)
    assert found[:-1] == mean_tests.welch_anova([9, 8, 7], [5, 6, 7], [1, 2, 1], 0.95)[:-1]
    pairs = mean_tests.welch_pairs(n, means, sds, 0.95)
    assert list(zip(pairs.first, pairs.second, strict=True)) == [(1, 3), (1, 5), (3, 5)]
    covariances = np.array([np.full((1, 1), NAN if size < 2 else 1.0) for size in n])
    assert mean_tests.manova(n, np.array(means)[:, None], covariances, 0.95).omitted == (0, 2)


def test_nobody_beside_two_groups():
    """A group without answers whose sd was given as 0 is no division by 0."""
    assert len(mean_tests.welch_pairs([0, 9, 8], [0, 2, 3], [0, 1, 1], 0.95).p) == 1


def test_without_difference_the_effect_is_0():
    assert mean_tests.welch_anova([20, 30, 20], [3, 3, 3], [1, 2, 1], 0.95)[4:] == ("ω²", 0, 0, 0, ())
    assert mean_tests.welch_anova([20, 30], [3, 3], [1, 2], 0.95)[4:6] == ("Hedges' g", 0)
    assert mean_tests.hotelling(50, [0, 0], np.eye(2), 0.95).effect_size == 0


@pytest.mark.parametrize(
    ("test", "arguments"),
    [
        (mean_tests.hotelling, (3, [1, 2, 3], np.eye(3))),
        (mean_tests.hotelling, (0, [NAN, NAN], np.full((2, 2), NAN))),
        (mean_tests.hotelling, (9, [1, 2], np.ones((2, 2)))),
        (mean_tests.manova, ([], np.zeros((0, 2)), np.zeros((0, 2, 2)))),
        (mean_tests.manova, ([1, 1, 9], np.zeros((3, 2)), [np.full((2, 2), NAN), np.full((2, 2), NAN), np.eye(2)])),
        (mean_tests.manova, ([2, 2], np.eye(2, 4), [np.eye(4)] * 2)),
        (mean_tests.manova, ([5, 5], [[0, 0], [1, 1]], np.zeros((2, 2, 2)))),
        (mean_tests.manova, ([5, 5], [[0, 0], [1, 1]], [np.diag([1, 0])] * 2)),
        (mean_tests.welch_anova, ([], [], [])),
        (mean_tests.welch_anova, ([1, 9], [3, 4], [NAN, 1])),
        (mean_tests.welch_anova, ([9, 9], [3, 4], [0, 1])),
        (mean_tests.welch_pairs, ([1, 9], [3, 4], [NAN, 1])),
    ],
)
def test_what_cannot_be_tested_says_why(test, arguments):
    with pytest.raises(NotEstimableError, match=r"\w+ \w+"):
        test(*arguments, 0.95)


def test_paired_effects_miss_where_nothing_varies():
    n, mean, sd = np.array([0, 1, 9, 9]), np.array([NAN, 1, 1, 1]), np.array([NAN, NAN, 0, 2])
    found = mean_tests.paired_effect(n - 1, mean, sd, sd / 3, 0.95)
    assert np.isnan(found.effect_size).tolist() == [True, True, True, False]
    assert all(np.isnan(values[:3]).all() for values in found)


def test_differences_that_hardly_vary_take_no_minutes():
    found = mean_tests.paired_effect(1, 20, 1e-6, 1e-6, 0.95)
    assert found.effect_size == pytest.approx(2e7)
    assert np.isnan([found.effect_ci_low, found.effect_ci_high]).all()


@pytest.mark.parametrize("n", [11_000, 10_000_000])
def test_large_samples_have_the_normal_interval(n):
    """Beyond where R's noncentral t is accurate: d ± z √(1/n + d²/2n)."""
    found = mean_tests.paired_effect(n - 1, 1.4, 1, 1 / np.sqrt(n), 0.95)
    half = 1.959964 * np.sqrt((1 + 1.4**2 / 2) / n)
    assert (found.effect_ci_low, found.effect_ci_high) == pytest.approx((1.4 - half, 1.4 + half), abs=half / 100)


@given(SEEDS, st.integers(2, 12), st.integers(1, 4))
def test_shares_of_a_profile_lie_in_their_intervals(random, groups, k):
    """Also where so many groups are so small that chance alone lifts V/s far above what F can show."""
    n, means, covariances = groups_of(random, groups, k)
    for found in (
        mean_tests.manova(n, means, covariances, 0.95),
        mean_tests.hotelling(n[0], means[0], covariances[0], 0.95),
    ):
        assert found.effect_name == "Pillai's V/s"
        assert 0 <= found.effect_ci_low <= found.effect_size <= found.effect_ci_high <= 1


def test_what_varies_by_rounding_alone_is_singular():
    """Two answers that differ, and otherwise what the grid of the sums leaves on them."""
    random = np.random.default_rng(5)
    camps = np.array([0.7, -0.5, 0.2])
    for trial in range(200):
        noise = random.normal(0, 2.0**-33, (3, 3))
        covariance = np.outer(camps, camps) * 10.0 ** -(trial % 4) + (noise + noise.T) / 2
        with pytest.raises(NotEstimableError, match=r"singular|vary"):
            mean_tests.hotelling(20, camps, covariance, 0.95)
