"""Ratings: statements in sectors, rated on one scale."""

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any, ClassVar

from pydantic import Field, field_validator

from competing_values.study.blocks.base import Block, Label, Labelled, Name, Scale
from competing_values.study.measures import Items, Measure, Score, Variable
from competing_values.study.strict import Location, Strict


class Statement(Labelled):
    """A statement that respondents rate."""

    wording: Label | None = Field(
        None, description="What it says in full, in one sentence: one text, or one per language."
    )
    reversed: bool = Field(False, description="A low answer is the favourable one.")

    def unworded(self, **changed: object) -> "Statement":
        """The same without words."""
        return super().unworded(wording=None, **changed)


class Sector(Labelled):
    """A group of statements that are averaged."""

    statements: dict[Name, Statement] = Field(min_length=1, description="The statements, in their order.")

    def unworded(self, **changed: object) -> "Sector":
        """The same without words."""
        statements = {name: statement.unworded() for name, statement in self.statements.items()}
        return super().unworded(statements=statements, **changed)


class Band(Strict):
    """A band of the mean."""

    name: Name = Field(description="Name of the band.")
    lowest: float | None = Field(None, alias="from", description="Lowest mean of the band; none for the lowest band.")
    label: Label | None = Field(None, description="One text, or one per language.")


class Ratings(Strict, Block):
    """Statements in sectors, rated on one scale."""

    kind: ClassVar[str] = "ratings"

    scale: Scale = Field(description="The scale of every statement.")
    bands: list[Band] = Field([], description="Bands of a mean, from the highest to the lowest.")
    unfavourable_below: float | None = Field(None, description="A sector with a mean below this is unfavourable.")
    sectors: dict[Name, Sector] = Field(min_length=1, description="The sectors, in their order.")

    @field_validator("bands")
    @classmethod
    def _descending(cls, bands: list[Band]) -> list[Band]:
        starts = [band.lowest for band in bands]
        if starts and (starts[-1] is not None or None in starts[:-1]):
            raise ValueError(
                "every band but the last needs `from`, and the last has none, since it holds all below; correct that"
            )
        bounds = [start for start in starts if start is not None]
        if bounds != sorted(set(bounds), reverse=True):
            raise ValueError("bands must stand from the highest `from` to the lowest; put them in that order")
        return bands

    def band_of(self, mean: float) -> str | None:
        """Band of a mean: the first whose `from` it reaches; None where there is no mean, or no band."""
        reached = (band.name for band in self.bands if mean >= (-inf if band.lowest is None else band.lowest))
        return next(reached, None)

    def statements(self) -> dict[str, Statement]:
        """Every statement, in the order of the sectors."""
        return {name: one for sector in self.sectors.values() for name, one in sector.statements.items()}

    def sector_of(self) -> dict[str, str]:
        """The sector of each statement."""
        return {name: sector for sector, declared in self.sectors.items() for name in declared.statements}

    def variables(self) -> list[Variable]:
        """One variable a statement."""
        return [Variable(name, self.kind, self.scale.min, self.scale.max) for name in self.statements()]

    def named(self) -> Iterator[tuple[str, Location]]:
        """Names of sectors and statements."""
        for name, sector in self.sectors.items():
            yield name, ("sectors", name)
            yield from ((one, ("sectors", name, "statements", one)) for one in sector.statements)

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        """Labels of bands, sectors and statements; what a statement says in full is that of ``wording.{statement}``."""
        yield from ((f"band.{band.name}", band.label) for band in self.bands)
        for name, sector in self.sectors.items():
            yield name, sector.label
            yield from ((one, statement.label) for one, statement in sector.statements.items())
            yield from ((f"wording.{one}", said.wording) for one, said in sector.statements.items() if said.wording)

    def unworded(self) -> "Ratings":
        """The same without words."""
        bands = [band.model_copy(update={"label": None}) for band in self.bands]
        sectors = {name: sector.unworded() for name, sector in self.sectors.items()}
        return self.model_copy(update={"bands": bands, "sectors": sectors})

    def asked(self) -> "Ratings":
        """The same without words, bands, and what is unfavourable."""
        return self.unworded().model_copy(update={"bands": [], "unfavourable_below": None})

    def measures(self, ocai_step: float) -> list[Measure]:
        """Scores of the sectors, and their statements."""
        names = [name for sector, one in self.sectors.items() for name in (sector, *one.statements)]
        return [Measure(name, Score(name), self.scale.middle) for name in names]

    def together(self) -> list[list[str]]:
        """The statements of each sector."""
        return [list(sector.statements) for sector in self.sectors.values()]

    def joint(self) -> list[str]:
        """Scores of the sectors."""
        return list(self.sectors)

    def scores(self) -> list[str]:
        """Scores of the sectors."""
        return list(self.sectors)

    def items(self) -> dict[str, Items]:
        """The statements of each sector."""
        answers = len(self.scale.answers)
        return {name: Items(tuple(sector.statements), answers=answers) for name, sector in self.sectors.items()}

    def tracked(self) -> list[str]:
        """Scores of the sectors."""
        return list(self.sectors)

    def drivers(self) -> list[str]:
        """Scores of the sectors."""
        return list(self.sectors)

    def stands_on(self, row: Mapping[str, Any]) -> Iterator[str]:
        """A statement and its sector; a sector by itself, with its statements and the sectors beside it."""
        own = {*self.sectors, *self.statements()}
        yield from (row[key] for key in ("sector", "statement", "variable") if row.get(key) in own)
        if row.get("sector") in self.sectors and "statement" not in row:
            yield from (*self.sectors, *self.sectors[row["sector"]].statements)
