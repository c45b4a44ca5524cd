"""What readers of a wave's tables need to know beside them: names, labels, thresholds, what is simulated."""

from collections.abc import Container, Mapping
from typing import Any

from competing_values.study.claims import Claim, Claims
from competing_values.study.codebook import Codebook
from competing_values.study.config import Config
from competing_values.study.instrument import Instrument
from competing_values.study.labels import labels, text
from competing_values.study.languages import LANGUAGES


def publication(
    config: Config,
    instrument: Instrument,
    wave: str,
    tables: list[str],
    files: Mapping[str, Any],
) -> dict[str, Any]:
    """What is said of a wave in ``study.json``, in every language: another one changes no table.

    Parameters
    ----------
    config, instrument
        Of the study.
    wave
        Name of the wave.
    tables
        Names of its tables.
    files
        Codebooks, claims, benchmarks and the logo, by their paths.
    """
    sources = config.waves[wave].sources
    codebooks: dict[str, Codebook] = {name: files[source.codebook] for name, source in sources.items()}
    simulated = {
        name: [key for key, source in one.sources.items() if files[source.codebook].simulate or source.simulated]
        for name, one in config.waves.items()
    }
    claims: Claims | None = files.get(config.waves[wave].claims or "")
    return {
        "wave": wave,
        "appearance": config.appearance.published(files.get(config.appearance.logo or "")),
        "waves": list(config.waves),
        "title": {language: text(config.title, language, "title") for language in LANGUAGES},
        "sources": list(sources),
        "simulated": simulated[wave],
        "simulated_in": simulated,
        "purposive": [name for name, source in sources.items() if source.purposive],
        "simulations": {
            name: book.simulate.model_dump(include={"respondents", "seed"})
            for name, book in codebooks.items()
            if book.simulate
        },
        "mapped": {name: book.mapped(instrument) for name, book in codebooks.items()},
        "labels": {language: labels(config, instrument, language) for language in LANGUAGES},
        "instrument": instrument.unworded().dumped(),
        "benchmarks": files[config.benchmarks] if config.benchmarks else [],
        "breakdowns": config.breakdowns,
        "confidence": config.statistics.confidence,
        "statistics": config.statistics.model_dump(include={"adjust", "ocai_step", "trim", "equivalence"}),
        "min_cell": config.disclosure.min_cell,
        "tables": tables,
        "article": claims and claims.article,
        "claims": {
            name: {
                "statistic": claim.statistic and claim.statistic.model_dump(),
                "asked": claim.asked,
                "words": {language: _words(claim, language) for language in LANGUAGES},
            }
            for name, claim in (claims.claims if claims else {}).items()
        },
    }


def of_known(publication: Mapping[str, Any], known: Container[str]) -> dict[str, Any]:
    """The same, without sources that are not known: one under the threshold appears nowhere."""
    lists = {name: [one for one in publication[name] if one in known] for name in ("sources", "simulated", "purposive")}
    labels = {
        language: {key: label for key, label in labels.items() if not _is_unknown(key, publication["sources"], known)}
        for language, labels in publication["labels"].items()
    }
    simulations = {name: one for name, one in publication["simulations"].items() if name in known}
    return {**publication, **lists, "simulations": simulations, "labels": labels}


def _is_unknown(key: str, sources: Container[str], known: Container[str]) -> bool:
    kind, _, name = key.partition(".")
    return kind == "source" and name in sources and name not in known


def _words(claim: Claim, language: str) -> dict[str, str]:
    """What a claim says in a language and where, the project's criterion, its readings, and what would make it testable."""
    readings = {key: getattr(claim, key) for key in ("other_reading", "third_reading")}
    said = {"place": claim.place, "says": claim.says, "criterion": claim.criterion, "until": claim.until}
    said |= {key: reading.says for key, reading in readings.items() if reading}
    return {key: text(label, language, "") for key, label in said.items()}
