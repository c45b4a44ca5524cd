"""Questions with categories: what share gave each answer, and how ordered ones go with other things."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator, model_validator

from competing_values.study.blocks.base import (
    UNWORDED,
    Collection,
    Label,
    Labelled,
    Name,
    category_labels,
    unworded_categories,
)
from competing_values.study.measures import Measure, Place, Variable
from competing_values.study.strict import unknown

#: Answers to each category of a question of which several may be ticked.
SELECTED, NOT_SELECTED = "selected", "not_selected"
#: Who would recommend an employer, from 0 to 10: their lowest answers [reichheld2003].
RECOMMENDING: dict[str, float] = {"detractor": 0, "passive": 7, "promoter": 9}


class Question(Labelled):
    """A question with categories."""

    categories: dict[Name, Label] = Field(min_length=2, description="The categories, in their order.")
    ordered: bool = Field(True, description="The categories stand from the lowest to the highest.")
    outside: list[Name] = Field([], description="Categories that stand outside the order, such as `hard_to_say`.")
    several: bool = Field(False, description="Several categories may be ticked; each becomes a question of its own.")
    recommends: bool = Field(
        False, description="Asked from 0 to 10, how likely one is to recommend: detractors, passives and promoters."
    )
    option_of: Name | None = Field(None, description="The question of which this is a category that may be ticked.")

    @model_validator(mode="before")
    @classmethod
    def _recommending(cls, values: Any) -> Any:
        """Categories of a question from 0 to 10, which need not be written."""
        recommends = isinstance(values, dict) and str(values.get("recommends")).lower() == "true"
        if recommends and "categories" not in values:
            return values | {"categories": dict.fromkeys(RECOMMENDING, UNWORDED)}
        return values

    @field_validator("outside")
    @classmethod
    def _known(cls, outside: list[Name], before: ValidationInfo) -> list[Name]:
        categories = before.data.get("categories", outside)
        if wrong := [
            unknown("category of the question", name, categories) for name in outside if name not in categories
        ]:
            raise ValueError("; ".join(wrong))
        return outside

    @field_validator("recommends")
    @classmethod
    def _has_its_categories(cls, recommends: bool, before: ValidationInfo) -> bool:
        if recommends and [*before.data.get("categories", RECOMMENDING)] != [*RECOMMENDING]:
            raise ValueError(f"its categories are {', '.join(RECOMMENDING)}; leave `categories` out")
        return recommends

    def options(self, name: str) -> dict[str, "Question"]:
        """Each category as a question of its own: whether it was ticked."""
        ticked = {SELECTED: UNWORDED, NOT_SELECTED: UNWORDED}
        return {
            f"{name}_{category}": Question(
                label=_joined(self.label, label), categories=ticked, ordered=False, option_of=name
            )
            for category, label in self.categories.items()
        }

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

    @field_validator("root")
    @classmethod
    def _with_options(cls, root: dict[Name, Question]) -> dict[Name, Question]:
        """Questions of which several categories may be ticked, as one for each category."""
        return {
            name: one
            for asked, question in root.items()
            for name, one in (question.options(asked) if question.several else {asked: question}).items()
        }

    def variables(self) -> list[Variable]:
        """One variable a question."""
        return [
            Variable(name, self.kind, categories=tuple(one.categories), option_of=one.option_of)
            for name, one in self.members.items()
        ]

    def of_several(self) -> dict[str, list[str]]:
        """Questions of which several categories may be ticked: those that stand for their categories."""
        found: dict[str, list[str]] = {}
        for name, one in self.members.items():
            if one.option_of:
                found.setdefault(one.option_of, []).append(name)
        return found

    def recommending(self) -> list[str]:
        """Questions, how likely one is to recommend."""
        return [name for name, one in self.members.items() if one.recommends]

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


def _joined(question: Label, category: Label) -> Label:
    """Label of a category that may be ticked: with its question before it, in each language that either has."""
    if isinstance(question, str) and isinstance(category, str):
        return f"{question}: {category}" if question and category else UNWORDED
    languages = {**(question if isinstance(question, dict) else {}), **(category if isinstance(category, dict) else {})}
    said = [label if isinstance(label, dict) else dict.fromkeys(languages, label) for label in (question, category)]
    first = [next(iter(one.values())) for one in said]
    return {code: ": ".join(one.get(code, usual) for one, usual in zip(said, first, strict=True)) for code in languages}
