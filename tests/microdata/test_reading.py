"""Readers: every kind of file gives the text that a person would write, or a message that says how to mend it."""

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import polars as pl
import pyreadstat
import pytest
import xlsxwriter
import xlwt
from examples import asking
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from competing_values.errors import UserError
from competing_values.microdata.ingest import Ingestion, raw_columns
from competing_values.microdata.reading import conversion
from competing_values.microdata.reading.conversion import converted
from competing_values.microdata.reading.raw import ROW_NUMBER, Raw
from competing_values.microdata.reading.reader import read_text
from competing_values.study.codebook import Codebook

KAZAKH = "Қостанай облысы"


def read(path: Path, *wanted: str, **codebook: Any) -> Raw:
    model = Codebook.model_validate({"file": str(path), **codebook})
    return read_text(model.completed([], str(path)), path.parent / "scratch", wanted or None)


def cells(path: Path, *wanted: str, **codebook: Any) -> list[tuple[Any, ...]]:
    return read(path, *wanted, **codebook).entries.collect().rows()


def told(path: Path, *wanted: str, **codebook: Any) -> str:
    with pytest.raises(UserError) as error:
        cells(path, *wanted, **codebook)
    assert str(path) in str(error.value)
    return str(error.value)


# --- workbooks --------------------------------------------------------------------------------------------------------


def xlsx(folder: Path, *rows: list[Any], change: Callable[[Any], None] = lambda _: None, name: str = "a.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    book.save(folder / name)
    return folder / name


def test_columns_that_nobody_asked_for_are_written_nowhere(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["id", "name", "s01"], ["1", "Aigerim Secret", "5"])
    text, about = converted(path, Codebook.model_validate({"file": str(path)}).completed([], str(path)), tmp_path)
    assert (text.read_text(), about) == ("id,name,s01\n1,Aigerim Secret,5\n", {})
    assert [*tmp_path.iterdir()] == [path]  # the copy has no name, and ends with the process however that ends
    assert cells(path, "s01") == [(2, "1", "5")]
    assert not [part for part in (tmp_path / "scratch").iterdir() if b"Secret" in part.read_bytes()]


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    moment = datetime.datetime(2024, 3, 1, 9, 30)
    path = xlsx(
        tmp_path,
        ["code", "whole", "half", "day", "moment", "yes", "big", "empty"],
        ["01", 3.0, 2.5, datetime.date(2024, 3, 1), moment, True, 123456789012345, None],
    )
    (row,) = cells(path, csv={"decimal": ","})
    assert row == (2, "01", "3", "2,5", "2024-03-01", "2024-03-01T09:30:00", "true", "123456789012345", None)


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["id", "s01"], [1, 5], [], [2, 6], [None, None], [3, None])
    assert cells(path) == [(2, "1", "5"), (4, "2", "6"), (6, "3", None)]


def test_a_table_that_starts_below_and_beside(tmp_path: Path) -> None:
    path = xlsx(tmp_path, [], [None, "Survey of 2024"], [], [None, "id", "s01"], [None, 1, 5])
    found = read(path, header_row=4)
    assert found.header == ["", "id", "s01"]
    assert found.entries.collect().rows() == [(5, "1", "5")]


def test_a_merged_header(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ["id", "Work", None],
        [None, "s01", "s02"],
        [1, 5, 6],
        change=lambda book: book.active.merge_cells("B1:C1"),
    )
    assert read(path).header == ["id", "Work", ""]
    assert cells(path, header_row=2) == [(3, "5", "6")]  # the first column has no name there


def formula(book: Any) -> None:
    book.active["B2"] = "=2+3"
    book.active["B3"] = '=IF(A1="","",A1)'


def test_a_formula_without_value_is_refused(tmp_path: Path) -> None:
    message = told(xlsx(tmp_path, ["id", "s01"], [1, None], [2, None], change=formula))
    assert "sheet Sheet, cell B2, B3: a formula was saved without its value" in message
    assert "save it there" in message


