"""The Organizational Culture Assessment Instrument: points shared between four culture types."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, ClassVar, Literal

from pydantic import Field

from competing_values.study.blocks.base import Block, Label, Labelled, Name
from competing_values.study.measures import Balance, Difference, Items, Measure, Score, Variable
from competing_values.study.names import BALANCES, GAP, NOW, OVERALL, PREFERRED, TYPES, balance, gap, part, parts
from competing_values.study.strict import Location, Strict

#: Zero replacement at these multiples of δ; 1 is the one reported, the others show how far results depend on it.
DELTAS = {"": 1.0, "_low": 0.5, "_high": 1.5}
ZERO_SHARE = 0.65


class CultureType(Labelled):
    """One of the four culture types."""

    competencies: dict[Name, Labelled] = Field({}, description="Competencies that the type calls for, in their order.")

    def unworded(self, **changed: object) -> "CultureType":
        """The same without words."""
        competencies = {name: one.unworded() for name, one in self.competencies.items()}
        return super().unworded(competencies=competencies, **changed)


class Ocai(Strict, Block):
    """The Organizational Culture Assessment Instrument: points shared between four culture types."""

    kind: ClassVar[str] = "ocai"
    bound: ClassVar[Literal["ocai", "other"]] = "ocai"

    perspectives: list[Literal["now", "preferred"]] = Field(min_length=1, description="Asked for now, preferred.")
    total: float = Field(100, gt=0, description="Points to share in each dimension.")
    dimensions: dict[Name, Labelled] = Field(min_length=1, description="The dimensions, in their order.")
    types: dict[Literal["clan", "adhocracy", "market", "hierarchy"], CultureType] = Field(
        {}, description="The four culture types."
    )

    @property
    def discrepancy(self) -> float:
        """Gap, in points, from which on it calls for change: a tenth of the points to share [cameron2011]."""
        return self.total / 10

    @property
    def is_paired(self) -> bool:
        """Whether both perspectives are asked, so that there are gaps."""
        return len(self.perspectives) == 2

    def parts(self) -> list[str]:
        """Every answer."""
        return [
            name
            for perspective, dimension in product(self.perspectives, self.dimensions)
            for name in parts(perspective, dimension)
        ]

    def competencies(self) -> dict[str, list[str]]:
        """The competencies that each type calls for, of those that have any."""
        return {name: list(one.competencies) for name, one in self.types.items() if one.competencies}

    def variables(self) -> list[Variable]:
        """One variable an alternative."""
        return [Variable(name, self.kind, 0, self.total, whole=False) for name in self.parts()]

    def named(self) -> Iterator[tuple[str, Location]]:
        """Names of types, competencies, dimensions and parts, those of the means over dimensions among them."""
        yield from ((name, ("types",)) for name in TYPES)
        for culture_type, declared in self.types.items():
            yield from ((name, ("types", culture_type, "competencies", name)) for name in declared.competencies)
        yield from ((dimension, ("dimensions", dimension)) for dimension in self.dimensions)
        for perspective in self.perspectives:
            yield from ((name, ("dimensions",)) for name in parts(perspective, OVERALL))
        for perspective, dimension in product(self.perspectives, self.dimensions):
            yield from ((name, ("dimensions", dimension)) for name in parts(perspective, dimension))

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        """Labels of dimensions, types and competencies."""
        yield from ((name, dimension.label) for name, dimension in self.dimensions.items())
        yield from ((name, self.types[name].label if name in self.types else None) for name in TYPES)
        for declared in self.types.values():
            yield from ((name, each.label) for name, each in declared.competencies.items())

    def unworded(self) -> "Ocai":
        """The same without words."""
        dimensions = {name: dimension.unworded() for name, dimension in self.dimensions.items()}
        types = {name: culture_type.unworded() for name, culture_type in self.types.items()}
        return self.model_copy(update={"dimensions": dimensions, "types": types})

    def asked(self) -> "Ocai":
        """The same without words and competencies."""
        return self.unworded().model_copy(update={"types": {}})

    def measures(self, ocai_step: float) -> list[Measure]:
        """Points and log-ratio balances of each perspective and dimension, and the differences between perspectives.

        A zero on a dimension is replaced by 0.65 of the step in which points are given; on the mean over dimensions by
        that divided by their number [martin2003].
        """
        found = [
            measure
            for dimension in (*self.dimensions, OVERALL)
            for perspective in self.perspectives
            for measure in self._of_perspective(perspective, dimension, ocai_step)
        ]
        if self.is_paired:
            formulas = {measure.name: measure.formula for measure in found}
            named = [
                *((gap(d, t), *(part(p, d, t) for p in (NOW, PREFERRED)))
                  for d, t in product((*self.dimensions, OVERALL), TYPES)),
                *((balance(GAP, OVERALL, name, d), *(balance(p, OVERALL, name, d) for p in (NOW, PREFERRED)))
                  for d, name in product(DELTAS, BALANCES)),
            ]  # fmt: skip
            found += [Measure(name, Difference(formulas[now], formulas[wish]), 0) for name, now, wish in named]
        return found

    def _of_perspective(self, perspective: str, dimension: str, ocai_step: float) -> Iterator[Measure]:
        four = tuple(parts(perspective, dimension))
        yield from (Measure(name, Score(name), self.total / 2) for name in four)
        is_overall = dimension == OVERALL
        for suffix, multiple in DELTAS.items() if is_overall else [("", 1.0)]:
            delta = multiple * ZERO_SHARE * ocai_step / (len(self.dimensions) if is_overall else 1)
            for name in BALANCES:
                yield Measure(balance(perspective, dimension, name, suffix), Balance(four, name, delta, self.total), 0)

    def together(self) -> list[list[str]]:
        """The balances of one δ, and each part's now with its preferred."""
        blocks = [*self.perspectives, *([GAP] if self.is_paired else [])]
        found = [[balance(block, OVERALL, name, d) for name in BALANCES] for block, d in product(blocks, DELTAS)]
        if self.is_paired:
            dimensions = (*self.dimensions, OVERALL)
            found += [[part(p, d, t) for p in self.perspectives] for d, t in product(dimensions, TYPES)]
        return found

    def joint(self) -> list[str]:
        """Scores of the types, and their balances."""
        return [name for p in self.perspectives for name in (*parts(p, OVERALL), *self.compositions()[f"{p} profile"])]

    def compositions(self) -> dict[str, list[str]]:
        """The profile of each perspective, by its balances."""
        return {f"{p} profile": [balance(p, OVERALL, name) for name in BALANCES] for p in self.perspectives}

    def scores(self) -> list[str]:
        """Scores of the types."""
        return [name for perspective in self.perspectives for name in parts(perspective, OVERALL)]

    def items(self) -> dict[str, Items]:
        """The parts of each type, one a dimension."""
        return {
            part(p, OVERALL, t): Items(tuple(part(p, d, t) for d in self.dimensions), total=self.total)
            for p, t in product(self.perspectives, TYPES)
        }

    def tracked(self) -> list[str]:
        """Scores of the types."""
        return self.scores()

    def stands_on(self, row: Mapping[str, Any]) -> Iterator[str]:
        """The points of a perspective and a dimension, of all dimensions where none is named; gaps without perspective."""
        if "perspective" in row or "dimension" in row:
            dimensions = [row["dimension"]] if "dimension" in row else [OVERALL, *self.dimensions]
            yield from (part(row.get("perspective", GAP), dimension, "points") for dimension in dimensions)
        tested = row.get("variable", "")
        if tested == self.kind:
            yield part(GAP, OVERALL, "points")
        yield from (part(p, OVERALL, "points") for p in self.perspectives if tested.startswith((f"{p} ", f"{p}_")))
