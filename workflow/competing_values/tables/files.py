"""Tables as files: tidy CSV with the columns that `tables` declares."""

import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from competing_values.errors import UserError
from competing_values.tables.declared import COLUMNS, ROW, TABLES, TRENDS, Table

KINDS = {"text": "str", "count": "Int64", "number": "Float64", "share": "Float64", "truth": "boolean"}
WHOLE: dict[str, str | bool] = {"weights": "none", "group_by": "all", "group": "all", "suppressed": False}
DIGITS = 10


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of a table in their order, each of its kind.

    Columns of the whole source (`all`, unweighted, not suppressed) may be left out, and are filled in.
    """
    columns = list(_table(name).columns)
    complete = frame.reset_index(drop=True).reindex(columns=columns)
    for column, value in WHOLE.items():
        if column not in frame:
            complete[column] = value
    return complete.astype({column: KINDS[COLUMNS[column][0]] for column in columns})


def write(name: str, frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table as `typed` gives it, numbers to 10 significant digits: beyond, they depend on the machine."""
    typed(name, frame).to_csv(path, index=False, float_format=f"%.{DIGITS}g", lineterminator="\n")


def read(name: str, path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table.

    Raises
    ------
    UserError
        When the file has not the columns that `write` left there, or other kinds of values.
    """
    columns = _table(name).columns
    kinds = {column: KINDS[COLUMNS[column][0]] for column in columns}
    try:
        frame = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=[""])
        if tuple(frame.columns) != columns:
            raise ValueError(f"expected the columns {', '.join(columns)}")
        return frame
    except ValueError as error:
        raise UserError(
            f"{path}: the file was altered or is incomplete ({error}). Delete it and run again: it will be made anew."
        ) from None


def read_all(paths: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Read tables, each named by its file."""
    return {Path(path).stem: read(Path(path).stem, path) for path in paths}


def dictionary(names: Iterable[str]) -> str:
    """The data dictionary of some tables, in Markdown."""
    lines = [
        "# Tables\n",
        "Tidy CSV in UTF-8, one row an estimate; an empty cell is missing. Every table begins with "
        f"{', '.join(f'`{column}`' for column in ROW)} and ends with `suppressed`.\n",
        *(f"- `{column}`: {COLUMNS[column][1]}" for column in (*ROW, "suppressed")),
    ]
    for name in names:
        table = TABLES[name]
        lines += [f"\n## {name}.csv\n", f"{table.title}.\n"]
        lines += [f"- `{column}`: {COLUMNS[column][1]}" for column in table.columns[len(ROW) : -1]]
    return "\n".join(lines) + "\n"


def _table(name: str) -> Table:
    return (TABLES | TRENDS)[name]
