"""Raked weights against survey::rake, trimmed ones against the same steps written in R around it."""

import numpy as np
import pandas as pd
import pytest

from competing_values.statistics.raking import rake
from competing_values.statistics.weights import design_effect, effective_n


@pytest.mark.parametrize("name", ["schools", "simulated", "trimmed"])
def test_rake_matches_survey(reference, name):
    """Schools; a skewed simulated sample with missing margins; the same with weights capped at four means."""
    case = reference("raking")[name]
    cells, margins = pd.DataFrame(case["cells"]), case["margins"]
    classes = np.column_stack([pd.Index(list(counts)).get_indexer(cells[name]) for name, counts in margins.items()])
    n = cells["n"].to_numpy()
    weights = rake(n, classes, [list(counts.values()) for counts in margins.values()], case["cap"] or np.inf)
    assert weights == pytest.approx(cells["weight"].to_numpy(), rel=1e-6, abs=1e-9)
    sums = weights @ n, weights**2 @ n
    assert design_effect(n.sum(), *sums) == pytest.approx(case["deff"], rel=1e-6)
    assert effective_n(*sums) == pytest.approx(case["effective_n"], rel=1e-6)


def test_the_cap_binds(reference):
    """Without the cap the simulated weights exceed it, so that the comparison above compares trimming."""
    figures = reference("raking")
    assert max(cell["weight"] for cell in figures["simulated"]["cells"]) > figures["trimmed"]["cap"]
