"""The study as data: config, instrument, codebooks and claims, read strictly and returned as plain dictionaries."""

import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY
from competing_values.study import benchmarks, population
from competing_values.study.chapters import chapters_of
from competing_values.study.codebook import Codebook, Name
from competing_values.study.languages import LANGUAGES, Language
from competing_values.study.names import ALL, MISSING, OVERALL, TYPES, Variable, parts, variables
from competing_values.study.rules import RULES, Action, RuleName
from competing_values.study.spelling import folded, normal
from competing_values.study.strict import (
    WAVE_NAME,
    Document,
    Location,
    Strict,
    Told,
    mapping_at,
    read_document,
    unknown,
)
from competing_values.tables.declared import COLUMNS, NAMES, TABLES, tables_of

INSTRUMENT = REPOSITORY / "data" / "instrument.yaml"

Label = str | Annotated[dict[Language, str], Field(min_length=1)]
Fraction = Annotated[float, Field(gt=0, le=1)]

#: Folder names that the results need for themselves.
RESERVED_WAVES = {"trends", "bench", "index", ALL}
RESERVED_SOURCES = {"estimates", "logs", ALL}
#: Names of columns and labels that every study has beside its own variables.
RESERVED = {
    "respondent_id", ALL, MISSING, OVERALL, "title", "row", "test_entry", "totals_row", "out_of_range", "duration",
    "reasons", "flags", "weight", "weights", "respondents", "group", "group_by", "n",
}  # fmt: skip


def _unless(reserved: set[str]) -> AfterValidator:
    def check(name: str) -> str:
        if name in reserved:
            raise ValueError(f"`{name}` is reserved; choose another name")
        return name

    return AfterValidator(check)


WaveName = Annotated[str, StringConstraints(pattern=WAVE_NAME), _unless(RESERVED_WAVES)]
SourceName = Annotated[Name, _unless(RESERVED_SOURCES)]
GroupName = Annotated[Name, _unless({ALL, MISSING})]


class Labelled(Strict):
    """Something with a name for readers, and its place in the article."""

    label: Label = Field(description="One text, or one per language.")
    place: str | None = Field(None, description="Where the article has it.")


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
            raise ValueError(
                "every band but the last needs `from`, and the last has none, since it holds all below; correct that"
            )
        bounds = [start for start in starts if start is not None]
        if bounds != sorted(set(bounds), reverse=True):
            raise ValueError("bands must stand from the highest `from` to the lowest; put them in that order")
        return bands


class CultureType(Labelled):
    """One of the four culture types."""

    competencies: dict[Name, Labelled] = Field({}, description="Competencies that the type calls for, in their order.")


class Ocai(Strict):
    """The Organizational Culture Assessment Instrument: points shared between four culture types."""

    perspectives: list[Literal["now", "preferred"]] = Field(min_length=1, description="Asked for now, preferred.")
    total: float = Field(100, gt=0, description="Points to share in each dimension.")
    dimensions: dict[Name, Labelled] = Field(min_length=1, description="The dimensions, in their order.")
    types: dict[Literal["clan", "adhocracy", "market", "hierarchy"], CultureType] = Field(
        {}, description="The four culture types."
    )


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


class SelfRating(Labelled):
    """A competency that respondents rate in themselves."""

    scale: Scale = Field(description="The scale.")
    high: float = Field(description="Answers at or above this count as high.")


class Breakdown(Labelled):
    """Groups of respondents that are reported apart."""

    categories: dict[GroupName, Label] | None = Field(None, description="The groups; none: those in the data, sorted.")


class Instrument(Strict):
    """A questionnaire. Every block may be absent."""

    ocai: Ocai | None = Field(None, description="Organizational Culture Assessment Instrument.")
    ratings: Ratings | None = Field(None, description="Rated statements in sectors.")
    questions: dict[Name, Question] = Field({}, description="Questions with categories.")
    self_ratings: dict[Name, SelfRating] = Field({}, description="Self-rated competencies.")
    breakdowns: dict[Name, Breakdown] = Field({}, description="Groups of respondents.")

    @classmethod
    def faults(cls, values: dict[str, Any]) -> Iterator[Told]:
        """Names that are taken twice: all become columns and labels side by side."""
        first: dict[str, Location] = {}
        for name, place in _names(values):
            if name in RESERVED:
                yield place, f"the name `{name}` is reserved; choose another"
            elif first.setdefault(name, place) != place:
                where = ".".join(map(str, first[name]))
                yield (
                    place,
                    f"the name `{name}` is taken twice, first in {where}; rename one, names are unique across blocks",
                )


