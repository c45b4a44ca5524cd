"""Scores of a respondent: points of the culture types, and of the sectors of statements."""

import math
from functools import singledispatch
from typing import Any

import polars as pl

from competing_values.study.blocks.base import Block
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.names import OVERALL, TYPES, part, parts


@singledispatch
def steps(block: Block, cleaning: dict[str, Any]) -> list[list[pl.Expr]]:
    """What scoring does with the answers to a block, one step after the other; with most blocks nothing.

    Parameters
    ----------
    block
        Of the questionnaire.
    cleaning
        Thresholds of scores, as `study.load` returns them.

    Returns
    -------
    For each step the columns that it makes, or makes anew, of those that are there.
    """
    return []


@steps.register
def _(block: Ocai, cleaning: dict[str, Any]) -> list[list[pl.Expr]]:
    return [rescaled(block, cleaning["ocai_tolerance"]), type_scores(block, cleaning["min_dimensions"])]


@steps.register
def _(block: Ratings, cleaning: dict[str, Any]) -> list[list[pl.Expr]]:
    return [turned(block), sector_scores(block, cleaning["min_answered"])]


def rescaled(ocai: Ocai, tolerance: float) -> list[pl.Expr]:
    """Points of each alternative, so that a dimension's four sum to the total.

    Parameters
    ----------
    ocai
        The instrument's block.
    tolerance
        How far a dimension's sum may be from the total and still be rescaled to it.

    Returns
    -------
    One expression an alternative, under its own name; null where the sum is further off or a part is missing.

    Notes
    -----
    [cameron2011], ch. 2. Oracle: cases worked by hand.
    """
    return [
        _rescaled(name, parts(perspective, dimension), ocai.total, tolerance)
        for perspective in ocai.perspectives
        for dimension in ocai.dimensions
        for name in parts(perspective, dimension)
    ]


def _rescaled(name: str, block: list[str], total: float, tolerance: float) -> pl.Expr:
    given = sum((pl.col(other) for other in block), start=pl.lit(0.0))  # null if any part is missing
    return pl.when((given - total).abs() <= tolerance).then(pl.col(name) * (total / given)).alias(name)


def type_scores(ocai: Ocai, min_dimensions: int | None) -> list[pl.Expr]:
    """Mean points that a respondent gives to each culture type, over the dimensions.

    Parameters
    ----------
    ocai
        The instrument's block.
    min_dimensions
        How many dimensions a score needs; None for all of them.

    Returns
    -------
    One expression a perspective and type, named ``now_clan`` and so on; the four of a perspective sum to the total,
    or are null. They read the points that `rescaled` gives.

    Notes
    -----
    [cameron2011], ch. 2. Oracle: cases worked by hand.
    """
    needed = min_dimensions or len(ocai.dimensions)
    scores = []
    for perspective in ocai.perspectives:
        for culture_type in TYPES:
            points = [pl.col(part(perspective, dimension, culture_type)) for dimension in ocai.dimensions]
            answered = pl.sum_horizontal(column.is_not_null() for column in points)
            score = pl.when(answered >= needed).then(pl.mean_horizontal(points))
            scores.append(score.alias(part(perspective, OVERALL, culture_type)))
    return scores


def turned(ratings: Ratings) -> list[pl.Expr]:
    """Reversed statements turned, so that a high answer is the favourable one: min + max − answer."""
    ends = ratings.scale.min + ratings.scale.max
    return [(ends - pl.col(name)).alias(name) for name, one in ratings.statements().items() if one.reversed]


def sector_scores(ratings: Ratings, min_answered: float) -> list[pl.Expr]:
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
    for sector, declared in ratings.sectors.items():
        names = list(declared.statements)
        answered = pl.sum_horizontal(pl.col(name).is_not_null() for name in names)
        needed = max(1, math.ceil(min_answered * len(names) - 1e-9))
        scores.append(pl.when(answered >= needed).then(pl.mean_horizontal(*names)).alias(sector))
    return scores
