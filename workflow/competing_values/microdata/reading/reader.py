"""One raw file, whatever its kind, as text: every entry as it was written, with the row that its program shows."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.reading import columnar, delimited
from competing_values.microdata.reading.conversion import converted
from competing_values.microdata.reading.raw import ROW_NUMBER, Raw, plain_columns, refuse_twice, trimmed
from competing_values.study.formats import FORMATS
from competing_values.study.spelling import normal

SHOWN = 10
BATCH = 10_000
#: The code before the text of a question, as in `G2Q1[SQ001]. How …`.
CODE = re.compile(r"[A-Za-z]\w*(\[[^\]]*\])*")


class Heading(NamedTuple):
    """The name of a column, whole, and shorter ones that may do: without the groups before it, or the text behind it."""

    whole: str
    short: tuple[str, ...] = ()
    question: str = ""


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
        return delimited.rows(path, codebook["csv"], codebook["header_row"][0]), {}
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
    header_rows, first_row = codebook["header_row"], codebook["first_row"]
    heads = [row for _, row in islice(rows, first_row - 1)]
    upper = [heads[row - 1] for row in header_rows if row <= len(heads)]
    place = f"{path}, row {header_rows[0]}"
    if len(upper) < len(header_rows) or not any(map(str.strip, upper[0])):
        raise UserError(f"{place}: there is no header; export the file again, or correct `header_row`.")
    _refuse_unmarked(path, first_row - 1, heads[-1], codebook["header_mark"])
    names = {normal(name) for name in wanted or ()}
    headings = _headings(upper, codebook)
    header, several = _named(headings, names)
    kept = {name: header.index(name) for name in header if name}
    if wanted is not None:
        kept = {name: place for name, place in kept.items() if name in names | {header[0]}}
        refuse_twice(place, header, kept)
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
        batch_of_cells = pl.DataFrame(data, schema=schema)
        texts = trimmed(kept, plain_columns(batch_of_cells))
        batch_of_cells.with_columns(texts).write_parquet(scratch / f"cells_{part}.parquet")
    questions = {name: headings[at].question for name, at in kept.items() if headings[at].question}
    if first_row > header_rows[-1] + 1 and len(heads[header_rows[-1]]) == len(header):
        questions |= {name: normal(heads[header_rows[-1]][at]) for name, at in kept.items()}
    told = {
        kind: {normal(name): said for name, said in ({"questions": questions} | about).get(kind, {}).items()}
        for kind in ("missing", "questions", "labels")
    }
    faults = [
        *_unnamed(place, header, heads[header_rows[-1] : first_row - 1]),
        *_uneven(path, uneven, len(header), fitted),
    ]
    entries = pl.scan_parquet([scratch / f"cells_{number}.parquet" for number in range(part + 1)])
    return Raw(entries, header, faults, several=several, **told)


def _headings(rows: list[list[str]], codebook: dict[str, Any]) -> list[Heading]:
    """Names of the columns: rows of headings joined, and what stands before a name, or behind it, apart."""
    path, text = codebook["path_separator"], codebook["text_separator"]
    if len(rows) > 1:
        return [_joined(parts, codebook["blank_headings"]) for parts in _spread(rows)]
    names = [normal(name) for name in rows[0]]
    if path:
        return [Heading(name, (name.rpartition(path)[2],)) for name in names]
    if text:
        codes = (name.partition(text) for name in names)
        return [
            Heading(name, (code,), question) if question and CODE.fullmatch(code) else Heading(name)
            for name, (code, _, question) in zip(names, codes, strict=True)
        ]
    return [*map(Heading, names)]


def _spread(rows: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """The headings over each column; a heading goes on over the blank cells to its right, but in the lowest row."""
    width = max(map(len, rows))
    above: list[tuple[str, ...]] = [()] * width
    for depth, row in enumerate(rows, start=1):
        cells = [normal(cell) for cell in row] + [""] * (width - len(row))
        if depth < len(rows):
            for place in range(1, width):
                if not cells[place] and above[place] == above[place - 1]:
                    cells[place] = cells[place - 1]
        above = [(*over, cell) for over, cell in zip(above, cells, strict=True)]
    yield from above


def _joined(parts: tuple[str, ...], blank: Collection[str]) -> Heading:
    """Headings over one column as one: `question [row of the grid]`."""
    told = [part for part in parts if part and part.lower() not in blank]
    if not told:
        return Heading("")
    whole = told[0] + "".join(f" [{part}]" for part in told[1:])
    return Heading(whole, tuple(told), whole) if len(told) > 1 else Heading(whole)


def _named(headings: list[Heading], wanted: Collection[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The name of each column, and wanted names that fit several columns, with these.

    A column has the name by which somebody wants it; else the shorter one, where no other column has that.
    """
    whole = {heading.whole for heading in headings}
    times = Counter(name for heading in headings for name in {*heading.short} - {""})
    fitting: dict[str, list[Heading]] = {}
    for heading in headings:
        for name in dict.fromkeys(heading.short if heading.whole not in wanted else ()):
            if name in wanted and name not in whole:
                fitting.setdefault(name, []).append(heading)
    several = {name: [fit.whole for fit in fits] for name, fits in fitting.items() if len(fits) > 1}

    def name_of(heading: Heading) -> str:
        if heading.whole in wanted:
            return heading.whole
        asked = (name for name in heading.short if len(fitting.get(name, [])) == 1)
        own = (name for name in heading.short[-1:] if times[name] == 1 and name not in whole - {heading.whole})
        return next(chain(asked, own), heading.whole)

    return [name_of(heading) for heading in headings], several


def _refuse_unmarked(path: Path, row: int, cells: list[str], mark: str | None) -> None:
    """Refuse a file whose last row of headings is not what the profile says: it would be a respondent."""
    if mark and not any(mark in cell for cell in cells):
        raise UserError(
            f"{path}, row {row}: no cell holds `{mark}`, as in exports of this profile. "
            "Set `first_row` to the first row with answers."
        )


def _unnamed(place: str, header: list[str], between: list[list[str]]) -> Iterator[str]:
    """Columns that have no name in the header, and one in a row between it and the answers: those of a grid."""
    for row in between:
        named = [normal(cell) for name, cell in zip(header, row, strict=False) if not name and normal(cell)]
        if named:
            yield (
                f"{place}: {len(named)} columns have no name here, and one in the row below ({', '.join(named[:SHOWN])}). "
                "Name both rows, which joins them: `header_row: [1, 2]`, for these two; or say which survey tool it was in "
                "`profile`."
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
