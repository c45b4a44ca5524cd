"""Population margins: how many people of each group there are."""

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from competing_values.errors import UserError
from competing_values.strict import unknown

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
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            header, rows = reader.fieldnames or [], [(reader.line_num, row) for row in reader if any(row.values())]
    except (UnicodeDecodeError, csv.Error):
        raise UserError(f"{path}: this is no CSV in UTF-8. Save it so, with commas between cells.") from None
    if absent := [column for column in COLUMNS if column not in header]:
        expected = ", ".join(COLUMNS)
        raise UserError(
            f"{path}, row 1: no column `{'`, `'.join(absent)}`; expected {expected}, with commas between them."
        )
    faults: list[str] = []
    found: dict[str, dict[str, float]] = {}
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        place, (variable, category, count) = f"{path}, row {line}", (row[column].strip() for column in COLUMNS)
        known = categories.get(variable)
        if None in row:
            faults.append(f"{place}: more cells than the header has; put text with a comma in quotes")
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
