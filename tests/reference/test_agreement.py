"""Agreement within groups against multilevel: lq2002, bh1996, and ratings in groups of one and two."""

import numpy as np
import pytest

from competing_values.statistics import agreement


def numbers(values):
    return np.array(values, dtype=float)


def test_icc_matches_multilevel(reference):
    """ICC1, ICC2 and aov; one of the cases is negative, and stays so."""
    cases = reference("agreement")["icc"]
    assert min(case["expected"]["icc1"] for case in cases) < 0
    for case in cases:
        found = agreement.icc(case["n"], case["means"], numbers(case["sds"]))
        for name, value in case["expected"].items():
            assert getattr(found, name) == pytest.approx(value, rel=1e-6, abs=1e-9), (case["data"], name)


def test_agreement_within_groups_matches_multilevel(reference):
    """rwg.j, rwg where there is one item, and ad.m, on complete answers; both miss groups of one."""
    for case in reference("agreement")["within"]:
        rwg = agreement.rwg(numbers(case["variances"]), case["n"], case["null"])
        deviation = agreement.average_deviation(case["counts"], case["scale"])
        assert rwg == pytest.approx(numbers(case["rwg"]), rel=1e-6, abs=1e-9, nan_ok=True), case["data"]
        assert deviation == pytest.approx(numbers(case["ad"]), rel=1e-6, nan_ok=True), case["data"]
        assert agreement.uniform_null(len(case["scale"])) == case["null"]
