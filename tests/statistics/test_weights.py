"""Properties of the effective number of respondents and of the design effect."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.statistics.weights import design_effect, effective_n

WEIGHTS = st.lists(st.floats(0.1, 10), min_size=1, max_size=30).map(np.array)


@given(WEIGHTS, st.floats(0.01, 100))
@settings(deadline=None)
def test_scaled_weights_change_nothing(w, factor):
    assert effective_n(factor * w.sum(), (factor * w) @ (factor * w)) == pytest.approx(effective_n(w.sum(), w @ w))


@given(WEIGHTS)
@settings(deadline=None)
def test_the_design_effect_is_1_and_the_squared_variation_of_the_weights(w):
    """Kish: 1 + cv², with the variance over n."""
    assert design_effect(len(w), w.sum(), w @ w) == pytest.approx(1 + (w.std() / w.mean()) ** 2)


def test_nobody_has_no_design_effect():
    assert effective_n([0, 4], [0, 4]).tolist() == [0, 4]
    assert np.isnan(design_effect([3, 4], [0, 4], [0, 4])).tolist() == [True, False]
