"""Loadings of one factor, and Tucker's congruence, against psych: bfi by education, gender and age."""

import pytest

from competing_values.statistics.congruence import tucker_phi
from competing_values.statistics.one_factor import one_factor
from competing_values.statistics.reliability import correlations_of


@pytest.fixture(params="ACENO")
def scale(request, reference):
    return next(case for case in reference("congruence")["cases"] if case["scale"] == request.param)


def test_loadings_match_psych(scale):
    """psych::fa(nfactors = 1, fm = "ml"); both optimise."""
    for case in (scale, *scale["groups"]):
        found = one_factor(correlations_of(case["covariance"])).loadings
        assert found == pytest.approx(case["loadings"], rel=1e-4, abs=1e-5)


def test_congruence_matches_psych(scale):
    """psych::factor.congruence of the loadings that psych found, and of ours."""
    for group in scale["groups"]:
        assert tucker_phi(scale["loadings"], group["loadings"]) == pytest.approx(group["phi"], rel=1e-6)
        ours = [one_factor(correlations_of(case["covariance"])).loadings for case in (scale, group)]
        assert tucker_phi(*ours) == pytest.approx(group["phi"], rel=1e-4)


def test_some_of_the_groups_differ(reference):
    """Else a congruence that is always 1 would pass."""
    found = [group["phi"] for case in reference("congruence")["cases"] for group in case["groups"]]
    assert min(found) < 0.96
    assert max(found) > 0.99
