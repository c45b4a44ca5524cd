"""Properties of shares and their intervals."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.statistics.shares import wilson


@given(st.floats(0, 1), st.floats(0.1, 1e7), st.floats(0.5, 0.999))
@settings(deadline=None)
def test_interval_lies_in_0_to_1_and_holds_the_share(share, n, confidence):
    low, high = wilson(share, n, confidence)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def test_nobody_gives_nan():
    low, high = wilson([np.nan, 0.5], [0, 4], 0.95)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False]
