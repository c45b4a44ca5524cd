"""The chapters of the report: a notebook each, with its title and what it needs."""

from collections.abc import Iterable
from typing import NamedTuple


class Chapter(NamedTuple):
    """A chapter: its title, and the blocks of which a study needs one; none: every study has it."""

    title: str
    needs: frozenset[str] = frozenset()


#: Chapters of a wave, in the order of the report: results, what to do, and what these stand on.
CHAPTERS = {
    "summary": Chapter("In short"),
    "change": Chapter("Change since earlier waves", frozenset({"earlier"})),
    "culture": Chapter("Culture now and preferred", frozenset({"ocai"})),
    "sectors": Chapter("Where it works, and where it does not", frozenset({"ratings"})),
    "opinions": Chapter("Satisfaction and self-ratings", frozenset({"questions", "self_ratings"})),
    "groups": Chapter("Groups compared", frozenset({"breakdowns"})),
    "agenda": Chapter("What to do", frozenset({"ocai"})),
    "claims": Chapter("The article, claim by claim", frozenset({"claims"})),
    "methods": Chapter("Methods"),
    "data": Chapter("The data"),
}

#: With the chapter of all waves.
ALL_CHAPTERS = CHAPTERS | {"trends": Chapter("Change between waves")}
#: After which chapter readers explore for themselves: the last of those that a study has.
BEFORE_EXPLORER = ("summary", "change", "culture", "sectors", "opinions", "groups", "agenda")


def chapters_of(blocks: Iterable[str]) -> list[str]:
    """Names of the chapters of a wave, in their order.

    Parameters
    ----------
    blocks
        Kinds of blocks of the questionnaire, and ``breakdowns``, ``claims`` and ``earlier`` where a wave has these: groups
        to compare, an article, waves before it.
    """
    present = set(blocks)
    return [name for name, chapter in CHAPTERS.items() if not chapter.needs or chapter.needs & present]
