"""Drivers against lm, and Johnson's relative weights in base R: bh1996, bfi, simulated scores."""

import numpy as np
import pytest

from competing_values.statistics.drivers import drivers


def test_drivers_match_lm(reference):
    for case in reference("drivers")["cases"]:
        found = drivers(case["n"], case["covariance"], case["confidence"], seed=1)
        for name, value in case["expected"].items():
            figure = np.atleast_1d(getattr(found, name))
            rel = 1e-4 if name.startswith("r_squared_ci") else 1e-6
            assert figure == pytest.approx(np.atleast_1d(value), rel=rel, abs=1e-9), (case["data"], name)
