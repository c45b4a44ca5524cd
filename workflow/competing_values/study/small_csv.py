"""Small CSV files that people write: margins of a population, wordings of a questionnaire, published profiles."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from competing_values.errors import UserError
from competing_values.study.spelling import IMPOSSIBLE

Row = tuple[str, dict[str, str]]


def rows(path: str | Path, columns: Sequence[str], others: Sequence[str] | None = None) -> list[Row]:
    """Rows of a small CSV file.

    Parameters
    ----------
    path
        UTF-8, separated by commas, or by semicolons as Excel does where the comma is the decimal sign.
    columns
        Columns that it must have.
    others
        Columns that it may have besides; None: any, such as the source of a figure.

    Returns
    -------
    Place (file and row, as the user's program numbers it) and cells by column of each row that is not empty, without
    the blanks around them.

    Raises
    ------
    UserError
        When it is no such file, a column is missing, unknown or there twice, or a row has another width than the header:
        all at once.
    """
    header, *body = _cells(path) or [[]]
    known = [*columns, *(others or [])]
    expected = ", ".join(known)
    faults = [f"row 1: no column `{column}`, expected {expected}; add it" for column in columns if column not in header]
    for place, column in enumerate(header):
        if others is not None and column not in known:
            faults.append(f"row 1: `{column}` is no known column; keep {expected}")
        elif column in header[:place]:
            faults.append(f"row 1: the column `{column}` stands there twice; keep one")
    numbered = [(number, cells) for number, cells in enumerate(body, 2) if any(cells)]
    faults += [
        f"row {number}: {len(cells)} cells, the header has {len(header)}; put a text that holds the separator in quotes"
        for number, cells in numbered
        if len(cells) != len(header)
    ]
    if faults:
        raise UserError("\n".join(f"{path}, {fault}." for fault in faults))
    return [(f"{path}, row {number}", dict(zip(header, cells, strict=True))) for number, cells in numbered]


def _cells(path: str | Path) -> list[list[str]]:
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise UserError(
            f"{path}, row {row}: byte {error.start} is not UTF-8. Save the file as UTF-8 (in Excel: CSV UTF-8)."
        ) from None
    if found := re.search(f"[{IMPOSSIBLE}]", text):
        row = text.count("\n", 0, found.start()) + 1
        raise UserError(f"{path}, row {row}: the sign U+{ord(found[0]):04X} here is no sign of a text; delete it.")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise UserError(
            f"{path}, line {reader.line_num}: a quotation mark is not closed or not doubled ({error}). Put the cell in "
            "quotes, and double those within it."
        ) from None
