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
    plain, costly, other = Sample.unweighted(400, 6, 2), Sample(400, 6, 2, 0.2, 399), Sample.unweighted(400, 5.5, 2)
    narrow, wide = (np.diff(effects.hedges_g_interval(sample, other, 0.95)) for sample in (plain, costly))
    assert wide / narrow == pytest.approx(np.sqrt((0.1**2 + 0.2**2) / (0.1**2 + 0.1**2)), rel=0.01)


def test_a_sample_without_standard_deviation_has_no_pooled_one():
    assert np.isnan(effects.pooled_sd(Sample.unweighted(1, 5, np.nan), Sample.unweighted(9, 5, 2)))


GROUPS = st.lists(st.tuples(st.integers(2, 500), st.floats(1, 10), st.floats(0.05, 4)), min_size=3, max_size=20)


@given(GROUPS, st.floats(0.5, 0.999))
@settings(deadline=None)
def test_a_share_of_variance_lies_in_its_interval_and_in_0_to_1(groups, confidence):
    n, means, sds = np.array(groups).T
    found = effects.omega_squared(n, means, sds, confidence)
    assert 0 <= found.low <= found.size <= found.high <= 1
    within = (n - 1) @ sds**2
    between = n @ (means - n @ means / n.sum()) ** 2
    assert found.size <= between / (between + within) + 1e-12
    assert (found.name == effects.OMEGA_APPROXIMATE) == (max(sds) > 2 * min(sds))


@given(SAMPLES, SAMPLES, st.floats(0.5, 0.999))
@settings(deadline=None)
def test_standardised_differences_lie_in_their_intervals(first, second, confidence):
    a, b = (Sample.unweighted(*sample) for sample in (first, second))
    low, high = effects.hedges_g_interval(a, b, confidence)
    assert low <= effects.hedges_g(a, b) <= high
    low, high = effects.cohens_dz_interval(a.df, a.mean, a.sd, a.se, confidence)
    assert low <= effects.cohens_dz(a.mean, a.sd) <= high or np.isnan(low)


def test_what_looked_large_by_welchs_f_is_a_thousandth_of_the_variance():
    """Two small groups with hardly any spread, and many answers elsewhere: Welch's F is large, SSB is not."""
    n, means, sds = np.array([5000, 5000, 12, 12]), np.array([6, 6.05, 6.5, 5.5]), np.array([2, 2, 0.2, 0.2])
    found = effects.omega_squared(n, means, sds, 0.95)
    assert found.size < 0.001
    assert found.name == effects.OMEGA_APPROXIMATE
