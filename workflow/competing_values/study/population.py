"""Population margins: how many people of each group there are."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from competing_values.errors import UserError
from competing_values.study import small_csv
from competing_values.study.strict import unknown

COLUMNS = ("variable", "category", "count")
#: The column that says how a count came about, and how it begins where nobody published it.
NOTE, ASSUMED = "note", "assumed"


def margins(path: str | Path, categories: Mapping[str, Sequence[str] | None]) -> dict[str, dict[str, float]]:
    """Margins of a population.

    Parameters
    ----------
    path
        CSV with the columns ``variable, category, count``; others, such as the source of a figure, may follow; a `note` that begins
        with `assumed` says that the count is an assumption.
    categories
        Breakdowns of the instrument, and their categories.

    Returns
    -------
    variable: category: count.

    Raises
    ------
    UserError
        When the form of the file is wrong (`small_csv.rows`); else when a variable or category is unknown or there twice,
        or a count is no positive number: all at once.
    """
    faults: list[str] = []
    found: dict[str, dict[str, float]] = {}
    first: dict[tuple[str, str], str] = {}
    for place, row in small_csv.rows(path, COLUMNS):
        variable, category, count = (row[column] for column in COLUMNS)
        known = categories.get(variable)
        if variable not in categories:
            faults.append(f"{place}: {unknown('breakdown of the instrument', variable, categories)}")
        elif known and category not in known:
            faults.append(f"{place}: {unknown(f'category of `{variable}`', category, known)}")
        if first.setdefault((variable, category), place) != place:
            before = first[variable, category].rpartition(", ")[2]
            faults.append(f"{place}: `{variable}`, `{category}` stands already in {before}; keep one of the two")
        number = _positive(count)
        if number is None:
            faults.append(f"{place}: the count `{count}` is no positive number; correct it")
        else:
            found.setdefault(variable, {})[category] = number
    if not first:
        faults.append(f"{path}: there is no row below the header; add the counts, or leave `population` out")
    if faults:
        raise UserError("\n".join(faults))
    return found


def assumed(path: str | Path) -> set[tuple[str, str]]:
    """Variables and categories whose counts are assumptions of the study: their `note` begins with `assumed`."""
    return {
        (row["variable"], row["category"])
        for _, row in small_csv.rows(path, COLUMNS)
        if row.get(NOTE, "").casefold().startswith(ASSUMED)
    }


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < math.inf else None
