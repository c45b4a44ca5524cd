"""Self-ratings: competencies that respondents rate in themselves."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from competing_values.study.blocks.base import Collection, Label, Labelled, Scale
from competing_values.study.measures import Items, Measure, Score, Variable


class SelfRating(Labelled):
    """A competency that respondents rate in themselves."""

    scale: Scale = Field(description="The scale.")
    high: float = Field(description="Answers at or above this count as high.")


class SelfRatings(Collection[SelfRating]):
    """Self-rated competencies, by name."""

    kind: ClassVar[str] = "self_ratings"
    column: ClassVar[str] = "competency"

    def variables(self) -> list[Variable]:
        """One variable a competency."""
        return [Variable(name, self.kind, one.scale.min, one.scale.max) for name, one in self.members.items()]

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        """Labels of the competencies."""
        return ((name, rating.label) for name, rating in self.members.items())

    def asked(self) -> "SelfRatings":
        """The competencies without words, and whatever counts as high: the highest answer stands for it."""
        return SelfRatings({name: one.unworded(high=one.scale.max) for name, one in self.members.items()})

    def measures(self, ocai_step: float) -> list[Measure]:
        """The ratings."""
        return [Measure(name, Score(name), rating.scale.middle) for name, rating in self.members.items()]

    def joint(self) -> list[str]:
        """The ratings."""
        return list(self.members)

    def ordinal(self) -> dict[str, list[str]]:
        """The ratings: answers as sums of counts have them."""
        return {name: [str(float(answer)) for answer in one.scale.answers] for name, one in self.members.items()}

    def items(self) -> dict[str, Items]:
        """Each rating is its own item."""
        return {name: Items((name,), answers=len(rating.scale.answers)) for name, rating in self.members.items()}

    def tracked(self) -> list[str]:
        """The ratings."""
        return list(self.members)

    def outcomes(self) -> list[str]:
        """The ratings."""
        return list(self.members)
