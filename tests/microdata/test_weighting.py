"""Weights of respondents, and the margins that cannot be met."""

import pandas as pd
import polars as pl
import pytest

from competing_values.errors import UserError
from competing_values.microdata.weighting import with_weights

MARGINS = {"body": pd.Series({"central": 300, "local": 700}), "gender": pd.Series({"female": 60, "male": 40})}


def answers(*given):
    return pl.LazyFrame(list(given), schema=["body", "gender"], orient="row")


def test_respondents_keep_their_order_and_those_without_a_margin_the_weight_1():
    """By hand: one variable, a quarter of the answers for half of the population."""
    given = answers(("local", "male"), ("central", "male"), ("local", "male"), (None, "male"), ("local", "male"))
    margins = {"body": pd.Series({"central": 1, "local": 1})}
    weighted = with_weights(given, margins, trim=5).answers.collect()
    assert weighted["weight"].to_list() == pytest.approx([2 / 3, 2, 2 / 3, 1, 2 / 3])


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