def _names(values: dict[str, Any]) -> Iterator[tuple[str, Location]]:
    """Every name of an instrument as it was written, and where it stands."""
    for block in ("breakdowns", "questions", "self_ratings"):
        yield from ((name, (block, name)) for name in mapping_at(values, block))
    for sector in mapping_at(values, "ratings", "sectors"):
        yield sector, ("ratings", "sectors", sector)
        place = ("ratings", "sectors", sector, "statements")
        yield from ((name, (*place, name)) for name in mapping_at(values, *place))
    if ocai := mapping_at(values, "ocai"):
        yield from ((name, ("ocai", "types")) for name in TYPES)
        for culture_type, declared in mapping_at(ocai, "types").items():
            place = ("ocai", "types", culture_type, "competencies")
            yield from ((name, (*place, name)) for name in mapping_at(declared, "competencies"))
        yield from ((dimension, ("ocai", "dimensions", dimension)) for dimension in mapping_at(ocai, "dimensions"))
        yield from ((name, ("ocai", "dimensions")) for name in _ocai_parts(ocai, OVERALL))
        for dimension in mapping_at(ocai, "dimensions"):
            yield from ((name, ("ocai", "dimensions", dimension)) for name in _ocai_parts(ocai, dimension))


def _ocai_parts(ocai: dict[str, Any], dimension: str) -> list[str]:
    perspectives = ocai.get("perspectives")
    return [
        name
        for perspective in (perspectives if isinstance(perspectives, list) else [])
        for name in parts(str(perspective), dimension)
    ]


def _asked(values: dict[str, Any]) -> dict[str, Variable]:
    """Every variable of an instrument as it was written, by name; without its scale, which may have faults."""
    scale = {"min": 0, "max": 0}
    ocai, sectors = mapping_at(values, "ocai"), mapping_at(values, "ratings", "sectors")
    perspectives, dimensions = ocai.get("perspectives"), mapping_at(ocai, "dimensions")
    questions, groups = mapping_at(values, "questions"), mapping_at(values, "breakdowns")
    outline = {
        "ocai": {
            "perspectives": perspectives if isinstance(perspectives, list) else [],
            "dimensions": list(dimensions),
            "total": 0,
        },
        "ratings": {
            "scale": scale,
            "sectors": {name: mapping_at(sector, "statements") for name, sector in sectors.items()},
        },
        "questions": {name: {"categories": mapping_at(question, "categories")} for name, question in questions.items()},
        "self_ratings": {name: {"scale": scale} for name in mapping_at(values, "self_ratings")},
        "breakdowns": {name: list(mapping_at(group, "categories")) for name, group in groups.items()},
    }
    return {variable.name: variable for variable in variables(outline)}


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
    longstring: int = Field(20, ge=2, description="So many equal ratings in a row are straight-lining.")
    irv_below: float = Field(0.5, gt=0, description="A standard deviation of ratings below this is low variability.")
    seconds_per_item: float = Field(2, gt=0, description="Less time than this for each item answered is speed.")
    ocai_tolerance: float = Field(5, ge=0, description="Points that a sum may be off the total and be rescaled.")
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

    min_cell: int = Field(10, ge=2, description="Groups with fewer respondents are hidden.")


class Config(Strict):
    """A study: its waves and how they are analysed."""

    title: Label = Field(description="Title of the report.")
    languages: list[Language] = Field(["en"], min_length=1, description="Languages of figures and pages.")
    instrument: str | None = Field(None, description="The questionnaire; none: the repository's.")
    waves: dict[WaveName, Wave] = Field(min_length=1, description="Waves, from the earliest to the latest.")
    breakdowns: list[Name] = Field([], description="Breakdowns of the instrument to report.")
    benchmarks: str | None = Field(None, description="CSV of published OCAI profiles to show beside one's own.")
    cleaning: Cleaning = Field(
        default_factory=lambda: Cleaning(rules={}), description="Which answers are kept and scored."
    )
    statistics: Statistics = Field(default_factory=Statistics, description="Estimates, intervals and tests.")
    disclosure: Disclosure = Field(default_factory=Disclosure, description="What protects respondents.")


