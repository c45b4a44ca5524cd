"""Properties of the change between waves, and how it is read."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.errors import NotEstimableError
from competing_values.statistics.change import change, reading
from competing_values.statistics.means import Sample

WAVES = st.builds(Sample.unweighted, st.integers(2, 100_000), st.floats(1, 10), st.floats(0.5, 4))


@given(WAVES, WAVES)
@settings(deadline=None)
def test_turned_waves_turn_the_change(earlier, later):
    there, back = change(earlier, later, 0.5, 0.95), change(later, earlier, 0.5, 0.95)
    assert there.change == pytest.approx(-back.change)
    assert (there.ci_low, there.ci_high) == pytest.approx((-back.ci_high, -back.ci_low))
    assert (there.effect_ci_low, there.effect_ci_high) == pytest.approx(
        (-back.effect_ci_high, -back.effect_ci_low), rel=1e-4, abs=1e-6
    )
    assert (there.p, there.equivalence_p, there.reading) == pytest.approx((back.p, back.equivalence_p, back.reading))


@given(WAVES, WAVES)
@settings(deadline=None)
def test_the_interval_agrees_with_the_test_and_holds_the_effect(earlier, later):
    found = change(earlier, later, 0.5, 0.95)
    assert (found.p < 0.05) == (found.ci_low > 0 or found.ci_high < 0)
    assert found.effect_ci_low <= found.effect_size <= found.effect_ci_high


def test_readings():
    """Among thousands a tenth of a point is significant, and shown to be small."""
    many, few = Sample.unweighted(10_000, 6, 2), Sample.unweighted(20, 6, 2)
    assert change(many, many._replace(mean=6.1), 0.4, 0.95).p < 0.05
    assert change(many, many._replace(mean=6.1), 0.4, 0.95).reading == "changed, but little"
    assert change(many, many._replace(mean=6.01), 0.4, 0.95).reading == "shown to be small"
    assert change(many, many._replace(mean=7), 0.4, 0.95).reading == "changed"
    assert change(few, few._replace(mean=6.1), 0.4, 0.95).reading == "undecided"
    assert reading(p=0.06, equivalence_p=0.5, confidence=0.95) == "undecided"


@pytest.mark.parametrize(
    "bad", [Sample.unweighted(0, np.nan, np.nan), Sample.unweighted(1, 5, np.nan), Sample.unweighted(9, 5, 0)]
)
def test_a_wave_without_spread_is_not_compared(bad):
    good = Sample.unweighted(9, 5, 2)
    for pair in ((good, bad), (bad, good)):
        with pytest.raises(NotEstimableError):
            change(*pair, bound=1, confidence=0.95)
