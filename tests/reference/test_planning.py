"""Planning against R's power.t.test, t.test and prop.test, and unequal groups against statsmodels."""

import math

import pytest
from statsmodels.stats.power import TTestIndPower

from competing_values.statistics import planning


def test_detectable_differences_match_power_t_test(reference):
    for case in reference("planning")["differences"]:
        found = planning.detectable_difference(case["n"], case["n"], case["sd"], case["confidence"])
        assert found == pytest.approx(case["difference"], rel=1e-6)


def test_respondents_needed_match_power_t_test(reference):
    for case in reference("planning")["respondents"]:
        found = planning.respondents_to_find(case["difference"], case["sd"], case["confidence"])
        assert found == max(2, math.ceil(case["n"]))


def test_power_matches_power_t_test(reference):
    for case in reference("planning")["powers"]:
        found = planning.power(case["difference"], case["n"], case["n"], case["sd"], 0.95)
        assert found == pytest.approx(case["power"], rel=1e-6)


def test_margins_match_t_test_and_prop_test(reference):
    for case in reference("planning")["shares"]:
        assert planning.margin_of_share(case["n"], case["share"], 0.95) == pytest.approx(case["margin"], rel=1e-6)
    for case in reference("planning")["means"]:
        assert planning.margin_of_mean(case["n"], case["sd"], 0.95) == pytest.approx(case["margin"], rel=1e-6)


@pytest.mark.parametrize(("n_a", "n_b", "effect"), [(20, 300, 0.5), (11000, 12, 0.8)])
def test_unequal_groups_match_statsmodels(n_a, n_b, effect):
    expected = TTestIndPower().power(effect, n_a, 0.05, ratio=n_b / n_a)
    assert planning.power(effect, n_a, n_b, 1, 0.95) == pytest.approx(expected, rel=1e-6)
