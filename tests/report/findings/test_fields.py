"""What was read: rows, variables, gaps, entries off their scale, and what was not asked."""

from collections.abc import Callable
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import fields
from competing_values.report.results import Results


def field(variable: str, raw: str | None, *counts: int) -> dict[str, Any]:
    names = ("answered", "missing", "out_of_range", "distinct")
    return {"variable": variable, "raw_name": raw, "n": 1200, **dict(zip(names, counts, strict=False))}


FIELDS = [
    field("s01", "S1", 1150, 44, 6, 10), field("s02", "S2", 1090, 110, 0, 9), field("s03", "<S3>", 1190, 10, 0, 10), field("s04", None),
]  # fmt: skip


def test_a_file_is_told_by_rows_gaps_and_faults(results_of: Callable[..., Results]) -> None:
    results = results_of(fields=FIELDS)
    results.study["mapped"] = {}
    assert fields.summary(results, SOURCE) == (
        "**Survey.** Rows of the raw file: 1,200. Variables found in it: 3."
        " Answers are missing most often for *New skills for all* (rows: 110)."
        " Entries that lie outside their scale, and count as missing: 6. Not asked: Equipped workplaces."
    )


def test_texts_that_are_read_as_numbers_are_told(
    results_of: Callable[..., Results], publication: dict[str, Any]
) -> None:
    statements = [f"s0{number}" for number in range(1, 5)]
    results = results_of(fields=FIELDS)
    results.study["mapped"] = {
        SOURCE: [
            {"text": "ten", "number": 10.0, "variables": []},
            {"text": "hard to say", "number": 6.0, "variables": statements[:1]},
            {"text": "agree", "number": 8.0, "variables": statements},
        ]
    }
    said = "Texts that are read as numbers: “ten” as 10; “hard to say” as 6 (Training for newcomers); “agree” as 8 (variables: 4)."
    assert fields.mapped(results, SOURCE) == said
    assert said in fields.summary(results, SOURCE)
    assert fields.mapped(results, "focus_group") == ""


def test_nothing_missing_is_not_called_missing_most_often(results_of: Callable[..., Results]) -> None:
    whole = [field("s01", "S1", 12, 0, 0, 10), field("s02", "S2", 12, 0, 0, 9)]
    results = results_of(fields=whole)
    results.study["mapped"] = {}
    assert fields.summary(results, SOURCE) == (
        "**Survey.** Rows of the raw file: 12. Variables found in it: 2."
        " Entries that lie outside their scale, and count as missing: 0."
    )


def test_the_table_has_what_the_file_has_and_obeys_no_name(results_of: Callable[..., Results]) -> None:
    html = fields.figures(results_of(fields=FIELDS), SOURCE).data
    assert "<td>s03</td><td>Sensible promotion</td><td>&lt;S3&gt;</td>" in html
    assert "s04" not in html


def test_numbers_are_those_of_the_language(results_of: Callable[..., Results]) -> None:
    said = fields.summary(results_of("ru", fields=FIELDS), SOURCE)
    assert "Строк в исходном файле: 1\N{NO-BREAK SPACE}200. Найдено в нём переменных: 3." in said


def test_what_nobody_answered_is_told(results_of: Callable[..., Results]) -> None:
    told = fields.summary(results_of(fields=[FIELDS[0], field("s02", "S2", 0, 1200, 0, 0)]), SOURCE)
    label = results_of(fields=FIELDS).label("s02")
    assert f"**Nobody answered:** {label}. Look whether" in told
