"""Properties of reliability, and what it does where there is nothing to measure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competing_values.errors import NotEstimableError
from competing_values.statistics import reliability

SEEDS = st.integers(0, 2**32 - 1).map(np.random.default_rng)
NOT_PSD = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]


def covariance_of(random, k):
    """Any positive definite covariance, with one factor in it or none."""
    factor = random.normal(size=k) * random.integers(0, 2)
    noise = random.normal(size=(k, k + 2))
    return np.outer(factor, factor) + noise @ noise.T


@given(SEEDS, st.integers(3, 9))
def test_neither_alpha_nor_omega_exceeds_1(random, k):
    covariance = covariance_of(random, k)
    assert reliability.alpha(covariance) <= 1
    assert reliability.omega_total(covariance) <= 1


@given(SEEDS, st.integers(3, 8))
def test_the_order_of_items_does_not_matter(random, k):
    covariance, order = covariance_of(random, k), random.permutation(k)
    turned = covariance[np.ix_(order, order)]
    assert reliability.alpha(turned) == pytest.approx(reliability.alpha(covariance), rel=1e-6)
    for once, other in zip(*map(reliability.item_statistics, (covariance, turned)), strict=True):
        assert other == pytest.approx(once[order], rel=1e-6, abs=1e-9)


@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=8))
def test_omega_finds_the_factor_that_is_there(loadings):
    a = np.array(loadings)
    correlations = np.outer(a, a)
    np.fill_diagonal(correlations, 1)
    expected = a.sum() ** 2 / correlations.sum()
    assert reliability.omega_total(correlations) == pytest.approx(expected, rel=1e-4)


def test_parallel_items_follow_spearman_and_brown():
    correlations = np.full((4, 4), 0.4) + 0.6 * np.eye(4)
    expected = 4 * 0.4 / (1 + 3 * 0.4)
    assert reliability.alpha(correlations) == pytest.approx(expected)
    assert reliability.omega_total(correlations) == pytest.approx(expected, rel=1e-6)
    assert reliability.mean_inter_item_r(correlations) == pytest.approx(0.4)


def test_a_constant_item():
    """It adds nothing to the sum, and correlates with nothing."""
    covariance = np.diag([1.0, 1.0, 0.0])
    covariance[0, 1] = covariance[1, 0] = 0.5
    assert reliability.alpha(covariance) == pytest.approx(3 / 2 * (1 - 2 / 3))
    assert np.isnan(reliability.item_statistics(covariance).item_rest_r).tolist() == [False, False, True]
    for statistic in (reliability.omega_total, reliability.mean_inter_item_r):
        with pytest.raises(NotEstimableError, match="does not vary"):
            statistic(covariance)


def test_collinear_items():
    """Alpha of copies is 1; one factor has no likelihood."""
    copies = np.ones((3, 3))
    assert reliability.alpha(copies) == pytest.approx(1)
    with pytest.raises(NotEstimableError, match="repeat"):
        reliability.omega_total(copies)


def test_items_that_cancel():
    """The sum varies by rounding alone: no alpha, and no correlation with that rest."""
    answers = np.array([0.1, 0.2, -0.3])
    with pytest.raises(NotEstimableError, match="sum"):
        reliability.alpha(np.outer(answers, answers))
    with_a_fourth = np.append(answers, 0.7)
    assert np.isnan(reliability.item_statistics(np.outer(with_a_fourth, with_a_fourth)).item_rest_r[3])


def test_two_items_have_no_alpha_without_one():
    found = reliability.item_statistics([[1, 0.5], [0.5, 1]])
    assert found.item_rest_r == pytest.approx([0.5, 0.5])
    assert np.isnan(found.alpha_if_dropped).all()


@pytest.mark.parametrize(
    ("covariance", "reason"),
    [
        (NOT_PSD, "not positive semi-definite"),
        ([[1, np.nan], [np.nan, 1]], "not answered"),
        ([[2.0]], "two items"),
        (np.zeros((0, 0)), "two items"),
    ],
)
def test_what_is_no_scale_says_why(covariance, reason):
    for name in ("alpha", "omega_total", "mean_inter_item_r", "item_statistics"):
        with pytest.raises(NotEstimableError, match=reason):
            getattr(reliability, name)(covariance)


def test_omega_needs_three_items():
    with pytest.raises(NotEstimableError, match="three items"):
        reliability.omega_total(np.eye(2) + 0.5)


@given(st.floats(-1, 0.99), st.integers(2, 10_000), st.integers(2, 30))
def test_feldts_interval_holds_its_limits_in_order(alpha, n, items):
    low, high = reliability.feldt_interval(alpha, n, items, 0.95)
    assert low < high <= 1


def test_one_respondent_has_no_interval():
    with pytest.raises(NotEstimableError, match="fewer than two"):
        reliability.feldt_interval(0.8, 1, 5, 0.95)
