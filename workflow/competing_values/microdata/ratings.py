"""Scores of rated statements."""

import math
from typing import Any

import polars as pl

from competing_values.study.names import reversed_statements


def turned(ratings: dict[str, Any]) -> list[pl.Expr]:
    """Reversed statements turned, so that a high answer is the favourable one: min + max − answer."""
    ends = ratings["scale"]["min"] + ratings["scale"]["max"]
    return [(ends - pl.col(name)).alias(name) for name in reversed_statements(ratings)]


def sector_scores(ratings: dict[str, Any], min_answered: float) -> list[pl.Expr]:
    """Mean of a respondent's answered statements in each sector, in points of the scale.

    Parameters
    ----------
    ratings
        The instrument's block.
    min_answered
        Share of a sector's statements that must be answered.

    Returns
    -------
    One expression a sector, under its name; null where too few are answered. They read what `turned` gives.

    Notes
    -----
    The article's arithmetic averages; half of the items as the usual bound of a person's mean [fairclough1996]. Oracle:
    cases worked by hand.
    """
    scores = []
    for sector, names in ratings["sectors"].items():
        answered = pl.sum_horizontal(pl.col(name).is_not_null() for name in names)
        needed = max(1, math.ceil(min_answered * len(names) - 1e-9))
        scores.append(pl.when(answered >= needed).then(pl.mean_horizontal(*names)).alias(sector))
    return scores
