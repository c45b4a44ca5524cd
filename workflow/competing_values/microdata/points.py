"""Scores of the Organizational Culture Assessment Instrument."""

from typing import Any

import polars as pl

from competing_values.study.names import OVERALL, TYPES, part, parts


def rescaled(ocai: dict[str, Any], tolerance: float) -> list[pl.Expr]:
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
        _rescaled(name, parts(perspective, dimension), ocai["total"], tolerance)
        for perspective in ocai["perspectives"]
        for dimension in ocai["dimensions"]
        for name in parts(perspective, dimension)
    ]


def _rescaled(name: str, block: list[str], total: float, tolerance: float) -> pl.Expr:
    given = sum((pl.col(other) for other in block), start=pl.lit(0.0))  # null if any part is missing
    return pl.when((given - total).abs() <= tolerance).then(pl.col(name) * (total / given)).alias(name)


def type_scores(ocai: dict[str, Any], min_dimensions: int | None) -> list[pl.Expr]:
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
    needed = min_dimensions or len(ocai["dimensions"])
    scores = []
    for perspective in ocai["perspectives"]:
        for culture_type in TYPES:
            points = [pl.col(part(perspective, dimension, culture_type)) for dimension in ocai["dimensions"]]
            answered = pl.sum_horizontal(column.is_not_null() for column in points)
            score = pl.when(answered >= needed).then(pl.mean_horizontal(points))
            scores.append(score.alias(part(perspective, OVERALL, culture_type)))
    return scores
