"""Names that follow from an instrument: which variables a questionnaire has, and what they may hold.

An instrument is the plain dictionary that `study.load` returns: blocks that the questionnaire lacks are None, labels
are elsewhere (`study.labels`), so that a reworded label changes no result.
"""

from dataclasses import dataclass
from typing import Any

TYPES = ("clan", "adhocracy", "market", "hierarchy")
OVERALL = "overall"
MISSING = "missing"
ALL = "all"


@dataclass(frozen=True)
class Variable:
    """One variable of the questionnaire: a number from `low` to `high`, or one of `categories` (None: any)."""

    name: str
    block: str
    low: float | None = None
    high: float | None = None
    categories: tuple[str, ...] | None = None

    @property
    def is_number(self) -> bool:
        """Whether answers are numbers, rather than categories."""
        return self.low is not None


def part(perspective: str, dimension: str, culture_type: str) -> str:
    """Name of an OCAI part: the points of one alternative, or of its mean over dimensions (`overall`)."""
    return f"{perspective}_{culture_type}" if dimension == OVERALL else f"{perspective}_{dimension}_{culture_type}"


def parts(perspective: str, dimension: str) -> list[str]:
    """The four OCAI parts that share the points of one dimension, in the order of `TYPES`."""
    return [part(perspective, dimension, culture_type) for culture_type in TYPES]


def discrepancy(ocai: dict[str, Any]) -> float:
    """Gap, in points, from which on it calls for change: a tenth of the points to share [cameron2011]."""
    tenth: float = ocai["total"] / 10
    return tenth


def midpoint(scale: dict[str, int]) -> float:
    """The middle of a rating scale."""
    return (scale["min"] + scale["max"]) / 2


def in_order(question: dict[str, Any]) -> list[str]:
    """Answers to an ordered question from the lowest to the highest, without those that stand outside the order."""
    return [category for category in question["categories"] if category not in question["outside"]]


def ocai_parts(ocai: dict[str, Any]) -> list[str]:
    """Every OCAI answer of the questionnaire."""
    return [
        name
        for perspective in ocai["perspectives"]
        for dimension in ocai["dimensions"]
        for name in parts(perspective, dimension)
    ]


def statements(ratings: dict[str, Any]) -> list[str]:
    """Every rated statement, in the order of the sectors."""
    return [name for sector in ratings["sectors"].values() for name in sector]


def reversed_statements(ratings: dict[str, Any]) -> list[str]:
    """Statements where a low answer is the favourable one."""
    return [name for sector in ratings["sectors"].values() for name, turned in sector.items() if turned]


def variables(instrument: dict[str, Any], blocks: list[str] | None = None) -> list[Variable]:
    """All variables of the questionnaire, or of some of its blocks, in its order."""
    found: list[Variable] = []
    if breakdowns := instrument["breakdowns"]:
        for name, categories in breakdowns.items():
            found.append(Variable(name, "breakdowns", categories=tuple(categories) if categories else None))
    if ocai := instrument["ocai"]:
        found += [Variable(name, "ocai", 0, ocai["total"]) for name in ocai_parts(ocai)]
    if ratings := instrument["ratings"]:
        scale = ratings["scale"]
        found += [Variable(name, "ratings", scale["min"], scale["max"]) for name in statements(ratings)]
    if questions := instrument["questions"]:
        found += [
            Variable(name, "questions", categories=tuple(question["categories"]))
            for name, question in questions.items()
        ]
    if self_ratings := instrument["self_ratings"]:
        for name, rating in self_ratings.items():
            found.append(Variable(name, "self_ratings", rating["scale"]["min"], rating["scale"]["max"]))
    return [variable for variable in found if blocks is None or variable.block in blocks]
