"""Published OCAI profiles of others, to show beside one's own."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from competing_values.errors import UserError
from competing_values.study import small_csv
from competing_values.study.names import TYPES
from competing_values.study.strict import NAME, PATTERNS, unknown

PERSPECTIVES = ("now", "preferred")
COLUMNS = ("name", "label", "source", "perspective", *TYPES, "note")
#: Columns that may be left out.
SIZES = {"n": "respondents", "organisations": "organisations"}
#: Lowest and highest answer of a rating scale; written so, no spreadsheet takes it for a date.
SCALE = re.compile(r"([0-9]+) to ([0-9]+)")
#: Four figures whose total is farther off than this part of all points are no points, whatever a note says.
EXPLAINED = 0.1


def profiles(path: str | Path, total: float, languages: Sequence[str]) -> list[dict[str, Any]]:
    """Profiles of a benchmarks file.

    Parameters
    ----------
    path
        CSV with the columns ``name, label, source, perspective, clan, adhocracy, market, hierarchy, note``, a row a
        profile and perspective. Others may follow: ``n`` and ``organisations`` hold how many were asked, ``scale`` the
        rating scale of figures that are no points (``1 to 5``), ``label_kk`` and ``note_ru`` translations.
    total
        Points that the questionnaire lets respondents share.
    languages
        In which labels and notes are wanted; what is not translated stays as it is.

    Returns
    -------
    One dictionary a row, with the same keys: figures as numbers, ``n`` and ``organisations`` as numbers or None,
    ``label`` and ``note`` by language, ``scale`` as lowest and highest answer or None, and ``total``, the sum of the
    four where that is another than all points by more than rounding, else None.

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
            for column in ("label", "source", "scale")
            if row.get(column, "") != one.get(column, "")
        ]
        earlier = places.setdefault((row["name"], row["perspective"]), place)
        if earlier != place:
            taken = f"`{row['name']}`, `{row['perspective']}` stands already in {_row(earlier)}"
            faults.append(f"{place}: {taken}; keep one of the two")
    if not rows:
        faults.append(f"{path}: there is no row below the header; add a profile, or leave `benchmarks` out")
    if faults:
        raise UserError("\n".join(faults))
    return [_profile(row, total, languages) for _, row in rows]


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
    for column, counted in SIZES.items():
        written = row.get(column, "")
        if written and not (written.isascii() and written.isdigit() and int(written)):
            yield (
                f"{column}, the number of {counted}, is `{written}`; write a whole number above 0, or leave it empty where"
                " it is not published"
            )
    scale = _scale(row)
    if row.get("scale") and scale is None:
        yield f"scale is `{row['scale']}`; write its lowest and highest answer, such as `1 to 5`, or leave it empty for points"
        return
    least, most = scale or (0, total)
    what = "points" if scale is None else "a mean"
    figures = {culture_type: _figure(row[culture_type], least, most) for culture_type in TYPES}
    for culture_type, value in figures.items():
        if value is None:
            yield (
                f"{culture_type} is `{row[culture_type]}`; "
                f"write {what} from {least:g} to {most:g} as a number with a decimal point"
            )
    if scale is None and None not in figures.values():
        yield from _off(row, total)


def _off(row: dict[str, str], total: float) -> Iterator[str]:
    """What is wrong with four figures that do not total all points."""
    found = _total(row, total)
    if found is None:
        return
    if abs(found - total) > EXPLAINED * total:
        yield (
            f"the four total {found:.10g}, not {total:g}; correct them or, if they are means of a rating scale, name it in"
            " a column `scale`, such as `1 to 5`"
        )
    elif not row["note"]:
        yield f"the four total {found:.10g}, not {total:g}; correct them, or say in `note` why"


def _figure(text: str, least: float, most: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if least <= value <= most else None


def _scale(row: dict[str, str]) -> list[int] | None:
    """Lowest and highest answer of the rating scale that a row names; None where it names none."""
    found = SCALE.fullmatch(row.get("scale", ""))
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return [int(found[1]), int(found[2])]


def _total(row: dict[str, str], total: float) -> float | None:
    """What the four points of a row add up to; None where that is all points, but for the rounding of their digits.

    All four are taken to have the decimals of that which has most: a spreadsheet drops zeros at the end.
    """
    figures = [Decimal(row[culture_type]) for culture_type in TYPES]
    last_digit = Decimal(1).scaleb(min(int(figure.as_tuple().exponent) for figure in figures))
    found = sum(figures)
    return None if abs(found - Decimal(repr(total))) <= len(figures) * last_digit / 2 else float(found)


def _profile(row: dict[str, str], total: float, languages: Sequence[str]) -> dict[str, Any]:
    scale = _scale(row)
    return {
        "name": row["name"],
        **{
            column: {language: row.get(f"{column}_{language}") or row[column] for language in languages}
            for column in ("label", "note")
        },
        "source": row["source"],
        **{column: int(row[column]) if row.get(column) else None for column in SIZES},
        "perspective": row["perspective"],
        "scale": scale,
        **{culture_type: float(row[culture_type]) for culture_type in TYPES},
        "total": _total(row, total) if scale is None else None,
    }
