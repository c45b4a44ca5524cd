"""The contract of the tables: a frame has exactly the declared columns, of their kinds and ranges, before it is written."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from competing_values.errors import ContractError
from competing_values.tables.declared import COLUMNS, DECLARED, WHOLE

#: Kind of a column: what pandas calls it.
KINDS: dict[str, Any] = {
    "text": "str", "group": "str", "count": "Int64", "number": "Float64", "share": "Float64", "truth": "boolean",
}  # fmt: skip
#: Lowest and highest value of each kind that has them.
RANGES = {"share": (0, 1), "count": (0, None)}


def of_whole_source(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows that tell of whole sources, with the columns that say so."""
    return frame.assign(**WHOLE)


def refuse_other_columns(name: str, found: Iterable[str], besides: Iterable[str] = ()) -> None:
    """Refuse columns that are not exactly those of a table, whatever their order.

    Parameters
    ----------
    name
        The table.
    found
        Columns of its estimates.
    besides
        Declared columns that are filled in later.

    Raises
    ------
    ContractError
        When a declared column is not there, or one is there that is not declared.
    """
    declared, found = set(DECLARED[name].columns).difference(besides), set(found)
    faults = [f"`{column}` is declared, and not estimated" for column in sorted(declared - found)]
    faults += [f"`{column}` is estimated, and not declared" for column in sorted(found - declared)]
    if faults:
        raise ContractError(f"table {name}: {'; '.join(faults)}")


def checked(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table that keeps its contract: its columns in their order, each of its kind.

    A frame without rows may lack columns: where nobody was asked, there is nothing to estimate.

    Raises
    ------
    ContractError
        When columns, kinds or ranges are not those declared, a row stands twice, or rows of one group do not stand
        together.
    """
    columns = list(DECLARED[name].columns)
    if not len(frame):
        return pd.DataFrame({column: pd.Series(dtype=KINDS[COLUMNS[column][0]]) for column in columns})
    refuse_other_columns(name, frame.columns)
    typed = pd.DataFrame({column: _typed(name, frame[column]) for column in columns}).reset_index(drop=True)
    if faults := [*_out_of_range(typed), *_misplaced(name, typed)]:
        raise ContractError(f"table {name}: {'; '.join(faults)}")
    return typed


def _typed(name: str, values: pd.Series) -> pd.Series:
    """Values as their column's kind; a number is no text, and a text no number."""
    kind = COLUMNS[str(values.name)][0]
    inferred = pd.api.types.infer_dtype(values, skipna=True)
    if inferred != "empty" and (inferred == "string") != (KINDS[kind] == "str"):
        raise ContractError(f"table {name}: `{values.name}` is declared as {kind}, and holds values of kind {inferred}")
    try:
        return values.astype(KINDS[kind])
    except (TypeError, ValueError) as error:
        raise ContractError(f"table {name}: `{values.name}` is declared as {kind} ({error})") from error


def _out_of_range(typed: pd.DataFrame) -> Iterator[str]:
    for column in typed:
        low, high = RANGES.get(COLUMNS[str(column)][0], (None, None))
        values = typed[column].dropna()
        if (low is not None and (values < low).any()) or (high is not None and (values > high).any()):
            yield f"`{column}` has values from {values.min()} to {values.max()}"


def _misplaced(name: str, typed: pd.DataFrame) -> Iterator[str]:
    """Rows that stand twice, and rows of one source, breakdown or group that others stand between."""
    if (twice := typed.duplicated([*DECLARED[name].identity])).any():
        yield f"a row stands twice: {typed.loc[twice, [*DECLARED[name].identity]].iloc[0].to_dict()}"
    cells = np.zeros(len(typed), dtype=int)
    for column in DECLARED[name].order:
        own, values = pd.factorize(typed[column], use_na_sentinel=False)
        cells, found = pd.factorize(cells * len(values) + own)
        if np.count_nonzero(np.diff(cells)) + 1 > len(found):
            yield f"rows of one {column} do not stand together"
            return
