"""A study's config: its waves and their sources, and how answers are cleaned, estimated and protected."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from competing_values.study.appearance import Appearance
from competing_values.study.blocks.base import Label, Name
from competing_values.study.languages import Language
from competing_values.study.names import ALL
from competing_values.study.rules import RULES, Action, RuleName
from competing_values.study.strict import WAVE_NAME, Strict, unless_reserved

#: Folder names that the results need for themselves.
RESERVED_WAVES = {"trends", "bench", "index", "private", ALL}
RESERVED_SOURCES = {"estimates", "logs", ALL}

WaveName = Annotated[str, StringConstraints(pattern=WAVE_NAME), AfterValidator(unless_reserved(RESERVED_WAVES))]
SourceName = Annotated[Name, AfterValidator(unless_reserved(RESERVED_SOURCES))]
Fraction = Annotated[float, Field(gt=0, le=1)]


class Source(Strict):
    """One raw file of a wave."""

    label: Label | None = Field(None, description="Name for readers.")
    codebook: str = Field(description="Codebook of the file.")
    population: str | None = Field(None, description="CSV of population margins: variable, category, count.")
    simulated: bool = Field(False, description="The file holds simulated answers: every page and picture says so.")
    purposive: bool = Field(False, description="Respondents were chosen on purpose: intervals are model-based.")


class Wave(Strict):
    """One wave of the study."""

    sources: dict[SourceName, Source] = Field(min_length=1, description="Raw files of the wave.")
    claims: str | None = Field(None, description="Published figures to check.")


class Cleaning(Strict):
    """Which answers are kept and scored."""

    rules: dict[RuleName, Action] = Field(
        {}, description="Rule: whether rows that meet it are excluded, kept with a flag, or only counted."
    )
    kept_of_id: Literal["most_complete", "last", "first"] = Field(
        "most_complete", description="Of several rows with one id, the one that `duplicate_id` keeps."
    )
    longstring: int | None = Field(
        None, ge=2, description="So many equal ratings in a row are straight-lining; none: half of the ratings."
    )
    irv_below: float | None = Field(
        None,
        gt=0,
        description="A standard deviation of ratings below this is low variability; none: an eighteenth of the scale.",
    )
    seconds_per_item: float = Field(2, gt=0, description="Less time than this for each item answered is speed.")
    ocai_tolerance: float = Field(5, ge=0, description="Points that a sum may be off the total and be rescaled.")
    largest_exclusion: Fraction = Field(
        0.5, description="Share of the rows that one rule may exclude; a rule that excludes more stops the run."
    )
    min_dimensions: int | None = Field(None, ge=1, description="Dimensions that an OCAI score needs; none: all.")
    min_answered: Fraction = Field(0.5, description="Share of a sector's statements that its score needs.")

    @field_validator("rules")
    @classmethod
    def _all_in_order(cls, rules: dict[RuleName, Action]) -> dict[RuleName, Action]:
        return {name: rules.get(name, rule.action) for name, rule in RULES.items()}


class Equivalence(Strict):
    """Largest changes between waves that count as small."""

    ocai: float = Field(5, gt=0, description="OCAI points.")
    other: float = Field(0.2, gt=0, description="Pooled standard deviations, elsewhere.")


class Statistics(Strict):
    """How estimates, intervals and tests are made."""

    confidence: float = Field(0.95, gt=0, lt=1, description="Level of every interval.")
    adjust: Literal["holm", "bh"] = Field("holm", description="Adjustment of p within a family.")
    ocai_step: float = Field(5, gt=0, description="Step in which respondents give OCAI points; zeros are below it.")
    trim: float = Field(5, gt=1, description="Largest weight, as a multiple of the mean weight.")
    finite_population: bool = Field(False, description="Correct intervals for the size of the population.")
    equivalence: Equivalence = Field(default_factory=Equivalence, description="Bounds of a small change.")
    seed: int = Field(20231123, ge=0, description="Seed of everything that draws numbers.")


class Disclosure(Strict):
    """What protects respondents."""

    min_cell: int = Field(
        10, ge=1, description="Fewest respondents of a figure; 1 protects nobody: the results stay with the researcher."
    )
    width: Fraction = Field(0.25, description="What fewer answered may be known no closer than this part of the scale.")
    independent_waves: bool = Field(
        False, description="Each wave asks other people: what two waves tell of a few is not held against them."
    )


class Config(Strict):
    """A study: its waves and how they are analysed."""

    title: Label = Field(description="Title of the report.")
    languages: list[Language] = Field(["en"], min_length=1, description="Languages of figures and pages.")
    instrument: str | None = Field(None, description="The questionnaire; none: the repository's.")
    waves: dict[WaveName, Wave] = Field(min_length=1, description="Waves, from the earliest to the latest.")
    breakdowns: list[Name] = Field([], description="Breakdowns of the instrument to report.")
    benchmarks: str | None = Field(None, description="CSV of published OCAI profiles to show beside one's own.")
    pdf: bool = Field(False, description="Write each report and its first screen as PDFs too; `make pdf` does.")
    cleaning: Cleaning = Field(
        default_factory=lambda: Cleaning(rules={}), description="Which answers are kept and scored."
    )
    statistics: Statistics = Field(default_factory=Statistics, description="Estimates, intervals and tests.")
    disclosure: Disclosure = Field(default_factory=Disclosure, description="What protects respondents.")
    appearance: Appearance = Field(default_factory=Appearance, description="A logo and a colour of the study's own.")
