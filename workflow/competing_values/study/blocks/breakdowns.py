"""Breakdowns: groups of respondents that are reported apart."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from competing_values.study.blocks.base import (
    UNWORDED,
    Collection,
    Label,
    Labelled,
    Name,
    category_labels,
    unworded_categories,
)
from competing_values.study.measures import Variable
from competing_values.study.names import ALL, MISSING, OTHER
from competing_values.study.strict import unless_reserved

GroupName = Annotated[Name, AfterValidator(unless_reserved({ALL, MISSING, OTHER}))]


class Breakdown(Labelled):
    """Groups of respondents that are reported apart."""

    categories: dict[GroupName, Label] | None = Field(None, description="The groups; none: those in the data, sorted.")

    def unworded(self, **changed: object) -> "Breakdown":
        """The same without words."""
        return super().unworded(categories=self.categories and unworded_categories(self.categories), **changed)


#: Language in which a respondent answered: a breakdown of every study whose files tell it, declared or not. Pages have
#: words for it.
LANGUAGE = "language"
OF_LANGUAGE = Breakdown(label=UNWORDED, place=None, categories=None)


class Breakdowns(Collection[Breakdown]):
    """Groups of respondents, by the question that tells them."""

    kind: ClassVar[str] = "breakdowns"

    def variables(self) -> list[Variable]:
        """One variable a breakdown."""
        return [Variable(name, self.kind, categories=groups) for name, groups in self.groups().items()]

    def groups(self) -> dict[str, tuple[str, ...] | None]:
        """The declared groups of each breakdown, in their order; None where they are those in the data."""
        return {name: tuple(one.categories) if one.categories else None for name, one in self.members.items()}

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        """Labels of breakdowns and groups."""
        for name, breakdown in self.members.items():
            yield name, breakdown.label
            yield from category_labels(name, breakdown.categories or {})

    def with_language(self) -> "Breakdowns":
        """The same with the language of the answers, unless it is declared."""
        return self if LANGUAGE in self else Breakdowns({**self.members, LANGUAGE: OF_LANGUAGE})

    def answered(self, names: set[str]) -> "Breakdowns":
        """All of them: groups are looked for where they are."""
        return self
