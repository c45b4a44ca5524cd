"""Parquet files: typed columns as text."""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from competing_values.errors import UserError
from competing_values.reading.raw import ROW, Raw, trimmed
from competing_values.spelling import normal


def read(path: Path, wanted: Collection[str] | None, decimal: str) -> Raw:
    """A Parquet file as text: whole numbers without a decimal point, dates as ISO 8601; the first row is row 1.

    Raises
    ------
    UserError
        When the file is no Parquet file, or a wanted column holds lists or bytes.
    """
    file = pl.scan_parquet(path, row_index_name=ROW, row_index_offset=1)
    try:
        schema = dict(file.collect_schema())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        raise UserError(f"{path}: this is no whole Parquet file; export it again, or correct `format`.") from None
    columns = {
        name: kind for name, kind in schema.items() if name != ROW and (wanted is None or normal(name) in wanted)
    }
    nested = [name for name, kind in columns.items() if kind.is_nested() or kind in {pl.Binary, pl.Object}]
    if nested and wanted is not None:
        raise UserError(f"{path}, column `{nested[0]}`: its cells are {columns[nested[0]]}, not text or numbers.")
    texts = {
        name: _text(name, kind, decimal).alias(normal(name)) for name, kind in columns.items() if name not in nested
    }
    cells = file.select(ROW, *texts.values()).select(ROW, *trimmed(map(normal, texts)))
    return Raw(cells, [normal(name) for name in schema if name != ROW])


def _text(name: str, kind: pl.DataType, decimal: str) -> pl.Expr:
    column = pl.col(name)
    if not kind.is_float():
        return column.cast(pl.String)
    number = column.fill_nan(None)
    whole = number.cast(pl.Int64, strict=False)
    text = pl.when(whole == number).then(whole.cast(pl.String)).otherwise(number.cast(pl.String))
    return text.str.replace(".", decimal, literal=True)
