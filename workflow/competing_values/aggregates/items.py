"""What is published of each variable: the unit that protection hides, with the figures that tell of it.

Figures that follow from each other stand in one item, since one of them hidden is told by the rest: the four points
of a dimension (they add up to the total), the mean and the distribution of a question.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from competing_values.aggregates.sums import DELTAS, balance, complete, gap
from competing_values.statistics.log_ratios import BALANCES
from competing_values.study.names import OVERALL, TYPES, in_order, midpoint, part, parts


class Figure(NamedTuple):
    """A published mean: of measure `of` over those who have `beside` as well, rounded by the error of `error`."""

    of: str
    beside: str
    error: str
    origin: float
    low: float
    high: float
    whole: bool = False


class Shares(NamedTuple):
    """Published shares of the answers to a variable: classes of answers, and the width of each on the scale of 1."""

    variable: str
    classes: tuple[tuple[str, ...], ...]
    spans: tuple[float, ...]


class Item(NamedTuple):
    """What is hidden together in a group.

    Parameters
    ----------
    name
        Of the item, as it stands in the table `protection`.
    figures, shares
        What is published of it.
    measures, variables
        Its names in moments and in counts.
    needs
        Items without which it is hidden, too: it would tell them.
    mean_of
        Items of which it is the mean, respondent by respondent: a sector and its statements.
    gap_of
        The two items whose difference it is, over those who answered both.
    """

    name: str
    figures: tuple[Figure, ...] = ()
    shares: tuple[Shares, ...] = ()
    measures: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    mean_of: tuple[str, ...] = ()
    gap_of: tuple[str, ...] = ()


def items(instrument: dict[str, Any], unfavourable_below: float | None, high: Mapping[str, float]) -> list[Item]:
    """The items of a questionnaire.

    Parameters
    ----------
    instrument
        As `study.load` returns it.
    unfavourable_below, high
        Limits of the published shares of low and high answers: of the statements (`high` under the name ``ratings``)
        and of each self-rating.
    """
    found = [_question(name, question) for name, question in instrument["questions"].items()]
    found += [_self_rating(name, rating["scale"]) for name, rating in instrument["self_ratings"].items()]
    if ratings := instrument["ratings"]:
        found += _ratings(ratings, unfavourable_below, high.get("ratings"))
        found += [_drivers(name, ratings) for name, question in instrument["questions"].items() if question["ordered"]]
    if ocai := instrument["ocai"]:
        found += _ocai(ocai)
    return found


def _question(name: str, question: dict[str, Any]) -> Item:
    categories = tuple((category,) for category in question["categories"])
    shares = Shares(name, categories, (0.0,) * len(categories))
    if not question["ordered"]:
        return Item(name, shares=(shares,), variables=(name,))
    k = len(in_order(question))
    figure = Figure(name, name, name, (1 + k) / 2, 1, k, whole=True)
    return Item(name, (figure,), (shares,), measures=(name,), variables=(name,))


def _points(scale: dict[str, int]) -> list[int]:
    return list(range(scale["min"], scale["max"] + 1))


def _rated(name: str, scale: dict[str, int]) -> Figure:
    return Figure(name, name, name, midpoint(scale), scale["min"], scale["max"], whole=True)


def _self_rating(name: str, scale: dict[str, int]) -> Item:
    values = _points(scale)
    shares = Shares(name, tuple((str(float(value)),) for value in values), (0.0,) * len(values))
    return Item(name, (_rated(name, scale),), (shares,), measures=(name,), variables=(name,))


def _ratings(ratings: dict[str, Any], low: float | None, high: float | None) -> Iterator[Item]:
    scale = ratings["scale"]
    limits = [limit for limit in (low, high) if limit is not None]
    place = np.searchsorted(limits, _points(scale), side="right")
    classes = [[value for value, k in zip(_points(scale), place, strict=True) if k == side] for side in set(place)]
    answers = tuple(tuple(str(float(value)) for value in values) for values in classes)
    spans = tuple((values[-1] - values[0]) / (scale["max"] - scale["min"]) for values in classes)
    for sector, names in ratings["sectors"].items():
        for name in names:
            shares = (Shares(name, answers, spans),) if limits else ()
            yield Item(name, (_rated(name, scale),), shares, measures=(name,), variables=(name,))
        yield Item(sector, (_rated(sector, scale)._replace(whole=False),), measures=(sector,), mean_of=tuple(names))


def _drivers(outcome: str, ratings: dict[str, Any]) -> Item:
    names = (*ratings["sectors"], outcome)
    return Item(complete(outcome, "drivers"), measures=tuple(complete(outcome, name) for name in names), needs=names)


def _ocai(ocai: dict[str, Any]) -> Iterator[Item]:
    dimensions = [*ocai["dimensions"], OVERALL]
    for perspective in ocai["perspectives"]:
        for dimension in dimensions:
            names = parts(perspective, dimension)
            deltas = DELTAS if dimension == OVERALL else [""]
            balances = [balance(perspective, dimension, name, delta) for name in BALANCES for delta in deltas]
            yield Item(
                part(perspective, dimension, "points"),
                tuple(Figure(name, name, name, ocai["total"] / 2, 0, ocai["total"]) for name in names),
                measures=(*names, *balances),
                variables=() if dimension == OVERALL else tuple(names),
                mean_of=tuple(part(perspective, d, "points") for d in dimensions[:-1]) if dimension == OVERALL else (),
            )
    if len(ocai["perspectives"]) == 2:
        yield from (_gap(ocai, dimension) for dimension in dimensions)


def _gap(ocai: dict[str, Any], dimension: str) -> Item:
    """The gap, and now and preferred of those who gave both."""
    total = ocai["total"]
    figures = []
    for kind in TYPES:
        now, preferred = (part(perspective, dimension, kind) for perspective in ("now", "preferred"))
        figures += [Figure(of, beside, of, total / 2, 0, total) for of, beside in ((now, preferred), (preferred, now))]
        figures.append(Figure(gap(dimension, kind), gap(dimension, kind), gap(dimension, kind), 0, -total, total))
    profiles = tuple(part(perspective, dimension, "points") for perspective in ("now", "preferred"))
    deltas = DELTAS if dimension == OVERALL else []
    balances = [balance("gap", OVERALL, name, delta) for name in BALANCES for delta in deltas]
    return Item(
        part("gap", dimension, "points"),
        tuple(figures),
        measures=(*(gap(dimension, kind) for kind in TYPES), *balances),
        needs=profiles,
        gap_of=profiles,
    )
