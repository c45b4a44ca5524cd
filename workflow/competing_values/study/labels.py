"""Labels of a study in one language."""

from collections.abc import Iterator

from competing_values.study.blocks.base import Label
from competing_values.study.config import Config
from competing_values.study.instrument import Instrument


def labels(config: Config, instrument: Instrument, language: str) -> dict[str, str]:
    """Labels in one language, by canonical name; where a language is lacking, in the first that is there.

    Categories, bands, sources are keyed ``{variable}.{category}``, ``band.{name}``, ``source.{name}``; what a statement
    says in full ``wording.{name}``.
    """
    return {name: text(label, language, name) for name, label in labelled(config, instrument)}


def labelled(config: Config, instrument: Instrument) -> Iterator[tuple[str, Label | None]]:
    """Everything that has a label, and the label as it was written."""
    yield "title", config.title
    for wave in config.waves.values():
        yield from ((f"source.{name}", source.label) for name, source in wave.sources.items())
    yield from instrument.labels()


def text(label: Label | None, language: str, name: str) -> str:
    """A label in one language; without a label the name in words."""
    if label is None:
        return name.rpartition(".")[2].replace("_", " ").capitalize()
    if isinstance(label, str):
        return label
    return label.get(language) or next(iter(label.values()))
