"""What every reader gives back: entries as text, the names of all columns, and what is wrong with rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from competing_values.errors import UserError
from competing_values.study.spelling import INVISIBLE

ROW = "row"
#: The same in `Raw.entries`, where a column of the file may be called `row`.
ROW_NUMBER = ".row"


@dataclass(frozen=True)
class Raw:
    """A raw file as text.

    Attributes
    ----------
    entries
        ``.row`` (its number as the user's own program shows it) and the wanted columns that the file has; cells are
        trimmed, in Unicode's composed form, without invisible signs, and null where empty.
    header
        Names of all columns of the file.
    faults
        What is wrong with its rows, in words; the rows that these name are not in `cells`.
    missing
        Column: codes that the file itself declares to mean no answer (SPSS, Stata).
    questions
        Column: text of the question, where the file has it (SPSS, Stata, second row of Qualtrics).
    labels
        Column: code: its label (SPSS, Stata).
    several
        Wanted name: the columns that it fits, where these are several.
    """

    entries: pl.LazyFrame
    header: list[str]
    faults: list[str] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    several: dict[str, list[str]] = field(default_factory=dict)


def trimmed(names: Iterable[str], plain: Collection[str] = ()) -> Iterator[pl.Expr]:
    """Columns of text as `Raw.entries` has them; those that are `plain` hold ASCII alone, which has one form."""
    for name in names:
        text = pl.col(name).str
        if name not in plain:
            text = text.normalize("NFC").str.replace_all(f"[{INVISIBLE}]", "").str
        yield text.strip_chars().replace("", None)


def plain_columns(cells: pl.DataFrame) -> list[str]:
    """Columns of text that hold ASCII alone."""
    return [
        text.name
        for text in cells.select(pl.col(pl.String))
        if text.str.len_bytes().sum() == text.str.len_chars().sum()
    ]


def refuse_twice(place: str, header: list[str], wanted: Iterable[str]) -> None:
    """Refuse a file in which a wanted header stands twice.

    Raises
    ------
    UserError
        With a line for each such header.
    """
    times = Counter(header)
    twice = dict.fromkeys(name for name in wanted if times[name] > 1)
    if twice:
        raise UserError("\n".join(f"{place}: the header `{name}` stands {_places(name, header)}" for name in twice))


def _places(name: str, header: list[str]) -> str:
    """In which columns a header stands, counted from 1."""
    places = [str(place) for place, other in enumerate(header, start=1) if other == name]
    often = "twice" if len(places) == 2 else f"{len(places)} times"
    return f"there {often}, in the columns {', '.join(places[:-1])} and {places[-1]}; rename all but one"
