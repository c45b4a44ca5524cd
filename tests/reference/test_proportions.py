"""Wilson's interval against prop.test(correct = FALSE), the effective n against its formula in R."""

import pytest

from competing_values.statistics.shares import effective_n_of_share, wilson
from competing_values.statistics.weights import effective_n


def test_wilson_matches_prop_test(reference):
    """Shares of 0, small samples, 11,000 respondents, and an effective n that is not whole."""
    for case in reference("proportions")["intervals"]:
        interval = wilson(case["share"], case["n"], case["confidence"])
        assert interval == pytest.approx((case["low"], case["high"]), rel=1e-6, abs=1e-9)


def test_weighted_shares_match_survey(reference):
    """An n of p(1 − p)/v with the variance of svymean, and prop.test with that n; also where some did not answer."""
    for case in reference("proportions")["weighted"]:
        given, whole = case["given"], case["all"]
        n = effective_n_of_share(given["w"], given["w2"], whole["w"], whole["w2"], case["rows"])
        assert n == pytest.approx(case["n"], rel=1e-6)
        assert wilson(given["w"] / whole["w"], n, 0.95) == pytest.approx((case["low"], case["high"]), rel=1e-6)


def test_effective_n_matches_r(reference):
    """Weights of survey::apistrat."""
    kish = reference("proportions")["kish"]
    assert effective_n(kish["w"], kish["w2"]) == pytest.approx(kish["effective_n"], rel=1e-6)
