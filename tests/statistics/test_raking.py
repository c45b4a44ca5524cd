"""Properties of raked weights, and the faults that are told in words."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competing_values.errors import UserError
from competing_values.statistics.raking import rake

MARGINS = {"body": pd.Series({"central": 300, "local": 700}), "gender": pd.Series({"female": 60, "male": 40})}
CELLS = pd.DataFrame(
    [
        ("central", "female", 30),
        ("central", "male", 30),
        ("local", "female", 10),
        ("local", "male", 30),
        ("local", None, 5),
    ],
    columns=["body", "gender", "n"],
)


def test_margins_hold_whatever_their_totals():
    raked = rake(CELLS, MARGINS, trim=np.inf)
    matched = CELLS.assign(w=raked.weight * CELLS["n"]).dropna()
    assert matched["w"].sum() == pytest.approx(100)
    assert matched.groupby("body")["w"].sum().to_list() == pytest.approx([30, 70])
    assert matched.groupby("gender")["w"].sum().to_list() == pytest.approx([60, 40])
    assert raked.margin_error < 1e-9


def test_a_missing_margin_keeps_the_base_weight_and_is_counted():
    raked = rake(CELLS, MARGINS, trim=np.inf)
    assert raked.weight.iloc[-1] == 1
    assert raked.unmatched == 5
    assert raked.effective_n == pytest.approx(105 / raked.deff)


def test_every_fault_is_told_at_once():
    cells = pd.DataFrame(
        {"body": ["central", "regional", "local"], "gender": ["female", "female", None], "n": [3, 2, 9]}
    )
    with pytest.raises(UserError) as told:
        rake(cells, MARGINS, trim=5)
    faults = str(told.value).splitlines()
    assert len(faults) == 3
    assert "`local`" in faults[0]
    assert "`regional`" in faults[1]
    assert "`male`" in faults[2]


def test_where_cap_and_margins_cannot_both_hold_the_cap_does():
    cells = pd.DataFrame({"body": ["central", "local"], "n": [99, 1]})
    raked = rake(cells, {"body": MARGINS["body"]}, trim=5)
    assert raked.weight.to_list() == pytest.approx([0.95 / 0.99, 5])
    assert raked.margin_error == pytest.approx(0.65)


@given(st.lists(st.integers(1, 50), min_size=4, max_size=4), st.floats(1.5, 10), st.integers(1, 1000))
@settings(deadline=None, max_examples=50)
def test_the_mean_is_1_the_cap_holds_and_scale_does_not_matter(n, trim, factor):
    cells = CELLS.iloc[:4].assign(n=n)
    raked = rake(cells, MARGINS, trim)
    scaled = rake(cells, MARGINS | {"body": factor * MARGINS["body"]}, trim)
    assert raked.weight @ cells["n"] == pytest.approx(sum(n))
    assert raked.weight.max() <= trim * (1 + 1e-12)
    assert scaled.weight.to_numpy() == pytest.approx(raked.weight.to_numpy(), rel=1e-6)