def replaced(path: Path, old: bytes, new: bytes) -> None:
    """Change the sheet inside a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_formula_with_value_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "s01", "s02"])
        sheet.write_number(1, 0, 1)
        sheet.write_formula(1, 1, "=2+3", value=5)
        sheet.write_formula(1, 2, '=IF(A1="id","","x")', value="nothing")
    replaced(path, b"<v>nothing</v>", b"<v></v>")  # as Excel writes an empty text
    assert cells(path) == [(2, "1", "5", None)]


def test_errors_in_cells_are_no_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "s01"])
        sheet.write_number(1, 0, 1)
        sheet.write_formula(1, 1, "=A1+#REF!", value="#REF!")
    assert "sheet Sheet1, cell B2: there is an error, such as #REF!" in told(path)


def with_sheets(*states: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for number, state in enumerate(states):
            sheet = book.create_sheet(f"Sheet {number}")
            sheet.append(["id", "s01"])
            sheet.append([number, 9])
            sheet.sheet_state = state

    return change


def test_sheets(tmp_path: Path) -> None:
    data = ["id", "s01"], [1, 5]
    path = xlsx(tmp_path, *data, change=with_sheets("hidden", "veryHidden"))
    assert cells(path) == [(2, "1", "5")]
    assert cells(path, sheet="Sheet 1") == [(2, "1", "9")]
    path = xlsx(tmp_path, *data, change=with_sheets("visible"))
    assert "the sheets are: Sheet, Sheet 0. Name the one with the answers in `sheet`" in told(path)
    assert "no sheet `Data`; the sheets are: Sheet, Sheet 0" in told(path, sheet="Data")
    path = xlsx(tmp_path, *data, change=lambda book: book.create_chartsheet("Chart"))
    assert cells(path) == [(2, "1", "5")]


def test_an_empty_sheet(tmp_path: Path) -> None:
    assert "sheet Sheet: the sheet is empty" in told(xlsx(tmp_path))


def test_a_stray_cell_far_out(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.active["XFD1048576"] = "x"

    message = told(xlsx(tmp_path, ["id", "s01"], [1, 5], change=change))
    assert "reaches to row 1048576, column 16384, too far" in message
    assert "Delete it" in message


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["id"], [1])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as file:
        for _ in range(300):
            file.write(bytes(1 << 20))
    assert path.stat().st_size < 1_000_000
    assert "unpacks to 315 MB, more than 268. Save the answers as CSV" in told(path)


@pytest.mark.parametrize(
    ("name", "content", "mend"),
    [
        ("a.xlsx", b"<html><table><tr><td>id</td></tr></table></html>", "web page or XML under another name"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "save it as xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "set `format: xls`"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        ("a.ods", b"id,s01\n1,5\n", "`format: csv`"),
        ("a.xls", b"PK\x03\x04 xl/workbook.xml \0", "suffix .xlsx"),
        ("a.xlsx", b"PK\x03\x04 export.csv \0", "unpack it"),
        ("a.xls", b"MIME-Version: 1.0\n", "save it as xlsx"),
        ("a.sav", b"$FL2 and no more", "correct `format`"),
        ("a.dta", b"", "correct `format`"),
        ("a.parquet", b"PAR1 and no more", "correct `format`"),
    ],
)
def test_other_and_broken_files_are_refused(tmp_path: Path, name: str, content: bytes, mend: str) -> None:
    (tmp_path / name).write_bytes(content)
    message = told(tmp_path / name)
    assert "this is no whole" in message
    assert mend in message


def test_truncated_files_are_refused(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": range(500), "s01": 5.0})
    xlsx(tmp_path, *[[number, 5] for number in range(500)])
    pyreadstat.write_sav(frame, tmp_path / "a.sav")
    pyreadstat.write_dta(frame, tmp_path / "a.dta")
    pl.from_pandas(frame).write_parquet(tmp_path / "a.parquet")
    for path in list(tmp_path.glob("a.*")):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        assert "this is no whole" in told(path), path


def test_a_child_that_dies_leaves_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path, ["id", *range(200)], *[[str(number), *range(200)] for number in range(500)])
    monkeypatch.setattr(conversion, "MEMORY", 60_000_000)
    message = told(path)
    assert "is damaged, or needs more than 0.06 GB to unpack" in message
    assert "save the answers as CSV" in message


def test_a_child_that_takes_too_long_leaves_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "SECONDS", 0.01)
    assert "not read within 0.01 s" in told(xlsx(tmp_path, ["id"], [1]))


def test_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Ответы")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for column, (head, value) in enumerate({"id": "01", "s01": 3.0, "s02": 2.5, "region": KAZAKH, "да": True}.items()):
        sheet.write(0, column, head)
        sheet.write(2, column, value)
    sheet.write(0, 5, "day")
    sheet.write(2, 5, datetime.date(2024, 3, 1), day)
    book.save(tmp_path / "a.xls")
    assert cells(tmp_path / "a.xls") == [(3, "01", "3", "2.5", KAZAKH, "true", "2024-03-01")]


def ods(path: Path, *rows: tuple[int, list[tuple[int, Any]]]) -> Path:
    """A sheet of rows, each with how often it is repeated, of cells, each with how often it is repeated."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Data")
    for times, row in rows:
        line = TableRow(numberrowsrepeated=times)
        for repeated, value in row:
            kind = {"valuetype": "float", "value": value} if isinstance(value, float) else {"valuetype": "string"}
            kind = {} if value is None else kind
            cell = TableCell(numbercolumnsrepeated=repeated, **kind)
            if value is not None:
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(path)
    return path