class Statistic(Strict):
    """One figure, looked up in the published tables: a column, where other columns have the given values."""

    table: Literal[tuple(TABLES)] = Field(description="Table.")  # type: ignore[valid-type]
    column: str = Field(description="Column of the figure.")
    where: dict[str, str | list[str]] = Field(
        {}, description="Column: its value, or several; several rows are added up."
    )
    minus: "Statistic | None" = Field(None, description="A second figure, subtracted from the first.")

    @field_validator("column", "where")
    @classmethod
    def _known_columns(cls, named: Any, before: ValidationInfo) -> Any:
        if table := before.data.get("table"):
            columns, names = TABLES[table].columns, [named] if isinstance(named, str) else named
            if wrong := [unknown(f"column of `{table}`", name, columns) for name in names if name not in columns]:
                raise ValueError("; ".join(wrong))
        return named


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

    @classmethod
    def faults(cls, values: dict[str, Any]) -> Iterator[Told]:
        """What a claim of its kind lacks or has too much."""
        kind, published = values.get("kind"), values.get("published") or ""
        if kind != "none":
            for key in ("published", "source", "statistic"):
                if not values.get(key):
                    yield (), f"a claim that is checked needs `{key}`; add it, or set `kind: none`"
        if kind in {"value", "at_least", "at_most"}:
            if published and not _is_number(published):
                yield ("published",), f"`{published}` is no number; write it with a decimal point, or set `kind: name`"
            for key in ("statistic", "other_reading"):
                table, column = (str(mapping_at(values, key).get(name)) for name in ("table", "column"))
                if table in TABLES and column in TABLES[table].columns and COLUMNS[column][0] in NAMES:
                    yield (key, "column"), f"`{column}` holds names, not numbers; set `kind: name`, or name another"
        if kind == "value" and values.get("tolerance") is None:
            yield (), "a claim of the kind `value` needs `tolerance`, the largest difference that counts as reproduced"
        if kind != "value" and values.get("tolerance") is not None:
            yield ("tolerance",), "only a claim of the kind `value` has a tolerance; leave it out, or set `kind: value`"


def _is_number(text: Any) -> bool:
    try:
        return math.isfinite(float(text))
    except (TypeError, ValueError):
        return False


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
        The config with every default filled, each codebook, claims file and the benchmarks in the place of its path,
        and

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
    files = _Files(path, overrides)
    config, instrument = files.config.found, files.instrument.found
    if files.faults or config is None or instrument is None:
        raise UserError("\n".join(dict.fromkeys(files.faults)))
    structure = structure_of(instrument)
    names = [variable.name for variable in variables(structure)]
    study = config.model_dump()
    for wave_name, wave in config.waves.items():
        loaded = study["waves"][wave_name]
        if wave.claims:
            loaded["claims"] = files.found[wave.claims].model_dump()
        for source_name, source in wave.sources.items():
            codebook = files.found[source.codebook]
            simulated = f"results/{wave_name}/private/{source_name}/raw.csv"
            loaded["sources"][source_name]["codebook"] = codebook.completed(names, codebook.file or simulated)
    study["benchmarks"] = files.found[config.benchmarks] if config.benchmarks else []
    study["instrument"] = structure
    study["thresholds"] = _thresholds(instrument)
    study["tables"] = tables_of(_blocks(study))
    study["chapters"] = chapters_of(_blocks(study))
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
        types = instrument.ocai.types
        yield from ((name, types[name].label if name in types else None) for name in TYPES)
        yield from ((name, each.label) for declared in types.values() for name, each in declared.competencies.items())
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
    return label.get(language) or next(iter(label.values()))


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
    """What readers of a wave's tables need to know, in every language: another one changes no table."""
    sources, claims = study["waves"][wave]["sources"], study["waves"][wave]["claims"]
    return {
        "wave": wave,
        "title": {language: _text(config.title, language, "title") for language in LANGUAGES},
        "sources": list(sources),
        "simulated": [
            name for name, source in sources.items() if source["codebook"]["simulate"] or source["simulated"]
        ],
        "purposive": [name for name, source in sources.items() if source["purposive"]],
        "labels": {language: labels(config, instrument, language) for language in LANGUAGES},
        "instrument": study["instrument"],
        "type_competencies": {
            name: list(declared.competencies)
            for name, declared in (instrument.ocai.types if instrument.ocai else {}).items()
        },
        "benchmarks": study["benchmarks"],
        "thresholds": study["thresholds"],
        "breakdowns": config.breakdowns,
        "confidence": config.statistics.confidence,
        "statistics": config.statistics.model_dump(include={"adjust", "ocai_step", "trim", "equivalence"}),
        "simulations": {
            name: {key: drawn[key] for key in ("respondents", "seed")}
            for name, source in sources.items()
            if (drawn := source["codebook"]["simulate"])
        },
        "waves": list(config.waves),
        "min_cell": config.disclosure.min_cell,
        "tables": study["tables"],
        "article": claims and claims["article"],
        "claims": {
            name: {
                language: {key: _text(claim[key], language, "") for key in ("says", "note")} for language in LANGUAGES
            }
            for name, claim in (claims["claims"] if claims else {}).items()
        },
    }


