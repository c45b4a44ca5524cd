"""Properties of drivers, and what they do where there is nothing to explain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competing_values.errors import NotEstimableError
from competing_values.statistics.drivers import drivers

SEEDS = st.integers(0, 2**32 - 1).map(np.random.default_rng)


@given(SEEDS, st.integers(1, 6))
def test_relative_weights_are_shares_in_the_order_of_the_predictors(random, k):
    covariance = np.cov(random.normal(size=(k + 1, 60)) + 2 * random.normal(size=60))
    order = [*random.permutation(k), k]
    once, other = drivers(60, covariance, 0.95, seed=1), drivers(60, covariance[np.ix_(order, order)], 0.95, seed=1)
    assert once.relative_weight.sum() == pytest.approx(1)
    assert (once.relative_weight_ci_low >= 0).all()
    assert (once.relative_weight_ci_low <= once.relative_weight).all()
    assert (once.relative_weight <= once.relative_weight_ci_high).all()
    assert 0 < once.r_squared_ci_low <= once.r_squared <= once.r_squared_ci_high <= 1
    assert other.relative_weight == pytest.approx(once.relative_weight[order[:-1]], rel=1e-6, abs=1e-9)
    assert other.coefficient == pytest.approx(once.coefficient[order[:-1]], rel=1e-6, abs=1e-9)
    assert (once.ci_low <= once.coefficient).all()
    assert (once.coefficient <= once.ci_high).all()


@given(SEEDS)
def test_another_unit_changes_coefficients_alone(random):
    covariance = np.cov(random.normal(size=(4, 30)) + 2 * random.normal(size=30))
    unit = np.array([2, 0.1, 5, 10])
    once, other = drivers(30, covariance, 0.95, seed=1), drivers(30, covariance * np.outer(unit, unit), 0.95, seed=1)
    assert other.relative_weight == pytest.approx(once.relative_weight, rel=1e-6, abs=1e-9)
    assert other.coefficient == pytest.approx(once.coefficient * 10 / unit[:3], rel=1e-6, abs=1e-9)


@given(SEEDS, st.integers(1, 5))
def test_a_perfect_fit_is_no_warning(random, k):
    predictors, b = np.cov(random.normal(size=(k, 40))).reshape(k, k), random.normal(size=k)
    with_outcome = predictors @ b
    covariance = np.block([[predictors, with_outcome[:, None]], [with_outcome, b @ with_outcome]])
    found = drivers(40, covariance, 0.95, seed=1)
    assert found.r_squared == pytest.approx(1)
    assert found.coefficient == pytest.approx(b, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("r", [0, 0.15])
def test_what_may_explain_nothing_has_no_shares(r):
    """No correlation, and one that is not significant among 50: the interval of R² holds 0."""
    found = drivers(50, [[1, 0, r], [0, 1, 0], [r, 0, 1]], 0.95, seed=1)
    assert found.r_squared == pytest.approx(r**2)
    assert found.r_squared_ci_low == 0
    assert not found.is_ranked
    assert np.isnan([*found.relative_weight, *found.relative_weight_ci_low, *found.relative_weight_ci_high]).all()


def test_a_seed_gives_the_same_interval():
    covariance = [[1, 0.3, 0.6], [0.3, 1, 0.3], [0.6, 0.3, 1]]
    one, same, other = (drivers(100, covariance, 0.95, seed=seed) for seed in (1, 1, 2))
    assert one.relative_weight_ci_low.tolist() == same.relative_weight_ci_low.tolist()
    assert one.relative_weight_ci_low == pytest.approx(other.relative_weight_ci_low, abs=0.05)


@pytest.mark.parametrize(
    ("n", "covariance", "reason"),
    [
        (50, np.ones((3, 3)), "collinear"),
        (3, np.eye(3), "too few"),
        (0, np.full((3, 3), np.nan), "too few"),
        (50, np.full((3, 3), np.nan), "missing"),
        (50, np.diag([1, 1, 0]), "vary"),
        (50, np.diag([0, 1, 1]), "vary"),
    ],
)
def test_what_cannot_be_explained_says_why(n, covariance, reason):
    with pytest.raises(NotEstimableError, match=reason):
        drivers(n, covariance, 0.95, seed=1)
