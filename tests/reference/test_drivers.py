"""Drivers against lm, and Johnson's relative weights in base R: bh1996, bfi, simulated scores."""

import numpy as np
import pytest

from competing_values.statistics.drivers import drivers


def test_drivers_match_lm(reference):
    for case in reference("drivers")["cases"]:
        found = drivers(case["n"], case["covariance"], case["confidence"])
        for name, value in case["expected"].items():
            figure = np.atleast_1d(getattr(found, name))
            assert figure == pytest.approx(np.atleast_1d(value), rel=1e-6, abs=1e-9), (case["data"], name)
