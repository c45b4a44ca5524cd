"""Population margins: how many people of each group there are."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from competing_values.errors import UserError
from competing_values.strict import unknown
from competing_values.strict_csv import rows_of

COLUMNS = ("variable", "category", "count")


def margins(path: str | Path, categories: Mapping[str, Sequence[str] | None]) -> dict[str, dict[str, float]]:
    """Margins of a population.

    Parameters
    ----------
    path
        CSV with the columns ``variable, category, count``; others, such as the source of a figure, may follow.
    categories
        Breakdowns of the instrument, and their categories.

    Returns
    -------
    variable: category: count.

    Raises
    ------
    UserError
        When a column is missing, a variable or category is unknown, or a count is no positive number: all at once.
    """
    rows, faults = rows_of(path, COLUMNS)
    found: dict[str, dict[str, float]] = {}
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        place, (variable, category, count) = f"{path}, row {line}", (row[column] for column in COLUMNS)
        known = categories.get(variable)
        if variable not in categories:
            faults.append(f"{place}: {unknown('breakdown of the instrument', variable, categories)}")
        elif known and category not in known:
            faults.append(f"{place}: {unknown(f'category of `{variable}`', category, known)}")
        if first.setdefault((variable, category), line) != line:
            before = first[variable, category]
            faults.append(f"{place}: `{variable}`, `{category}` stands already in row {before}; keep one of the two")
        number = _positive(count)
        if number is None:
            faults.append(f"{place}: the count `{count}` is no positive number; correct it")
        else:
            found.setdefault(variable, {})[category] = number
    if not rows:
        faults.append(f"{path}: there is no row below the header; add the counts, or leave `population` out")
    if faults:
        raise UserError("\n".join(faults))
    return found


def _positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < math.inf else None
