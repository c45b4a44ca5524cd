"""Raw files that are not text, made when they are needed."""

import datetime
import gzip
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyreadstat
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Writer = Callable[[Path], None]
Grid = list[list[Any]]

DATE = datetime.date(2024, 5, 10)
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(grid: Grid, *, hidden: Grid | None = None, second: Grid | None = None, far: str = "") -> Writer:
    """A workbook with the sheet Answers, and others."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            dates = book.add_format({"num_format": "dd.mm.yyyy"})
            for name, rows in {"Hidden": hidden, "Answers": grid, "Second": second}.items():
                if rows is None:
                    continue
                sheet = book.add_worksheet(name)
                for place, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        sheet.write(place, column, cell, dates if isinstance(cell, datetime.date) else None)
                if name == "Hidden":
                    sheet.hide()
                if name == "Answers":
                    sheet.activate()
                    sheet.set_first_sheet()
            if far:
                book.get_worksheet_by_name("Answers").write(far, "x")

    return write


def formulas(*values: float | None) -> Writer:
    """Ratings that formulas give; None for one that was saved without its value."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Answers")
            sheet.write_row(0, 0, ["id", "region", "team", "s01"])
            for row, value in enumerate(values, start=1):
                sheet.write_row(row, 0, [row, "abai", "A"])
                sheet.write_formula(row, 3, "=2+3", None, "" if value is None else value)

    return write


def errors(error: str) -> Writer:
    """A rating that is an error."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Answers")
            sheet.write_row(0, 0, ["id", "region", "team", "s01"])
            sheet.write_row(1, 0, [1, "abai", "A"])
            sheet.write_formula(1, 3, "=NA()", None, error)

    return write


def bare(cells: str, head: str = "", rows: int = 0) -> Writer:
    """A sheet as other programs write it: the XML of its second row, with any row below as often as told."""

    def write(path: Path) -> None:
        heading = "".join(f"<c t='inlineStr'><is><t>{name}</t></is></c>" for name in ("id", "region", "team", "s01"))
        sheet = (
            f"<?xml version='1.0' encoding='UTF-8'?>{head}"
            "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
            f"<row>{heading}</row><row>{cells}</row>{'<row><c><v>2</v></c></row>' * rows}</sheetData></worksheet>"
        )
        xlsx([["id"]])(path)
        with zipfile.ZipFile(path) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        archive(parts | {SHEET: sheet.encode()})(path)

    return write


def merged(grid: Grid) -> Writer:
    """A header of two rows, of which the first is merged."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Answers")
            sheet.merge_range(0, 0, 0, 4, "Answers of 2024")
            for place, row in enumerate(grid, start=1):
                sheet.write_row(place, 0, row)

    return write


def formatted(grid: Grid) -> Writer:
    """Formats, and nothing else, in whole columns and in the last row."""

    def write(path: Path) -> None:
        with xlsxwriter.Workbook(path) as book:
            bold = book.add_format({"bold": True})
            sheet = book.add_worksheet("Answers")
            for place, row in enumerate(grid):
                sheet.write_row(place, 0, row)
            sheet.set_column(0, 4, 20, bold)
            sheet.set_row(1_048_575, 30, bold)

    return write


def bomb(megabytes: int) -> Writer:
    """A workbook whose sheet is packed spaces."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open(SHEET, "w") as sheet:
                for _ in range(megabytes):
                    sheet.write(b" " * 1_000_000)

    return write


def lying_bomb(megabytes: int) -> Writer:
    """A whole workbook whose sheet is followed by packed spaces; the archive says it were 1,000 bytes."""

    def write(path: Path) -> None:
        whole = path.with_suffix(".whole")
        xlsx([["id", "s01"], [1, 5]])(whole)
        with (
            zipfile.ZipFile(whole) as source,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            for name in source.namelist():
                if name != SHEET:
                    archive.writestr(name, source.read(name))
            with archive.open(SHEET, "w") as sheet:
                head, tail = source.read(SHEET).split(b"<sheetData>")
                sheet.write(head + b"<sheetData>")
                for _ in range(megabytes):
                    sheet.write(b" " * 1_000_000)
                sheet.write(tail)
        whole.unlink()
        content = path.read_bytes()
        size, lie = struct.pack("<L", len(head) + 11 + megabytes * 1_000_000 + len(tail)), struct.pack("<L", 1_000)
        path.write_bytes(content.replace(size, lie))

    return write


def archive(files: dict[str, bytes]) -> Writer:
    """A zip archive."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as packed:
            for name, content in files.items():
                packed.writestr(name, content)

    return write


