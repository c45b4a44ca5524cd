"""Congruence of loadings: what it does not depend on, and how often chance alone makes it low."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.errors import NotEstimableError
from competing_values.statistics.congruence import EQUAL, respondents_needed, tucker_phi
from competing_values.statistics.one_factor import one_factor, slopes

LOADINGS = st.lists(st.floats(0.3, 0.9), min_size=3, max_size=8).map(np.array)


def correlations_by(loadings):
    """Correlations that one factor makes."""
    matrix = np.outer(loadings, loadings)
    np.fill_diagonal(matrix, 1)
    return matrix


@settings(max_examples=30)
@given(LOADINGS)
def test_the_factor_that_is_there_is_found(loadings):
    assert one_factor(correlations_by(loadings)).loadings == pytest.approx(loadings, abs=1e-4)


@given(LOADINGS, st.floats(0.1, 10), st.integers(0, 2**32 - 1))
def test_congruence_knows_neither_size_nor_order(loadings, factor, seed):
    order = np.random.default_rng(seed).permutation(len(loadings))
    other = loadings[::-1] ** 2
    assert tucker_phi(loadings, factor * loadings) == pytest.approx(1)
    assert tucker_phi(loadings[order], other[order]) == pytest.approx(tucker_phi(loadings, other))
    assert tucker_phi(loadings, -other) == pytest.approx(-tucker_phi(loadings, other))


def test_two_items_and_items_without_a_factor_are_told():
    with pytest.raises(NotEstimableError, match="three items"):
        one_factor(np.eye(2))
    with pytest.raises(NotEstimableError, match="no factor in common"):
        tucker_phi([0, 0], [1, 0])


@settings(max_examples=20)
@given(st.lists(st.floats(0.4, 0.8), min_size=4, max_size=6).map(np.array))
def test_slopes_are_those_of_fits_to_moved_correlations(loadings):
    matrix = correlations_by(loadings)
    found = slopes(matrix, one_factor(matrix))
    moved = [matrix.copy(), matrix.copy()]
    for one, step in zip(moved, (1e-3, -1e-3), strict=True):
        one[[0, 1], [1, 0]] += step
    expected = (one_factor(moved[0]).loadings - one_factor(moved[1]).loadings) / 2e-3
    assert found[0] == pytest.approx(expected, abs=5e-3)


@pytest.mark.parametrize("loadings", [[0.5] * 4, [0.4, 0.5, 0.6, 0.3, 0.5, 0.6, 0.4, 0.5], [0.8, 0.7, 0.6, 0.5]])
def test_where_statements_mean_the_same_hardly_a_group_is_called_different(loadings):
    """Of 300 groups of the size needed at most 9 % (two standard errors above 5 %) fall below 0.95; of a third of them, more do."""
    random, matrix = np.random.default_rng(20231123), correlations_by(np.array(loadings))
    needed = respondents_needed(matrix)
    half = np.linalg.cholesky(matrix).T

    def low(n):
        answers = random.normal(size=(300, n, len(loadings))) @ half
        found = [one_factor(np.corrcoef(group.T)).loadings for group in answers]
        return np.mean([tucker_phi(loadings, one) < EQUAL for one in found])

    assert low(needed) <= 0.09
    assert low(needed // 3) > low(needed)
