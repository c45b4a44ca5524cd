"""Standardised differences: signs, units, and what has none. Their size is compared with R in `reference`."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.statistics import effects
from competing_values.statistics.means import Sample

SAMPLES = st.tuples(st.integers(2, 10_000), st.floats(1, 10), st.floats(0.5, 4))


@given(SAMPLES, SAMPLES, st.floats(0.1, 10))
@settings(deadline=None)
def test_another_unit_changes_no_effect_and_turned_samples_turn_it(first, second, unit):
    a, b = (Sample.unweighted(*sample) for sample in (first, second))
    scaled = [Sample.unweighted(n, 3 + unit * mean, unit * sd) for n, mean, sd in (first, second)]
    g, interval = effects.hedges_g(a, b), effects.hedges_g_interval(a, b, 0.95)
    assert effects.hedges_g(*scaled) == pytest.approx(g, rel=1e-6, abs=1e-9)
    assert effects.hedges_g(b, a) == pytest.approx(-g)
    turned = effects.hedges_g_interval(b, a, 0.95)
    assert (-turned[1], -turned[0]) == pytest.approx(interval, rel=1e-4, abs=1e-6)


def test_weights_widen_the_interval_of_g():
    """An se twice as large is that of a quarter of the respondents."""
    plain, costly, other = Sample(400, 6, 2, 0.1), Sample(400, 6, 2, 0.2), Sample(400, 5.5, 2, 0.1)
    narrow, wide = (np.diff(effects.hedges_g_interval(sample, other, 0.95)) for sample in (plain, costly))
    assert wide / narrow == pytest.approx(np.sqrt((0.1**2 + 0.2**2) / (0.1**2 + 0.1**2)), rel=0.01)


def test_a_sample_without_standard_deviation_has_no_pooled_one():
    assert np.isnan(effects.pooled_sd(Sample(1, 5, np.nan, np.nan), Sample(9, 5, 2, 1)))
