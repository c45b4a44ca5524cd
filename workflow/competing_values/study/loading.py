"""Loading a study: all its files read strictly, held against each other, and completed by every default."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from competing_values.errors import UserError
from competing_values.study import appearance, benchmarks, population
from competing_values.study.blocks.breakdowns import LANGUAGE
from competing_values.study.chapters import chapters_of
from competing_values.study.claims import FIGURES, Claims, counted, is_number
from competing_values.study.codebook import Codebook
from competing_values.study.config import Config, Wave
from competing_values.study.instrument import INSTRUMENT, Instrument
from competing_values.study.languages import LANGUAGES
from competing_values.study.measures import Variable
from competing_values.study.names import ALL
from competing_values.study.publication import publication
from competing_values.study.spelling import folded, normal
from competing_values.study.strict import Document, Location, Strict, Told, mapping_at, read_document, unknown
from competing_values.tables.declared import TABLES, Table, tables_of

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

        ``instrument``, ``asked``
            the questionnaire without words (`Instrument.unworded`), and as respondents met it (`Instrument.asked`),
            as plain values,
        ``sources``, ``population``, ``margins``
            wave: names of its sources; source: file of its population margins; all such files,
        ``raw``, ``described``, ``described_in``
            wave: source: its raw file; the files that describe it, and under ``all`` those of all; wave: all of these,
        ``earlier``
            wave: waves before it whose respondents may be the same people,
        ``audited``
            wave: what of its publication the audit needs: a reworded label audits nothing anew,
        ``tables``, ``chapters``
            names of the tables and notebooks of every wave,
        ``publication``
            wave: what readers of its tables need to know (`publication`).

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
    if files.tell_language and LANGUAGE not in config.breakdowns:
        config = config.model_copy(update={"breakdowns": [*config.breakdowns, LANGUAGE]})
    names = [variable.name for variable in instrument.variables()]
    names += instrument.questions.of_several()
    study = config.model_dump()
    for wave_name, wave in config.waves.items():
        loaded = study["waves"][wave_name]
        if wave.claims:
            loaded["claims"] = files.found[wave.claims].model_dump()
        for source_name, source in wave.sources.items():
            codebook = files.found[source.codebook]
            simulated = f"results/{wave_name}/private/{source_name}/raw.csv"
            loaded["sources"][source_name]["codebook"] = codebook.completed(names, codebook.file or simulated)
    present = set(_blocks(config, instrument, files.found))
    study["instrument"] = instrument.unworded().dumped()
    study["asked"] = instrument.asked().dumped()
    study["tables"] = tables_of(present)
    chapters = {name: _chapters(config, instrument, name) for name in config.waves}
    study["chapters"] = chapters
    study["trends"] = {
        name: ["wave_change.csv", "study.json"] if "change" in found else [] for name, found in chapters.items()
    }
    study["sources"] = {name: list(wave.sources) for name, wave in config.waves.items()}
    waves = list(config.waves)
    study["earlier"] = {
        name: [] if config.disclosure.independent_waves else waves[:place] for place, name in enumerate(waves)
    }
    study["population"] = {
        name: {key: source.population for key, source in wave.sources.items() if source.population}
        for name, wave in config.waves.items()
    }
    study["raw"] = {
        name: {key: source["codebook"]["file"] for key, source in wave["sources"].items()}
        for name, wave in study["waves"].items()
    }
    study["described"] = {name: _described(config, wave) for name, wave in config.waves.items()}
    study["described_in"] = {
        name: list(dict.fromkeys([str(path), *(file for files in described.values() for file in files)]))
        for name, described in study["described"].items()
    }
    study["margins"] = {name: list(dict.fromkeys(paths.values())) for name, paths in study["population"].items()}
    study["publication"] = {
        name: publication(config, instrument, name, study["tables"], files.found) | {"chapters": chapters[name]}
        for name in config.waves
    }
    needed = ("wave", "sources", "breakdowns", "instrument", "confidence")
    study["audited"] = {wave: {key: told[key] for key in needed} for wave, told in study["publication"].items()}
    return study


def _described(config: Config, wave: Wave) -> dict[str, list[str]]:
    """Files that say what a wave of a study is, without answers: of each source, and of all of them (``all``)."""
    of_all = [config.instrument or str(INSTRUMENT), wave.claims, config.benchmarks, config.appearance.logo]
    of_sources = {name: [source.codebook, source.population] for name, source in wave.sources.items()}
    return {name: [file for file in files if file] for name, files in ({ALL: of_all} | of_sources).items()}


def _blocks(config: Config, instrument: Instrument, found: dict[str, Any]) -> Iterable[str]:
    """Blocks that decide which tables a study has."""
    waves = config.waves.values()
    yield from (block.kind for block in instrument.blocks() if block.kind != "breakdowns")
    if config.breakdowns:
        yield "breakdowns"
    if any(wave.claims for wave in waves):
        yield "claims"
    if any(source.population for wave in waves for source in wave.sources.values()):
        yield "population"
    if any(found[source.codebook].design for wave in waves for source in wave.sources.values()):
        yield "design"


def _chapters(config: Config, instrument: Instrument, wave: str) -> list[str]:
    """Chapters of the report of a wave."""
    present = {block.kind for block in instrument.blocks() if block.kind != "breakdowns"}
    also = {
        "breakdowns": bool(config.breakdowns),
        "claims": bool(config.waves[wave].claims),
        "earlier": wave != next(iter(config.waves)),
    }
    return chapters_of(present | {name for name, is_there in also.items() if is_there})


class _Files:
    """All files of a study, and all their faults together: also those of files that a faulty config names.

    What stands in codebooks, claims, margins and benchmarks is held against the questionnaire once that is right.

    Attributes
    ----------
    config, instrument
        The two, as far as they could be read.
    found
        Codebooks, claims, benchmarks and the logo, by their paths.
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
        self.instrument: Document[Instrument] = (
            self._read(("instrument",), named, Instrument)
            if named
            else self._kept(read_document(INSTRUMENT, Instrument))
        )
        if profiles := mapping_at(values).get("benchmarks"):
            self.faults += self._benchmark_faults(profiles)
        if logo := mapping_at(values, "appearance").get("logo"):
            self.faults += self._logo_faults(logo)
        for name, wave in mapping_at(values, "waves").items():
            self._read_wave(str(name), wave)
        if self.instrument.found and self.tell_language:
            blocks = {"breakdowns": self.instrument.found.breakdowns.with_language()}
            self.instrument = replace(self.instrument, found=self.instrument.found.model_copy(update=blocks))
        if self.instrument.found:
            self.faults += self._unknown_breakdowns(self.instrument.found)

    @property
    def tell_language(self) -> bool:
        """Whether a file says in which language respondents answered."""
        return any(isinstance(found, Codebook) and found.tells_language for found in self.found.values())

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

    def _unknown_breakdowns(self, instrument: Instrument) -> Iterator[str]:
        known = instrument.breakdowns.members
        named = self.config.values.get("breakdowns") if isinstance(self.config.values, dict) else []
        for number, name in enumerate(named if isinstance(named, list) else []):
            if isinstance(name, str) and name not in known:
                yield self.config.fault(("breakdowns", number), unknown("breakdown of the instrument", name, known))

    def _claims_faults(self, document: Document[Any], sources: list[str]) -> Iterator[str]:
        for name, claim in mapping_at(document.values, "claims").items():
            place = ("claims", name)
            source = mapping_at(claim).get("source")
            if isinstance(source, str) and source not in sources:
                yield document.fault((*place, "source"), unknown("source of the wave", source, sources))
            if isinstance(path := mapping_at(claim).get("asked"), str) and self.instrument.found:
                try:
                    counted(self.instrument.found.dumped(), path)
                except ValueError as error:
                    yield document.fault((*place, "asked"), f"`{path}`: {error}")
            for key in FIGURES:
                table = TABLES.get(str(mapping_at(claim, key).get("table")))
                if table and (needs := self._lacking(table)):
                    words = f"the study has no table `{table.name}`, which needs {', '.join(needs)}; name another table"
                    yield document.fault((*place, key, "table"), words)

    def _lacking(self, table: Table) -> list[str]:
        """Blocks that a table needs and the instrument has not, as far as it could be read."""
        if not self.instrument.found:
            return []
        others = set().union(*(need.split("|") for need in table.needs)).difference(Instrument.model_fields)
        return table.lacking(others.union(block.kind for block in self.instrument.found.blocks()))

    def _population_faults(self, location: Location, name: Any) -> Iterator[str]:
        if not isinstance(name, str):
            return
        if not (self.folder / name).is_file():
            words = f"there is no file {name}. Correct the path, or leave `population` out."
            yield self.config.fault(location, words)
        elif self.instrument.found:
            try:
                population.margins(self.folder / name, self.instrument.found.breakdowns.groups())
            except UserError as error:
                yield str(error)

    def _logo_faults(self, name: Any) -> Iterator[str]:
        if not isinstance(name, str):
            return
        if not (self.folder / name).is_file():
            words = f"there is no file {name}. Correct the path, or leave `logo` out."
            yield self.config.fault(("appearance", "logo"), words)
            return
        try:
            self.found[name] = appearance.inside(self.folder / name)
        except UserError as error:
            yield str(error)

    def _benchmark_faults(self, name: Any) -> Iterator[str]:
        if not isinstance(name, str):
            return
        if not (self.folder / name).is_file():
            words = f"there is no file {name}. Correct the path, or leave `benchmarks` out."
            yield self.config.fault(("benchmarks",), words)
        elif self._lacking(TABLES["ocai_profile"]):
            words = "the questionnaire has no block `ocai`, so there is no profile to compare; leave `benchmarks` out"
            yield self.config.fault(("benchmarks",), words)
        elif self.instrument.found and self.instrument.found.ocai:
            try:
                total = self.instrument.found.ocai.total
                self.found[name] = benchmarks.profiles(self.folder / name, total, LANGUAGES)
            except UserError as error:
                yield str(error)

    def _codebook_faults(self, document: Document[Any]) -> Iterator[str]:
        file = mapping_at(document.values).get("file")
        if isinstance(file, str) and not (self.folder / file).is_file():
            yield document.fault(("file",), f"there is no file {file}. Put the export there, or correct the path.")
        if not self.instrument.found:
            return
        columns = mapping_at(document.values, "columns")
        asked = {variable.name: variable for variable in self.instrument.found.variables()}
        several = self.instrument.found.questions.of_several()
        known = [*dict.fromkeys(["respondent_id", *asked, *several, LANGUAGE])]
        for name, column in columns.items():
            if name not in known:
                yield document.fault(("columns", name), unknown("variable of the instrument", name, known))
            elif name in asked:
                for raw, words in _unknown_values(asked[name], column):
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
        if variable.is_number and not is_number(value):
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
