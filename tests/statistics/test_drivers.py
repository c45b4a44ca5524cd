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
    covariance = np.cov(random.normal(size=(k + 1, 40)) + random.normal(size=40))
    order = [*random.permutation(k), k]
    once, other = drivers(40, covariance, 0.95), drivers(40, covariance[np.ix_(order, order)], 0.95)
    assert once.relative_weight.sum() == pytest.approx(1)
    assert (once.relative_weight >= 0).all()
    assert other.relative_weight == pytest.approx(once.relative_weight[order[:-1]], rel=1e-6, abs=1e-9)
    assert other.coefficient == pytest.approx(once.coefficient[order[:-1]], rel=1e-6, abs=1e-9)
    assert (once.ci_low <= once.coefficient).all()
    assert (once.coefficient <= once.ci_high).all()


@given(SEEDS)
def test_another_unit_changes_coefficients_alone(random):
    covariance = np.cov(random.normal(size=(4, 30)) + random.normal(size=30))
    unit = np.array([2, 0.1, 5, 10])
    once, other = drivers(30, covariance, 0.95), drivers(30, covariance * np.outer(unit, unit), 0.95)
    assert other.relative_weight == pytest.approx(once.relative_weight, rel=1e-6, abs=1e-9)
    assert other.coefficient == pytest.approx(once.coefficient * 10 / unit[:3], rel=1e-6, abs=1e-9)


@given(SEEDS, st.integers(1, 5))
def test_a_perfect_fit_is_no_warning(random, k):
    predictors, b = np.cov(random.normal(size=(k, 40))).reshape(k, k), random.normal(size=k)
    with_outcome = predictors @ b
    covariance = np.block([[predictors, with_outcome[:, None]], [with_outcome, b @ with_outcome]])
    found = drivers(40, covariance, 0.95)
    assert found.r_squared == pytest.approx(1)
    assert found.coefficient == pytest.approx(b, rel=1e-6, abs=1e-9)


def test_nothing_explained_has_no_shares():
    found = drivers(50, np.eye(3), 0.95)
    assert found.r_squared == 0
    assert np.isnan(found.relative_weight).all()


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
        drivers(n, covariance, 0.95)