class _Files:
    """All files of a study, and all their faults together: also those of files that a faulty config names.

    Attributes
    ----------
    config, instrument
        The two, as far as they could be read.
    found
        Codebooks, claims and benchmarks, by their paths.
    faults
        What is wrong, in words; empty when every file is in order.
    """

    def __init__(self, path: Path, overrides: dict[str, Any]) -> None:
        self.config = read_document(path, Config, overrides)
        self.folder = path.parent
        self.found: dict[str, Any] = {}
        self.faults = [*self.config.faults]
        values = self.config.values
        named = values.get("instrument") if isinstance(values, dict) else None
        self.instrument = (
            self._read(("instrument",), named, Instrument)
            if named
            else self._kept(read_document(INSTRUMENT, Instrument))
        )
        self.asked = _asked(self.instrument.values)
        if self.instrument.values is not None:
            self.faults += self._unknown_breakdowns()
        if profiles := mapping_at(values).get("benchmarks"):
            self.faults += self._benchmark_faults(profiles)
        for name, wave in mapping_at(values, "waves").items():
            self._read_wave(str(name), wave)

    def _read_wave(self, name: str, wave: Any) -> None:
        place = ("waves", name)
        sources = mapping_at(wave, "sources")
        if claims := mapping_at(wave).get("claims"):
            document = self._read((*place, "claims"), claims, Claims)
            self.faults += self._claims_faults(document, list(sources))
        for source_name, source in sources.items():
            named, location = mapping_at(source), (*place, "sources", str(source_name))
            if codebook := named.get("codebook"):
                self.faults += self._codebook_faults(self._read((*location, "codebook"), codebook, Codebook))
            if margins := named.get("population"):
                self.faults += self._population_faults((*location, "population"), margins)

    def _kept(self, document: Document[Any]) -> Document[Any]:
        self.faults += document.faults
        return document

    def _read(self, location: Location, name: Any, model: type[Strict]) -> Document[Any]:
        """Read a file that the config names."""
        if not isinstance(name, str):
            return Document(self.folder)
        if not (self.folder / name).is_file():
            self.faults.append(self.config.fault(location, f"there is no file {name}. Create it, or correct the path."))
            return Document(self.folder / name)
        document = self._kept(read_document(self.folder / name, model))
        self.found[name] = document.found
        return document

    def _unknown_breakdowns(self) -> Iterator[str]:
        known = mapping_at(self.instrument.values, "breakdowns")
        named = self.config.values.get("breakdowns") if isinstance(self.config.values, dict) else []
        for number, name in enumerate(named if isinstance(named, list) else []):
            if isinstance(name, str) and name not in known:
                yield self.config.fault(("breakdowns", number), unknown("breakdown of the instrument", name, known))

    def _claims_faults(self, document: Document[Any], sources: list[str]) -> Iterator[str]:
        lacking = self._lacking()
        for name, claim in mapping_at(document.values, "claims").items():
            place = ("claims", name)
            source = mapping_at(claim).get("source")
            if isinstance(source, str) and source not in sources:
                yield document.fault((*place, "source"), unknown("source of the wave", source, sources))
            for key in ("statistic", "other_reading"):
                table = TABLES.get(str(mapping_at(claim, key).get("table")))
                if table and (needs := [block for block in table.needs if block in lacking]):
                    words = f"the study has no table `{table.name}`, which needs {', '.join(needs)}; name another table"
                    yield document.fault((*place, key, "table"), words)

    def _lacking(self) -> list[str]:
        """Blocks that the instrument has not, as far as it could be read."""
        blocks = ("ocai", "ratings", "questions", "self_ratings", "breakdowns")
        return [block for block in blocks if self.instrument.values and not mapping_at(self.instrument.values, block)]

    def _population_faults(self, location: Location, name: Any) -> Iterator[str]:
        if not isinstance(name, str):
            return
        if not (self.folder / name).is_file():
            words = f"there is no file {name}. Correct the path, or leave `population` out."
            yield self.config.fault(location, words)
            return
        groups = mapping_at(self.instrument.values, "breakdowns")
        try:
            population.margins(
                self.folder / name, {key: list(mapping_at(group, "categories")) for key, group in groups.items()}
            )
        except UserError as error:
            yield str(error)

    def _benchmark_faults(self, name: Any) -> Iterator[str]:
        if not isinstance(name, str):
            return
        if not (self.folder / name).is_file():
            words = f"there is no file {name}. Correct the path, or leave `benchmarks` out."
            yield self.config.fault(("benchmarks",), words)
            return
        if "ocai" in self._lacking():
            words = "the questionnaire has no block `ocai`, so there is no profile to compare; leave `benchmarks` out"
            yield self.config.fault(("benchmarks",), words)
            return
        total = str(mapping_at(self.instrument.values, "ocai").get("total"))
        try:
            self.found[name] = benchmarks.profiles(
                self.folder / name, float(total) if _is_number(total) else 100, LANGUAGES
            )
        except UserError as error:
            yield str(error)

    def _codebook_faults(self, document: Document[Any]) -> Iterator[str]:
        file = mapping_at(document.values).get("file")
        if isinstance(file, str) and not (self.folder / file).is_file():
            yield document.fault(("file",), f"there is no file {file}. Put the export there, or correct the path.")
        if self.instrument.values is None:
            return
        columns = mapping_at(document.values, "columns")
        known = ["respondent_id", *self.asked]
        for name, column in columns.items():
            if name not in known:
                yield document.fault(("columns", name), unknown("variable of the instrument", name, known))
            elif name in self.asked:
                for raw, words in _unknown_values(self.asked[name], column):
                    yield document.fault(("columns", name, "values", raw), words)
        for location, words in _columns_twice(columns, known):
            yield document.fault(location, words)


