"""Properties of means, and what they do where there is nothing to estimate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.statistics import means

ANSWERS = st.lists(st.tuples(st.integers(1, 10), st.floats(0.1, 10)), min_size=2, max_size=30)


def sums(y, w):
    y, w = np.asarray(y, dtype=float), np.asarray(w, dtype=float)
    return len(y), w.sum(), w @ y, w @ y**2, w @ w, w**2 @ y, w**2 @ y**2


@given(ANSWERS, st.floats(0.01, 100))
@settings(deadline=None)
def test_scaled_weights_change_nothing(answers, factor):
    y, w = np.array(answers).T
    once, scaled = (means.linearised(*sums(y, weight), rows=40) for weight in (w, factor * w))
    assert np.array(once) == pytest.approx(np.array(scaled), rel=1e-6, abs=1e-6)


@given(ANSWERS)
@settings(deadline=None)
def test_without_weights_it_is_the_textbook(answers):
    y = np.array(answers)[:, 0]
    estimates = means.linearised(*sums(y, np.ones(len(y))), rows=len(y))
    assert estimates.mean == pytest.approx(y.mean())
    assert estimates.sd == pytest.approx(y.std(ddof=1), abs=1e-9)
    assert estimates.se == pytest.approx(y.std(ddof=1) / np.sqrt(len(y)), abs=1e-9)


def test_too_few_answers_give_nan():
    """Nobody, one respondent, and two without weight, in one call; the source of one row too."""
    nobody, one, weightless = sums([], []), sums([7], [2]), sums([3, 5], [0, 0])
    estimates = means.linearised(*np.array([nobody, one, weightless]).T, rows=[9, 1, 9])
    assert np.isnan(estimates.mean).tolist() == [True, False, True]
    assert np.isnan(estimates.sd).all()
    assert np.isnan(estimates.se).all()
    assert np.isnan(means.t_interval(estimates.mean, estimates.se, [0, 1, 2], 0.95)).all()


@given(st.floats(-50, 50), st.integers(2, 10_000))
@settings(deadline=None)
def test_a_constant_has_no_spread(y, n):
    """Also where the sums were rounded to 2⁻³²."""
    rounded, square = (np.rint(value * 2**32) / 2**32 for value in (y, y * y))
    estimates = means.linearised(n, n, n * rounded, n * square, n, n * rounded, n * square, n)
    assert (estimates.sd, estimates.se) == (0, 0)


def test_a_census_has_no_sampling_error():
    assert means.finite_population_correction([0, 50, 100, 110], 100).tolist() == [1, np.sqrt(0.5), 0, 0]
