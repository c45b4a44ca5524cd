"""The workbook of a wave: a sheet for each table, labels beside names, numbers as numbers, and no formulas."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from figure_tables import SOURCE

from competing_values.report import workbook
from competing_values.report.results import Results

WHOLE = {"source": SOURCE, "weights": "none", "group_by": "all", "group": "all"}
SHARES = [
    WHOLE | {"question": "satisfaction", "category": "satisfied", "share": 0.38, "ci_low": 0.3, "n": 120},
    WHOLE | {"question": "satisfaction", "category": "dissatisfied", "share": None, "n": 120},
]


def written(results_of: Callable[..., Results], folder: Path) -> openpyxl.Workbook:
    """The workbook of a table with a figure that is not shown."""
    results = results_of(question_answers=SHARES)
    workbook.write(results, folder / "a.xlsx")
    workbook.write(results, folder / "b.xlsx")
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes()
    return openpyxl.load_workbook(folder / "a.xlsx")


def test_labels_stand_beside_names_and_figures_are_numbers(results_of: Callable[..., Results], tmp_path: Path) -> None:
    sheet = written(results_of, tmp_path)["question_answers"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    label = results_of(question_answers=SHARES).label("satisfaction.satisfied")
    assert (rows[0]["category"].value, rows[0]["category_label"].value) == ("satisfied", label)
    assert (rows[0]["share"].value, rows[0]["share"].number_format) == (0.38, "0.0%")
    assert rows[1]["share"].value is None
    assert rows[0]["group_label"].value == "All respondents"


def test_what_is_not_shown_is_explained_and_columns_say_what_they_mean(
    results_of: Callable[..., Results], tmp_path: Path
) -> None:
    book = written(results_of, tmp_path)
    told = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "An empty cell is a figure that is not shown" in told
    assert "question_answers" in told
    assert "respondents that the row stands on" in {
        cell.comment.text for cell in book["question_answers"][1] if cell.comment
    }


def test_a_label_is_no_formula(results_of: Callable[..., Results], tmp_path: Path) -> None:
    results = results_of(question_answers=SHARES)
    results._labels["satisfaction.satisfied"] = '=HYPERLINK("http://x")'
    workbook.write(results, tmp_path / "a.xlsx")
    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["question_answers"].iter_rows() for cell in row
    ]
    assert '=HYPERLINK("http://x")' in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
