"""Tests between groups and of paired differences, and their effects, against base R and effectsize."""

import numpy as np
import pytest

from competing_values.statistics import category_tests, mean_tests, rank_tests
from competing_values.statistics.adjustment import adjusted

SUITE = {
    "hotelling": lambda case: mean_tests.hotelling(case["n"], case["mean"], case["covariance"], 0.95),
    "manova": lambda case: mean_tests.manova(case["n"], case["means"], numbers(case["covariances"]), 0.95),
    "welch": lambda case: mean_tests.welch_anova(case["n"], case["means"], numbers(case["sds"]), 0.95),
    "ranks": lambda case: rank_tests.kruskal(case["counts"], 0.95),
    "categories": lambda case: category_tests.chi_squared(case["counts"], 0.95),
}


def numbers(values):
    return np.array(values, dtype=float)


def agree(found, expected):
    """An interval rests on R's optimiser; the rest is arithmetic."""
    for name, value in expected.items():
        rel = 1e-4 if name.startswith("effect_ci") else 1e-6
        assert getattr(found, name) == pytest.approx(value, rel=rel, abs=1e-9), name


@pytest.mark.parametrize("test", SUITE)
def test_tests_match_r(reference, test):
    """manova, oneway.test, kruskal.test, chisq.test; F_to_eta2, chisq_to_cohens_w, cramers_v, rank_epsilon_squared."""
    for case in reference("comparison")[test]:
        agree(SUITE[test](case), case["expected"])


def test_paired_effects_match_effectsize(reference):
    """t.test and cohens_d, paired: all cases in one call."""
    cases = reference("comparison")["paired"]
    n, mean, sd = (numbers([case[name] for case in cases]) for name in ("n", "mean", "sd"))
    found = mean_tests.paired_effect(n, mean, sd, sd / np.sqrt(n), 0.95)
    agree(found, {name: [case["expected"][name] for case in cases] for name in cases[0]["expected"]})


def test_pairs_match_r(reference):
    """t.test and hedges_g of every two groups; the groups that have no pair are left out by both."""
    for case in reference("comparison")["welch"]:
        found = mean_tests.welch_pairs(case["n"], case["means"], numbers(case["sds"]), 0.95)
        agree(found, {name: [pair[name] for pair in case["pairs"]] for name in case["pairs"][0]})


def test_cliffs_delta_matches_effectsize(reference):
    for case in reference("comparison")["ranks"]:
        agree(rank_tests.cliffs_delta(np.array(case["counts"])[case["pair"]], 0.95), case["delta"])


@pytest.mark.parametrize("method", ["holm", "bh"])
def test_adjusted_p_match_r(reference, method):
    """p.adjust, with missing p values and ties."""
    p = reference("comparison")["p"]
    assert adjusted(numbers(p["raw"]), method) == pytest.approx(numbers(p[method]), rel=1e-6, nan_ok=True)
