"""SPSS and Stata files as CSV; for the converting process only."""

import csv
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pyreadstat

from competing_values.errors import UserError
from competing_values.microdata.reading.entries import advice, text_of

CHUNK = 20_000


def write(path: Path, format_: str, encoding: str | None, decimal: str, target: TextIO) -> dict[str, Any]:
    """Write an SPSS (sav) or Stata (dta) file as CSV, codes as they are, and return what it says of its columns.

    Returns
    -------
    dict
        ``missing`` (column: codes in it that the file declares to mean no answer), ``questions`` (column: its label)
        and ``labels`` (column: code: label).

    Raises
    ------
    UserError
        When the file is damaged, or of another kind.
    """
    read = {"sav": pyreadstat.read_sav, "dta": pyreadstat.read_dta}[format_]
    writer, offset = csv.writer(target), 0
    seen: dict[str, set[str]] = {}
    while True:
        try:
            data, about = read(
                path, encoding=encoding, user_missing=True, output_format="dict", row_offset=offset, row_limit=CHUNK
            )
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as error:
            raise UserError(f"{path}: this is no whole {format_} file ({error}). {advice(path)}") from None
        if offset == 0:
            writer.writerow(about.column_names)
            seen = {name: set() for name in about.column_names}
        columns = [[text_of(value, decimal) for value in data[name]] for name in about.column_names]
        writer.writerows(zip(*columns, strict=True))
        for name, values in zip(about.column_names, columns, strict=True):
            seen[name].update(_declared_missing(set(values), about, name))
        offset += CHUNK
        if not columns or len(columns[0]) < CHUNK:
            break
    return {
        "missing": {name: sorted(values) for name, values in seen.items() if values},
        "questions": {name: label for name, label in about.column_names_to_labels.items() if label},
        "labels": {
            name: {text_of(code, decimal): label for code, label in labels.items()}
            for name, labels in about.variable_value_labels.items()
        },
    }


def _declared_missing(values: Iterable[str], about: Any, name: str) -> Iterator[str]:
    """Codes that the file declares as missing: ranges in SPSS, letters in Stata."""
    yield from (code for code in about.missing_user_values.get(name, []) if code in values)
    for bounds in about.missing_ranges.get(name, []):
        low, high = bounds["lo"], bounds["hi"]
        for value in values:
            if isinstance(low, str):
                if value == low:
                    yield value
            elif low <= _number(value) <= high:
                yield value


def _number(value: str) -> float:
    """The number that a text stands for; NaN, which is in no range, where it is none."""
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return math.nan