def test_repeated_rows_and_columns_of_ods(tmp_path: Path) -> None:
    head: list[tuple[int, Any]] = [(1, "id"), (1, "s01"), (1, "s02"), (16381, None)]
    rest = (1_048_570, [(16384, None)])
    path = ods(tmp_path / "a.ods", (1, head), (2, [(1, "01"), (2, 3.0)]), (2, [(3, None)]), (1, [(2, 2.5)]), rest)
    assert cells(path) == [(2, "01", "3", "3"), (3, "01", "3", "3"), (6, "2.5", "2.5", None)]


def test_an_ods_of_a_billion_cells(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", (1, [(1, "id")]), (1_000_000, [(16_000, 1.0)]))
    assert "too many cells" in told(path)


# --- SPSS and Stata ---------------------------------------------------------------------------------------------------

INSTRUMENT = asking({"work": ["s01", "s02"]}, {"region": ["abai", "almaty"]}, high=99)
REGION = {"region": {"column": "region", "values": {"1": "abai", "2": "almaty"}}}


def answers(path: Path, **codebook: Any) -> pl.DataFrame:
    model = Codebook.model_validate({"file": str(path), **codebook})
    loaded = model.completed(["region", "s01", "s02"], str(path))
    raw = read_text(loaded, path.parent / "scratch", raw_columns(loaded))
    return Ingestion(raw, INSTRUMENT, loaded).answers(b"key").collect()


def sav(folder: Path) -> Path:
    frame = pd.DataFrame(
        {
            "respondent_id": ["а1", "а2", "а3", "а4"],
            "region": [1.0, 2.0, 1.0, None],
            "s01": [5.0, 99.0, -1.0, None],
            "s02": [97.0, 0.0, 98.0, 96.0],
            "note": ["ok", "NA", "", "ok"],
        }
    )
    pyreadstat.write_sav(
        frame,
        folder / "a.sav",
        column_labels={"s01": "Работа приносит удовлетворение", "region": "Өңір"},
        variable_value_labels={"region": {1: "Абай облысы", 2: "Алматы"}, "s01": {99: "Отказ"}},
        missing_ranges={"s01": [99, -1], "s02": [{"lo": 97, "hi": 99}], "note": ["NA"]},
    )
    return folder / "a.sav"


def test_spss(tmp_path: Path) -> None:
    found = read(sav(tmp_path))
    assert found.entries.collect().rows() == [
        (1, "а1", "1", "5", "97", "ok"),
        (2, "а2", "2", "99", "0", "NA"),
        (3, "а3", "1", "-1", "98", None),
        (4, "а4", None, None, "96", "ok"),
    ]
    assert found.missing == {"s01": ["-1", "99"], "s02": ["97", "98"], "note": ["NA"]}
    assert found.labels == {"region": {"1": "Абай облысы", "2": "Алматы"}, "s01": {"99": "Отказ"}}
    assert found.questions == {"s01": "Работа приносит удовлетворение", "region": "Өңір"}


def test_codes_that_spss_declares_missing_are_no_answers(tmp_path: Path) -> None:
    found = answers(sav(tmp_path), columns=REGION)
    assert found["row"].to_list() == [1, 2, 3, 4]
    assert found["s01"].to_list() == [5, None, None, None]
    assert found["s02"].to_list() == [None, None, None, 96]  # 0 is no rating
    assert found["out_of_range"].to_list() == [0, 1, 0, 0]
    assert found["region"].to_list() == ["abai", "almaty", "abai", None]


def test_a_code_that_no_one_explains_is_named_with_its_label(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="`1`, 2 times, which the file labels «Абай облысы», is no category"):
        answers(sav(tmp_path))


def test_a_declared_code_that_the_codebook_translates_is_an_answer(tmp_path: Path) -> None:
    found = answers(sav(tmp_path), columns=REGION | {"s01": {"column": "s01", "values": {"99": "9"}}})
    assert found["s01"].to_list() == [5, 9, None, None]


def test_header_rows_are_for_tables_only(tmp_path: Path) -> None:
    assert cells(sav(tmp_path), "region", profile="qualtrics", header_row=3)[0] == (1, "а1", "1")


def test_stata(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"region": [1.0, 2.0, 2.0], "s01": [5.0, "a", "b"], "s02": [3.0, 4.0, None], "слово": ["да", "", "нет"]}
    )
    pyreadstat.write_dta(
        frame,
        tmp_path / "a.dta",
        column_labels={"s01": "Работа"},
        variable_value_labels={"region": {1: "Абай", 2: "Алматы"}},
        missing_user_values={"s01": ["a", "b"]},
    )
    found = read(tmp_path / "a.dta")
    assert found.entries.collect().rows() == [
        (1, "1", "5", "3", "да"),
        (2, "2", "a", "4", None),
        (3, "2", "b", None, "нет"),
    ]
    assert found.missing == {"s01": ["a", "b"]}
    assert found.labels == {"region": {"1": "Абай", "2": "Алматы"}}
    assert found.questions == {"s01": "Работа"}
    ingested = answers(tmp_path / "a.dta", columns=REGION)
    assert ingested["s01"].to_list() == [5, None, None]
    assert ingested["out_of_range"].to_list() == [0, 0, 0]


