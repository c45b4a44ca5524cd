"""Published OCAI profiles of others, to show beside one's own."""

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from competing_values.errors import UserError
from competing_values.study import small_csv
from competing_values.study.names import TYPES
from competing_values.study.strict import NAME, PATTERNS, unknown

PERSPECTIVES = ("now", "preferred")
COLUMNS = ("name", "label", "source", "n", "perspective", *TYPES, "note")
#: Figures with two decimals may be so far from the total by rounding.
ROUNDING = 0.05


def profiles(path: str | Path, total: float, languages: Sequence[str]) -> list[dict[str, Any]]:
    """Profiles of a benchmarks file.

    Parameters
    ----------
    path
        CSV with the columns ``name, label, source, n, perspective, clan, adhocracy, market, hierarchy, note``, a row a
        profile and perspective. Others may follow: ``label_kk`` and ``note_ru`` hold translations.
    total
        Points that the questionnaire lets respondents share.
    languages
        In which labels and notes are wanted; what is not translated stays as it is.

    Returns
    -------
    One dictionary a row, with the same keys: points and ``n`` as numbers, ``label`` and ``note`` by language, and
    ``total``, the sum of the four.

    Raises
    ------
    UserError
        When the form of the file is wrong (`small_csv.rows`); else when a cell is empty, a number is none, the four do
        not total as they should and no note says why, or rows contradict each other: all at once.
    """
    rows = small_csv.rows(path, COLUMNS)
    faults: list[str] = []
    first: dict[str, tuple[str, dict[str, str]]] = {}
    places: dict[tuple[str, str], str] = {}
    for place, row in rows:
        faults += [f"{place}: {words}" for words in _faults(row, total)]
        before, one = first.setdefault(row["name"], (place, row))
        faults += [
            f"{place}: `{row['name']}` has another `{column}` in {_row(before)}; write the same in both"
            for column in ("label", "source")
            if row[column] != one[column]
        ]
        earlier = places.setdefault((row["name"], row["perspective"]), place)
        if earlier != place:
            taken = f"`{row['name']}`, `{row['perspective']}` stands already in {_row(earlier)}"
            faults.append(f"{place}: {taken}; keep one of the two")
    if not rows:
        faults.append(f"{path}: there is no row below the header; add a profile, or leave `benchmarks` out")
    if faults:
        raise UserError("\n".join(faults))
    return [_profile(row, languages) for _, row in rows]


def _row(place: str) -> str:
    return place.rpartition(", ")[2]


def _faults(row: dict[str, str], total: float) -> Iterator[str]:
    for column in ("label", "source"):
        if not row[column]:
            yield f"`{column}` is empty; readers must know whose profile it is, so add it"
    if not re.match(NAME, row["name"]):
        yield f"the name `{row['name']}` is not {PATTERNS[NAME]}; write one"
    if row["perspective"] not in PERSPECTIVES:
        yield unknown("perspective", row["perspective"], PERSPECTIVES)
    if not (row["n"].isascii() and row["n"].isdigit() and int(row["n"])):
        yield f"n, the number of respondents, is `{row['n']}`; write a whole number above 0"
    points = {culture_type: _points(row[culture_type], total) for culture_type in TYPES}
    for culture_type, value in points.items():
        if value is None:
            yield (
                f"{culture_type} is `{row[culture_type]}`; "
                f"write points from 0 to {total:g} as a number with a decimal point"
            )
    if None not in points.values() and not row["note"]:
        found = math.fsum(value or 0 for value in points.values())
        if abs(found - total) > ROUNDING:
            yield f"the four total {found:.10g}, not {total:g}; correct them, or say in `note` why"


def _points(text: str, total: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= total else None


def _profile(row: dict[str, str], languages: Sequence[str]) -> dict[str, Any]:
    points = {culture_type: float(row[culture_type]) for culture_type in TYPES}
    return {
        "name": row["name"],
        **{
            column: {language: row.get(f"{column}_{language}") or row[column] for language in languages}
            for column in ("label", "note")
        },
        "source": row["source"],
        "n": int(row["n"]),
        "perspective": row["perspective"],
        **points,
        "total": round(math.fsum(points.values()), 10),
    }
