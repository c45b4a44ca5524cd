"""What is published of each variable: the unit that protection hides, with the figures that tell of it.

Figures that follow from each other stand in one item, since one of them hidden is told by the rest: the four points
of a dimension (they add up to the total), the mean and the distribution of a question.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np

from competing_values.study.blocks.base import Scale
from competing_values.study.blocks.ocai import DELTAS, Ocai
from competing_values.study.blocks.questions import Question
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.instrument import Instrument
from competing_values.study.names import (
    BALANCES,
    GAP,
    NOW,
    OVERALL,
    PREFERRED,
    TYPES,
    balance,
    complete,
    gap,
    part,
    parts,
    product,
)


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
    sums
        Names of published sums of its figures.
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
    sums: tuple[str, ...] = ()

    def names(self) -> Iterator[tuple[str, bool]]:
        """What its figures are called in tables, and whether they are over those who answered both perspectives."""
        for name in (*(figure.of for figure in self.figures), *(one.variable for one in self.shares), *self.sums):
            yield name, bool(self.gap_of)


def items(instrument: Instrument) -> list[Item]:
    """The items of a questionnaire."""
    found = [_question(name, question) for name, question in instrument.questions.members.items()]
    found += [_self_rating(name, rating.scale) for name, rating in instrument.self_ratings.members.items()]
    if ratings := instrument.ratings:
        found += _ratings(ratings)
        found += [_drivers(outcome, instrument.drivers()) for outcome in instrument.outcomes()]
    if ocai := instrument.ocai:
        found += _ocai(ocai)
    return found


def _question(name: str, question: Question) -> Item:
    categories = tuple((category,) for category in question.categories)
    shares = Shares(name, categories, (0.0,) * len(categories))
    if not question.ordered:
        return Item(name, shares=(shares,), variables=(name,))
    k = len(question.in_order())
    figure = Figure(name, name, name, (1 + k) / 2, 1, k, whole=True)
    return Item(name, (figure,), (shares,), measures=(name,), variables=(name,))


def _rated(name: str, scale: Scale) -> Figure:
    return Figure(name, name, name, scale.middle, scale.min, scale.max, whole=True)


def _self_rating(name: str, scale: Scale) -> Item:
    shares = Shares(name, tuple((str(float(value)),) for value in scale.answers), (0.0,) * len(scale.answers))
    return Item(name, (_rated(name, scale),), (shares,), measures=(name,), variables=(name,))


def _ratings(ratings: Ratings) -> Iterator[Item]:
    scale, highest = ratings.scale, ratings.bands[0].lowest if ratings.bands else None
    limits = [limit for limit in (ratings.unfavourable_below, highest) if limit is not None]
    place = np.searchsorted(limits, scale.answers, side="right")
    classes = [[value for value, k in zip(scale.answers, place, strict=True) if k == side] for side in set(place)]
    answers = tuple(tuple(str(float(value)) for value in values) for values in classes)
    spans = tuple((values[-1] - values[0]) / (scale.max - scale.min) for values in classes)
    for sector, declared in ratings.sectors.items():
        for name in declared.statements:
            shares = (Shares(name, answers, spans),) if limits else ()
            yield Item(name, (_rated(name, scale),), shares, measures=(name,), variables=(name,))
        figure = _rated(sector, scale)._replace(whole=False)
        yield Item(sector, (figure,), measures=(sector,), mean_of=tuple(declared.statements))


def _drivers(outcome: str, drivers: Sequence[str]) -> Item:
    names = (*drivers, outcome)
    products = [product(outcome, *two) for two in combinations_with_replacement(names, 2)]
    measures = (*(complete(outcome, name) for name in names), *products)
    return Item(complete(outcome, "drivers"), measures=measures, needs=names)


def _ocai(ocai: Ocai) -> Iterator[Item]:
    dimensions = [*ocai.dimensions, OVERALL]
    for perspective in ocai.perspectives:
        for dimension in dimensions:
            names = parts(perspective, dimension)
            deltas = DELTAS if dimension == OVERALL else [""]
            balances = [balance(perspective, dimension, name, delta) for name in BALANCES for delta in deltas]
            yield Item(
                part(perspective, dimension, "points"),
                tuple(Figure(name, name, name, ocai.total / 2, 0, ocai.total) for name in names),
                measures=(*names, *balances),
                variables=() if dimension == OVERALL else tuple(names),
                mean_of=tuple(part(perspective, d, "points") for d in dimensions[:-1]) if dimension == OVERALL else (),
                sums=(f"{perspective}_flexibility", f"{perspective}_external_focus") if dimension == OVERALL else (),
            )
    if ocai.is_paired:
        yield from (_gap(ocai.total, dimension) for dimension in dimensions)


def _gap(total: float, dimension: str) -> Item:
    """The gap, and now and preferred of those who gave both."""
    figures = []
    for kind in TYPES:
        now, preferred = (part(perspective, dimension, kind) for perspective in (NOW, PREFERRED))
        figures += [Figure(of, beside, of, total / 2, 0, total) for of, beside in ((now, preferred), (preferred, now))]
        figures.append(Figure(gap(dimension, kind), gap(dimension, kind), gap(dimension, kind), 0, -total, total))
    profiles = tuple(part(perspective, dimension, "points") for perspective in (NOW, PREFERRED))
    deltas = DELTAS if dimension == OVERALL else []
    balances = [balance(GAP, OVERALL, name, delta) for name in BALANCES for delta in deltas]
    return Item(
        part(GAP, dimension, "points"),
        tuple(figures),
        measures=(*(gap(dimension, kind) for kind in TYPES), *balances),
        needs=profiles,
        gap_of=profiles,
    )
