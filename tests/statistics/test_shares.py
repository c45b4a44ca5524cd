"""Properties of shares and their intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.statistics.shares import effective_n, wilson


@given(st.floats(0, 1), st.floats(0.1, 1e7), st.floats(0.5, 0.999))
@settings(deadline=None)
def test_interval_lies_in_0_to_1_and_holds_the_share(share, n, confidence):
    low, high = wilson(share, n, confidence)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=30), st.floats(0.01, 100))
@settings(deadline=None)
def test_scaled_weights_change_nothing(weights, factor):
    w = np.array(weights)
    assert effective_n(factor * w.sum(), (factor * w) @ (factor * w)) == pytest.approx(effective_n(w.sum(), w @ w))


def test_nobody_gives_nan():
    n = effective_n([0, 4], [0, 4])
    assert n.tolist() == [0, 4]
    low, high = wilson([np.nan, 0.5], n, 0.95)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False]
