"""Promoters less detractors."""

import pytest

from competing_values.statistics.recommendation import net_score


def test_half_promote_and_a_fifth_detract() -> None:
    """By hand: p' = 50.5/102, q' = 20.5/102, d' = 30/102; variance (71/102 - (30/102)^2) / 102 = 0.0059760."""
    assert net_score(0.5, 0.2, 100, 0.95) == pytest.approx((0.3, 0.294118 - 1.959964 * 0.0773045, 0.294118 + 1.959964 * 0.0773045), abs=1e-4)  # fmt: skip


def test_where_all_say_the_same_the_interval_has_a_width() -> None:
    score, low, high = net_score(1, 0, 20, 0.95)
    assert (score, high) == (1, 1)
    assert 0.7 < low < 1
