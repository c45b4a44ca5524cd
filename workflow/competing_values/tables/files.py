"""Tables as files: tidy CSV with the columns that `tables` declares."""

import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from competing_values.errors import UserError
from competing_values.tables.contract import KINDS, checked
from competing_values.tables.declared import COLUMNS, DECLARED, ROW
from competing_values.tables.formulas import inert, restored

DIGITS = 10


def text(name: str, frame: pd.DataFrame) -> str:
    """A table that keeps its contract as CSV, numbers to 10 significant digits: beyond, they depend on the machine.

    No text in it is run as a formula by a spreadsheet (`formulas.inert`).

    Raises
    ------
    ContractError
        As `contract.checked` says.
    """
    return inert(checked(name, frame)).to_csv(index=False, float_format=f"%.{DIGITS}g", lineterminator="\n")


def write(name: str, frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table as `text` has it."""
    Path(path).write_text(text(name, frame), encoding="utf-8", newline="")


def read(name: str, path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table.

    Raises
    ------
    UserError
        When the file has not the columns that `write` left there, or other kinds of values.
    """
    columns = DECLARED[name].columns
    kinds = {column: KINDS[COLUMNS[column][0]] for column in columns}
    try:
        frame = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=[""])
        if tuple(frame.columns) != columns:
            raise ValueError(f"expected the columns {', '.join(columns)}")
        return restored(frame)
    except ValueError as error:
        raise UserError(
            f"{path}: the file was altered or is incomplete ({error}). Run again: it is made anew."
        ) from None


def read_all(paths: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Read tables, each named by its file."""
    return {Path(path).stem: read(Path(path).stem, path) for path in paths}


def dictionary(names: Iterable[str], *, is_confidential: bool = False) -> str:
    """The data dictionary of some tables, in Markdown; it says so where respondents are not protected in them."""
    lines = [
        "# Tables\n",
        *(
            ["**Not protected, confidential**: single answers can be told from these tables.\n"]
            if is_confidential
            else []
        ),
        "Tidy CSV in UTF-8, one row an estimate; an empty cell is missing. Every table begins with "
        f"{', '.join(f'`{column}`' for column in ROW)}. "
        "An apostrophe stands before text that a spreadsheet would run as a formula.\n",
        *(f"- `{column}`: {COLUMNS[column][1]}" for column in ROW),
    ]
    for name in names:
        table = DECLARED[name]
        lines += [f"\n## {name}.csv\n", f"{table.title}.\n"]
        lines += [f"- `{column}`: {COLUMNS[column][1]}" for column in table.columns[len(ROW) :]]
    return "\n".join(lines) + "\n"
