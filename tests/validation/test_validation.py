"""No estimate of a random study lies outside its interval; and the page of coverage is whole."""

import numpy as np
import pytest
from validation import coverage
from validation.random_intervals import outside


@pytest.mark.parametrize("seed", range(1000, 1008))
def test_no_estimate_lies_outside_its_interval(seed):
    assert list(outside(seed)) == []


def test_the_page_has_a_row_of_every_simulation():
    """Those that take no time are drawn anew, and stand in the page as they come out."""
    text = coverage.PAGE.read_text(encoding="utf-8")
    for k in (0, 2):
        for row in coverage.SIMULATIONS[k](np.random.default_rng([20231123, k])):
            assert f"| {row.figure} | {row.setting} | {100 * row.nominal:.1f} % | {100 * row.found:.1f} % |" in text
