"""Which raw column is which variable: by name, by the text of the question, by its place in a row of like columns."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from typing import Any

import numpy as np
import polars as pl

from competing_values.study.blocks.ocai import Ocai
from competing_values.study.instrument import Instrument
from competing_values.study.names import TYPES, part
from competing_values.study.spelling import folded

#: Texts are alike from here on, and one of them is meant if no other comes this near.
ALIKE, NEXT_BEST = 0.8, 0.08
#: What stands between a path or a prefix and the name of a question.
PATHS = r"/.\[\-_"
#: Four columns are an OCAI dimension if so many of the complete rows total the points, give or take.
SHARE_OF_SUMS, OFF = 0.7, 5
SAMPLE = 5_000


@dataclass(frozen=True)
class Match:
    """A variable's column; `doubt` says what a person must check, and is empty where there is nothing to."""

    column: str
    doubt: str = ""


def matches(
    header: list[str],
    questions: dict[str, str],
    texts: dict[str, set[str]],
    instrument: Instrument,
    numbers: Callable[[], pl.DataFrame],
) -> dict[str, Match]:
    """Find the columns of variables.

    Parameters
    ----------
    header
        Names of the raw columns, in their order.
    questions
        Raw column: text of its question, where the file has it.
    texts
        Variable: its labels and wordings in all languages.
    instrument
        The questionnaire.
    numbers
        Gives the columns of numbers of some rows; asked only where names and texts do not tell the OCAI.

    Returns
    -------
    Variable: its match; what was not found is left out.
    """
    found = _contested(dict(_by_name(header, texts, ending="")), questions, texts)
    found |= _by_text(_rest(header, found), questions, _left(texts, found), least=1)
    found |= _by_name(_rest(header, found), _left(texts, found), ending=rf"(.*[{PATHS} ])?")
    found |= _by_text(_rest(header, found), questions, _left(texts, found), least=ALIKE)
    if ratings := instrument.ratings:
        rated = list(ratings.statements())
        if not found.keys() & set(rated):
            found |= _by_number(_rest(header, found), rated)
    if (ocai := instrument.ocai) and not found.keys() & set(ocai.parts()):
        left = set(_rest(header, found))
        found |= _by_sums(numbers().select(pl.col(name) for name in numbers().columns if name in left), ocai)
    return found


def _rest(header: list[str], found: dict[str, Match]) -> list[str]:
    taken = {match.column for match in found.values()}
    return [name for name in header if name and name not in taken]


def _left(texts: dict[str, set[str]], found: dict[str, Match]) -> dict[str, set[str]]:
    return {name: known for name, known in texts.items() if name not in found}


def _contested(found: dict[str, Match], questions: dict[str, str], texts: dict[str, set[str]]) -> dict[str, Match]:
    """Columns found by name, where a header is the label of another variable too: either may be meant."""
    by_column = {match.column: name for name, match in found.items()}
    meant = {column: folded(_inner(questions.get(column, column))) for column in by_column}
    contested = dict(found)
    for other, known in texts.items():
        labels = {folded(text) for text in known}
        for column, name in by_column.items():
            if other not in found and meant[column] in labels and meant[column] not in map(folded, texts[name]):
                contested[name] = Match(column, f"it is the label of {other} too; delete the line of the other one")
                contested[other] = Match(column, f"it is the name of {name} too; delete the line of the other one")
    return contested


def _by_name(header: list[str], variables: Iterable[str], ending: str) -> Iterator[tuple[str, Match]]:
    """The header is the canonical name, or what stands before that is an `ending`: of a path, a prefix or a bracket."""
    folds = {name: folded(name).rstrip("]") for name in header}
    for variable in variables:
        named = re.compile(f"{ending}{re.escape(variable)}")
        columns = [name for name in header if named.fullmatch(folds[name])]
        if columns:
            others = [name for name in dict.fromkeys(columns) if name != columns[0]]
            doubts = [f"or is it {' or '.join(others)}?"] if others else []
            if folds[columns[0]].endswith(f" {variable}"):
                doubts.append("the header ends with its name")
            if header.count(columns[0]) > 1:
                doubts.append(
                    f"this header stands there {header.count(columns[0])} times; rename all but one in the file"
                )
            yield variable, Match(columns[0], "; ".join(doubts))


