"""Hostile studies: each a small study with one thing wrong in it, and what must come of it.

``python -m hazards.corpus <folder>``, in the folder of the tests, writes all of them, to be looked at or run by hand.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hazards import binaries

Content = str | bytes | Callable[[Path], None]

CONFIG = """\
title: Test
instrument: instrument.yaml
waves:
  "2024":
    sources:
      survey: {codebook: codebook.yaml, population: population.csv}
    claims: claims.yaml
breakdowns: [region]
cleaning:
  rules: {duplicate_answers: exclude, straight_lining: exclude, speed: exclude, ocai_sum: exclude, out_of_range: flag}
  longstring: 3
"""
INSTRUMENT = """\
ocai: {perspectives: [now], dimensions: {glue: {label: Glue}}}
ratings:
  scale: {min: 1, max: 10}
  bands: [{name: good, from: 5.5}, {name: bad}]
  sectors:
    work: {label: Work, statements: {s01: {label: First}, s02: {label: Second}, s03: {label: Third}}}
questions:
  satisfaction: {label: Satisfaction, categories: {low: Low, middle: Middle, high: High}}
breakdowns:
  region: {label: Region, categories: {abai: Abai, almaty: Almaty, kostanay: Kostanay}}
  team: {label: Team}
"""
CLAIMS = """\
article: An article
claims:
  first:
    place: p. 1
    says: Work has three statements.
    kind: value
    published: "3"
    tolerance: 0
    source: survey
    statistic: {table: reliability, column: items, where: {sector: work}}
"""
POPULATION = "variable,category,count\nregion,abai,10\nregion,almaty,20\nregion,kostanay,30\n"
PROFILES = """\
name,label,source,n,perspective,clan,adhocracy,market,hierarchy,note
city,A city,Author (2020),120,now,20,30,40,10,
"""
WRITTEN = 'csv: {delimiter: ";"}\n'
IDS = "columns: {respondent_id: id}\n"
NAMES = """\
columns:
  respondent_id: id
  region: {column: region, values: {Қостанай облысы: kostanay, Абай облысы: abai}}
