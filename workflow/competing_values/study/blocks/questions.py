"""Questions with categories: what share gave each answer, and how ordered ones go with other things."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from competing_values.study.blocks.base import Collection, Label, Labelled, Name, category_labels, unworded_categories
from competing_values.study.measures import Measure, Place, Variable
from competing_values.study.strict import unknown


class Question(Labelled):
    """A question with categories."""

    categories: dict[Name, Label] = Field(min_length=2, description="The categories, in their order.")
    ordered: bool = Field(True, description="The categories stand from the lowest to the highest.")
    outside: list[Name] = Field([], description="Categories that stand outside the order, such as `hard_to_say`.")

    @field_validator("outside")
    @classmethod
    def _known(cls, outside: list[Name], before: ValidationInfo) -> list[Name]:
        categories = before.data.get("categories", outside)
        if wrong := [
            unknown("category of the question", name, categories) for name in outside if name not in categories
        ]:
            raise ValueError("; ".join(wrong))
        return outside

    def in_order(self) -> list[str]:
        """Answers from the lowest to the highest, without those that stand outside the order."""
        return [category for category in self.categories if category not in self.outside]

    def unworded(self, **changed: object) -> "Question":
        """The same without words."""
        return super().unworded(categories=unworded_categories(self.categories), **changed)


class Questions(Collection[Question]):
    """Questions with categories, by name."""

    kind: ClassVar[str] = "questions"
    column: ClassVar[str] = "question"

    def variables(self) -> list[Variable]:
        """One variable a question."""
        return [Variable(name, self.kind, categories=tuple(one.categories)) for name, one in self.members.items()]

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        """Labels of questions and answers."""
        for name, question in self.members.items():
            yield name, question.label
            yield from category_labels(name, question.categories)

    def measures(self, ocai_step: float) -> list[Measure]:
        """The place of the answer, of ordered questions."""
        return [
            Measure(name, Place(name, tuple(answers)), (1 + len(answers)) / 2)
            for name, answers in self.ordinal().items()
        ]

    def joint(self) -> list[str]:
        """Ordered questions."""
        return list(self.ordinal())

    def ordinal(self) -> dict[str, list[str]]:
        """Ordered questions."""
        return {name: question.in_order() for name, question in self.members.items() if question.ordered}

    def categorical(self) -> dict[str, list[str]]:
        """Every question."""
        return {name: list(question.categories) for name, question in self.members.items()}

    def tracked(self) -> list[str]:
        """Ordered questions."""
        return list(self.ordinal())

    def outcomes(self) -> list[str]:
        """Ordered questions."""
        return list(self.ordinal())