def test_ids_keep_all_their_digits(tmp_path: Path) -> None:
    pyreadstat.write_sav(pd.DataFrame({"id": [9007199254740991.0]}), tmp_path / "a.sav")
    assert cells(tmp_path / "a.sav") == [(1, "9007199254740991")]


# --- Parquet ----------------------------------------------------------------------------------------------------------


def test_parquet(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": [1, 2, None],
            "row": ["01", " x ", ""],
            "half": [3.0, 2.5, float("nan")],
            "yes": [True, False, None],
            "day": [datetime.date(2024, 3, 1), None, None],
            "moment": [datetime.datetime(2024, 3, 1, 9, 30), None, None],
            "group": pl.Series(["й", "b", None], dtype=pl.Enum(["й", "b"])),
            "team": pl.Series(["a", None, "a"], dtype=pl.Categorical),
            "money": pl.Series(["1.50", "2", None]).cast(pl.Decimal(10, 2)),
            "list": [[1], [2], []],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    wanted = [name for name in frame.columns if name != "list"]
    day = "2024-03-01"
    assert cells(tmp_path / "a.parquet", *wanted, csv={"decimal": ","}) == [
        (1, "1", "01", "3", "true", day, f"{day}T09:30:00.000000", "й", "a", "1,50"),
        (2, "2", "x", "2,5", "false", None, None, "b", None, "2,00"),
        (3, None, None, None, None, None, None, None, "a", None),
    ]
    assert read(tmp_path / "a.parquet").header == frame.columns
    assert "column `list`: its cells are List(Int64), not text or numbers" in told(tmp_path / "a.parquet", "list")


def test_spans_of_time_in_parquet_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"id": [1], "took": [datetime.timedelta(seconds=5)]}).write_parquet(path)
    assert read(path).entries.collect().rows() == [(1, "1", None)]
    assert "column `took`" in told(path, "took")


def test_ingesting_parquet_with_a_nested_first_column(tmp_path: Path) -> None:
    frame = pl.DataFrame({"places": [[1], [2]], "region": ["abai", "Almaty"], "s01": [5, 100], "s02": [7.0, None]})
    frame.write_parquet(tmp_path / "a.parquet")
    found = answers(tmp_path / "a.parquet")
    assert found["region"].to_list() == ["abai", "almaty"]
    assert found["s01"].to_list() == [5, None]
    assert found["row"].to_list() == [1, 2]


def test_parquet_headers_that_look_the_same(tmp_path: Path) -> None:
    pl.DataFrame({"id": [1], "s01": [5], "s01 ": [6]}).write_parquet(tmp_path / "a.parquet")
    assert "the header `s01` stands there twice, in the columns" in told(tmp_path / "a.parquet", "s01")
    assert cells(tmp_path / "a.parquet", "id") == [(1, "1")]


# --- delimited text ---------------------------------------------------------------------------------------------------


