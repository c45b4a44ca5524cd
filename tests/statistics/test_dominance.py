"""Probability of the extreme against closed forms and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, stdtr

from competing_values.errors import NotEstimableError
from competing_values.statistics.dominance import extreme_probability

SEED = 2023
MANY = 1e9


@given(st.floats(-3, 3), st.floats(0.1, 4), st.floats(0.1, 4), st.floats(-0.9, 0.9))
@settings(deadline=None)
def test_two_items_have_a_closed_form(difference, first, second, r):
    covariance = [[first**2, r * first * second], [r * first * second, second**2]]
    expected = ndtr(difference / np.sqrt(first**2 + second**2 - 2 * r * first * second))
    assert extreme_probability([difference, 0], covariance, MANY, seed=SEED) == pytest.approx(
        [expected, 1 - expected], abs=1e-4
    )


@given(st.floats(-3, 3), st.integers(1, 60))
@settings(deadline=None)
def test_two_items_of_few_respondents_follow_students_t(difference, df):
    expected = stdtr(df, difference / np.sqrt(2))
    assert extreme_probability([difference, 0], np.eye(2), df, seed=SEED) == pytest.approx(
        [expected, 1 - expected], abs=1e-4
    )


@pytest.mark.parametrize("df", [3, 11, 60])
def test_few_respondents_match_simulation(df):
    """Five items, a common radius: a million draws have a standard error of at most 0.0005."""
    rng = np.random.default_rng(SEED)
    mean, root = np.array([1.5, 1.0, 0.6, 0.3, 0]), rng.normal(size=(5, 5))
    covariance = root @ root.T / 5
    radius = np.sqrt(rng.chisquare(df, 1_000_000) / df)
    draws = mean + rng.multivariate_normal(np.zeros(5), covariance, size=1_000_000) / radius[:, None]
    highest = np.bincount(draws.argmax(1), minlength=5) / 1e6
    assert extreme_probability(mean, covariance, df, seed=SEED) == pytest.approx(highest, abs=0.002)


def test_equal_independent_items_share():
    assert extreme_probability(np.zeros(4), np.eye(4), MANY, seed=SEED) == pytest.approx(np.full(4, 0.25), abs=1e-4)


@pytest.mark.parametrize("respondents", [200, 3])
def test_points_of_a_fixed_total_match_simulation(respondents):
    """Singular covariances of rank 3 and 2; a million draws have a standard error of at most 0.0005."""
    rng = np.random.default_rng(SEED)
    points = rng.dirichlet([1.2, 1, 1, 1.1], size=respondents)
    mean, covariance = points.mean(axis=0), np.cov(points.T) / respondents
    draws = rng.multivariate_normal(mean, covariance, size=1_000_000, method="eigh")
    highest, lowest = (np.bincount(extreme, minlength=4) / 1e6 for extreme in (draws.argmax(1), draws.argmin(1)))
    assert extreme_probability(mean, covariance, MANY, seed=SEED) == pytest.approx(highest, abs=0.002)
    assert extreme_probability(mean, covariance, MANY, highest=False, seed=SEED) == pytest.approx(lowest, abs=0.002)


@given(st.permutations(range(4)))
@settings(deadline=None, max_examples=24)
def test_permuted_items_permute_the_result(order):
    points = np.random.default_rng(SEED).dirichlet([3, 2, 2, 3], size=50)
    mean, covariance = points.mean(axis=0), np.cov(points.T) / 50
    permuted = extreme_probability(mean[order], covariance[np.ix_(order, order)], MANY, seed=SEED)
    assert permuted == pytest.approx(extreme_probability(mean, covariance, MANY, seed=SEED)[order], abs=2e-4)


def test_without_variance_the_means_decide():
    """Two that are surely equal are the extreme together; one item always is."""
    assert extreme_probability([1, 3, 3], np.zeros((3, 3)), MANY, seed=SEED).tolist() == [0, 1, 1]
    assert extreme_probability([1, 3, 3], np.zeros((3, 3)), MANY, highest=False, seed=SEED).tolist() == [1, 0, 0]
    assert extreme_probability([5], [[1]], MANY, seed=SEED).tolist() == [1]


def test_a_difference_without_variance_is_decided_by_its_sign():
    """The first two items always lie one point apart."""
    covariance = [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    expected = [0, ndtr(1 / np.sqrt(2)), 1 - ndtr(1 / np.sqrt(2))]
    assert extreme_probability([0, 1, 0], covariance, MANY, seed=SEED)[:2] == pytest.approx(expected[:2], abs=1e-4)


@pytest.mark.parametrize(
    ("means", "covariance", "reason"),
    [
        ([1, np.nan], np.eye(2), "mean"),
        ([1, 2], np.full((2, 2), np.nan), "too few"),
        ([1, 2], [[1, 2], [2, 1]], "semi-definite"),
    ],
)
def test_what_cannot_be_estimated_has_a_reason(means, covariance, reason):
    with pytest.raises(NotEstimableError, match=reason):
        extreme_probability(means, covariance, MANY, seed=SEED)
