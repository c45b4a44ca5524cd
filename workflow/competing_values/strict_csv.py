"""Strict reading of the small CSV files that a study's authors write themselves."""

import csv
from collections.abc import Sequence
from pathlib import Path

from competing_values.errors import UserError


def rows_of(path: str | Path, columns: Sequence[str]) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """Rows of a CSV file as text.

    Parameters
    ----------
    path
        CSV in UTF-8, with commas between cells.
    columns
        Those that it must have; others may follow.

    Returns
    -------
    Number of each row and its cells by column, without blanks around them; and faults, in words: rows with more cells
    than the header.

    Raises
    ------
    UserError
        When it is no such file, or a column is missing.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            header, read = reader.fieldnames or [], [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error):
        raise UserError(f"{path}: this is no CSV in UTF-8. Save it so, with commas between cells.") from None
    if absent := [column for column in columns if column not in header]:
        raise UserError(
            f"{path}, row 1: no column `{'`, `'.join(absent)}`; expected {', '.join(columns)}, with commas between them."
        )
    faults = [
        f"{path}, row {line}: more cells than the header has; put text with a comma in quotes"
        for line, row in read
        if None in row
    ]
    return [(line, {column: row[column].strip() for column in header}) for line, row in read], faults
