"""Raked weights against survey::rake, trimmed ones against the same steps written in R around it."""

import numpy as np
import pandas as pd
import pytest

from competing_values.statistics.raking import rake
from competing_values.statistics.weights import design_effect, effective_n


@pytest.mark.parametrize("name", ["schools", "simulated", "trimmed", "from_design"])
def test_rake_matches_survey(reference, name):
    """Schools; a skewed simulated sample with missing margins; the same with weights capped at four means, and from weights of a design."""
    case = reference("raking")[name]
    classes, margins = pd.DataFrame(case["classes"]), case["margins"]
    codes = [pd.Index(list(counts)).get_indexer(classes[variable]) for variable, counts in margins.items()]
    n = classes["n"].to_numpy()
    base = classes["base"].to_numpy() if "base" in classes else 1.0
    counts = [list(margin.values()) for margin in margins.values()]
    weights = rake(n, np.column_stack(codes), counts, case["cap"] or np.inf, base).weights
    assert weights == pytest.approx(classes["weight"].to_numpy(), rel=1e-6, abs=1e-9)
    sums = weights @ n, weights**2 @ n
    assert design_effect(n.sum(), *sums) == pytest.approx(case["deff"], rel=1e-6)
    assert effective_n(*sums) == pytest.approx(case["effective_n"], rel=1e-6)


def test_the_cap_binds(reference):
    """Without the cap the simulated weights exceed it, so that the comparison above compares trimming."""
    figures = reference("raking")
    assert max(found["weight"] for found in figures["simulated"]["classes"]) > figures["trimmed"]["cap"]
