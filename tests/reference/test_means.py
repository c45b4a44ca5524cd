"""Means, errors and intervals of domains against survey::svyby, svyvar and confint."""

import pytest

from competing_values.statistics import means


def test_domains_match_survey(reference):
    """Schools unweighted and weighted, and simulated ratings with missing answers and groups of one and two."""
    cases = reference("survey_means")["cases"]
    assert {case["sums"]["n"] for case in cases} >= {1, 2}
    for case in cases:
        expected, n = case["expected"], case["sums"]["n"]
        estimates = means.linearised(**case["sums"], rows=case["rows"])
        mean = estimates.mean + case["origin"]
        low, high = means.t_interval(mean, estimates.se, n, confidence=0.9)
        found = {"mean": mean, "se": estimates.se, "sd": estimates.sd, "low": low, "high": high}
        for name, value in expected.items():
            figure = float("nan") if value is None else value
            assert found[name] == pytest.approx(figure, rel=1e-6, abs=1e-9, nan_ok=True), (case["data"], case["group"])


def test_finite_population_matches_survey(reference):
    """svydesign(fpc =) on a simple random sample of 200 of 6,194 schools."""
    sample = reference("survey_means")["finite_population"]
    correction = means.finite_population_correction(sample["n"], sample["population"])
    assert sample["se"] * correction == pytest.approx(sample["se_corrected"], rel=1e-6)
