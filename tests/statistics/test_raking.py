"""Properties of raked weights."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from competing_values.errors import NotEstimableError
from competing_values.statistics.raking import rake

N = np.array([30, 30, 10, 30, 5])
CLASSES = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [1, -1]])
MARGINS = [[300, 700], [60, 40]]


def shares(variable, n, weights):
    """Weighted share of each category among those who answered all variables."""
    matched = (CLASSES >= 0).all(axis=1)
    return np.bincount(CLASSES[matched, variable], (n * weights)[matched]) / (n * weights)[matched].sum()


def test_margins_hold_whatever_their_totals():
    weights = rake(N, CLASSES, MARGINS, trim=np.inf).weights
    assert weights[:4] @ N[:4] == pytest.approx(100)
    assert shares(0, N, weights) == pytest.approx([0.3, 0.7])
    assert shares(1, N, weights) == pytest.approx([0.6, 0.4])


def test_a_missing_margin_keeps_the_base_weight():
    assert rake(N, CLASSES, MARGINS, trim=np.inf).weights[-1] == 1


@pytest.mark.parametrize("n", [[30, 30, 0, 0, 5], [0, 0, 0, 0, 5]])
def test_a_category_without_respondents_has_no_weights(n):
    with pytest.raises(NotEstimableError, match="no respondent"):
        rake(n, CLASSES, MARGINS, trim=5)


def test_where_cap_and_margins_cannot_both_hold_the_cap_does():
    """The second of a hundred respondents stands for 70 %: at most five times itself. All others are below the cap."""
    found = rake([99, 1], [[0], [1]], MARGINS[:1], trim=5)
    assert found.weights == pytest.approx([0.95 / 0.99, 5])
    assert found.margin_error == pytest.approx(0.7 - 0.05)
    assert found.untrimmed_share == pytest.approx(0.99)


def test_where_margins_hold_the_error_is_nothing_and_nobody_is_trimmed():
    found = rake(N, CLASSES, MARGINS, trim=np.inf)
    assert found.margin_error < 1e-9
    assert found.untrimmed_share == pytest.approx(1)
    assert found.base_weight_share == pytest.approx(5 / 105)
    assert found.iterations > 1


def test_weights_that_cap_and_margins_drive_to_0_leave_the_others_as_they_are():
    """Three classes stand for all and are at the cap, 22 of 33 respondents at 1.5: nothing is left for the fourth."""
    found = rake([9, 11, 2, 11, 1], CLASSES, MARGINS, trim=1.5)
    assert found.weights == pytest.approx([1.5, 0, 1.5, 1.5, 1], abs=1e-9)


@given(st.lists(st.integers(1, 50), min_size=5, max_size=5), st.floats(1.5, 10), st.integers(1, 1000))
@example([9, 11, 2, 11, 1], 1.5, 1)
@example([9, 11, 2, 11, 1], 1.6, 7)
@settings(deadline=None, max_examples=50)
def test_the_mean_is_1_the_cap_holds_and_scale_does_not_matter(n, trim, factor):
    weights = rake(n, CLASSES, MARGINS, trim).weights
    scaled = rake(n, CLASSES, [factor * np.array(MARGINS[0]), MARGINS[1]], trim).weights
    assert weights @ n == pytest.approx(sum(n))
    assert weights.max() <= trim * (1 + 1e-12)
    assert scaled == pytest.approx(weights, rel=1e-6)
