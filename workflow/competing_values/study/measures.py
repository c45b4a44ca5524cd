"""Measures: the numbers of a respondent that are summed, declared by the blocks of a questionnaire.

A measure says what it is made of; `aggregates.measures` says how it is computed from scores.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple


class Variable(NamedTuple):
    """One variable of the questionnaire: a number from `low` to `high`, or one of `categories` (None: any).

    Numbers are `whole`, but for amounts that respondents share out. A category that may be ticked beside others is the
    `option_of` a question.
    """

    name: str
    block: str
    low: float | None = None
    high: float | None = None
    categories: tuple[str, ...] | None = None
    whole: bool = True
    option_of: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether answers are numbers, rather than categories."""
        return self.low is not None

    @property
    def answers(self) -> tuple[str, ...]:
        """The possible answers, where they can be listed: categories, or the whole numbers of a scale."""
        if self.low is None or self.high is None:
            return self.categories or ()
        return tuple(map(str, range(math.ceil(self.low), math.floor(self.high) + 1))) if self.whole else ()


@dataclass(frozen=True)
class Score:
    """An answer that is a number, or a score."""

    variable: str


@dataclass(frozen=True)
class Place:
    """The place of an answer in the order of its categories: 1 for the first; none for those outside the order."""

    variable: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """A log-ratio balance of parts that share a total, where zeros are replaced by `delta`."""

    parts: tuple[str, ...]
    name: str
    delta: float
    total: float


@dataclass(frozen=True)
class Difference:
    """The second less the first."""

    first: "Formula"
    second: "Formula"


@dataclass(frozen=True)
class Complete:
    """A measure over respondents who have all of some others."""

    of: "Formula"
    among: "tuple[Formula, ...]"


@dataclass(frozen=True)
class Product:
    """The product of two measures, each about its origin."""

    first: "Measure"
    second: "Measure"


Formula = Score | Place | Balance | Difference | Complete | Product


@dataclass(frozen=True)
class Measure:
    """A number of a respondent, and the origin about which it is summed: the midpoint of its scale, or 0."""

    name: str
    formula: Formula
    origin: float


class Items(NamedTuple):
    """The items that a score is the mean of, and what they would look like if answers were random.

    A rating has one of so many `answers`; an OCAI part shares a `total` with three others.
    """

    names: tuple[str, ...]
    answers: int = 0
    total: float | None = None
