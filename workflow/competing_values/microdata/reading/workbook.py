"""Workbooks as CSV; for the converting process only."""

import csv
import zipfile
from pathlib import Path
from typing import Any, TextIO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from competing_values.errors import UserError
from competing_values.microdata.reading.entries import advice, text_of

UNPACKED = 256 << 20
CELLS = 20_000_000
SHOWN = 10


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
    """Look for a cell far out, for formulas that were saved without their value, and for errors."""
    found = _Cells()
    with zipfile.ZipFile(path) as archive:
        try:
            found.read(archive, _part(archive, sheet))
        except (KeyError, expat.ExpatError):
            return  # calamine says what is wrong with it
    if found.height * found.width > CELLS:
        raise _too_wide(path, sheet, f"row {found.height}, column {found.width}")
    if found.without_value:
        raise UserError(
            f"{path}, sheet {sheet}, cell {_listed(found.without_value)}: a formula was saved without its value. "
            "Open the file in a spreadsheet program, save it there, and run again."
        )
    if found.errors:
        raise UserError(
            f"{path}, sheet {sheet}, cell {_listed(found.errors)}: there is an error, such as #REF!, and no value. "
            "Mend the formula or empty the cell, save the file, and run again."
        )


class _Cells:
    """What the XML of a sheet says of its cells, however it is written.

    Attributes
    ----------
    height, width
        The last row and column that a cell has.
    without_value
        Cells with a formula and neither a value nor the type of an empty text.
    errors
        Cells with an error, which calamine gives as an empty text.
    """

    def __init__(self) -> None:
        self.height, self.width = 1, 1
        self.without_value: list[str] = []
        self.errors: list[str] = []
        self._row, self._column = 0, 0
        self._type, self._has_formula, self._has_value, self._is_value = "", False, False, False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = _refuse_entities

    def read(self, archive: zipfile.ZipFile, part: str) -> None:
        """Read a file of the archive, some of it at a time."""
        with archive.open(part) as file:
            self._parser.ParseFile(file)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "row":
                self._row = int(attributes["r"]) if attributes.get("r", "").isdigit() else self._row + 1
                self._column = 0
            case "c":
                self._place(attributes.get("r", ""))
                self._type = attributes.get("t", "n")
                self._has_formula, self._has_value = False, False
            case "f":
                self._has_formula = True
            case "v":
                self._parser.CharacterDataHandler = self._value

    def _place(self, reference: str) -> None:
        """Where a cell stands: as it says itself, else behind the one before."""
        letters = reference.rstrip("0123456789")
        self._column = self._column + 1 if not letters else _number(letters)
        if letters and letters != reference:
            self._row = int(reference[len(letters) :])
        self.height, self.width = max(self.height, self._row), max(self.width, self._column)

    def _value(self, text: str) -> None:
        self._has_value = self._has_value or bool(text.strip())

    def _end(self, tag: str) -> None:
        match tag.rpartition(" ")[2]:
            case "v":
                self._parser.CharacterDataHandler = None
            case "c" if self._type == "e":
                self.errors.append(self._name())
            case "c" if self._has_formula and not self._has_value and self._type != "str":
                self.without_value.append(self._name())

    def _name(self) -> str:
        """The cell as a spreadsheet program names it."""
        letters, column = "", self._column
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{letters}{self._row}"


def _refuse_entities(*_: Any) -> None:
    """A sheet declares no entities of its own; one that does, does so to be unpacked without end."""
    raise KeyError("entities")


def _listed(cells: list[str]) -> str:
    more = f" and {len(cells) - SHOWN} more" if len(cells) > SHOWN else ""
    return ", ".join(cells[:SHOWN]) + more


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Name of the file in the archive that holds a sheet."""
    targets: dict[str, str] = {}
    relations: list[str] = []

    def relation(_: str, attributes: dict[str, str]) -> None:
        targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def listed(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "sheet" and attributes.get("name") == sheet:
            relations.extend(value for key, value in attributes.items() if key.rpartition(" ")[2] == "id")

    for part, begin in ("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", listed):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EntityDeclHandler = begin, _refuse_entities
        parser.Parse(archive.read(part), True)
    target = targets[next(iter(relations), "")]
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _number(column: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column.upper():
        number = 26 * number + ord(letter) - 64
    return number


def _too_wide(path: Path, sheet: str, last: str) -> UserError:
    return UserError(
        f"{path}, sheet {sheet}: it reaches to {last}, too far to be answers. Is there a stray entry far out? "
        "Delete it, or save the answers as CSV."
    )
