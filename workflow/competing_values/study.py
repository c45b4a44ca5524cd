"""The study as data: config, instrument, codebooks and claims, read strictly and returned as plain dictionaries."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from competing_values.codebook import Codebook, Name
from competing_values.errors import UserError
from competing_values.instrument import ALL, MISSING, OVERALL, TYPES, variables
from competing_values.strict import Strict, read, unknown
from competing_values.tables import TABLES, tables_of

REPOSITORY = Path(__file__).parents[2]
INSTRUMENT = REPOSITORY / "data" / "instrument.yaml"

Language = Literal["en", "kk", "ru"]
Label = str | dict[Language, str]
WaveName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$")]
Fraction = Annotated[float, Field(gt=0, le=1)]

#: Notebooks in the order of the report, and the blocks of which each needs one.
CHAPTERS: dict[str, set[str]] = {
    "ingestion": set(),
    "cleaning": set(),
    "ocai": {"ocai"},
    "sectors": {"ratings"},
    "opinions": {"questions", "self_ratings"},
    "comparison": {"breakdowns"},
    "report": set(),
}

#: Folder names that the results need for themselves.
RESERVED_WAVES = {"trends", "bench", "index", ALL}
RESERVED_SOURCES = {"estimates", "logs"}


def _checked_names(named: dict[str, Any], reserved: set[str]) -> dict[str, Any]:
    for name in named:
        if name in reserved:
            raise ValueError(f"`{name}` is reserved; choose another name")
    return named


class Labelled(Strict):
    """Something with a name for readers, and its place in the article."""

    label: Label = Field(description="One text, or one per language.")
    place: str | None = Field(None, description="Where the article has it.")


class Scale(Strict):
    """A rating scale."""

    min: int = Field(description="Lowest answer.")
    max: int = Field(description="Highest answer.")

    @model_validator(mode="after")
    def _ordered(self) -> "Scale":
        if self.min >= self.max:
            raise ValueError(f"`min` ({self.min}) must be below `max` ({self.max})")
        return self


class Statement(Labelled):
    """A statement that respondents rate."""

    reversed: bool = Field(False, description="A low answer is the favourable one.")


class Sector(Labelled):
    """A group of statements that are averaged."""

    statements: dict[Name, Statement] = Field(min_length=1, description="The statements, in their order.")


class Band(Strict):
    """A band of the mean."""

    name: Name = Field(description="Name of the band.")
    lowest: float | None = Field(None, alias="from", description="Lowest mean of the band; none for the lowest band.")
    label: Label | None = Field(None, description="One text, or one per language.")


class Ratings(Strict):
    """Statements in sectors, rated on one scale."""

    scale: Scale = Field(description="The scale of every statement.")
    bands: list[Band] = Field([], description="Bands of a mean, from the highest to the lowest.")
    unfavourable_below: float | None = Field(None, description="A sector with a mean below this is unfavourable.")
    sectors: dict[Name, Sector] = Field(min_length=1, description="The sectors, in their order.")

    @field_validator("bands")
    @classmethod
    def _descending(cls, bands: list[Band]) -> list[Band]:
        starts = [band.lowest for band in bands]
        if starts and (starts[-1] is not None or None in starts[:-1]):
            raise ValueError("every band but the last needs `from`, and the last has none: it holds all below")
        bounds = [start for start in starts if start is not None]
        if bounds != sorted(set(bounds), reverse=True):
            raise ValueError("bands must stand from the highest `from` to the lowest")
        return bands


class Ocai(Strict):
    """The Organizational Culture Assessment Instrument: points shared between four culture types."""

    perspectives: list[Literal["now", "preferred"]] = Field(min_length=1, description="Asked for now, preferred.")
    total: float = Field(100, gt=0, description="Points to share in each dimension.")
    dimensions: dict[Name, Labelled] = Field(min_length=1, description="The dimensions, in their order.")
    types: dict[Literal["clan", "adhocracy", "market", "hierarchy"], Labelled] = Field(
        {}, description="Labels of the four culture types."
    )


class Question(Labelled):
    """A question with categories."""

    categories: dict[Name, Label] = Field(min_length=2, description="The categories, in their order.")
    ordered: bool = Field(True, description="The categories stand from the lowest to the highest.")
    outside: list[Name] = Field([], description="Categories that stand outside the order, such as `hard_to_say`.")


class SelfRating(Labelled):
    """A competency that respondents rate in themselves."""

    scale: Scale = Field(description="The scale.")
    high: float = Field(description="Answers at or above this count as high.")


class Breakdown(Labelled):
    """Groups of respondents that are reported apart."""

    categories: dict[Name, Label] | None = Field(None, description="The groups; none: those in the data, sorted.")


class Instrument(Strict):
    """A questionnaire. Every block may be absent."""

    ocai: Ocai | None = Field(None, description="Organizational Culture Assessment Instrument.")
    ratings: Ratings | None = Field(None, description="Rated statements in sectors.")
    questions: dict[Name, Question] = Field({}, description="Questions with categories.")
    self_ratings: dict[Name, SelfRating] = Field({}, description="Self-rated competencies.")
    breakdowns: dict[Name, Breakdown] = Field({}, description="Groups of respondents.")

    @model_validator(mode="after")
    def _unique_names(self) -> "Instrument":
        seen = {"respondent_id", ALL, MISSING, OVERALL}
        names = [variable.name for variable in variables(structure_of(self))]
        names += list(self.ratings.sectors) if self.ratings else []
        for name in names:
            if name in seen:
                raise ValueError(f"the name `{name}` is taken twice; names are unique across blocks")
            seen.add(name)
        return self


class Source(Strict):
    """One raw file of a wave."""

    label: Label | None = Field(None, description="Name for readers.")
    codebook: str = Field(description="Codebook of the file.")
    population: str | None = Field(None, description="CSV of population margins: variable, category, count.")
    simulated: bool = Field(False, description="The file holds simulated answers: every page and picture says so.")
    purposive: bool = Field(False, description="Respondents were chosen on purpose: intervals are model-based.")


class Wave(Strict):
    """One wave of the study."""

    sources: dict[Name, Source] = Field(min_length=1, description="Raw files of the wave.")
    claims: str | None = Field(None, description="Published figures to check.")

    @field_validator("sources")
    @classmethod
    def _not_reserved(cls, sources: dict[str, Source]) -> dict[str, Source]:
        return _checked_names(sources, RESERVED_SOURCES)


Rule = Literal[
    "totals_row",
    "test_entry",
    "empty",
    "duplicate_id",
    "duplicate_answers",
    "straight_lining",
    "low_variability",
    "speed",
    "out_of_range",
    "ocai_sum",
]
#: What each rule does where a study says nothing else: what is no respondent goes, what is doubtful is flagged.
ACTIONS: dict[Rule, Literal["exclude", "flag", "count"]] = {
    "totals_row": "exclude",
    "test_entry": "exclude",
    "empty": "exclude",
    "duplicate_id": "exclude",
    "duplicate_answers": "flag",
    "straight_lining": "flag",
    "low_variability": "flag",
    "speed": "flag",
    "out_of_range": "count",
    "ocai_sum": "count",
}


class Cleaning(Strict):
    """Which answers are kept and scored."""

    rules: dict[Rule, Literal["exclude", "flag", "count"]] = Field(
        {}, description="Rule: whether rows that meet it are excluded, kept with a flag, or only counted."
    )
    longstring: int = Field(20, ge=2, description="So many equal ratings in a row are straight-lining.")
    irv_below: float = Field(0.5, gt=0, description="A standard deviation of ratings below this is low variability.")
    seconds_per_item: float = Field(2, gt=0, description="Less time than this for each item answered is speed.")
    ocai_tolerance: float = Field(5, ge=0, description="Points that a sum may be off the total and be rescaled.")
    min_dimensions: int | None = Field(None, ge=1, description="Dimensions that an OCAI score needs; none: all.")
    min_answered: Fraction = Field(0.5, description="Share of a sector's statements that its score needs.")

    @field_validator("rules", mode="before")
    @classmethod
    def _known(cls, rules: Any) -> Any:
        for name in rules if isinstance(rules, dict) else []:
            if name not in ACTIONS:
                raise ValueError(unknown("rule", str(name), ACTIONS))
        return rules

    @field_validator("rules")
    @classmethod
    def _all_in_order(cls, rules: dict[Rule, Any]) -> dict[Rule, Any]:
        return {name: rules.get(name, action) for name, action in ACTIONS.items()}


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

    min_cell: int = Field(10, ge=2, description="Groups with fewer respondents are hidden.")


class Config(Strict):
    """A study: its waves and how they are analysed."""

    title: Label = Field(description="Title of the report.")
    languages: list[Language] = Field(["en"], min_length=1, description="Languages of figures and pages.")
    instrument: str | None = Field(None, description="The questionnaire; none: the repository's.")
    waves: dict[WaveName, Wave] = Field(min_length=1, description="Waves, from the earliest to the latest.")
    breakdowns: list[Name] = Field([], description="Breakdowns of the instrument to report.")
    cleaning: Cleaning = Field(
        default_factory=lambda: Cleaning(rules={}), description="Which answers are kept and scored."
    )
    statistics: Statistics = Field(default_factory=Statistics, description="Estimates, intervals and tests.")
    disclosure: Disclosure = Field(default_factory=Disclosure, description="What protects respondents.")

    @field_validator("waves")
    @classmethod
    def _not_reserved(cls, waves: dict[str, Wave]) -> dict[str, Wave]:
        return _checked_names(waves, RESERVED_WAVES)


class Statistic(Strict):
    """One figure, looked up in the published tables: a column, where other columns have the given values."""

    table: Literal[tuple(TABLES)] = Field(description="Table.")  # type: ignore[valid-type]
    column: str = Field(description="Column of the figure.")
    where: dict[str, str | list[str]] = Field(
        {}, description="Column: its value, or several; several rows are added up."
    )
    minus: "Statistic | None" = Field(None, description="A second figure, subtracted from the first.")

    @model_validator(mode="after")
    def _known_columns(self) -> "Statistic":
        for column in (self.column, *self.where):
            if column not in TABLES[self.table].columns:
                raise ValueError(unknown(f"column of `{self.table}`", column, TABLES[self.table].columns))
        return self


class Claim(Strict):
    """A statement of the article that can be checked, or is named as one that cannot."""

    place: str = Field(description="Where the article says it.")
    says: Label = Field(description="What it says, in our words.")
    kind: Literal["value", "name", "at_least", "at_most", "none"] = Field(
        description="How published and computed are compared; `none`: the article gives nothing to check."
    )
    published: str = Field("", description="The figure, the name or the bound that the article gives or implies.")
    source: Name | None = Field(None, description="Source that it is checked on.")
    statistic: Statistic | None = Field(None, description="What is computed.")
    other_reading: Statistic | None = Field(None, description="What is computed if the sentence is read otherwise.")
    tolerance: float | None = Field(None, ge=0, description="Largest difference that counts as reproduced.")
    calibrated: bool = Field(False, description="The simulated wave was calibrated to it.")
    note: Label | None = Field(None, description="Which reading was chosen, and why.")

    @model_validator(mode="after")
    def _complete(self) -> "Claim":
        if self.kind != "none" and (self.source is None or self.statistic is None or not self.published):
            raise ValueError("a claim that is checked needs `source`, `statistic` and `published`")
        if (self.kind == "value") != (self.tolerance is not None):
            raise ValueError("`tolerance` belongs to claims of the kind `value`, and only to them")
        return self


class Claims(Strict):
    """The checkable statements of one article."""

    article: str = Field(description="The article, as one cites it.")
    claims: dict[Name, Claim] = Field(min_length=1, description="The claims, in the order of the article.")


#: The files that a user writes, by the name of their JSON Schema.
FILES: dict[str, type[Strict]] = {
    "config": Config,
    "instrument": Instrument,
    "codebook": Codebook,
    "claims": Claims,
}


def load(path: str, overrides: dict[str, Any] | None = None) -> dict[str, Any]:
    """Read a study.

    Parameters
    ----------
    path
        `config.yaml` in the study's folder; the paths in it are relative to that folder.
    overrides
        Values given on the command line (`--config`), which replace those of the file.

    Returns
    -------
    dict
        The config with every default filled, each codebook and claims file in the place of its path, and

        ``instrument``
            the questionnaire without labels; absent blocks are None or empty,
        ``thresholds``
            bands, ``unfavourable_below``, and from which answer a self-rating is ``high``,
        ``labels``
            language: canonical name: label (`labels`),
        ``sources``, ``population``, ``margins``
            wave: names of its sources; source: file of its population margins; all such files,
        ``tables``, ``chapters``
            names of the tables and notebooks of every wave,
        ``publication``
            wave: what readers of its tables need to know (`_publication`).

    Notes
    -----
    Ends the process with a message when a file has faults: Snakemake would add a trace to an exception.
    """
    try:
        return _load(Path(path), overrides or {})
    except UserError as error:
        sys.exit(f"\n{error}\n")


def _load(path: Path, overrides: dict[str, Any]) -> dict[str, Any]:
    config = read(path, Config, overrides)
    folder = path.parent
    faults: list[str] = []

    def attempt(name: str | Path, model: type[Strict]) -> Any:
        try:
            return read(folder / name, model)
        except UserError as error:
            faults.append(str(error))
            return None

    instrument = attempt(config.instrument or INSTRUMENT, Instrument)
    structure = structure_of(instrument) if instrument else None
    if structure:
        faults += _unknown_breakdowns(path, config, structure)
    study = config.model_dump()
    for wave_name, wave in config.waves.items():
        loaded = study["waves"][wave_name]
        if wave.claims:
            claims = attempt(wave.claims, Claims)
            loaded["claims"] = claims.model_dump() if claims else None
            faults += _unknown_sources(wave.claims, claims, wave) if claims else []
        for source_name, source in wave.sources.items():
            codebook = attempt(source.codebook, Codebook)
            if codebook and structure:
                faults += _codebook_faults(folder, source, codebook, structure)
                simulated = f"results/{wave_name}/private/{source_name}/raw.csv"
                names = [variable.name for variable in variables(structure)]
                complete = codebook.completed(names, codebook.file or simulated)
                loaded["sources"][source_name]["codebook"] = complete
            if source.population and not (folder / source.population).exists():
                faults.append(
                    f"{path}: waves.{wave_name}.sources.{source_name}.population: there is no file "
                    f"{source.population}. Correct the path, or leave `population` out."
                )
    if faults or instrument is None or structure is None:
        raise UserError("\n".join(faults))
    study["instrument"] = structure
    study["thresholds"] = _thresholds(instrument)
    study["tables"] = tables_of(_blocks(study))
    study["chapters"] = [name for name, needs in CHAPTERS.items() if not needs or needs & set(_blocks(study))]
    study["sources"] = {name: list(wave.sources) for name, wave in config.waves.items()}
    study["population"] = {
        name: {key: source.population for key, source in wave.sources.items() if source.population}
        for name, wave in config.waves.items()
    }
    study["margins"] = {name: list(dict.fromkeys(paths.values())) for name, paths in study["population"].items()}
    study["publication"] = {name: _publication(study, config, instrument, name) for name in config.waves}
    return study


def labels(config: Config, instrument: Instrument, language: str) -> dict[str, str]:
    """Labels in one language, by canonical name; where a language is lacking, in the first that is there.

    Categories, bands, sources are keyed ``{variable}.{category}``, ``band.{name}``, ``source.{name}``.
    """
    return {name: _text(label, language, name) for name, label in _labels(config, instrument)}


def _labels(config: Config, instrument: Instrument) -> Iterator[tuple[str, Label | None]]:
    yield "title", config.title
    for wave in config.waves.values():
        yield from ((f"source.{name}", source.label) for name, source in wave.sources.items())
    if instrument.ocai:
        yield from ((name, dimension.label) for name, dimension in instrument.ocai.dimensions.items())
        yield from (
            (name, instrument.ocai.types[name].label if name in instrument.ocai.types else None) for name in TYPES
        )
    if instrument.ratings:
        yield from ((f"band.{band.name}", band.label) for band in instrument.ratings.bands)
        for sector_name, sector in instrument.ratings.sectors.items():
            yield sector_name, sector.label
            yield from ((name, statement.label) for name, statement in sector.statements.items())
    for name, question in instrument.questions.items():
        yield name, question.label
        yield from ((f"{name}.{category}", label) for category, label in question.categories.items())
    yield from ((name, rating.label) for name, rating in instrument.self_ratings.items())
    for name, breakdown in instrument.breakdowns.items():
        yield name, breakdown.label
        yield from ((f"{name}.{category}", label) for category, label in (breakdown.categories or {}).items())


def _text(label: Label | None, language: str, name: str) -> str:
    if label is None:
        return name.rpartition(".")[2].replace("_", " ").capitalize()
    if isinstance(label, str):
        return label
    return label.get(language) or next(iter(label.values()))  # type: ignore[call-overload]


def structure_of(instrument: Instrument) -> dict[str, Any]:
    """The instrument without labels, so that a reworded label changes no result."""
    ocai, ratings = instrument.ocai, instrument.ratings
    return {
        "ocai": ocai and {
            "perspectives": ocai.perspectives,
            "total": ocai.total,
            "dimensions": list(ocai.dimensions),
        },
        "ratings": ratings and {
            "scale": ratings.scale.model_dump(),
            "sectors": {
                name: {statement: declared.reversed for statement, declared in sector.statements.items()}
                for name, sector in ratings.sectors.items()
            },
        },
        "questions": {
            name: {"categories": list(question.categories), "ordered": question.ordered, "outside": question.outside}
            for name, question in instrument.questions.items()
        },
        "self_ratings": {
            name: {"scale": rating.scale.model_dump()} for name, rating in instrument.self_ratings.items()
        },
        "breakdowns": {
            name: list(breakdown.categories) if breakdown.categories else None
            for name, breakdown in instrument.breakdowns.items()
        },
    }  # fmt: skip


def _thresholds(instrument: Instrument) -> dict[str, Any]:
    """What turns estimates into words; apart from the questionnaire, so that a changed threshold rescores nothing."""
    ratings = instrument.ratings
    return {
        "bands": [{"name": band.name, "from": band.lowest} for band in ratings.bands] if ratings else [],
        "unfavourable_below": ratings.unfavourable_below if ratings else None,
        "high": {name: rating.high for name, rating in instrument.self_ratings.items()},
    }


def _blocks(study: dict[str, Any]) -> Iterable[str]:
    """Blocks that decide which tables a study has."""
    waves = study["waves"].values()
    yield from (block for block in ("ocai", "ratings", "questions", "self_ratings") if study["instrument"][block])
    if study["breakdowns"]:
        yield "breakdowns"
    if any(wave["claims"] for wave in waves):
        yield "claims"
    if any(source["population"] for wave in waves for source in wave["sources"].values()):
        yield "population"


def _publication(study: dict[str, Any], config: Config, instrument: Instrument, wave: str) -> dict[str, Any]:
    """What readers of a wave's tables need to know: names, labels, thresholds, what is simulated."""
    sources, claims = study["waves"][wave]["sources"], study["waves"][wave]["claims"]
    return {
        "wave": wave,
        "languages": config.languages,
        "title": {language: _text(config.title, language, "title") for language in config.languages},
        "sources": list(sources),
        "simulated": [
            name for name, source in sources.items() if source["codebook"]["simulate"] or source["simulated"]
        ],
        "purposive": [name for name, source in sources.items() if source["purposive"]],
        "labels": {language: labels(config, instrument, language) for language in config.languages},
        "instrument": study["instrument"],
        "thresholds": study["thresholds"],
        "breakdowns": config.breakdowns,
        "confidence": config.statistics.confidence,
        "min_cell": config.disclosure.min_cell,
        "tables": study["tables"],
        "article": claims and claims["article"],
        "claims": {
            name: {
                language: {key: _text(claim[key], language, "") for key in ("says", "note")}
                for language in config.languages
            }
            for name, claim in (claims["claims"] if claims else {}).items()
        },
    }


def _unknown_breakdowns(path: Path, config: Config, structure: dict[str, Any]) -> list[str]:
    return [
        f"{path}, breakdowns: {unknown('breakdown of the instrument', name, structure['breakdowns'])}"
        for name in config.breakdowns
        if name not in structure["breakdowns"]
    ]


def _unknown_sources(path: str, claims: Claims, wave: Wave) -> list[str]:
    return [
        f"{path}, claims.{name}.source: {unknown('source of the wave', claim.source, wave.sources)}"
        for name, claim in claims.claims.items()
        if claim.source and claim.source not in wave.sources
    ]


def _codebook_faults(folder: Path, source: Source, codebook: Codebook, structure: dict[str, Any]) -> list[str]:
    known = ["respondent_id", *(variable.name for variable in variables(structure))]
    faults = [
        f"{source.codebook}, columns: {unknown('variable of the instrument', name, known)}"
        for name in codebook.columns
        if name not in known
    ]
    if codebook.file and not (folder / codebook.file).exists():
        faults.append(
            f"{source.codebook}, file: there is no file {codebook.file}. Put the export there, or correct the path."
        )
    return faults