def _unknown_values(variable: Variable, column: Any) -> Iterator[tuple[str, str]]:
    """Raw values of a codebook's column that it translates to what the variable cannot hold, and why."""
    first: dict[str, str] = {}
    missing = mapping_at(column).get("missing")
    codes = {folded(str(code)) for code in missing} if isinstance(missing, list) else set()
    for raw, value in mapping_at(column, "values").items():
        if value is None:
            continue
        if variable.is_number and not _is_number(value):
            yield raw, f"`{value}` is no number, and `{variable.name}` holds numbers; write one, with a decimal point"
        elif variable.categories and value not in variable.categories:
            yield raw, unknown(f"category of `{variable.name}`", str(value), variable.categories)
        if first.setdefault(folded(str(raw)), value) != value:
            other = first[folded(str(raw))]
            yield (
                raw,
                f"`{raw}` is listed twice, as `{other}` and as `{value}`, for letter case does not matter; keep one",
            )
        if folded(str(raw)) in codes:
            yield raw, f"`{raw}` is also in `missing`; keep one of the two"


def _columns_twice(columns: dict[str, Any], known: list[str]) -> Iterator[Told]:
    """Variables that would be read from one and the same raw column."""
    taken: dict[str, str] = {}
    for name in sorted(known, key=lambda name: name not in columns):
        column = columns.get(name, name)
        raw = column.get("column") if isinstance(column, dict) else column
        if not isinstance(raw, str):
            continue
        other = taken.setdefault(normal(raw), name)
        if other != name and name in columns:
            yield ("columns", name), f"the raw column `{raw}` is already that of `{other}`; give each variable its own"
        elif other != name:
            yield (
                ("columns", other),
                f"`{raw}` is also where the variable `{name}` is looked for, since it is not listed; "
                f"list `{name}` with its own column, or rename the column in the file",
            )
