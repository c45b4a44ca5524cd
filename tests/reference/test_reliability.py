"""Reliability against psych: bfi with its reverse-keyed items and missing answers, and simulated ratings."""

import numpy as np
import pytest

from competing_values.statistics import reliability

CASES = ["A", "C", "E", "N", "O", "twentyfive", "simulated", "three", "noise", "two"]


@pytest.fixture(params=CASES)
def scale(request, reference):
    return next(case for case in reference("bfi")["cases"] if case["scale"] == request.param)


def test_alpha_and_its_interval_match_psych(scale):
    """psych::alpha, and alpha.ci with the smallest pair count."""
    n, expected = np.array(scale["n"]), scale["expected"]
    found = reliability.alpha(scale["covariance"])
    assert found == pytest.approx(expected["alpha"], rel=1e-6)
    for level in (95, 90):
        interval = reliability.feldt_interval(found, n.min(), len(n), level / 100)
        assert interval == pytest.approx(expected[f"ci_{level}"], rel=1e-6)


def test_items_match_psych(scale):
    """r.drop, raw_alpha of alpha.drop, and average_r; psych has no alpha of one item either."""
    expected = scale["expected"]
    found = reliability.item_statistics(scale["covariance"])
    assert found.item_rest_r == pytest.approx(np.array(expected["item_rest_r"]), rel=1e-6)
    if expected["alpha_if_dropped"]:
        assert found.alpha_if_dropped == pytest.approx(np.array(expected["alpha_if_dropped"]), rel=1e-6)
    assert reliability.mean_inter_item_r(scale["covariance"]) == pytest.approx(expected["mean_inter_item_r"], rel=1e-6)


def test_omega_matches_psych(scale):
    """omega(nfactors = 1, fm = "ml", flip = FALSE); both optimise."""
    if expected := scale["expected"]["omega_total"]:
        assert reliability.omega_total(scale["covariance"]) == pytest.approx(expected, rel=1e-4)
