"""One raw file, whatever its kind, as text: every entry as it was written, with the row that its program shows."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.reading import columnar, delimited
from competing_values.microdata.reading.conversion import converted
from competing_values.microdata.reading.raw import ROW_NUMBER, Raw, refuse_twice, trimmed
from competing_values.study.formats import FORMATS
from competing_values.study.spelling import normal

SHOWN = 10
BATCH = 10_000


def read_text(codebook: dict[str, Any], scratch: Path, wanted: Collection[str] | None = None) -> Raw:
    """Read the raw file of a codebook as text.

    Parameters
    ----------
    codebook
        As `study.load` returns it.
    scratch
        A folder for copies of the cells; they are read from there until `Raw.entries` is no longer used.
    wanted
        Columns to read, beside the first, for what else a raw file holds is nobody's business; none: all.

    Raises
    ------
    UserError
        When the file cannot be read, has not the encoding, or a wanted header stands there twice.
    """
    path = Path(codebook["file"])
    if FORMATS[codebook["format"]].reader == "columnar":
        refuse_absent(path)
        return columnar.read(path, wanted, codebook["csv"]["decimal"])
    found, about = rows(codebook, scratch)
    return _stored(path, found, codebook, scratch, wanted, about)


def rows(codebook: dict[str, Any], scratch: Path) -> tuple[Iterator[tuple[int, list[str]]], dict[str, Any]]:
    """Number and cells of each row of a file that is not Parquet, the header among them, and what it says of its columns.

    Parameters and errors are those of `read_text`; a row without any cell is an empty list.
    """
    path, format_ = Path(codebook["file"]), FORMATS[codebook["format"]]
    refuse_absent(path)
    scratch.mkdir(parents=True, exist_ok=True)
    if format_.reader == "delimited":
        return delimited.rows(path, codebook["csv"], codebook["header_row"]), {}
    text, about = converted(path, codebook, scratch)
    found = delimited.rows(text, {"encoding": "utf-8", "delimiter": ","}, None)
    return ((number - 1, row) for number, row in found) if format_.numbers_cases else found, about


def refuse_absent(path: Path) -> None:
    """Refuse a raw file that is not there.

    Raises
    ------
    UserError
        Always then.
    """
    if not path.is_file():
        raise UserError(f"{path}: there is no such file. Put the export there, or correct `file` in the codebook.")


def _stored(
    path: Path,
    rows: Iterator[tuple[int, list[str]]],
    codebook: dict[str, Any],
    scratch: Path,
    wanted: Collection[str] | None,
    about: dict[str, Any],
) -> Raw:
    """Write the wanted cells beside, column by column, after a look at the width of every row."""
    header_row, first_row = codebook["header_row"], codebook["first_row"]
    heads = [row for _, row in islice(rows, first_row - 1)]
    if len(heads) < header_row or not any(map(str.strip, heads[header_row - 1])):
        raise UserError(
            f"{path}, row {header_row}: there is no header; export the file again, or correct `header_row`."
        )
    _refuse_unmarked(path, first_row - 1, heads[-1], codebook["header_mark"])
    names = {normal(name) for name in wanted or ()}
    header = _without_paths([normal(name) for name in heads[header_row - 1]], codebook["path_separator"], names)
    kept = {name: header.index(name) for name in header if name}
    if wanted is not None:
        kept = {name: place for name, place in kept.items() if name in names | {header[0]}}
        refuse_twice(f"{path}, row {header_row}", header, kept)
    uneven: list[tuple[int, int]] = []

    def even() -> Iterator[tuple[int, list[str]]]:
        for number, row in rows:
            if len(row) == len(header):
                yield number, row
            elif row:
                uneven.append((number, len(row)))

    schema = {ROW_NUMBER: pl.UInt32, **dict.fromkeys(kept, pl.String)}
    pl.DataFrame(schema=schema).write_parquet(scratch / "cells_0.parquet")
    fitting, part, fitted = even(), 0, 0
    while batch := list(islice(fitting, BATCH)):
        part, fitted = part + 1, fitted + len(batch)
        numbers, cells = zip(*batch, strict=True)
        columns = list(zip(*cells, strict=True))
        data = {ROW_NUMBER: numbers, **{name: columns[place] for name, place in kept.items()}}
        pl.DataFrame(data, schema=schema).with_columns(trimmed(kept)).write_parquet(scratch / f"cells_{part}.parquet")
    questions = (
        {name: normal(heads[header_row][place]) for name, place in kept.items()}
        if first_row > header_row + 1 and len(heads[header_row]) == len(header)
        else {}
    )
    about = {"questions": questions} | about
    return Raw(
        pl.scan_parquet([scratch / f"cells_{number}.parquet" for number in range(part + 1)]),
        header,
        _uneven(path, uneven, len(header), fitted),
        *(
            {normal(name): said for name, said in about.get(kind, {}).items()}
            for kind in ("missing", "questions", "labels")
        ),
    )


def _without_paths(header: list[str], separator: str | None, wanted: Collection[str]) -> list[str]:
    """Names without the groups before them, where that leaves them different and nobody wants the whole name."""
    if separator is None:
        return header
    last = [name.rpartition(separator)[2] for name in header]
    times = Counter(last)
    return [
        short if times[short] == 1 and short and name not in wanted else name
        for name, short in zip(header, last, strict=True)
    ]


def _refuse_unmarked(path: Path, row: int, cells: list[str], mark: str | None) -> None:
    """Refuse a file whose last row of headings is not what the profile says: it would be a respondent."""
    if mark and not any(mark in cell for cell in cells):
        raise UserError(
            f"{path}, row {row}: no cell holds `{mark}`, as in exports of this profile. "
            "Set `first_row` to the first row with answers."
        )


def _uneven(path: Path, uneven: list[tuple[int, int]], width: int, fitting: int) -> list[str]:
    """What is wrong with rows of another width than the header; `fitting` rows are as wide."""
    widths = {found for _, found in uneven}
    if not fitting and len(uneven) > 1 and len(widths) == 1:
        return [
            f"{path}: each row has {widths.pop()} cells, the header has {width}. Does each row end with a delimiter, or "
            "has the first column no name? Give every column a name in the header."
        ]
    faults = [f"{path}, row {number}: {found} cells, the header has {width}" for number, found in uneven[:SHOWN]]
    if len(uneven) > SHOWN:
        faults.append(f"{path}: and {len(uneven) - SHOWN} more such rows")
    if uneven:
        faults.append(
            "A delimiter or a line break inside an answer must stand in quotes: export the file again. Lines that are no "
            "respondents, such as notes below the table, must be deleted."
        )
    return faults