def _by_text(
    header: list[str], questions: dict[str, str], texts: dict[str, set[str]], least: float
) -> dict[str, Match]:
    """The header, or the question's text, is a label or wording of the variable, or most like one, at `least` so alike."""
    asked = {name: folded(_inner(questions.get(name, name))) for name in header}
    folds = {variable: {folded(text) for text in known} for variable, known in texts.items()}
    likeness = {
        variable: sorted(((max(map(_alike(text), known)), name) for name, text in asked.items()), reverse=True)
        for variable, known in folds.items()
        if known and asked
    }
    found = {}
    best = {variable: ranked[0] for variable, ranked in likeness.items() if ranked[0][0] >= least}
    for variable, (ratio, column) in best.items():
        second = likeness[variable][1][0] if len(likeness[variable]) > 1 else 0
        rivals = [other for other, (_, name) in best.items() if name == column and other != variable]
        if rivals and max(best[other][0] for other in rivals) >= ratio:
            continue
        is_sure = ratio == 1 and second < 1
        doubt = (
            ""
            if is_sure
            else f"the text is {ratio:.0%} alike" + (", another one too" if ratio - second < NEXT_BEST else "")
        )
        found[variable] = Match(column, doubt)
    return found


def _inner(text: str) -> str:
    """What stands in brackets at the end: the row of a grid."""
    row = re.search(r"\[([^\[\]]+)\]\s*$", text)
    return row[1] if row else text


def _alike(text: str) -> Callable[[str], float]:
    def ratio(known: str) -> float:
        if 2 * min(len(text), len(known)) < ALIKE * (len(text) + len(known)):
            return 0.0  # before anything is counted: most pairs end here
        matcher = SequenceMatcher(None, text, known, autojunk=False)
        return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0

    return ratio


def _by_number(header: list[str], rated: list[str]) -> dict[str, Match]:
    """As many columns of one array, numbered, as there are statements: in the order of their numbers."""
    arrays: dict[str, dict[int, str]] = defaultdict(dict)
    for name in header:
        if numbered := re.fullmatch(r"(.*?)(\d+)(\D*)", name):
            arrays[f"{numbered[1].rstrip('0')}…{numbered[3]}"][int(numbered[2])] = name
    fitting = [array for array in arrays.values() if len(array) == len(rated)]
    if len(fitting) != 1:
        return {}
    columns = [fitting[0][number] for number in sorted(fitting[0])]
    doubts = [f"{len(rated)} columns of one array, taken in the order of their numbers", *[""] * (len(rated) - 1)]
    return {name: Match(column, doubt) for name, column, doubt in zip(rated, columns, doubts, strict=True)}


def _by_sums(numbers: pl.DataFrame, ocai: Ocai) -> dict[str, Match]:
    """Columns of four that share the points of the instrument: as many as it has dimensions and perspectives."""
    perspectives, dimensions = ocai.perspectives, ocai.dimensions
    size = len(perspectives) * len(dimensions)
    blocks, order = list(_blocks(numbers, ocai.total)), list(product(perspectives, dimensions))
    if len(blocks) != size:
        # Perspectives side by side, as on the printed form: a dimension is A now, A preferred, B now and so on.
        blocks = list(_blocks(numbers, ocai.total, len(perspectives)))
        order = [(perspective, dimension) for dimension in dimensions for perspective in perspectives]
    if len(blocks) != size:
        return {}
    found = {}
    for (perspective, dimension), block in zip(order, blocks, strict=True):
        doubt = (
            f"{', '.join(block)} share {ocai.total:g} points, taken as {perspective}, {dimension}: {', '.join(TYPES)}"
        )
        for culture_type, column in zip(TYPES, block, strict=True):
            found[part(perspective, dimension, culture_type)] = Match(column, doubt)
            doubt = ""
    return found


def _blocks(numbers: pl.DataFrame, total: float, side_by_side: int = 1) -> Iterator[list[str]]:
    """Four columns at a time that share the points, from left to right: neighbours, or so many blocks side by side."""
    names, points = numbers.columns, numbers.to_numpy()
    start, width = 0, len(TYPES) * side_by_side
    while start + width <= len(names):
        blocks = [slice(start + place, start + width, side_by_side) for place in range(side_by_side)]
        if all(_do_share(points[:, block], total) for block in blocks):
            yield from (names[block] for block in blocks)
            start += width
        else:
            start += 1


def _do_share(points: np.ndarray[Any, Any], total: float) -> bool:
    sums = points.sum(axis=1)
    complete = sums[~np.isnan(sums)]
    is_total = np.abs(complete - total) <= OFF
    return bool(is_total.sum() >= SHARE_OF_SUMS * max(1, len(complete)))