def text(folder: Path, content: str | bytes, encoding: str = "utf-8", name: str = "a.csv") -> Path:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return folder / name


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32"])
def test_marks_tell_the_encoding(tmp_path: Path, encoding: str, quote: str) -> None:
    mark = "" if encoding in {"utf-8-sig", "utf-32"} else "\ufeff"
    path = text(tmp_path, f"{mark}{quote}id{quote}\tregion\n1\t{KAZAKH}\n", encoding, "a.tsv")
    for named in ({}, {"encoding": encoding}):
        found = read(path, csv=named)
        assert found.header == ["id", "region"]
        assert found.entries.collect().rows() == [(2, "1", KAZAKH)]


def test_utf_16_without_mark(tmp_path: Path) -> None:
    for content in (f"id,region\n1,{KAZAKH}\n", "id,s01\n1,5\n"):
        path = text(tmp_path, content, "utf-16-le")
        assert "utf-16-le reads «" in told(path)
        assert [row[1] for row in cells(path, csv={"encoding": "utf-16-le"})] == ["1"]
    message = told(text(tmp_path, f"id,region\n1,{KAZAKH}\n", "utf-16-be"))
    assert "utf-16-be reads «id»" in message


@pytest.mark.parametrize("encoding", ["kz1048", "cp1251", "cp866", "koi8-r"])
def test_an_undeclared_encoding_is_refused_with_samples(tmp_path: Path, encoding: str) -> None:
    word = KAZAKH if encoding == "kz1048" else "Костанайская область"
    path = text(tmp_path, f"id;город;region\n1;Алматы;{word}\n", encoding)
    message = told(path, csv={"delimiter": ";"})
    assert "line 1)" in message
    assert "Name the right encoding in `csv.encoding`" in message
    assert f"{encoding} reads «{word if encoding == 'kz1048' else 'город'}»" in message
    if encoding == "kz1048":
        assert "cp1251 reads «Ќостанай облысы»" in message
    assert cells(path, "region", csv={"delimiter": ";", "encoding": encoding}) == [(2, "1", word)]


def test_samples_come_from_far_below(tmp_path: Path) -> None:
    path = text(tmp_path, "id,region\n" + "1,x\n" * 600_000 + f"2,{KAZAKH}\n", "kz1048")
    message = told(path)
    assert f"kz1048 reads «{KAZAKH}»" in message
    assert "line 600002)" in message


@pytest.mark.parametrize("named", ["cp1251", "utf-16", "utf-8"])
def test_a_mark_that_contradicts_the_codebook(tmp_path: Path, named: str) -> None:
    marked = "utf-8-sig" if named != "utf-8" else "utf-16"
    path = text(tmp_path, "id,s01\n1,5\n", marked)
    expected = "utf-8" if named != "utf-8" else "utf-16"
    assert f"begins with the mark of {expected}, not {named}. Set `csv.encoding: {expected}`" in told(
        path, csv={"encoding": named}
    )


def test_a_wrong_encoding_names_the_line(tmp_path: Path) -> None:
    path = text(tmp_path, b"id,region\n1,\xe0\n2,\x98\n")
    assert "not cp1251 (byte 98 in line 3)" in told(path, csv={"encoding": "cp1251"})


def test_quotes(tmp_path: Path) -> None:
    path = text(tmp_path, 'id,comment,s01\n1,"a, ""b""\nc",5\n2,x,6\n')
    assert cells(path) == [(2, "1", 'a, "b"\nc', "5"), (3, "2", "x", "6")]


@pytest.mark.parametrize("ending", ["\r", "\r\n", "\n"])
def test_line_ends(tmp_path: Path, ending: str) -> None:
    path = text(tmp_path, ending.join(["id,s01", "1,5", "", "2,6", "", ""]))
    assert cells(path) == [(2, "1", "5"), (4, "2", "6")]


def test_mixed_line_ends(tmp_path: Path) -> None:
    assert cells(text(tmp_path, "id,s01\r\n1,5\n2,6\r3,7")) == [(2, "1", "5"), (3, "2", "6"), (4, "3", "7")]


