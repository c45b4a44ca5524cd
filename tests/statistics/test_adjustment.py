"""Properties of adjusted p values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competing_values.statistics.adjustment import adjusted

P = st.lists(st.floats(0, 1), max_size=20).map(np.array)
METHODS = st.sampled_from(["holm", "bh"])


@given(P, METHODS)
def test_no_p_shrinks_and_their_order_stays(p, method):
    found = adjusted(p, method)
    assert (found >= p * (1 - 1e-12)).all()
    assert (found <= 1).all()
    assert (np.diff(found[np.argsort(p)]) >= 0).all()


@given(P)
def test_holm_is_the_stricter(p):
    assert (adjusted(p, "holm") >= adjusted(p, "bh") * (1 - 1e-12)).all()


@given(P, METHODS, st.randoms())
def test_missing_p_do_not_count(p, method, random):
    places = sorted(random.choices(range(len(p) + 1), k=3))
    found = adjusted(np.insert(p, places, np.nan), method)
    assert np.isnan(found).sum() == 3
    assert found[~np.isnan(found)] == pytest.approx(adjusted(p, method))
