"""Parquet files: typed columns as text."""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.reading.raw import ROW_NUMBER, Raw, refuse_twice, trimmed
from competing_values.study.spelling import normal

NO_TEXT = (pl.Binary, pl.Object, pl.Duration)


def read(path: Path, wanted: Collection[str] | None, decimal: str) -> Raw:
    """A Parquet file as text: whole numbers without a decimal point, dates as ISO 8601; the first row is row 1.

    Raises
    ------
    UserError
        When the file is no Parquet file, or a wanted column holds lists, bytes or spans of time.
    """
    file = pl.scan_parquet(path, row_index_name=ROW_NUMBER, row_index_offset=1)
    try:
        schema = {name: kind for name, kind in file.collect_schema().items() if name != ROW_NUMBER}
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        raise UserError(f"{path}: this is no whole Parquet file; export it again, or correct `format`.") from None
    header = [normal(name) for name in schema]
    if not header:
        raise UserError(f"{path}: the file has no columns; export it again.")
    names = {normal(name) for name in (header if wanted is None else wanted)}
    nested = {name: kind for name, kind in schema.items() if kind.is_nested() or isinstance(kind, NO_TEXT)}
    refused = [] if wanted is None else [name for name in nested if normal(name) in names]
    if refused:
        raise UserError(
            f"{path}, column `{refused[0]}`: its cells are {nested[refused[0]]}, not text or numbers. "
            "Save it as text or numbers, or take the column out of the codebook."
        )
    kept = {name: kind for name, kind in schema.items() if normal(name) in {*names, header[0]}}
    if wanted is not None:
        refuse_twice(f"{path}", header, map(normal, kept))
    texts = (
        pl.lit(None, pl.String).alias(normal(name)) if name in nested else _text(name, kind, decimal)
        for name, kind in kept.items()
    )
    plain = [normal(name) for name, kind in kept.items() if kind.is_numeric() or kind.is_temporal()]
    entries = file.select(ROW_NUMBER, *texts).select(ROW_NUMBER, *trimmed(map(normal, kept), plain))
    return Raw(entries, header)


def _text(name: str, kind: pl.DataType, decimal: str) -> pl.Expr:
    column = pl.col(name)
    if kind.is_float():
        number = column.fill_nan(None)
        whole = number.cast(pl.Int64, strict=False)
        text = pl.when(whole == number).then(whole.cast(pl.String)).otherwise(number.cast(pl.String))
    elif isinstance(kind, pl.Datetime):
        text = column.dt.to_string("iso:strict")
    else:
        text = column.cast(pl.String)
    is_number = kind.is_float() or kind.is_decimal()
    return (text.str.replace(".", decimal, literal=True) if is_number else text).alias(normal(name))
