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
    """manova, oneway.test, kruskal.test, chisq.test; omega_squared, hedges_g, rank_eta_squared, cramers_v, pf, pchisq."""
    for case in reference("comparison")[test]:
        agree(SUITE[test](case), case["expected"])


def test_paired_effects_match_effectsize(reference):
    """t.test and cohens_d, paired: all cases in one call."""
    cases = reference("comparison")["paired"]
    n, mean, sd = (numbers([case[name] for case in cases]) for name in ("n", "mean", "sd"))
    found = mean_tests.paired_effect(n - 1, mean, sd, sd / np.sqrt(n), 0.95)
    agree(found, {name: [case["expected"][name] for case in cases] for name in cases[0]["expected"]})


def test_pairs_match_r(reference):
    """t.test and hedges_g of every two groups; the groups that have no pair are left out by both."""
    for case in reference("comparison")["welch"]:
        found = mean_tests.welch_pairs(case["n"], case["means"], numbers(case["sds"]), 0.95)
        agree(found, {name: [pair[name] for pair in case["pairs"]] for name in case["pairs"][0]})


def test_cliffs_delta_matches_all_pairs_of_respondents(reference):
    """Estimate, variance and interval of Feng and Cliff in base R; large groups, and groups of two and three."""
    for case in reference("comparison")["ranks"]:
        for pair in case["pairs"]:
            agree(rank_tests.cliffs_delta(np.array(case["counts"])[pair["groups"]], 0.95), pair["delta"])


@pytest.mark.parametrize("test", ["welch", "ranks"])
def test_a_share_of_variance_is_between_of_total_less_what_chance_gives(reference, test):
    """SSB/SST by hand, of answers or of their ranks: expected without any difference, (k − 1)/(n − 1)."""
    for case in reference("comparison")[test]:
        found = SUITE[test](case)
        if found.effect_name == "Hedges' g":
            continue
        left = set(found.omitted)
        sizes = [row for k, row in enumerate(case.get("n") or np.sum(case["counts"], axis=1)) if k not in left]
        n, k = sum(sizes), len(sizes)
        share = case["between_of_total"]
        by_chance = (k - 1) / (n - 1)
        assert found.effect_size <= share
        assert found.effect_size == pytest.approx(max(0, (share - by_chance) / (1 - by_chance)), abs=1.5 / n)


@pytest.mark.parametrize("method", ["holm", "bh"])
def test_adjusted_p_match_r(reference, method):
    """p.adjust, with missing p values and ties."""
    p = reference("comparison")["p"]
    assert adjusted(numbers(p["raw"]), method) == pytest.approx(numbers(p[method]), rel=1e-6, nan_ok=True)
