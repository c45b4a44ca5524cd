"""Properties of agreement within groups, and what it does where there is nothing to agree on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from competing_values.errors import NotEstimableError
from competing_values.statistics import agreement

NAN = np.nan
COUNTS = arrays.arrays(int, (4, 3, 5), elements=st.integers(0, 6))


def variances_of(counts, values):
    n = counts.sum(axis=2)
    means = counts @ values / np.maximum(n, 1)
    squares = (counts * (values - means[..., None]) ** 2).sum(axis=2)
    return np.where(n > 1, squares / np.maximum(n - 1, 1), NAN), n


@given(COUNTS, st.permutations(range(4)), st.permutations(range(3)))
def test_the_order_of_groups_and_items_does_not_matter(counts, groups, items):
    values = np.arange(1, 6)
    for statistic in (
        lambda table: agreement.rwg(*variances_of(table, values), agreement.uniform_null(5)),
        lambda table: agreement.average_deviation(table, values),
    ):
        assert statistic(counts[groups][:, items]) == pytest.approx(statistic(counts)[groups], nan_ok=True)


@given(COUNTS)
def test_agreement_lies_between_0_and_1_and_misses_where_nobody_can_agree(counts):
    variances, n = variances_of(counts, np.arange(1, 6))
    rwg = agreement.rwg(variances, n, agreement.uniform_null(5))
    deviation = agreement.average_deviation(counts, np.arange(1, 6))
    nobody = (n < 2).all(axis=1)
    assert (np.isnan(rwg) == nobody).all()
    assert (np.isnan(deviation) == nobody).all()
    assert ((rwg[~nobody] >= 0) & (rwg[~nobody] <= 1)).all()
    assert (deviation[~nobody] >= 0).all()


def test_items_that_were_not_answered_twice_do_not_count():
    """The second item of the second group has one answer: its agreement is that of the first item, rwg."""
    found = agreement.rwg([[1, 1], [1, NAN], [0, 0], [9, 9]], [[5, 5], [5, 1], [5, 5], [5, 5]], 2)
    assert found == pytest.approx([2 / 3, 0.5, 1, 0])
    assert agreement.average_deviation([[[1, 0, 1], [0, 1, 0]]], [1, 2, 3]) == pytest.approx([1])


def test_nulls():
    """Ten points; four parts of 100 points, as a simulated flat Dirichlet has them."""
    assert agreement.uniform_null(10) == pytest.approx(np.arange(1, 11).var())
    assert agreement.dirichlet_null(100) == pytest.approx(375)
    drawn = np.random.default_rng(1).dirichlet(np.ones(4), 100_000) * 100
    assert drawn.var(axis=0) == pytest.approx(375, rel=0.02)
    assert drawn.reshape(-1, 5, 4).mean(axis=1).var(axis=0) == pytest.approx(375 / 5, rel=0.05)


@given(st.integers(0, 2**32 - 1).map(np.random.default_rng), st.integers(2, 6))
def test_icc_does_not_depend_on_the_order_or_on_the_unit(random, groups):
    n, means, sds = random.integers(2, 20, groups), random.normal(size=groups), random.uniform(0.5, 2, groups)
    order = random.permutation(groups)
    once, other = agreement.icc(n, means, sds), agreement.icc(n[order], 3 + 10 * means[order], 10 * sds[order])
    assert other == pytest.approx(once, rel=1e-6)
    assert once.icc1 <= once.icc2 <= 1 or once.icc1 < 0


def test_groups_of_none_and_one():
    """A group without answers leaves; a group of one counts, without a variance."""
    found = agreement.icc([0, 1, 4, 3], [NAN, 3, 4, 5], [NAN, NAN, 1, 1])
    assert (found.df1, found.df2) == (2, 5)


@pytest.mark.parametrize(
    ("n", "means", "sds"),
    [
        ([], [], []),
        ([5], [3], [1]),
        ([1, 1], [3, 4], [NAN, NAN]),
        ([3, 3], [1, 2], [0, 0]),
        ([3, 3], [2, 2], [1, 1]),
    ],
)
def test_what_has_no_icc_says_why(n, means, sds):
    with pytest.raises(NotEstimableError, match="group"):
        agreement.icc(n, means, sds)
