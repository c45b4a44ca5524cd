"""Tables as files: tidy CSV by the contract of `tables`, checked where it is written and where it is read."""

import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from competing_values.errors import UserError
from competing_values.tables import COLUMNS, ROW, TABLES, TRENDS, Table

KINDS = {"text": "str", "count": "Int64", "number": "Float64", "share": "Float64", "truth": "boolean"}
WHOLE = {"weights": "none", "group_by": "all", "group": "all", "suppressed": False}
DIGITS = 10


def schema(table: Table) -> pa.DataFrameSchema:
    """What pandera checks: the columns, their kinds and ranges, and that no row stands twice."""
    checks = {"share": [pa.Check.in_range(0, 1)], "count": [pa.Check.ge(0)]}
    identity = [column for column in ROW if column != "n"] + list(table.key)
    return pa.DataFrameSchema(
        {
            column: pa.Column(KINDS[kind], checks.get(kind, []), nullable=True)
            for column in table.columns
            for kind, _ in [COLUMNS[column]]
        },
        unique=identity,
        strict=True,
        ordered=True,
    )


def write(name: str, frame: pd.DataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table; columns of the whole source (`all`, unweighted, not suppressed) may be left out.

    Numbers are rounded to 10 significant digits: beyond, they depend on the machine.

    Raises
    ------
    pandera.errors.SchemaError
        When the frame does not keep the contract.
    """
    table = _table(name)
    absent = {column: None for column in table.columns if column not in frame}
    complete = frame.assign(**(absent | {column: value for column, value in WHOLE.items() if column in absent}))
    typed = (
        complete[list(table.columns)]
        .reset_index(drop=True)
        .astype({column: KINDS[COLUMNS[column][0]] for column in table.columns})
    )
    schema(table).validate(typed).to_csv(path, index=False, float_format=f"%.{DIGITS}g", lineterminator="\n")


def read(name: str, path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table.

    Raises
    ------
    UserError
        When the file is not what `write` left there.
    """
    table = _table(name)
    kinds = {column: KINDS[COLUMNS[column][0]] for column in table.columns}
    try:
        return schema(table).validate(pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values=[""]))
    except (pa.errors.SchemaError, ValueError) as error:
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
