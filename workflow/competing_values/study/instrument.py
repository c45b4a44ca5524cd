"""The questionnaire of a study, typed: its blocks, and what follows from all of them together."""

from collections.abc import Iterator
from itertools import combinations_with_replacement
from typing import Any

from pydantic import Field

from competing_values.run.imports import REPOSITORY
from competing_values.study.blocks.base import Block, Label
from competing_values.study.blocks.breakdowns import Breakdowns
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.blocks.questions import Questions
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.blocks.self_ratings import SelfRatings
from competing_values.study.measures import Complete, Measure, Product, Variable
from competing_values.study.names import ALL, MISSING, OVERALL, complete, product
from competing_values.study.strict import Location, Strict, Told

#: The questionnaire of the repository.
INSTRUMENT = REPOSITORY / "data" / "instrument.yaml"
#: Names of columns and labels that every study has beside its own variables.
RESERVED = {
    "respondent_id", ALL, MISSING, OVERALL, "title", "row", "test_entry", "totals_row", "left_out", "unfinished", "out_of_range", "duration",
    "reasons", "flags", "weights", "respondents", "group", "group_by", "n",
}  # fmt: skip


class Instrument(Strict):
    """A questionnaire. Every block may be absent."""

    breakdowns: Breakdowns = Field(Breakdowns({}), description="Groups of respondents.")
    ocai: Ocai | None = Field(None, description="Organizational Culture Assessment Instrument.")
    ratings: Ratings | None = Field(None, description="Rated statements in sectors.")
    questions: Questions = Field(Questions({}), description="Questions with categories.")
    self_ratings: SelfRatings = Field(SelfRatings({}), description="Self-rated competencies.")

    def contradictions(self) -> Iterator[Told]:
        """Names that are taken twice: all become columns and labels side by side."""
        first: dict[str, Location] = {}
        for block in self.blocks():
            for name, within in block.named():
                place = (block.kind, *within)
                if name in RESERVED:
                    yield place, f"the name `{name}` is reserved; choose another"
                elif first.setdefault(name, place) != place:
                    where = ".".join(map(str, first[name]))
                    words = f"the name `{name}` is taken twice, first in {where}; rename one, names are unique across blocks"
                    yield place, words

    def blocks(self) -> list[Block]:
        """The blocks that the questionnaire has, in the order in which results tell of them."""
        found = [getattr(self, name) for name in type(self).model_fields]
        return [block for block in found if block is not None and len(block.variables())]

    def variables(self) -> list[Variable]:
        """All variables of the questionnaire, in its order."""
        return [variable for block in self.blocks() for variable in block.variables()]

    def labels(self) -> Iterator[tuple[str, Label | None]]:
        """Names and labels of all that readers may meet."""
        return (labelled for block in self.blocks() for labelled in block.labels())

    def unworded(self) -> "Instrument":
        """The questionnaire without words, so that a reworded label changes no result."""
        return self.model_copy(update={block.kind: block.unworded() for block in self.blocks()})

    def asked(self) -> "Instrument":
        """The questionnaire as respondents met it, so that a changed threshold rescores nothing."""
        return self.model_copy(update={block.kind: block.asked() for block in self.blocks()})

    def answered(self, names: set[str]) -> "Instrument":
        """The questionnaire without the blocks and questions that nobody answered, by the names that somebody did."""
        return Instrument(
            **{block.kind: kept for block in self.blocks() if (kept := block.answered(names)) is not None}
        )

    def dumped(self) -> dict[str, Any]:
        """The questionnaire as plain values, which `Instrument.model_validate` reads."""
        return self.model_dump(by_alias=True)

    def measures(self, ocai_step: float) -> dict[str, Measure]:
        """Everything that is summed, by name; drivers and outcomes also over respondents who have them all."""
        found = {measure.name: measure for block in self.blocks() for measure in block.measures(ocai_step)}
        for outcome in self.outcomes() if self.drivers() else []:
            together = [found[name] for name in (*self.drivers(), outcome)]
            among = tuple(measure.formula for measure in together)
            for measure in together:
                name = complete(outcome, measure.name)
                found[name] = Measure(name, Complete(measure.formula, among), measure.origin)
        return found

    def pairs(self, measures: dict[str, Measure]) -> list[tuple[str, str]]:
        """The pairs of measures whose products are summed, each once: each with itself, and the declared ones.

        Statements within a sector; scores, balances and outcomes with each other; each part's now with its preferred;
        the balances of one δ; drivers and outcome over complete cases.
        """
        together = [[name] for name in measures]
        together += [names for block in self.blocks() for names in block.together()]
        together += [[complete(o, name) for name in (*self.drivers(), o)] for o in self.outcomes() if self.drivers()]
        together.append([name for block in self.blocks() for name in block.joint()])
        return list(dict.fromkeys(pair for names in together for pair in combinations_with_replacement(names, 2)))

    def products(self, measures: dict[str, Measure]) -> dict[str, Measure]:
        """Products of drivers and outcome, by which a regression is one of sums, and its error one of sums of products."""
        found = {}
        for outcome in self.outcomes() if self.drivers() else []:
            for a, b in combinations_with_replacement((*self.drivers(), outcome), 2):
                factors = (measures[complete(outcome, name)] for name in (a, b))
                found[product(outcome, a, b)] = Measure(product(outcome, a, b), Product(*factors), 0)
        return found

    def product_pairs(self, measures: dict[str, Measure]) -> list[tuple[str, str]]:
        """Pairs of products, and of products with what they are made of, each once."""
        pairs = []
        for outcome in self.outcomes() if self.drivers() else []:
            own = [complete(outcome, name) for name in (*self.drivers(), outcome)]
            products = [name for name in self.products(measures) if name.startswith(f"{complete(outcome, '')}")]
            pairs += [pair for pair in combinations_with_replacement((*own, *products), 2) if pair[1] in products]
        return pairs

    def outcomes(self) -> list[str]:
        """Measures that drivers are to explain."""
        return [name for block in self.blocks() for name in block.outcomes()]

    def drivers(self) -> list[str]:
        """Measures that may explain an outcome."""
        return [name for block in self.blocks() for name in block.drivers()]
