"""Properties of rank tests, and what they do where there is nothing to test."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from competing_values.errors import NotEstimableError
from competing_values.statistics.rank_tests import cliffs_delta, kruskal

PAIRS = arrays.arrays(int, st.tuples(st.just(2), st.integers(2, 10)), elements=st.integers(0, 30)).filter(
    lambda counts: counts.sum(axis=1).min() > 1
)
TABLES = arrays.arrays(int, st.tuples(st.integers(2, 5), st.integers(2, 6)), elements=st.integers(0, 30)).filter(
    lambda counts: counts[0, 0] and counts[1, 1]
)


@given(PAIRS)
def test_cliffs_delta_is_antisymmetric(counts):
    there = cliffs_delta(counts, 0.95)
    for turned in (counts[::-1], counts[:, ::-1]):
        back = cliffs_delta(turned, 0.95)
        assert (back.effect_size, back.effect_ci_high, back.effect_ci_low) == pytest.approx(
            (-there.effect_size, -there.effect_ci_low, -there.effect_ci_high)
        )
    assert -1 <= there.effect_ci_low <= there.effect_size <= there.effect_ci_high <= 1


@given(PAIRS)
def test_cliffs_delta_counts_pairs(counts):
    first, second = (np.repeat(np.arange(counts.shape[1]), group) for group in counts)
    assert cliffs_delta(counts, 0.95).effect_size == pytest.approx(np.sign(first[:, None] - second).mean())


@given(TABLES, st.randoms(use_true_random=False))
def test_permuted_groups_and_turned_scales_give_the_same_h(counts, random):
    once = kruskal(counts, 0.95)
    order = random.sample(range(len(counts)), len(counts))
    for other in (counts[order], counts[:, ::-1]):
        found = kruskal(other, 0.95)
        assert found.df1 == once.df1
        assert (found.statistic, found.p) == pytest.approx((once.statistic, once.p), rel=1e-6, abs=1e-9)
    assert 0 <= once.effect_ci_low <= once.effect_size <= once.effect_ci_high <= 1


def test_groups_without_answers_leave_and_are_named():
    found = kruskal([[0, 0, 0], [3, 4, 1], [0, 0, 0], [1, 2, 6]], 0.95)
    assert found.omitted == (0, 2)
    assert found[:-1] == kruskal([[3, 4, 1], [1, 2, 6]], 0.95)[:-1]


def test_separated_groups_have_a_delta_of_1():
    """The interval is that of the smaller group, (m − t²)/(m + t²), t on 58 degrees of freedom: 2.0017."""
    found = cliffs_delta([[0, 0, 40], [15, 5, 0]], 0.95)
    assert found == pytest.approx((1, (20 - 2.0017**2) / (20 + 2.0017**2), 1), abs=1e-4)
    turned = cliffs_delta([[15, 5, 0], [0, 0, 40]], 0.95)
    assert turned == pytest.approx((-found[0], -found[2], -found[1]))


def test_equal_answers_leave_room():
    """All say the same: delta is 0, and its variance is not below 1/(n₁n₂ − 1)."""
    found = cliffs_delta([[0, 10], [0, 10]], 0.95)
    assert found.effect_size == 0
    assert found.effect_ci_low < -0.1 < 0.1 < found.effect_ci_high


@pytest.mark.parametrize("counts", [np.zeros((3, 4)), [[0, 4], [0, 3]], [[1, 4], [0, 0]], [[1, 0], [0, 0]]])
def test_what_cannot_be_ranked_says_why(counts):
    with pytest.raises(NotEstimableError, match="fewer than two groups"):
        kruskal(counts, 0.95)


@pytest.mark.parametrize("counts", [[[0, 0], [0, 3]], [[1, 0], [0, 3]]])
def test_a_group_with_one_answer_has_no_delta(counts):
    with pytest.raises(NotEstimableError, match="fewer than two answers"):
        cliffs_delta(counts, 0.95)
