"""Raw files as text: every cell as it was written, with the row that the user's own program shows."""

import codecs
import csv
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

from competing_values.errors import UserError

ROW = "row"
SHOWN = 10


def read_text(codebook: dict[str, Any], scratch: Path) -> pl.LazyFrame:
    """The raw file of a codebook, all cells as text, trimmed and in Unicode's composed form (NFC).

    Parameters
    ----------
    codebook
        As `study.load` returns it.
    scratch
        Where a copy in UTF-8 may be written if the file has another encoding.

    Returns
    -------
    LazyFrame with the columns of the file, and ``row``: the row's number in the file, the header being row 1.
    An empty cell is null.

    Raises
    ------
    UserError
        When the file is not in the encoding, has rows of unequal width or a header twice.
    """
    path = Path(codebook["file"])
    written = codebook["csv"]
    header = _checked_header(path, written["encoding"], written["delimiter"])
    raw = pl.scan_csv(
        _as_utf8(path, written["encoding"], scratch),
        separator=written["delimiter"],
        infer_schema=False,
        has_header=False,
        skip_rows=1,
        new_columns=header,
        row_index_name=ROW,
        row_index_offset=2,
    )
    cells = (pl.col(name).str.normalize("NFC").str.strip_chars().replace("", None) for name in header)
    return raw.select(ROW, *cells)


def _checked_header(path: Path, encoding: str, delimiter: str) -> list[str]:
    """The header, after a look at every row: all must have its width."""
    try:
        with path.open(encoding=_codec(encoding), newline="") as file:
            rows = csv.reader(file, delimiter=delimiter, strict=True)
            header = [name.strip() for name in next(rows, [])]
            uneven = [(number, len(row)) for number, row in enumerate(rows, start=2) if row and len(row) != len(header)]
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file. Put the export there, or correct `file`.") from None
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path}: byte {error.start} is not {encoding}. Correct `csv.encoding` in the codebook."
        ) from None
    except csv.Error as error:
        raise UserError(f"{path}: {error}. Is `csv.delimiter` ({delimiter!r}) right, and every quote closed?") from None
    faults = [f"{path}, row {number}: {width} cells, the header has {len(header)}" for number, width in uneven[:SHOWN]]
    if len(uneven) > SHOWN:
        faults.append(f"{path}: and {len(uneven) - SHOWN} more such rows")
    if uneven:
        faults.append("A delimiter or a line break inside an answer must stand in quotes: export the file again.")
    twice = [name for name, times in Counter(header).items() if times > 1]
    faults += [f"{path}, row 1: the header `{name}` stands there twice; rename one" for name in twice]
    if not header:
        faults.append(f"{path}: the file is empty; export it again.")
    if faults:
        raise UserError("\n".join(faults))
    return header


def _codec(encoding: str) -> str:
    """UTF-8 is read with or without a byte order mark."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise UserError(f"`{encoding}` is no known encoding; try utf-8, cp1251, kz1048 or utf-16.") from None
    return "utf-8-sig" if name == "utf-8" else name


def _as_utf8(path: Path, encoding: str, scratch: Path) -> Path:
    codec = _codec(encoding)
    if codec == "utf-8-sig":
        return path
    with path.open(encoding=codec, newline="") as source, scratch.open("w", encoding="utf-8", newline="") as target:
        while block := source.read(1 << 20):
            target.write(block)
    return scratch
