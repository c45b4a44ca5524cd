"""What every block of a questionnaire can say of itself, and what blocks are made of."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import Field, RootModel, StringConstraints, ValidationInfo, field_validator

from competing_values.study.languages import Language
from competing_values.study.measures import Items, Measure, Variable
from competing_values.study.names import complete
from competing_values.study.strict import NAME, Location, Strict

Name = Annotated[str, StringConstraints(pattern=NAME)]
Label = str | Annotated[dict[Language, str], Field(min_length=1)]
#: A label where none is wanted: what is given to stages that compute.
UNWORDED = ""


class Labelled(Strict):
    """Something with a name for readers, and its place in the article."""

    label: Label = Field(description="One text, or one per language.")
    place: str | None = Field(None, description="Where the article has it.")

    def unworded(self, **changed: object) -> Self:
        """The same without words, and with other values in the place of some."""
        return self.model_copy(update={"label": UNWORDED, "place": None, **changed})


class Scale(Strict):
    """A rating scale."""

    min: int = Field(description="Lowest answer.")
    max: int = Field(description="Highest answer.")

    @field_validator("max")
    @classmethod
    def _above_min(cls, high: int, before: ValidationInfo) -> int:
        if "min" in before.data and before.data["min"] >= high:
            raise ValueError(f"`max` ({high}) must be above `min` ({before.data['min']}); correct one of them")
        return high

    @property
    def middle(self) -> float:
        """The middle of the scale."""
        return (self.min + self.max) / 2

    @property
    def answers(self) -> range:
        """The answers, from the lowest to the highest."""
        return range(self.min, self.max + 1)


class Block:
    """A block of a questionnaire: what the stages of a run ask of it. A block says only what applies to it."""

    #: Its key in the instrument.
    kind: ClassVar[str]
    #: Which bound of `statistics.equivalence` says what a small change is: in points, or in standard deviations.
    bound: ClassVar[Literal["ocai", "other"]] = "other"

    def variables(self) -> list[Variable]:
        """What respondents are asked, in its order."""
        raise NotImplementedError

    def named(self) -> Iterator[tuple[str, Location]]:
        """Every name that becomes a column or the key of a label, and where in the block it stands."""
        raise NotImplementedError

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        """Names and their labels for readers; of categories ``variable.category``."""
        raise NotImplementedError

    def unworded(self) -> Self:
        """The block without words: a reworded label changes no result."""
        raise NotImplementedError

    def asked(self) -> Self:
        """The block as respondents met it: without words, and without what only turns estimates into words."""
        return self.unworded()

    def answered(self, names: set[str]) -> Self | None:
        """The block without what nobody answered, by the names of variables that somebody did; nothing left: None."""
        return self if names.intersection(variable.name for variable in self.variables()) else None

    def measures(self, ocai_step: float) -> list[Measure]:
        """What of it is summed; `ocai_step` is the step in which points are given."""
        return []

    def together(self) -> list[list[str]]:
        """Measures whose products are summed."""
        return []

    def joint(self) -> list[str]:
        """Measures whose products with those of other blocks are summed."""
        return []

    def compositions(self) -> dict[str, list[str]]:
        """Profiles that groups are compared by as a whole: name, and its measures."""
        return {}

    def scores(self) -> list[str]:
        """Scores that groups are compared by, as means."""
        return []

    def ordinal(self) -> dict[str, list[str]]:
        """Variables that groups are compared by as ranks: their possible answers in ascending order."""
        return {}

    def categorical(self) -> dict[str, list[str]]:
        """Variables that groups are compared by as shares: their possible answers."""
        return {}

    def items(self) -> dict[str, Items]:
        """Scores of which agreement within groups is told, and the items that each is the mean of."""
        return {}

    def tracked(self) -> list[str]:
        """Measures that are compared between waves."""
        return []

    def outcomes(self) -> list[str]:
        """Measures that drivers are to explain."""
        return []

    def drivers(self) -> list[str]:
        """Measures that may explain an outcome."""
        return []

    def stands_on(self, row: Mapping[str, Any]) -> Iterator[str]:
        """Items of protection that a row of a table stands on, by its columns: one that is hidden may be why it is empty."""
        return iter(())


Item = TypeVar("Item", bound=Labelled)


class Collection(RootModel[dict[Name, Item]], Block, Generic[Item]):
    """A block of several things of one kind, by name."""

    #: Column of tables that names one of them.
    column: ClassVar[str] = ""

    @property
    def members(self) -> dict[str, Item]:
        """The things, by name."""
        return self.root

    def __getitem__(self, name: str) -> Item:
        return self.root[name]

    def __contains__(self, name: object) -> bool:
        return name in self.root

    def __len__(self) -> int:
        return len(self.root)

    def named(self) -> Iterator[tuple[str, Location]]:
        """The names of its things."""
        return ((name, (name,)) for name in self.root)

    def stands_on(self, row: Mapping[str, Any]) -> Iterator[str]:
        """The thing that a row is of, and its drivers."""
        yield from (row[key] for key in (self.column, "variable") if row.get(key) in self.root)
        if row.get("outcome") in self.root:
            yield complete(row["outcome"], "drivers")

    def unworded(self) -> Self:
        """Its things without words."""
        return type(self)({name: member.unworded() for name, member in self.root.items()})

    def answered(self, names: set[str]) -> Self | None:
        """The things that somebody answered."""
        kept = {name: member for name, member in self.root.items() if name in names}
        return type(self)(kept) if kept else None


def category_labels(name: str, categories: dict[str, Label]) -> Iterator[tuple[str, Label]]:
    """Labels of the categories of a variable."""
    return ((f"{name}.{category}", label) for category, label in categories.items())


def unworded_categories(categories: Sequence[str] | dict[str, Label]) -> dict[str, Label]:
    """Categories without words, in their order."""
    return dict.fromkeys(categories, UNWORDED)
