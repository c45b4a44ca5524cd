"""Log-ratios by hand, and their properties."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.statistics.log_ratios import (
    aitchison_distance,
    balances,
    closed_and_replaced,
    composition,
)
from competing_values.study.names import TYPES

PARTS = [pl.col(name) for name in TYPES]
POINTS = st.lists(st.floats(0.1, 100), min_size=4, max_size=4)


def frame(*rows):
    return pl.DataFrame(list(rows), schema=dict.fromkeys(TYPES, pl.Float64), orient="row")


def coordinates(points):
    return frame(points).select(balances(PARTS)).row(0)


def test_zeros_by_hand():
    """δ = 4: two zeros take 8 points, the other parts keep their ratio; a sum of 50 is closed first."""
    found = frame((60, 40, 0, 0), (20, 20, 10, 0)).select(closed_and_replaced(PARTS, 4))
    assert found.columns == list(TYPES)
    assert found.row(0) == pytest.approx((0.92 * 60, 0.92 * 40, 4, 4))
    assert found.row(1) == pytest.approx((38.4, 38.4, 19.2, 4))


def test_a_missing_part_makes_all_missing():
    replaced = frame((60, None, 0, 40)).select(closed_and_replaced(PARTS, 4))
    assert replaced.row(0) == (None,) * 4
    assert replaced.select(balances(PARTS)).row(0) == (None,) * 3


def test_balances_by_hand():
    """Powers of e: the logarithms are 3, 1, 2 and 0."""
    found = frame(np.exp([3, 1, 2, 0])).select(balances(PARTS))
    assert found.row(0) == pytest.approx((1, np.sqrt(2), -np.sqrt(2)))


@given(POINTS)
@settings(deadline=None)
def test_composition_is_the_inverse(points):
    assert composition(coordinates(points)) == pytest.approx(100 * np.array(points) / sum(points))


@given(POINTS, POINTS, st.floats(0.01, 100))
@settings(deadline=None)
def test_distance_is_that_of_the_balances_and_ignores_totals_and_order(a, b, factor):
    distance = aitchison_distance(a, b)
    assert distance == pytest.approx(np.linalg.norm(np.subtract(coordinates(a), coordinates(b))), abs=1e-9)
    assert distance == pytest.approx(aitchison_distance(factor * np.array(b)[::-1], a[::-1]), abs=1e-9)


@given(POINTS)
@settings(deadline=None)
def test_exchanged_types_change_the_sign_of_their_balance(points):
    clan, adhocracy, market, hierarchy = points
    flexibility, clan_over_adhocracy, hierarchy_over_market = coordinates(points)
    exchanged = (flexibility, -clan_over_adhocracy, -hierarchy_over_market)
    assert coordinates((adhocracy, clan, hierarchy, market)) == pytest.approx(exchanged, abs=1e-9)
