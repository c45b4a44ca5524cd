"""Workbooks as CSV; for the converting process only."""

import csv
import re
import zipfile
from pathlib import Path
from typing import Any, TextIO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from competing_values.errors import UserError
from competing_values.microdata.reading.entries import advice, text_of

UNPACKED = 256 << 20
CELLS = 20_000_000
SHOWN = 10
_NAMESPACE = re.compile(r"\{.*?\}")
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
#: A formula without a value; one whose value is an empty text has the type str.
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c (?![^>]*\bt="str")[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
#: A cell with an error, which calamine gives as an empty text.
_ERROR = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bt="e")[^>]*?\br="([A-Z]+[0-9]+)"')


def write(path: Path, format_: str, sheet: str | None, decimal: str, target: TextIO) -> None:
    """Write one sheet of a workbook as CSV.

    Parameters
    ----------
    path, format_
        The workbook: xlsx, xls or ods.
    sheet
        Name of the sheet; None: the only visible one.
    decimal
        Decimal sign of numbers.
    target
        Where to write.

    Raises
    ------
    UserError
        When the workbook is damaged, protected or too large, the sheet is not known, or a formula has no value.
    """
    if format_ != "xls":
        _refuse_bomb(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        name = _sheet(path, workbook, sheet)
        if format_ == "xlsx":
            _refuse_sheet(path, name)
        found = workbook.get_sheet_by_name(name)
        if found.start is None or found.end is None:
            raise UserError(f"{path}, sheet {name}: the sheet is empty. Name another in `sheet`, or export again.")
        height, width = (last + 1 for last in found.end)
        if height * width > CELLS:
            raise _too_wide(path, name, f"row {height}, column {width}")
        left = [""] * found.start[1]
        writer = csv.writer(target)
        for row in found.iter_rows():  # from the first row of the sheet, but from the first column with a cell
            cells = [text_of(cell, decimal) for cell in row]
            writer.writerow([*left, *cells] if any(cells) else [])
    except PasswordError:
        raise UserError(f"{path}: the workbook has a password; save it without one.") from None
    except CalamineError as error:
        if "Cell limit exceeded" in str(error):
            raise UserError(f"{path}: a sheet has too many cells to be answers. Save the answers as CSV.") from None
        raise UserError(f"{path}: this is no whole {format_} workbook ({error}). {advice(path)}") from None


def _sheet(path: Path, workbook: Any, named: str | None) -> str:
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    if named is not None and named not in names:
        raise UserError(f"{path}: there is no sheet `{named}`; the sheets are: {', '.join(names)}. Correct `sheet`.")
    if named is None and len(visible) != 1:
        raise UserError(
            f"{path}: the sheets are: {', '.join(visible)}. Name the one with the answers in `sheet` of the codebook; for "
            'a draft, add SHEET="…" to the command.'
        )
    return named or visible[0]


def _refuse_bomb(path: Path) -> None:
    """Look at the sizes that an archive declares before it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise UserError(f"{path}: this is no whole workbook. {advice(path)}") from None
    if unpacked > UNPACKED:
        raise UserError(
            f"{path}: the workbook unpacks to {unpacked / 1e6:,.0f} MB, more than {UNPACKED / 1e6:,.0f}. "
            "Save the answers as CSV, and describe that."
        )


def _refuse_sheet(path: Path, sheet: str) -> None:
    """Look for a cell far out, and for formulas that were saved without their value."""
    with zipfile.ZipFile(path) as archive:
        try:
            xml = archive.read(_part(archive, sheet))
        except (KeyError, ElementTree.ParseError):
            return  # calamine says what is wrong with it
    columns, rows = {b"A"}, {b"1"}
    for cell in _CELL.finditer(xml):
        columns.add(cell[1])
        rows.add(cell[2])
    height, width = max(map(int, rows)), max(map(_number, columns))
    if height * width > CELLS:
        raise _too_wide(path, sheet, f"row {height}, column {width}")
    if _FORMULA.search(xml) and (cells := _NO_VALUE.findall(xml)):
        raise UserError(
            f"{path}, sheet {sheet}, cell {_listed(cells)}: a formula was saved without its value. "
            "Open the file in a spreadsheet program, save it there, and run again."
        )
    if b't="e"' in xml and (cells := _ERROR.findall(xml)):
        raise UserError(
            f"{path}, sheet {sheet}, cell {_listed(cells)}: there is an error, such as #REF!, and no value. "
            "Mend the formula or empty the cell, save the file, and run again."
        )


def _listed(cells: list[bytes]) -> str:
    more = f" and {len(cells) - SHOWN} more" if len(cells) > SHOWN else ""
    return b", ".join(cells[:SHOWN]).decode() + more


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Name of the file in the archive that holds a sheet."""
    targets = {
        node.get("Id"): node.get("Target", "")
        for node in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if _NAMESPACE.sub("", node.tag) == "sheet" and node.get("name") == sheet:
            relation = next(value for key, value in node.attrib.items() if _NAMESPACE.sub("", key) == "id")
            target = targets[relation]
            return target[1:] if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _number(column: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column:
        number = 26 * number + letter - 64
    return number


def _too_wide(path: Path, sheet: str, last: str) -> UserError:
    return UserError(
        f"{path}, sheet {sheet}: it reaches to {last}, too far to be answers. Is there a stray entry far out? "
        "Delete it, or save the answers as CSV."
    )
