"""The contract of the published tables, as pandera checks it before they leave."""

import pandas as pd
import pandera.pandas as pa

from competing_values.tables.declared import COLUMNS, ROW, TABLES, TRENDS, Table
from competing_values.tables.files import KINDS, typed

CHECKS = {"share": [pa.Check.in_range(0, 1)], "count": [pa.Check.ge(0)]}


def schema(table: Table) -> pa.DataFrameSchema:
    """The columns of a table in their order, their kinds and ranges, and that no row stands twice."""
    identity = [column for column in ROW if column != "n"] + list(table.key)
    kinds = {column: COLUMNS[column][0] for column in table.columns}
    columns = {name: pa.Column(KINDS[kind], CHECKS.get(kind, []), nullable=True) for name, kind in kinds.items()}
    return pa.DataFrameSchema(columns, unique=identity, strict=True, ordered=True)


def checked(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table that keeps its contract.

    Raises
    ------
    pandera.errors.SchemaError
        When it does not.
    """
    return schema((TABLES | TRENDS)[name]).validate(typed(name, frame))
