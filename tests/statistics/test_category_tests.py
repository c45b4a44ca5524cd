"""Properties of the test of categories, and what it does where there is nothing to test."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from competing_values.errors import NotEstimableError
from competing_values.statistics.category_tests import chi_squared

TABLES = arrays.arrays(int, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=st.integers(0, 30)).filter(
    lambda counts: counts[0, 0] and counts[1, 1]
)


@given(TABLES, st.randoms(use_true_random=False))
def test_order_of_groups_and_categories_does_not_matter(counts, random):
    once = chi_squared(counts, 0.95)
    rows, columns = (random.sample(range(size), size) for size in counts.shape)
    for other in (counts[rows][:, columns], counts.T):
        found = chi_squared(other, 0.95)
        assert found.df1 == once.df1
        assert (found.statistic, found.p) == pytest.approx((once.statistic, once.p), rel=1e-6, abs=1e-9)
    assert 0 <= once.effect_ci_low <= once.effect_size <= once.effect_ci_high <= 1


def test_empty_groups_and_categories_leave_the_table():
    found = chi_squared([[0, 0, 0], [3, 0, 5], [8, 0, 2]], 0.95)
    assert found.omitted == (0,)
    assert found[:-1] == chi_squared([[3, 5], [8, 2]], 0.95)[:-1]


def test_independent_and_determined_categories():
    assert chi_squared([[10, 20], [20, 40]], 0.95).effect_size == 0
    assert chi_squared([[30, 0], [0, 20]], 0.95).effect_size == 1


@pytest.mark.parametrize("counts", [np.zeros((3, 4)), [[3, 0], [2, 0]], [[3, 2], [0, 0]], np.zeros((0, 2))])
def test_a_table_of_one_row_or_column_says_why(counts):
    with pytest.raises(NotEstimableError, match="fewer than two groups"):
        chi_squared(counts, 0.95)
