"""Measures as Polars expressions over the scores of a source."""

import polars as pl

from competing_values.statistics.log_ratios import balances, closed_and_replaced
from competing_values.study.measures import Balance, Complete, Difference, Formula, Measure, Place, Product, Score
from competing_values.study.names import BALANCES


def centred(measure: Measure) -> pl.Expr:
    """A measure about its origin, under its name; null where a respondent lacks it."""
    return (expression(measure.formula) - measure.origin).cast(pl.Float64).alias(measure.name)


def expression(formula: Formula) -> pl.Expr:
    """What a formula says, over the columns that the stage `score` writes."""
    match formula:
        case Score(variable):
            return pl.col(variable)
        case Place(variable, categories):
            places = {category: float(place) for place, category in enumerate(categories, start=1)}
            return pl.col(variable).replace_strict(places, default=None, return_dtype=pl.Float64)
        case Balance(parts, name, delta, total):
            replaced = closed_and_replaced([pl.col(part) for part in parts], delta, total)
            return balances(replaced)[BALANCES.index(name)]
        case Difference(first, second):
            return expression(second) - expression(first)
        case Complete(of, among):
            return pl.when(pl.all_horizontal(expression(one).is_not_null() for one in among)).then(expression(of))
        case Product(first, second):
            return (expression(first.formula) - first.origin) * (expression(second.formula) - second.origin)
