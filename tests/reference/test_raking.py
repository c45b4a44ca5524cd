"""Raked weights against survey::rake, trimmed ones against the same steps written in R around it."""

import pandas as pd
import pytest

from competing_values.statistics.raking import rake


@pytest.mark.parametrize("name", ["schools", "simulated", "trimmed"])
def test_rake_matches_survey(reference, name):
    """Schools; a skewed simulated sample with missing margins; the same with weights capped at four means."""
    case = reference("raking")[name]
    cells = pd.DataFrame(case["cells"])
    margins = {variable: pd.Series(counts) for variable, counts in case["margins"].items()}
    raked = rake(cells, margins, trim=case["cap"] or float("inf"))
    assert raked.weight.to_numpy() == pytest.approx(cells["weight"].to_numpy(), rel=1e-6, abs=1e-9)
    assert raked.deff == pytest.approx(case["deff"], rel=1e-6)
    assert raked.effective_n == pytest.approx(case["effective_n"], rel=1e-6)
    assert raked.unmatched == case["unmatched"]
    assert raked.margin_error < 1e-6


def test_the_cap_binds(reference):
    """Without the cap the simulated weights exceed it, so that the comparison above compares trimming."""
    figures = reference("raking")
    assert max(cell["weight"] for cell in figures["simulated"]["cells"]) > figures["trimmed"]["cap"]