def encrypted(path: Path) -> None:
    """A compound file with the two streams in which a workbook with a password is kept."""
    sector = 512
    names = ["Root Entry", "EncryptionInfo", "EncryptedPackage"]
    none = 0xFFFFFFFF
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    header += struct.pack("<I", 0) + struct.pack("<I", none) * 108
    chains = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE, *range(11, 18), 0xFFFFFFFE]
    table = b"".join(struct.pack("<I", entry) for entry in chains + [none] * (128 - len(chains)))
    directory = b""
    for number, name in enumerate(names):
        text = name.encode("utf-16-le") + b"\0\0"
        kind, left, right, child = (5, none, none, 2) if number == 0 else (2, none, 1 if number == 2 else none, none)
        start, size = (0xFFFFFFFE, 0) if number == 0 else (2 + 8 * (number - 1), 4096)
        directory += struct.pack("<64sHBBIII16xI16xIQ", text, len(text), kind, 1, left, right, child, 0, start, size)
    directory += b"\0" * (sector - len(directory))
    path.write_bytes(header + table + directory + b"\1" * 8192)


def half(write: Writer) -> Writer:
    """The first half of a file."""

    def cut(path: Path) -> None:
        write(path)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])

    return cut


def xls(grid: Grid) -> Writer:
    """An old workbook."""

    def write(path: Path) -> None:
        book = xlwt.Workbook()
        sheet = book.add_sheet("Answers")
        for place, row in enumerate(grid):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell)
        book.save(str(path))

    return write


def ods(grid: Grid, *, repeated: bool = False) -> Writer:
    """An OpenDocument sheet; its last cell may be repeated over a whole sheet."""

    def write(path: Path) -> None:
        document = OpenDocumentSpreadsheet()
        sheet = Table(name="Answers")
        for values in grid:
            row = TableRow()
            for value in values:
                is_text = isinstance(value, str)
                cell = TableCell(valuetype="string") if is_text else TableCell(valuetype="float", value=value)
                cell.addElement(P(text=str(value)))
                row.addElement(cell)
            sheet.addElement(row)
        if repeated:
            row = TableRow(numberrowsrepeated=1_048_576)
            row.addElement(TableCell(valuetype="float", value=1, numbercolumnsrepeated=16_384))
            sheet.addElement(row)
        document.spreadsheet.addElement(sheet)
        document.save(path)

    return write


def sav(path: Path) -> None:
    """An SPSS file: 99 and −1 are user-missing, regions are codes with labels."""
    frame = pd.DataFrame(
        {"id": [1.0, 2.0, 3.0], "region": [1.0, 2.0, 1.0], "s01": [5.0, 99.0, -1.0], "s02": [6.0, 7.0, 8.0]}
    )
    labels = {"region": {1.0: "Abai", 2.0: "Almaty"}, "s01": {99.0: "No answer"}}
    ranges: dict[str, Any] = {"s01": [99.0, -1.0]}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, missing_ranges=ranges)


def dta(path: Path) -> None:
    """A Stata file, where .a is a missing value."""
    frame = pd.DataFrame({"id": [1, 2], "team": ["A", "B"], "s01": pd.Series([5, "a"], dtype=object), "s02": [6, 7]})
    pyreadstat.write_dta(frame, path, missing_user_values={"s01": ["a"]})


def parquet(path: Path) -> None:
    """A Parquet file with whole numbers, decimals with gaps, and lists."""
    frame = pl.DataFrame({"id": [1, 2], "s01": [5.0, np.nan], "s02": [6, 7], "tags": [["a"], ["b"]]})
    frame.write_parquet(path)


def gz(text: str) -> Writer:
    """Packed text."""

    def write(path: Path) -> None:
        path.write_bytes(gzip.compress(text.encode(), mtime=0))

    return write
