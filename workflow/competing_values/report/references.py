"""Sources that the chapters and the docstrings of the library cite, read from `references.bib` by their keys."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".bib")
ENTRY = re.compile(r"@(article|book|incollection|misc)\{(\w+),\n((?:  \w+ = \{.+\},\n)+)\}")
FIELD = re.compile(r"  (\w+) = \{(.+)\},\n")


@dataclass(frozen=True)
class Reference:
    """One source; people as ``Family, I. I.``, several of them parted by ``and``."""

    kind: str
    title: str
    year: str
    author: str = ""
    editor: str = ""
    edition: str = ""
    journal: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    booktitle: str = ""
    publisher: str = ""
    howpublished: str = ""


@cache
def references() -> dict[str, Reference]:
    """Every source by its key, in the order of the file.

    Raises
    ------
    ValueError
        If an entry has another layout than one field a line, or a key stands twice.
    TypeError
        If an entry lacks its title or year, or has a field that `Reference` does not know.
    """
    found: dict[str, Reference] = {}
    for entry in FILE.read_text(encoding="utf-8").strip().split("\n\n"):
        if not (match := ENTRY.fullmatch(entry)):
            raise ValueError(f"{FILE.name}: no entry of one field a line:\n{entry}")
        kind, key, fields = match.groups()
        if key in found:
            raise ValueError(f"{FILE.name}: {key} stands twice")
        plain = {name: re.sub("[{}]", "", value) for name, value in FIELD.findall(fields)}
        found[key] = Reference(kind, **plain)
    return found


def short(key: str) -> str:
    """A source as a sentence cites it: ``Welch 1951``, ``Cameron & Quinn 2011``, ``Huang et al. 2012``."""
    source = references()[key]
    families = [person.split(",")[0] for person in _people(source)]
    return f"{families[0]} et al. {source.year}" if len(families) > 2 else f"{' & '.join(families)} {source.year}"


def full(key: str) -> str:
    """A source as a list of references has it, in the manner of the American Psychological Association."""
    source = references()[key]
    names = _listed(_people(source), ", & ") + ("" if source.author else " (Eds.)")
    edition = f" ({source.edition} ed.)" if source.edition else ""
    return f"{names} ({source.year}). {source.title}{edition}. {_published(source)}."


def _people(source: Reference) -> list[str]:
    return (source.author or source.editor).split(" and ")


def _listed(names: Sequence[str], last: str) -> str:
    return last.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _published(source: Reference) -> str:
    """Where a source appeared."""
    if source.kind == "article":
        return f"{source.journal}, {source.volume}({source.number}), {source.pages}"
    if source.kind == "incollection":
        editors = _listed([" ".join(reversed(name.split(", "))) for name in source.editor.split(" and ")], " & ")
        return f"In {editors} (Eds.), {source.booktitle} (pp. {source.pages}). {source.publisher}"
    return source.publisher or source.howpublished
