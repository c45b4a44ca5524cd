"""Weights of respondents, and the margins that cannot be met."""

import pandas as pd
import polars as pl
import pytest

from competing_values.errors import UserError
from competing_values.microdata.weighting import with_design, with_weights

MARGINS = {"body": pd.Series({"central": 300, "local": 700}), "gender": pd.Series({"female": 60, "male": 40})}


def answers(*given):
    return pl.LazyFrame(list(given), schema=["body", "gender"], orient="row")


def test_respondents_keep_their_order_and_those_without_a_margin_the_weight_1():
    """By hand: one variable, a quarter of the answers for half of the population."""
    given = answers(("local", "male"), ("central", "male"), ("local", "male"), (None, "male"), ("local", "male"))
    margins = {"body": pd.Series({"central": 1, "local": 1})}
    weighted = with_weights(given, margins, trim=5).answers.collect()
    assert weighted["weight.population"].to_list() == pytest.approx([2 / 3, 2, 2 / 3, 1, 2 / 3])


def drawn(**columns):
    return pl.LazyFrame({"row": range(2, 2 + len(next(iter(columns.values())))), **columns})


DESIGN = {"weight": None, "strata": None, "cluster": None, "sizes": None}


def test_weights_of_a_design_have_mean_1_and_who_has_none_is_left_out():
    """By hand: 2, 4 and 6 of mean 4; one without a weight, and one whose weight is 0."""
    found = with_design(drawn(**{"design.weight": [2.0, None, 4.0, 0.0, 6.0]}), DESIGN | {"weight": "w"}, "a").collect()
    assert found["weight.design"].to_list() == [0.5, None, 1, None, 1.5]
    assert not [name for name in found.columns if name.startswith("drawn.")]


def test_who_has_no_cluster_is_one_of_himself_and_who_has_no_stratum_of_one_of_such():
    answers = drawn(**{"design.stratum": ["a", None, "a"], "design.cluster": ["x", "x", None]})
    found = with_design(answers, DESIGN | {"strata": "h", "cluster": "c"}, "a").collect()
    assert found["drawn.stratum"].to_list() == ["a", "missing", "a"]
    assert found["drawn.cluster"].to_list() == ["x", "x", "row 4"]
    assert found["weight.design"].to_list() == [1, 1, 1]


def test_sizes_count_clusters_and_every_fault_of_them_is_told():
    """Two clusters were drawn of a stratum that is said to have one, and another stratum has no size."""
    answers = drawn(**{"design.stratum": ["a", "a", "b"], "design.cluster": ["x", "y", "x"]})
    design = DESIGN | {"strata": "h", "cluster": "c"}
    found = with_design(answers, design | {"sizes": {"a": 20, "b": 3.0}}, "a").collect()
    assert found["drawn.size"].to_list() == ["20", "20", "3"]
    with pytest.raises(UserError) as told:
        with_design(answers, design | {"sizes": {"a": 1}}, "survey")
    faults = str(told.value).splitlines()
    assert len(faults) == 2
    assert "stratum `a` 2 were drawn" in faults[0]
    assert "no size of the stratum `b`" in faults[1]


def test_nobody_with_a_weight_ends_the_run():
    with pytest.raises(UserError, match="no respondent has a weight above 0"):
        with_design(drawn(**{"design.weight": [None, 0.0]}), DESIGN | {"weight": "w"}, "survey")


def test_raking_starts_from_the_weights_of_the_design():
    """By hand: of one body 1 and 3, to be half of all, of the other 2 and 2: each body's own proportions stay."""
    given = answers(("local", "a"), ("local", "b"), ("central", "a"), ("central", "b"), (None, "a"))
    given = given.with_columns(pl.Series("weight.design", [1.0, 3.0, 2.0, 2.0, 4.0]))
    weighted = with_weights(given, {"body": pd.Series({"central": 1, "local": 3})}, trim=5).answers.collect()
    assert weighted["weight.population"].to_list() == pytest.approx([0.75, 2.25, 0.5, 0.5, 2])


def test_every_fault_is_told_at_once():
    """A man without a body meets no margin; a category of nobody in the population is not one that it has."""
    given = answers(("central", "female"), ("regional", "female"), ("local", None))
    with pytest.raises(UserError) as told:
        with_weights(given, MARGINS | {"gender": pd.Series({"female": 60, "male": 40, "other": 0})}, trim=5)
    faults = str(told.value).splitlines()
    assert len(faults) == 3
    assert "`local`" in faults[0]
    assert "`regional`" in faults[1]
    assert "`male`" in faults[2]
