"""The tables of a wave as one workbook, for people who work with a spreadsheet program."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from competing_values.report.results import Results
from competing_values.study.names import ALL
from competing_values.tables.declared import COLUMNS

#: The same in every run, since a workbook says when it was made.
CREATED = datetime(2023, 11, 20)
#: Number formats, as English writes them: a program shows them in its own language.
FORMATS = {"share": "0.0%", "count": "#,##0", "number": "#,##0.00"}
P_VALUES = {"p", "p_adjusted", "equivalence_p"}
#: Columns whose texts have labels, beside what tells rows apart; a category's label is that of its variable.
LABELLED = {
    "variable": "", "sector": "", "statement": "", "question": "", "competency": "", "outcome": "", "dimension": "",
    "perspective": "", "culture_type": "", "group_by": "", "group": "group_by", "group_a": "group_by",
    "group_b": "group_by", "category": "question",
}  # fmt: skip
WIDEST = 60


def write(results: Results, target: Path) -> None:
    """Write the published tables of a wave, each on a sheet of its own, behind a sheet that explains them.

    Names have their labels beside them, figures are numbers with a format, and what is not shown is an empty cell. Texts
    are written as texts: none becomes a formula.

    Parameters
    ----------
    results
        Of a wave, in the language of the workbook.
    target
        Where to write.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": results.label("title"), "created": CREATED})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        formats["p"] = book.add_format({"num_format": "0.000"})
        names = results.tables()
        _explain(results, names, book.add_worksheet(results.language.gettext("Contents")), head)
        for name in names.index:
            _sheet(labelled(results, name), book.add_worksheet(name), head, formats)


def labelled(results: Results, name: str) -> pd.DataFrame:
    """A table with the label of each name in a column beside it."""
    frame = results.table(name)
    for column, of in LABELLED.items():
        if column in frame and (not of or of in frame):
            labels = [_label(results, row, column, of) for row in frame.to_dict("records")]
            frame.insert([*frame].index(column) + 1, f"{column}_label", labels)
    return frame


def _label(results: Results, row: dict[Any, Any], column: str, of: str) -> str:
    name = row[column]
    if not isinstance(name, str) or not name:
        return ""
    if name == ALL:
        return results.language.gettext("All respondents")
    return results.label(f"{row[of]}.{name}" if of and isinstance(row[of], str) else name)


def _explain(results: Results, names: pd.DataFrame, sheet: Worksheet, head: Format) -> None:
    _ = results.language.gettext
    said = [
        results.label("title"),
        _("Wave {wave}", wave=results.study["wave"]),
        _("An empty cell is a figure that is not shown, to protect respondents, or that the data cannot give."),
        _("The sheet `protection` says what was left out, and `not_estimable` what the data cannot give."),
        *(results.caveat(source).replace("*", "") for source in results.study["sources"]),
    ]
    if results.is_confidential:
        said.append(_("Not protected, confidential"))
    lines = [line for line in said if line]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, head if row == 0 else None)
    start = len(lines) + 1
    for column, heading in enumerate((_("Sheet"), _("What it holds"), _("Rows"))):
        sheet.write_string(start, column, heading, head)
    for row, (name, holds, rows) in enumerate(names.itertuples(name=None), start=start + 1):
        sheet.write_string(row, 0, str(name))
        sheet.write_string(row, 1, holds)
        sheet.write_number(row, 2, rows)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, WIDEST)


def _sheet(frame: pd.DataFrame, sheet: Worksheet, head: Format, formats: dict[str, Format]) -> None:
    """Headings with their meaning as a note, and rows of numbers and texts."""
    for place, column in enumerate(frame):
        meaning = COLUMNS.get(str(column), ("text", ""))
        sheet.write_string(0, place, str(column), head)
        if meaning[1]:
            sheet.write_comment(0, place, meaning[1].replace("`", ""))
        format_ = formats["p"] if column in P_VALUES else formats.get(meaning[0])
        cells = frame[column].tolist()
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(row, place, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(row, place, cell)
            elif not pd.isna(cell):
                sheet.write_number(row, place, float(cell), format_)
        longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
        sheet.set_column(place, place, min(WIDEST, max(10, len(str(column)) + 2, longest + 1)))
    sheet.freeze_panes(1, 0)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
