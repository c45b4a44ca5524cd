"""The chapters of the report: a notebook each, with its title and what it needs."""

from collections.abc import Iterable
from typing import NamedTuple


class Chapter(NamedTuple):
    """A chapter: its title, and the blocks of which a study needs one; none: every study has it."""

    title: str
    needs: frozenset[str] = frozenset()


#: Chapters of a wave, in the order of the report.
CHAPTERS = {
    "ingestion": Chapter("What was read"),
    "cleaning": Chapter("Who was kept"),
    "culture": Chapter("Culture now and preferred", frozenset({"ocai"})),
    "sectors": Chapter("Where it works, and where it does not", frozenset({"ratings"})),
    "opinions": Chapter("Satisfaction and self-ratings", frozenset({"questions", "self_ratings"})),
    "comparison": Chapter("Groups compared", frozenset({"breakdowns"})),
    "agenda": Chapter("Development agenda", frozenset({"ocai"})),
    "methods": Chapter("Methods"),
    "report": Chapter("Summary and claims"),
}

#: With the chapter of all waves.
ALL_CHAPTERS = CHAPTERS | {"trends": Chapter("Change between waves")}


def chapters_of(blocks: Iterable[str]) -> list[str]:
    """Names of the chapters that a study with these blocks has for each wave, in their order."""
    present = set(blocks)
    return [name for name, chapter in CHAPTERS.items() if not chapter.needs or chapter.needs & present]