@pytest.mark.parametrize(
    ("content", "place", "cause"),
    [
        ('id,s01\n1,5\n2,"6\n3,7\n', "row 3", "Is every quote closed"),
        ('id,s01\n1,"5"x\n', "row 2", "text follows a closed quote"),
        (f"id,s01\n1,{'x' * 200_000}\n", "row 2", "a cell has more than 131,072 characters. Is every quote closed"),
        ("id,s01\n1,\0\n", "line 2", "NUL bytes"),
        ("id;s01\n1;5\n", "row 1", "there is no ',', but 1 times ';'. Set `csv.delimiter: ';'`"),
        ("", "", "the file is empty"),
        ("\n\n", "row 1", "there is no header"),
        (",\n1,2\n", "row 1", "there is no header"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: str, place: str, cause: str) -> None:
    message = told(text(tmp_path, content))
    assert place in message
    assert cause in message


@pytest.mark.parametrize(
    ("start", "mend"),
    [(b"PK\x03\x04", "format"), (b"\xd0\xcf\x11\xe0", "xls"), (b"$FL2", "sav"), (b"PAR1", "parquet"), (b"%PDF", "CSV")],
)
def test_other_files_called_csv(tmp_path: Path, start: bytes, mend: str) -> None:
    message = told(text(tmp_path, start + bytes(50)))
    assert "this is no text but" in message
    assert mend in message


def test_a_missing_file(tmp_path: Path) -> None:
    assert "there is no such file" in told(tmp_path / "a.csv")
    assert "there is no such file" in told(tmp_path / "a.parquet")


def test_ragged_rows_are_all_named(tmp_path: Path) -> None:
    path = text(tmp_path, "id,s01\n" + "1,5,5\n" * 12 + "2\n" + "3,6\n")
    found = read(path)
    assert found.entries.collect().rows() == [(15, "3", "6")]
    assert found.faults[0] == f"{path}, row 2: 3 cells, the header has 2"
    assert found.faults[9] == f"{path}, row 11: 3 cells, the header has 2"
    assert found.faults[10] == f"{path}: and 3 more such rows"
    assert "must stand in quotes" in found.faults[11]
    assert len(found.faults) == 12


@pytest.mark.parametrize("header", ["s01,s02", "id,s01,s02"])
def test_every_row_is_wider_than_the_header(tmp_path: Path, header: str) -> None:
    cells = "1,5,6" if header == "s01,s02" else "1,5,6,"
    found = read(text(tmp_path, f"{header}\n{cells}\n{cells}\n"))
    assert len(found.faults) == 1
    assert f"each row has {cells.count(',') + 1} cells, the header has {header.count(',') + 1}" in found.faults[0]
    assert "Give every column a name" in found.faults[0]


def test_a_header_that_stands_there_twice(tmp_path: Path) -> None:
    path = text(tmp_path, "id,s01,s01 ,note,note\n1,5,6,a,b\n")
    assert "row 1: the header `s01` stands there twice, in the columns" in told(path, "s01")
    assert cells(path, "id") == [(2, "1")]


def test_headers_are_compared_without_their_blanks(tmp_path: Path) -> None:
    path = text(tmp_path, 'id,"  My\nwork\xa0is  good ",\ufeffs02\n1,5,6\n')
    assert cells(path, "My work is good", "s02") == [(2, "1", "5", "6")]


def test_a_title_and_a_blank_line_above_the_header(tmp_path: Path) -> None:
    path = text(tmp_path, "Survey, of 2024, all answers\n\nid;s01\nЖауап;Ответ\n1;5\n")
    found = read(path, header_row=3, first_row=5, csv={"delimiter": ";"})
    assert found.entries.collect().rows() == [(5, "1", "5")]
    assert found.questions == {"id": "Жауап", "s01": "Ответ"}
    assert "row 2: there is no header" in told(path, header_row=2, csv={"delimiter": ";"})


def test_header_only(tmp_path: Path) -> None:
    found = read(text(tmp_path, "id,s01\n"))
    assert found.header == ["id", "s01"]
    assert found.entries.collect().rows() == []
    assert read(text(tmp_path, "id,s01")).header == ["id", "s01"]


def test_a_very_wide_file(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(5_000)]
    path = text(tmp_path, f"{','.join(names)}\n{','.join(map(str, range(5_000)))}\n")
    assert cells(path, "c4999") == [(2, "0", "4999")]
    assert read(path).entries.collect().width == 5_001


def test_columns_called_as_the_reader_calls_its_own(tmp_path: Path) -> None:
    path = text(tmp_path, "row,region,s01,s02\n7,abai,5,6\n")
    assert read(path).entries.collect().columns == [ROW_NUMBER, "row", "region", "s01", "s02"]
    assert answers(path, columns={"respondent_id": "row"})["row"].to_list() == [2]


def test_composed_letters(tmp_path: Path) -> None:
    assert cells(text(tmp_path, "id,s01\n1,и\u0306\n")) == [(2, "1", "й")]
