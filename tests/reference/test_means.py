"""Means, errors and intervals of domains against survey::svyby, svyvar and confint; without weights t.test."""

import pytest

from competing_values.statistics import means


def test_domains_match_survey(reference):
    """Schools unweighted and weighted, and simulated ratings with missing answers and groups of one and two."""
    cases = reference("survey_means")["cases"]
    assert {case["sums"]["n"] for case in cases} >= {1, 2}
    for case in cases:
        expected = case["expected"]
        estimates = means.linearised(**case["sums"], rows=case["rows"])
        mean = estimates.mean + case["origin"]
        agree(estimates._replace(mean=mean), expected, (case["data"], case["group"]))


def agree(estimates, expected, of):
    """Estimates, and their interval of 90 %."""
    low, high = means.t_interval(estimates.mean, estimates.se, estimates.df, confidence=0.9)
    found = estimates._asdict() | {"low": low, "high": high}
    for name, value in expected.items():
        figure = float("nan") if value is None else value
        assert found[name] == pytest.approx(figure, rel=1e-6, abs=1e-9, nan_ok=True), (of, name)


def test_means_without_weights_match_t_test(reference):
    """s/√n on n − 1, in groups as in the whole."""
    cases = [case for case in reference("survey_means")["cases"] if case["unweighted"]]
    assert {case["group"] for case in cases} >= {"all", "one"}
    for case in cases:
        sums = case["sums"]
        estimates = means.textbook(sums["n"], sums["wy"], sums["wyy"])
        agree(estimates._replace(mean=estimates.mean + case["origin"]), case["unweighted"], case["group"])


def test_finite_population_matches_survey(reference):
    """svydesign(fpc =) on a simple random sample of 200 of 6,194 schools."""
    sample = reference("survey_means")["finite_population"]
    correction = means.finite_population_correction(sample["n"], sample["population"])
    assert sample["se"] * correction == pytest.approx(sample["se_corrected"], rel=1e-6)