"""
HEADER = "id;region;team;s01;s02;s03"
OCAI = "id;s01;now_glue_clan;now_glue_adhocracy;now_glue_market;now_glue_hierarchy"


@dataclass(frozen=True)
class Case:
    """A study, and what must come of it: rows read as told by hand, or a message with all of `told` in it.

    Attributes
    ----------
    name, what
        Short name; what is hostile.
    files
        What to write, by its path in the study.
    raw, kept, answers, reasons
        Rows of the file and rows kept; answers that are kept, by variable; rows excluded, by reason.
    told, untold
        Parts of the message: place, cause, mend; and what it must not say.
    """

    name: str
    what: str
    files: dict[str, Content]
    raw: int = 0
    kept: int = 0
    answers: dict[str, list[Any]] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        """Write the study into a folder."""
        for name, content in (STUDY | self.files).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                path.write_text(content, encoding="utf-8", newline="")
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                content(path)


STUDY: dict[str, Content] = {
    "config.yaml": CONFIG,
    "instrument.yaml": INSTRUMENT,
    "codebook.yaml": f"file: export.csv\n{WRITTEN}{IDS}",
    "claims.yaml": CLAIMS,
    "population.csv": POPULATION,
    "export.csv": f"{HEADER}\n1;abai;A;5;6;7\n",
}


def lines(*rows: str, header: str = HEADER) -> str:
    """A text file with a header."""
    return "\n".join([header, *rows, ""])


def read(
    name: str,
    what: str,
    content: Content,
    *,
    book: str = WRITTEN + IDS,
    file: str = "export.csv",
    raw: int | None = None,
    kept: int | None = None,
    reasons: dict[str, int] | None = None,
    **answers: list[Any],
) -> Case:
    """A raw file that must be read right: by default, every row is kept."""
    rows = max((len(values) for values in answers.values()), default=0) if kept is None else kept
    files = {"codebook.yaml": f"file: {file}\n{book}", file: content}
    return Case(name, what, files, rows if raw is None else raw, rows, answers, reasons or {})


def refused(
    name: str, what: str, content: Content, *told: str, book: str = WRITTEN + IDS, file: str = "export.csv"
) -> Case:
    """A raw file that must be refused."""
    return Case(name, what, {"codebook.yaml": f"file: {file}\n{book}", file: content}, told=told)


def edited(name: str, what: str, file: str, old: str, new: str, *told: str) -> Case:
    """A study of which one file is edited, and must be refused for it."""
    text = STUDY[file]
    assert isinstance(text, str)
    assert old in text, name
    return Case(name, what, {file: text.replace(old, new, 1)}, told=(file, *told))


KAZAKH = lines("1;Қостанай облысы;A;5;6;7", "2;Абай облысы;A;5;6;8")


def encoded(encoding: str, named: str | None) -> Case:
    """A file in an encoding that the codebook names, or that its first bytes tell."""
    written = f'csv: {{delimiter: ";", encoding: {named}}}\n' if named else WRITTEN
    return read(
        f"encoding_{encoding}",
        f"Kazakh text in {encoding}",
        KAZAKH.encode(encoding),
        book=written + NAMES,
        region=["kostanay", "abai"],
    )


ENCODINGS = [
    encoded("utf-8", None),
    encoded("utf-8-sig", None),
    encoded("utf-16", None),
    encoded("utf-32", None),
    encoded("kz1048", "kz1048"),
    encoded("utf-16-le", "utf-16-le"),
    read(
        "encoding_cp1251", "Russian text in cp1251", lines("1;Абай облысы;Отдел;5;6;7").encode("cp1251"),
        book=f'csv: {{delimiter: ";", encoding: cp1251}}\n{NAMES}', region=["abai"], team=["Отдел"],
    ),
    read(
        "encoding_cp866", "Russian text in cp866", lines("1;Абай облысы;Отдел;5;6;7").encode("cp866"),
        book=f'csv: {{delimiter: ";", encoding: cp866}}\n{NAMES}', region=["abai"], team=["Отдел"],
    ),
    refused(
        "encoding_unnamed", "kz1048 without a name", KAZAKH.encode("kz1048"),
        "export.csv", "not utf-8", "line 2", "csv.encoding", "kz1048 reads «Қостанай облысы»", book=WRITTEN + NAMES,
    ),
    refused(
        "encoding_passes_for_another", "kz1048 read as cp1251", lines("1;abai;Қостанай;5;6;7").encode("kz1048"),
        "column `team`", "row 2", "kz1048, read as cp1251", book=f'csv: {{delimiter: ";", encoding: cp1251}}\n{IDS}',
    ),
    refused(
        "encoding_against_mark", "UTF-8 mark, cp1251 named", KAZAKH.encode("utf-8-sig"),
        "export.csv", "mark of utf-8", "csv.encoding: utf-8", book=f'csv: {{delimiter: ";", encoding: cp1251}}\n{NAMES}',
    ),
    refused(
        "encoding_utf16_without_mark", "UTF-16 without a mark", KAZAKH.encode("utf-16-le"),
        "export.csv", "csv.encoding", "utf-16", book=WRITTEN + NAMES,
    ),
    refused(
        "encoding_broken_late", "one broken byte after thousands of rows",
        lines(*["1;abai;A;5;6;7"] * 3000).encode() + b"2;abai;\xff;5;6;7\n", "export.csv", "line 3002", "csv.encoding",
    ),
]  # fmt: skip

DELIMITED = [
    refused("delimiter_other", "commas, semicolon told", "id,region,s01\n1,abai,5\n", "row 1", "2 times ','", "csv.delimiter"),
    read("tabs", "tab-separated", "id\tregion\ts01\n1\tabai\t5\n", file="export.tsv", book=IDS, region=["abai"], s01=[5]),
    read(
        "line_break_in_an_answer", "a quoted line break, and rows after it", lines('1;abai;"A\nB";5;6;7', "2;abai;C;6;6;7"),
        team=["A B", "C"], s01=[5, 6],
    ),
    refused("quote_not_closed", "a quote is never closed", lines('1;abai;"A;5;6;7', "2;abai;B;5;6;7"), "row 2", "quote", "closed"),
    refused("quote_inside", "a sign after a closed quote", lines('1;abai;"A"B;5;6;7'), "row 2", "quote", "closed"),
    read("lone_carriage_returns", "lines end with a lone CR", lines("1;abai;A;5;6;7", "2;abai;B;6;6;7").replace("\n", "\r"), s01=[5, 6]),
    read("mixed_line_ends", "CRLF, LF and CR in one file", f"{HEADER}\r\n1;abai;A;5;6;7\n2;abai;B;6;6;7\r3;abai;C;7;6;7", s01=[5, 6, 7]),
    read("blank_lines", "blank lines between", lines("", "1;abai;A;5;6;7", "", "2;abai;B;6;6;7", "", ""), s01=[5, 6]),
    refused("nul", "a NUL in a cell", lines("1;abai;A\0B;5;6;7"), "line 2", "NUL", "export the file again"),
    refused("ragged_long", "a row is too long", lines("1;abai;A;5;6;7;8", "2;abai;B;5;6;7"), "row 2", "7 cells", "6", "quotes"),
    refused("ragged_short", "a row is too short", lines("1;abai;A;5;6;7", "2;abai;B;5;6"), "row 3", "5 cells", "6", "quotes"),
    read(
        "decimal_comma", "decimal comma", lines("1;5;33,3;33,3;33,3;0,1", "2;6;0;100,0;0;0", header=OCAI),
        book=f'csv: {{delimiter: ";", decimal: ","}}\n{IDS}', now_glue_clan=[33.3, 0], now_glue_adhocracy=[33.3, 100],
    ),
    read(
        "decimal_comma_in_words", "words for numbers where the file has decimal commas", lines("1;5;half;99,5;0;0", header=OCAI),
        book=f'csv: {{delimiter: ";", decimal: ","}}\n{IDS[:-2]}, now_glue_clan: {{column: now_glue_clan, values: {{half: "0.5"}}}}}}\n', now_glue_clan=[0.5],
    ),
    refused(
        "shares_for_points", "points as shares, as of cells shown as 25%", lines(*[f"{n};5;0.25;0.25;0.3;0.2" for n in range(12)], header=OCAI),
        "now_glue_hierarchy`: they never share 100 points", "total 1", "0.25", "Save points", "ocai.total",
    ),
    refused("decimal_point_told_comma", "decimal commas, none told", lines("1;5;33,3;33,3;33,4;0", header=OCAI), "row 2", "`33,3`", "csv.decimal"),
    refused("thousands", "a space between thousands", lines("1;abai;A;1 000;6;7"), "column `s01`", "row 2", "`1 000`", "no number"),
    read("exotic_numbers", "5.0, +5, 05 and a number of 400 digits", lines("1;abai;A;5.0;+6;07", f"2;abai;B;{'9' * 400};6;7"), s01=[5, None], s02=[6, 6], s03=[7, 7]),
    refused("other_digits", "Arabic and full-width digits", lines("1;abai;A;٥;6;7", "2;abai;A;５;6;7"), "row 2", "`٥`", "row 3", "`５`", "no number"),
    refused("minus_sign", "a typographic minus", lines("1;abai;A;−5;6;7"), "row 2", "`−5`", "no number", "values"),
    refused("exponents", "numbers as 1e1 and inf and nan", lines("1;abai;A;1e1;inf;nan"), "`1e1`", "`inf`", "`nan`", "no number"),
    read("off_the_scale", "11, −1 and 55 on a scale from 1 to 10", lines("1;abai;A;11;-1;5", "2;abai;B;55;10;1"), s01=[None, None], s02=[None, 10], s03=[5, 1]),
    read("none_na_null", "None, NA, NULL and nan are names of teams", lines(*(f"{n};abai;{team};5;6;7" for n, team in enumerate(["None", "NA", "NULL", "nan", ""]))), book=f'{WRITTEN}{IDS}', team=["None", "NA", "NULL", "nan", None]),
    refused("null_as_a_rating", "NULL as a rating", lines("1;abai;A;NULL;6;7"), "column `s01`", "row 2", "`NULL`", "missing"),
    read("missing_codes", "missing codes, in any letter case", lines("1;abai;A;NULL;n/a;3", "2;abai;B;5;-;7"), book=f'missing: ["null", "N/A", "-"]\n{WRITTEN}{IDS}', s01=[None, 5], s02=[None, None], s03=[3, 7]),
    refused("rows_end_with_a_delimiter", "each row has a cell more than the header", lines("1;abai;A;5;6;7;", "2;abai;B;5;6;8;"), "each row has 7 cells, the header has 6", "Give every column a name"),
    refused("notes_below", "a note below the table", lines("1;abai;A;5;6;7", "Source: survey"), "row 3", "1 cells", "notes below the table", "deleted"),
    refused("header_twice", "a header twice", lines("1;abai;A;5;6;7", header="id;region;team;s01;s01;s03"), "row 1", "`s01`", "twice", "columns 4 and 5", "rename"),
    refused("header_other_letters", "a header in Cyrillic letters", lines("1;abai;A;5;6;7", header="іd;region;team;s01;s02;s03"), "no column `id`", "nearest header is `іd`", "mixes Latin and Cyrillic", "codebook"),
    read("header_spaces", "headers with a no-break space, a mark and spaces", "\ufeff id ; region;team\u00a0;s01;s02\u200b;s03\n1;abai;A;5;6;7\n", team=["A"], s02=[6]),
    refused("header_only", "no row below the header", lines(), "export.csv", "no answers", "export"),
    refused("empty_file", "nothing in the file", "", "export.csv", "empty", "export"),
    refused("only_line_ends", "only line ends", "\n\n\n", "export.csv, row 1", "no header", "export"),
    read("header_below_a_title", "a title above the header", f"Report;;;;;\n;;;;;\n{lines('1;abai;A;5;6;7')}", book=f"header_row: 3\n{WRITTEN}{IDS}", s01=[5]),
    refused("header_row_wrong", "the header is further down", f"Report;;;;;\n{lines('1;abai;A;5;6;7')}", "no column `id`", "respondent_id", "header_row"),
]  # fmt: skip

GROUPS = [
    refused("homoglyphs", "А1 in Cyrillic, A1 in Latin", lines("1;abai;А1;5;6;7", "2;abai;A1;5;6;8"), "column `team`", "`А1` (row 2) and `A1` (row 3): they look the same", "columns.team.values"),
    refused("homoglyph_category", "аbai with a Cyrillic а", lines("1;аbai;A;5;6;7"), "column `region`", "row 2", "nearest: `abai`", "mixes Latin and Cyrillic", "columns.region.values"),
    read("composed", "й composed and decomposed", lines("1;abai;Отдел й;5;6;7", "2;abai;Отдел и\u0306;5;6;8"), team=["Отдел й", "Отдел й"]),
    read("spaces_and_case", "no-break spaces and letter case", lines("1;ABAI;Team A;5;6;7", "2; Abai\u00a0;team\u00a0a ;5;6;8", "3;abai;Team  A;5;6;9"), region=["abai"] * 3, team=["Team A"] * 3),
    read("directions", "right-to-left and zero-width marks", lines("1;abai;A;5;6;7", "2;abai;A\u200f;5;6;8", "3;ab\u200bai;\u202aA\u202c;5;6;9"), region=["abai"] * 3, team=["A"] * 3),
    refused("unknown_category", "a misspelt region", lines("1;abay;A;5;6;7", "2;abay;A;5;6;8"), "column `region`", "row 2", "`abay`, 2 times", "nearest: `abai`", "columns.region.values"),
    read("html", "markup as a team", lines("1;abai;</script><script>alert(1)</script>;5;6;7"), team=["</script><script>alert(1)</script>"]),
    read("formulas_as_text", "formulas as teams", lines("1;abai;=cmd|' /C calc'!A0;5;6;7", "2;abai;+1;5;6;8", "3;abai;-1;5;6;9", "4;abai;@SUM(A1);5;6;10"), team=["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"]),
    read("paths", "a path as a team", lines("1;abai;../../x;5;6;7"), team=["../../x"]),
    refused("long_cell", "10,000 signs in a cell", lines(f"1;abai;{'x' * 10_000};5;6;7"), "column `team`", "1 looks like free text (`x…`)", "columns.team.values"),
    Case(
        "persons_as_groups", "addresses and names as teams",
        {"codebook.yaml": f"file: export.csv\n{WRITTEN}{IDS}", "export.csv": lines("1;abai;asan@mail.kz;5;6;7", "2;abai;Иванов Иван Иванович;5;6;8", "3;abai;dana@mail.kz;5;6;9")},
        told=("column `team`", "2 look like an e-mail address (`a…@…`), 1 looks like the name of a person (`И… И… И…`)", "`categories` of `team`", "out of the instrument"),
        untold=("asan@", "dana@", "Иванов"),
    ),
    read("control_signs", "signs that are no text", lines("1;abai;A\x07B\ufdd2;5;6;7"), team=["AB"]),
    refused("long_rating", "10,000 signs as a rating", lines(f"1;abai;A;{'x' * 10_000};6;7"), "row 2", "…`, once", "no number"),
    read("emails_as_ids", "e-mails as ids", lines("ann@example.org;abai;A;5;6;7", "ben@example.org;abai;A;5;6;8"), s03=[7, 8]),
    refused("reserved_groups", "a team with the name of the whole", lines("1;abai;all;5;6;7", "2;abai;missing;5;6;8"), "column `team`", "`all` (row 2)", "`missing` (row 3)", "for themselves", "columns.team.values"),
    refused(
        "all_at_once", "ragged rows, an absent column, categories, text for numbers and look-alikes",
        lines("1;abai;А1;5;6;7", "2;abay;A1;5;six;7", "3;abai;A1;5;6", "4;abai;A1;5;6;seven"),
        "no column `Q9` for `satisfaction`", "`А1` (row 2)", "row 3: `abay`", "row 3: `six`", "row 4: 5 cells", "row 5: `seven`",
        book=f"{WRITTEN}columns: {{respondent_id: id, satisfaction: Q9}}\n",
    ),
]  # fmt: skip

ROWS = [
    read("ocai_sums", "sums of 99, 101, 0, 1000, negative, and one part missing",
         lines("1;1;24;25;25;25", "2;2;26;25;25;25", "3;3;0;0;0;0", "4;4;250;250;250;250", "5;5;-50;50;50;50", "6;6;50;50;0;", "7;7;;;;", "8;8;100;100;100;100", header=OCAI),
         raw=8, kept=4, s01=[1, 2, 4, 7], now_glue_clan=[24, 26, None, None], reasons={"ocai_sum": 4}),
    read("duplicates", "ids and answers twice", lines("1;abai;A;5;6;7", "1;abai;A;1;2;3", "2;abai;A;5;6;7", "3;abai;A;5;6;8"),
         raw=4, kept=2, s03=[7, 8], reasons={"duplicate_id": 1, "duplicate_answers": 1}),
    read("test_entries", "test entries, with nonsense in them", lines("Test;nowhere;A;x;y;z", "2;abai;A;5;6;7"),
         book=f"{WRITTEN}test_entries: {{id: [test]}}\n{IDS}", raw=2, kept=1, s01=[5], reasons={"test_entry": 1}),
    read("straight_lining", "the same answer throughout", lines("1;abai;A;5;5;5", "2;abai;A;5;5;6"), raw=2, kept=1, s03=[6], reasons={"straight_lining": 1}),
    read("speeders", "five seconds for three answers", lines("1;abai;A;5;6;7;5", "2;abai;A;5;6;8;60", header=f"{HEADER};seconds"),
         book=f"{WRITTEN}duration: seconds\n{IDS}", raw=2, kept=1, s03=[8], reasons={"speed": 1}),
    read("empty_rows", "rows with no answer", lines("1;abai;A;;;", ";;;;;", "3;abai;A;5;6;7"), raw=3, kept=1, s01=[5], reasons={"empty": 2}),
    read("totals", "rows of totals in three languages", lines("1;abai;A;5;6;7", "ИТОГО;;;5;6;7", ";Барлығы:;;5;6;7", ";;Total;15;18;21"),
         raw=4, kept=1, s01=[5], reasons={"totals_row": 3}),
    refused("nobody_kept", "every row is excluded", lines("1;abai;A;;;", "2;abai;A;;;"), "no row is kept", "2 rows", "empty 2", "cleaning"),
]  # fmt: skip


GRID = [["id", "region", "team", "s01", "s02"], [1, "abai", "A", 5, 6], [2, "almaty", "B", 7, 8]]


def workbook(name: str, what: str, content: Content, **expected: Any) -> Case:
    """A workbook that must be read right."""
    return read(
        name, what, content, file=expected.pop("file", "export.xlsx"), book=expected.pop("book", IDS), **expected
    )


def bad(name: str, what: str, content: Content, *told: str, file: str = "export.xlsx", book: str = IDS) -> Case:
    """A workbook or data file that must be refused."""
    return refused(name, what, content, file, *told, file=file, book=book)


WORKBOOKS = [
    workbook("xlsx_plain", "numbers and text", binaries.xlsx(GRID), s01=[5, 7], s02=[6, 8], region=["abai", "almaty"]),
    workbook("xlsx_codes", "codes '01' as text", binaries.xlsx([GRID[0], ["01", "abai", "01", "05", 6]]), team=["01"], s01=[5]),
    workbook("xlsx_hidden_sheet", "a hidden sheet before the answers", binaries.xlsx(GRID, hidden=[["secret"], [1]]), s01=[5, 7]),
    workbook("xlsx_totals", "a row of totals", binaries.xlsx([*GRID, ["ИТОГО", None, None, 12, 14]]), raw=3, kept=2, s01=[5, 7], reasons={"totals_row": 1}),
    workbook("xlsx_text_that_looks_like_a_formula", "=1+1 as text", binaries.xlsx([GRID[0], [1, "abai", "'=1+1", 5, 6]]), team=["'=1+1"]),
    workbook("xlsx_formulas", "formulas with their values", binaries.formulas(5, 7), s01=[5, 7]),
    workbook("xlsx_indented", "empty rows above and an empty column before", binaries.xlsx([[None] * 6, *([None, *row] for row in GRID)]), book=f"header_row: 2\n{IDS}", s01=[5, 7]),
    workbook("xlsx_formatted_to_the_end", "formats in a million empty rows", binaries.formatted(GRID), s01=[5, 7]),
    bad("xlsx_dates", "dates as ratings", binaries.xlsx([GRID[0], [1, "abai", "A", binaries.DATE, 6]]), "column `s01`", "row 2", "2024-05-10", "no number", "values"),
    bad("xlsx_formula_without_value", "a formula without its value", binaries.formulas(None, 7), "cell D2", "without its value", "save it there"),
    bad("xlsx_errors", "#N/A as a rating", binaries.errors("#N/A"), "cell D2", "error", "Mend the formula"),
    bad("xlsx_two_sheets", "two visible sheets", binaries.xlsx(GRID, second=GRID), "Answers, Second", "Name the one", "`sheet`"),
    bad("xlsx_unknown_sheet", "a sheet that is not there", binaries.xlsx(GRID), "no sheet `Answer`", "Answers", "Correct `sheet`", book=f"sheet: Answer\n{IDS}"),
    bad("xlsx_merged_header", "a merged header of two rows", binaries.merged(GRID), "no column `id`", "codebook"),
    bad("xlsx_far_cell", "one cell at XFD1048576", binaries.xlsx(GRID, far="XFD1048576"), "row 1048576", "column 16384", "Delete"),
    bad("xlsx_bomb", "300 MB packed into little", binaries.bomb(300), "unpacks to", "as CSV"),
    bad("xlsx_bomb_that_lies", "the archive tells a smaller size", binaries.lying_bomb(400), "damaged", "CSV"),
    bad("xlsx_cut_off", "half a workbook", binaries.half(binaries.xlsx(GRID)), "no whole workbook", "save it again"),
    bad("xlsx_encrypted", "a workbook with a password", binaries.encrypted, "password", "without"),
    bad("zip_without_sheets", "an archive that is no workbook", binaries.archive({"a.txt": b"x"}), "no whole xlsx", "save it again"),
    workbook("xls", "an old workbook", binaries.xls(GRID), file="export.xls", s01=[5, 7]),
    bad("html_named_xls", "a web page named .xls", b"<html><table><tr><td>id</td></tr></table></html>", "web page", "save it as xlsx", file="export.xls"),
    workbook("ods", "an OpenDocument sheet", binaries.ods(GRID), file="export.ods", s01=[5, 7]),
    bad("ods_repeated", "one cell repeated 16,384 × 1,048,576 times", binaries.ods(GRID, repeated=True), "too many cells", "as CSV", file="export.ods"),
    bad("xlsx_named_csv", "a workbook named .csv", binaries.xlsx(GRID), "workbook", "format", file="export.csv"),
    bad("pdf_named_csv", "a PDF named .csv", b"%PDF-1.7\n", "PDF", "CSV", file="export.csv"),
    bad("gz_named_csv", "a packed file named .csv", binaries.gz(KAZAKH), "compressed", "unpack", file="export.csv"),
    bad("csv_named_xlsx", "text named .xlsx", KAZAKH, "no whole workbook", "format"),
]  # fmt: skip

TYPED = [
    workbook("sav", "user-missing codes and value labels", binaries.sav, file="export.sav",
             book="columns: {respondent_id: id, region: {column: region, values: {1: abai, 2: almaty}}}\n",
             s01=[5, None, None], s02=[6, 7, 8], region=["abai", "almaty", "abai"]),
    bad("sav_labelled_entry", "a code that the codebook does not explain, with its label", binaries.sav, "(region), row 2", "`2`", "«Almaty»", "columns.region.values",
        file="export.sav", book="columns: {respondent_id: id, region: {column: region, values: {1: abai}}}\n"),
    bad("sav_cut_off", "half an SPSS file", binaries.half(binaries.sav), "no whole sav", "save it again", file="export.sav"),
    workbook("dta", "a Stata file with .a", binaries.dta, file="export.dta", s01=[5, None], team=["A", "B"]),
    bad("dta_text", "text named .dta", KAZAKH, "no whole dta", "format", file="export.dta"),
    workbook("parquet", "whole numbers, decimals, lists beside", binaries.parquet, file="export.parquet", s01=[5, None], s02=[6, 7]),
    bad("parquet_cut_off", "half a Parquet file", binaries.half(binaries.parquet), "no whole Parquet", "export it again", file="export.parquet"),
    bad("parquet_text", "text named .parquet", KAZAKH, "no whole Parquet", "format", file="export.parquet"),
]  # fmt: skip

RAW = [*ENCODINGS, *DELIMITED, *GROUPS, *ROWS, *WORKBOOKS, *TYPED]

SURVEY = "{codebook: codebook.yaml, population: population.csv}"
CODEBOOK = "codebook.yaml"
BILLION = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

CONFIGS = [
    edited("yaml_no", "`no` as a language", "config.yaml", "title: Test", "title: Test\nlanguages: [no]", "line 2, languages.1", "`no`", "expected one of: en, kk, ru"),
    edited("yaml_01", "01 as a list", "config.yaml", "[region]", "01", "line 8, breakdowns", "found `01`", "a list"),
    edited("yaml_sexagesimal", "12:30 as a number", "config.yaml", "longstring: 3", "longstring: 12:30", "line 11, cleaning.longstring", "found `12:30`", "a whole number"),
    edited("yaml_version", "1.10 as a whole number", "config.yaml", "longstring: 3", "longstring: 1.10", "cleaning.longstring", "found `1.10`", "a whole number"),
    edited("key_twice", "a key twice", "config.yaml", "breakdowns: [region]", "breakdowns: [region]\ntitle: Again", "line 9", "`title` stands here a second time", "line 1", "keep one"),
    edited("key_at_the_top", "a mistyped key at the top", "config.yaml", "breakdowns:", "breakdown:", "line 8, breakdown", "no known key", "`breakdowns`"),
    edited("key_in_a_source", "a mistyped key in a source", "config.yaml", "population:", "populaton:", "line 6, waves.2024.sources.survey.populaton", "no known key", "`population`"),
    edited("key_in_cleaning", "a mistyped key in a block", "config.yaml", "longstring", "longstrings", "cleaning.longstrings", "no known key", "`longstring`"),
    edited("rule_unknown", "an unknown rule of cleaning", "config.yaml", "{duplicate_answers", "{duplicate_answer", "cleaning.rules.duplicate_answer", "no known", "`duplicate_answers`"),
    edited("action_unknown", "an unknown action", "config.yaml", "speed: exclude", "speed: drop", "cleaning.rules.speed", "`drop`", "exclude, flag"),
    edited("keys_deleted", "a block of which every line was deleted", "codebook.yaml", IDS, f"{IDS}numbers:\n", "line 4, numbers", "found nothing", "fill it in, or delete the key"),
    edited("number_as_text", "text for a number", "config.yaml", "title: Test", "title: Test\nstatistics: {confidence: high}", "line 2, statistics.confidence", "found `high`", "a number"),
    edited("number_too_large", "95 for 0.95", "config.yaml", "title: Test", "title: Test\nstatistics: {confidence: 95}", "statistics.confidence", "found `95`", "a number below 1"),
    edited("not_a_number", "nan for a number", "config.yaml", "longstring: 3", "irv_below: .nan", "cleaning.irv_below", "found `.nan`", "a number"),
    edited("empty_value", "a key without a value", "config.yaml", "title: Test", "title:", "line 1, title", "found nothing", "text"),
    edited("list_for_keys", "a list for keys", "config.yaml", SURVEY, "[codebook.yaml]", "line 6, waves.2024.sources.survey", "found a list", "keys with values"),
    edited("label_in_no_language", "a label in an unknown language", "config.yaml", "title: Test", "title: {fr: Essai}", "line 1, title.fr", "`fr`", "expected one of: en, kk, ru"),
    edited("label_empty", "a label in no language", "config.yaml", "title: Test", "title: {}", "line 1, title", "found nothing", "text"),
    edited("tab", "a tab as indentation", "config.yaml", "  longstring: 3", "\tlongstring: 3", "line 11", "tab", "indent with spaces"),
    edited("bracket_open", "a bracket is not closed", "config.yaml", "[region]", "[region", "line 9", "bracket", "not closed"),
    edited("colon_in_text", "a colon in a text without quotes", "config.yaml", "title: Test", "title: Test: again", "line 1", "colon", "quotes"),
    edited("star_in_text", "a text that begins with *", "config.yaml", "title: Test", "title: *test", "line 1", "`*`", "quotes"),
    edited("exclamation_in_text", "a type that runs a program", "config.yaml", "title: Test", "title: !!python/object/apply:os.system [ls]", "line 1", "`!`", "quotes"),
    edited("two_documents", "two documents in a file", "config.yaml", "breakdowns:", "---\nbreakdowns:", "line 8", "second document", "`---`"),
    edited("nothing_but_a_list", "a list instead of keys", "config.yaml", CONFIG, "- title\n- waves\n", "found a list", "keys with values"),
    edited("empty_config", "an empty file", "config.yaml", CONFIG, "", "`title` is missing", "`waves` is missing", "add it"),
    edited("billion_laughs", "references that unfold to a billion values", "config.yaml", "title: Test", BILLION, "more than 200000 values", "without references"),
    edited("alias_in_itself", "a reference to itself", "config.yaml", "title: Test", "title: &a [*a]", "deep", "flatter"),
    edited("nested_deep", "ten thousand brackets", "config.yaml", "title: Test", f"title: {'[' * 10_000}{']' * 10_000}", "deep", "flatter"),
    Case("not_utf8", "a config in cp1251", {"config.yaml": CONFIG.replace("Test", "Опрос").encode("cp1251")}, told=("config.yaml, line 1", "not UTF-8", "Save")),
    Case("nul_in_config", "a NUL in the config", {"config.yaml": CONFIG.replace("Test", "Te\0st")}, told=("config.yaml", "sign", "Save")),
    edited("reserved_wave", "a wave called trends", "config.yaml", '"2024"', "trends", "line 4, waves.trends", "reserved", "choose another"),
    edited("wave_as_a_path", "a wave called ../x", "config.yaml", '"2024"', "../x", "line 4, waves.../x", "a name of Latin letters", "found `../x`"),
    edited("reserved_source", "a source called estimates", "config.yaml", "survey:", "estimates:", "line 6", "reserved", "choose another"),
    edited("source_as_a_path", "a source called ../x", "config.yaml", "survey:", "../x:", "line 6", "a name of small Latin letters", "found `../x`"),
    edited("no_codebook", "a codebook that is not there", "config.yaml", "codebook.yaml", "codebok.yaml", "line 6, waves.2024.sources.survey.codebook", "there is no file codebok.yaml", "correct the path"),
    edited("no_population", "a population that is not there", "config.yaml", "population.csv", "people.csv", "line 6", "there is no file people.csv", "Correct the path"),
    edited("folder_for_a_file", "a folder as a codebook", "config.yaml", "codebook.yaml", ".", "line 6", "there is no file .", "correct the path"),
    edited("breakdown_unknown", "an unknown breakdown", "config.yaml", "[region]", "[team, regon]", "line 8, breakdowns.2", "`regon`", "`region`"),
    edited("marked", "a mark of a draft left", "config.yaml", "title: Test", 'title: "?? Test"', "line 1", "still marked", "delete the question marks"),
]  # fmt: skip

INSTRUMENTS = [
    edited("bands_in_wrong_order", "bands from the lowest", "instrument.yaml", "{name: good, from: 5.5}", "{name: poor, from: 3}, {name: good, from: 5.5}", "line 4, ratings.bands", "from the highest", "order"),
    edited("bands_without_bottom", "the last band has a bound", "instrument.yaml", "{name: bad}", "{name: bad, from: 1}", "line 4, ratings.bands", "the last has none", "correct"),
    edited("scale_upside_down", "min above max", "instrument.yaml", "{min: 1, max: 10}", "{min: 10, max: 1}", "line 3, ratings.scale.max", "must be above `min` (10)", "correct"),
    edited("name_twice", "a sector named like a question", "instrument.yaml", "  satisfaction:", "  work:", "work", "taken twice", "rename"),
    edited("dimension_like_a_question", "a dimension named like a question", "instrument.yaml", "  satisfaction:", "  glue:", "line 8, questions.glue", "taken twice", "ocai.dimensions.glue", "rename"),
    edited("question_like_a_type", "a question named like a culture type", "instrument.yaml", "  satisfaction:", "  clan:", "`clan`", "taken twice", "rename"),
    edited("question_like_a_score", "a question named like a score", "instrument.yaml", "  satisfaction:", "  now_clan:", "`now_clan`", "taken twice", "rename"),
    edited("reserved_name", "a question named like a working column", "instrument.yaml", "  satisfaction:", "  duration:", "line 8, questions.duration", "reserved", "choose another"),
    edited("reserved_group", "a region called all", "instrument.yaml", "abai: Abai", "all: Abai", "line 10, breakdowns.region.categories.all", "reserved", "choose another"),
    edited("no_statements", "a sector without statements", "instrument.yaml", "{s01: {label: First}, s02: {label: Second}, s03: {label: Third}}", "{}", "line 6, ratings.sectors.work.statements", "at least 1", "found nothing"),
    edited("no_sign_of_a_text", "a bell in a label", "instrument.yaml", "label: First", 'label: "Fi\\u0007rst"', "line 6", "U+0007", "delete it"),
    edited("capitals_in_a_name", "a name in capitals", "instrument.yaml", "{s01:", "{S01:", "S01", "small Latin letters", "found `S01`"),
    edited("outside_unknown", "an unknown category outside the order", "instrument.yaml", "questions:\n  satisfaction: {", "questions:\n  satisfaction: {outside: [hgih], ", "line 8, questions.satisfaction.outside", "`hgih`", "`high`"),
]  # fmt: skip

CODEBOOKS = [
    edited("file_and_simulate", "both a file and a simulation", CODEBOOK, IDS, f"{IDS}simulate: {{respondents: 10, seed: 1, blocks: [ocai]}}\n", "line 4, simulate", "either `file` or `simulate`", "give"),
    edited("neither_file_nor_simulate", "neither a file nor a simulation", CODEBOOK, "file: export.csv\n", "", "either `file` or `simulate`", "give"),
    edited("no_raw_file", "a raw file that is not there", CODEBOOK, "export.csv", "exprt.csv", "line 1, file", "there is no file exprt.csv", "correct"),
    edited("suffix_unknown", "a suffix that tells no format", CODEBOOK, "export.csv", "export.dat", "tells no format", "add `format`"),
    edited("rows_upside_down", "answers above the header", CODEBOOK, IDS, f"{IDS}header_row: 3\nfirst_row: 2\n", "line 5, first_row", "below `header_row` (3)", "correct"),
    edited("header_row_zero", "rows counted from 0", CODEBOOK, IDS, f"{IDS}header_row: 0\n", "line 4, header_row", "found `0`", "1 or more"),
    edited("variable_unknown", "an unknown variable", CODEBOOK, "respondent_id: id", "respondent_id: id, s1: Q1", "line 3, columns.s1", "no known variable", "`s01`"),
    edited("column_twice", "one raw column for two variables", CODEBOOK, "respondent_id: id", "respondent_id: id, s01: Q1, s02: Q1", "line 3, columns.s02", "already that of `s01`", "give each"),
    edited("column_of_another", "the raw column of a variable not listed", CODEBOOK, "respondent_id: id", "respondent_id: id, s01: s02", "line 3, columns.s01", "the variable `s02` is looked for", "list `s02`"),
    edited("category_unknown", "raw values for an unknown category", CODEBOOK, "respondent_id: id", "respondent_id: id, region: {column: region, values: {Абай: abay}}", "line 3, columns.region.values.Абай", "`abay`", "`abai`"),
    edited("number_unknown", "raw values for no number", CODEBOOK, "respondent_id: id", "respondent_id: id, s01: {column: s01, values: {five: funf}}", "columns.s01.values.five", "`funf` is no number", "write one"),
    edited("value_with_comma", "a decimal comma in the codebook", CODEBOOK, "respondent_id: id", 'respondent_id: id, s01: {column: s01, values: {half: "2,5"}}', "columns.s01.values.half", "`2,5` is no number", "decimal point"),
    Case(
        "marked_draft", "a draft with its marks: they are told, and nothing else of them",
        {CODEBOOK: f'file: export.csv\n{WRITTEN}columns: {{respondent_id: id, s01: "??", s02: "??", region: {{column: region, values: {{x: "?? abai"}}}}}}\n'},
        told=("line 3: `??` is still marked", "`?? abai` is still marked", "delete the question marks"), untold=("no known", "already"),
    ),
    edited("value_twice", "a raw value twice, in another letter case", CODEBOOK, "respondent_id: id", "respondent_id: id, region: {column: region, values: {Abay: abai, ABAY: almaty}}", "columns.region.values.ABAY", "twice", "keep one"),
    edited("value_also_missing", "a raw value that is also a missing code", CODEBOOK, "respondent_id: id", "respondent_id: id, region: {column: region, values: {x: abai}, missing: [X]}", "columns.region.values.x", "also in `missing`", "keep one"),
    edited("key_in_a_column", "a mistyped key in a column", CODEBOOK, "respondent_id: id", "respondent_id: {colum: id}", "line 3, columns.respondent_id.colum", "no known key", "`column`"),
    edited("column_without_name", "a column without its header", CODEBOOK, "respondent_id: id", "respondent_id: {missing: [x]}", "line 3, columns.respondent_id", "`column` is missing", "add it"),
    edited("delimiter_long", "a delimiter of two signs", CODEBOOK, '";"', '";;"', "line 2, csv.delimiter", "not more than 1 sign", "found `;;`"),
    edited("delimiter_is_a_quote", "a quote as the delimiter", CODEBOOK, '";"', "'\"'", "line 2, csv.delimiter", "cannot stand between", "usual"),
    edited("format_unknown", "an unknown format", CODEBOOK, IDS, f"{IDS}format: pdf\n", "line 4, format", "`pdf`", "csv"),
    edited("profile_unknown", "an unknown profile", CODEBOOK, IDS, f"{IDS}profile: limesurvay\n", "line 4, profile", "`limesurvay`", "`limesurvey`"),
    edited("word_for_no_number", "a word for no number", CODEBOOK, IDS, f"{IDS}numbers: {{ten: dix}}\n", "line 4, numbers.ten", "found `dix`", "a number"),
]  # fmt: skip

CLAIMED = [
    edited("claim_of_no_table", "an unknown table", "claims.yaml", "table: reliability", "table: reliabilty", "line 10, claims.first.statistic.table", "`reliabilty`", "`reliability`"),
    edited("claim_of_no_column", "an unknown column", "claims.yaml", "column: items", "column: item", "claims.first.statistic.column", "`item`", "`items`"),
    edited("claim_where_no_column", "an unknown column to look up", "claims.yaml", "{sector: work}", "{sektor: work}", "claims.first.statistic.where", "`sektor`", "`sector`"),
    edited("claim_of_no_source", "an unknown source", "claims.yaml", "source: survey", "source: survy", "line 9, claims.first.source", "`survy`", "`survey`"),
    edited("claim_of_text", "a name where a figure is compared", "claims.yaml", '"3"', "three", "line 7, claims.first.published", "`three` is no number", "kind: name"),
    edited("claim_without_tolerance", "a figure without tolerance", "claims.yaml", "    tolerance: 0\n", "", "line 3, claims.first", "needs `tolerance`", "largest difference"),
    edited("claim_without_source", "a claim without source", "claims.yaml", "    source: survey\n", "", "line 3, claims.first", "needs `source`", "kind: none"),
    edited("claim_of_nothing_asked", "a part of the questionnaire that is not there", "claims.yaml", "    source: survey\n    statistic: {table: reliability, column: items, where: {sector: work}}", "    asked: ratings.sectors.wrk.statements", "claims.first.asked", "`wrk` is no known part of the questionnaire", "`work`"),
    edited("claim_untestable", "nothing to test, and no word of what is lacking", "claims.yaml", "kind: value", "kind: none", "claims.first", "needs `until`"),
    edited("claim_of_a_table_not_made", "a table that the study does not have", "claims.yaml", "{table: reliability, column: items, where: {sector: work}}", "{table: competencies, column: mean}", "line 10, claims.first.statistic.table", "`competencies`", "self_ratings"),
]  # fmt: skip

POPULATIONS = [
    edited("population_without_column", "a column is missing", "population.csv", "count", "n", "row 1", "no column `count`", "expected variable, category, count", "add it"),
    edited("population_variable", "an unknown variable", "population.csv", "region,abai", "regon,abai", "row 2", "`regon`", "`region`"),
    edited("population_category", "an unknown category", "population.csv", "almaty", "almati", "row 3", "`almati`", "`almaty`"),
    edited("population_negative", "a negative count", "population.csv", "10", "-10", "row 2", "`-10` is no positive number", "correct"),
    edited("population_text", "a count in words", "population.csv", "20", "many", "row 3", "`many` is no positive number", "correct"),
    edited("population_twice", "a category twice", "population.csv", "almaty", "abai", "row 3", "stands already in row 2", "keep one"),
    Case("population_empty_rows", "rows without any cell, as spreadsheet programs leave them", {"population.csv": f"{POPULATION},,\n"}, raw=1, kept=1),
    edited("population_empty", "nothing below the header", "population.csv", POPULATION, "variable,category,count\n", "no row", "add the counts"),
    Case("population_cp1251", "another encoding", {"population.csv": (POPULATION + "region,Абай,1\n").encode("cp1251")}, told=("population.csv", "UTF-8", "Save")),
]  # fmt: skip


def benchmarks(name: str, what: str, content: str | bytes, *told: str) -> Case:
    """A study that names published profiles, and must be refused for them."""
    config = CONFIG.replace("title: Test", "title: Test\nbenchmarks: benchmarks.csv")
    return Case(name, what, {"config.yaml": config, "benchmarks.csv": content}, told=("benchmarks.csv", *told))


BENCHMARKS = [
    edited("no_benchmarks", "benchmarks that are not there", "config.yaml", "title: Test", "title: Test\nbenchmarks: others.csv", "line 2, benchmarks", "there is no file others.csv", "leave `benchmarks` out"),
    benchmarks("benchmarks_total", "a total that nobody explains", PROFILES.replace("40,", "35,"), "row 2", "the four total 95, not 100", "say in `note` why"),
    benchmarks("benchmarks_likert", "means of a rating scale as points", PROFILES.replace("20,30,40,10,", "3.2,3.3,3.1,3.4,as printed"), "row 2", "the four total 13, not 100", "`scale`"),
    benchmarks("benchmarks_decimal_comma", "decimal commas", PROFILES.replace("40,", "40,0,"), "row 2", "cells, the header has", "in quotes"),
    benchmarks("benchmarks_semicolons", "semicolons and decimal commas", PROFILES.replace(",", ";").replace("40;", "40,0;"), "row 2", "market is `40,0`", "a decimal point"),
    benchmarks("benchmarks_cp1251", "another encoding", PROFILES.replace("A city", "Город").encode("cp1251"), "UTF-8", "Save"),
]  # fmt: skip

TOGETHER = [
    Case(
        "eight_faults_of_three_files", "five faults in a config, two in a codebook, one in an instrument",
        {
            "config.yaml": CONFIG.replace("title: Test", "titel: Test").replace('"2024"', "trends")
            .replace("longstring: 3", "longstring: many\n  min_answered: 2").replace("[region]", "[regon]"),
            "codebook.yaml": f"fil: export.csv\n{WRITTEN.replace(';', ';;')}columns: {{respondent_id: id, s1: Q1}}\n",
            "instrument.yaml": INSTRUMENT.replace("max: 10", "max: ten").replace("  satisfaction:", "  glue:"),
        },
        told=(
            "config.yaml", "`titel`", "`title` is missing", "`trends` is reserved", "found `many`", "found `2`",
            "codebook.yaml", "`fil`", "found `;;`", "instrument.yaml", "found `ten`",
        ),
    ),
]  # fmt: skip

STUDIES = [*CONFIGS, *INSTRUMENTS, *CODEBOOKS, *CLAIMED, *POPULATIONS, *BENCHMARKS, *TOGETHER]

if __name__ == "__main__":
    for case in (*RAW, *STUDIES):
        case.write(Path(sys.argv[1]) / case.name)
