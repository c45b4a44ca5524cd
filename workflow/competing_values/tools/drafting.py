"""A codebook drafted from a raw file: what the file shows is written down, what is unsure is marked for a person."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.ingest import has_totals
from competing_values.microdata.reading import delimited, reader
from competing_values.microdata.reading.raw import ROW_NUMBER, Raw
from competing_values.study.codebook import Codebook
from competing_values.study.formats import FORMATS, PROFILES, SUFFIXES
from competing_values.study.instrument import Instrument
from competing_values.study.measures import Variable
from competing_values.study.spelling import folded, nearest, peculiarity
from competing_values.study.strict import MARK
from competing_values.tools.matching import SAMPLE, Match, matches

#: Words that mean no answer in any column, and those that mark a test entry.
NO_ANSWER = {
    "",
    "-",
    "--",
    "—",
    "n/a",
    "n.a.",
    "na",
    "#n/a",
    "null",
    "none",
    "nan",
    "нет ответа",
    "жауап жоқ",
    "no answer",
    ".",
}
TESTS = {"test", "тест", "preview", "survey preview", "сынақ", "тестовая запись"}
IDS = ("respondent_id", "responseid", "response id", "id ответа", "id", "_uuid", "_id", "key", "respondent id", "№")
#: A column of ids in which more of the rows repeat one is none, or not of respondents.
SHARE_REPEATED = 0.05
#: Headers that tell a survey tool.
#: The column of ids in Qualtrics, whose ids begin with R_; rows of headings may have been removed.
QUALTRICS_ID = "responseid"
TIMESTAMPS = {"timestamp", "отметка времени", "уақыт белгісі"}
#: A column with more different values than this is no column of categories.
CATEGORIES = 60
#: Unless it has many categories; then each may be spelled in so many ways.
SPELLINGS = 8
HEAD = 30
#: So many variables without a column are listed one by one.
LISTED = 10
#: A column is that of a question if so large a share of its entries are categories of the question.
SHARE_KNOWN = 0.7
#: Kazakh letters that cp1251 has not; programs write a question mark in their place.
LOST_LETTERS = re.compile("[әғқңөұүһ]")
#: A word in so many categories tells none from another.
COMMON = 3


@dataclass(frozen=True)
class Draft:
    """A drafted codebook: its YAML, the breakdowns that it found, how many marks it holds, and faults of the rows."""

    text: str
    breakdowns: list[str]
    marks: int
    faults: list[str]


def draft(
    path: str, instrument: Instrument, texts: Mapping[str, set[str]], scratch: Path, sheet: str | None = None
) -> Draft:
    """Draft the codebook of a raw file.

    Parameters
    ----------
    path
        The raw file, as the codebook is to name it.
    instrument
        The questionnaire.
    texts
        Name of a variable, or ``{variable}.{category}``: its labels and wordings in all languages.
    scratch
        A folder for copies of the cells.
    sheet
        Of a workbook; None: its only visible one.

    Raises
    ------
    UserError
        When the file cannot be read at all.
    """
    file = Path(path)
    if file.suffix.lower() not in SUFFIXES:
        raise UserError(
            f"{path}: the suffix tells no format. Give the file its own, one of {', '.join(SUFFIXES)}; unpack an archive, "
            "and save a file of another kind as one of these."
        )
    reader.refuse_absent(file)
    written = _written(file) if FORMATS[SUFFIXES[file.suffix.lower()]].reader == "delimited" else {}
    known = {"file": path, "csv": {key: value.value for key, value in written.items()}, "sheet": sheet}
    layout = _layout(known, scratch)
    if sheet is not None:
        layout = {"sheet": _Value(sheet)} | layout
    known |= {key: value for key, value in layout.items() if key != "sheet"}
    raw = reader.read_text(Codebook.model_validate(known).completed([], path), scratch)
    return _Drafting(path, raw, instrument, texts, written, layout).draft()


@dataclass(frozen=True)
class _Value:
    """A value, a comment on it, and whether a person must check it."""

    value: str
    comment: str = ""
    is_sure: bool = True

    def __str__(self) -> str:
        quoted = json.dumps(self.value if self.is_sure else f"{MARK} {self.value}".strip(), ensure_ascii=False)
        return f"{quoted} # {self.comment}" if self.comment else quoted


def _written(path: Path) -> dict[str, _Value]:
    """Encoding and delimiter of a text file."""
    found = {}
    encoding: str | None = None
    if not delimited.is_utf8(path) and delimited.codec(path, None) == "utf-8-sig":
        samples = [*delimited.samples(path).items()]
        if not samples:
            raise UserError(f"{path}: none of the usual encodings fits. Export the file again as UTF-8.")
        encoding = samples[0][0]
        reading = "; ".join(f"{name} reads «{sample}»" for name, sample in samples)
        found["encoding"] = _Value(encoding, reading, is_sure=False)
    with path.open(encoding=delimited.codec(path, encoding), newline="") as file:
        lines = list(islice(file, HEAD)) or [""]
    widths = {sign: _width(lines, sign) for sign in delimited.DELIMITERS}
    best = max(widths, key=lambda sign: widths[sign])
    others = [sign for sign, width in widths.items() if width > 1 and sign != best and sign in lines[0]]
    comment = f"{widths[best]} columns" + "".join(f"; {sign!r} would give {widths[sign]}" for sign in others)
    found["delimiter"] = _Value(best, comment, is_sure=not others)
    return found


def _width(lines: list[str], delimiter: str) -> int:
    """Number of columns if most rows agree on it, else 1."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    width, rows = widths.most_common(1)[0] if widths else (1, 0)
    return width if rows > widths.total() / 2 else 1


def _layout(known: dict[str, Any], scratch: Path) -> dict[str, Any]:
    """Profile, or the row with the header, by what the first rows look like; `known` are keys of the codebook."""
    codebook = Codebook.model_validate(known).completed([], known["file"])
    if FORMATS[codebook["format"]].reader == "columnar":
        return {}
    rows = [row for _, row in islice(reader.rows(codebook, scratch)[0], HEAD)]
    names = {folded(cell) for cell in rows[0]} if rows else set()
    if len(rows) > 2 and any("ImportId" in cell for cell in rows[2]):
        return {"profile": "qualtrics"}
    if QUALTRICS_ID in names:
        place = [folded(cell) for cell in rows[0]].index(QUALTRICS_ID)
        ids = (number for number, row in enumerate(rows, 1) if len(row) > place and row[place].startswith("R_"))
        return {"profile": "qualtrics", "first_row": next(ids, 2)}
    for name, profile in PROFILES.items():
        if profile.signs and profile.signs <= names:
            return {"profile": name}
    if rows and rows[0] and folded(rows[0][0]) in TIMESTAMPS:
        return {"profile": "google_forms"}
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    header = next((number for number, cells in enumerate(filled, 1) if cells >= 0.8 * max(filled)), 1)
    return {} if header == 1 else {"header_row": header}


class _Drafting:
    """The parts of one draft."""

    def __init__(
        self,
        path: str,
        raw: Raw,
        instrument: Instrument,
        texts: Mapping[str, set[str]],
        written: dict[str, _Value],
        layout: dict[str, Any],
    ) -> None:
        self._path, self._raw, self._instrument, self._texts = path, raw, instrument, texts
        self._written, self._layout = written, layout
        self._profile = PROFILES.get(layout.get("profile", ""))
        self._variables = instrument.variables()
        self._raw_entries = raw.entries.collect()
        self._rows = len(self._raw_entries)
        self._entries: dict[str, Counter[str]] = {}
        asked = {variable.name: set(texts.get(variable.name, ())) for variable in self._variables}
        self._matches = matches(raw.header, raw.questions, asked, instrument, self._numbers)
        self._matches |= dict(self._by_entries())
        self._leave_totals_out()
        self._decimal = self._decimal_sign()
        self._found: set[str] = set()

    def _leave_totals_out(self) -> None:
        """Rows of totals are no respondents, so their entries explain nothing."""
        groups = {variable.name for variable in self._variables if variable.block == "breakdowns"}
        columns = {
            self._raw_entries.columns[1],
            *(self._matches[name].column for name in groups & self._matches.keys()),
        }
        is_total = has_totals(map(pl.col, sorted(columns)), Codebook(file=self._path, format="csv").totals)
        self._raw_entries = self._raw_entries.filter(~is_total)
        self._entries.clear()

    def draft(self) -> Draft:
        """The codebook as text."""
        lines = [*self._head(), *self._missing_and_numbers(), *self._test_entries(), "columns:", *self._columns()]
        text = "\n".join([*lines, *self._unread()]) + "\n"
        groups = [variable.name for variable in self._variables if variable.block == "breakdowns"]
        return Draft(text, [name for name in groups if name in self._matches], text.count(f'"{MARK}'), self._raw.faults)

    def _head(self) -> Iterator[str]:
        rows = f"{self._rows:,} rows, {len(self._raw.header)} columns"
        yield f"# Drafted from {self._path}: {rows}. Check every value that begins with {MARK}, and delete these signs;"
        yield "# the run refuses until none is left. docs/codebook.md explains every key."
        yield f"file: {json.dumps(self._path, ensure_ascii=False)}"
        for key, value in self._layout.items():
            yield f"{key}: {value}"
        if self._written or self._decimal:
            yield "csv:"
            for key, value in (self._written | ({"decimal": self._decimal} if self._decimal else {})).items():
                yield f"  {key}: {value}"

    def _numbers(self) -> pl.DataFrame:
        """The columns of the file in which most entries are numbers, as numbers, of some rows."""
        sample = self._raw_entries.head(SAMPLE).drop(ROW_NUMBER)
        texts = pl.all().str.replace(",", ".", literal=True).str.strip_chars_end(" %")
        numbers = sample.select(texts.cast(pl.Float64, strict=False))
        mostly = [name for name in sample.columns if 2 * numbers[name].count() > max(1, sample[name].count())]
        return numbers.select(mostly)

    def _entries_of(self, column: str) -> Counter[str]:
        if column not in self._entries:
            counted = self._raw_entries[column].drop_nulls().value_counts(sort=True)
            self._entries[column] = Counter(dict(counted.iter_rows()))
        return self._entries[column]

    def _matched(self, *, are_numbers: bool) -> Iterator[tuple[Variable, Match]]:
        for variable in self._variables:
            if variable.is_number == are_numbers and variable.name in self._matches:
                yield variable, self._matches[variable.name]

    def _by_entries(self) -> Iterator[tuple[str, Match]]:
        """Columns whose entries are mostly categories of a question that was not found by name or text."""
        taken = {match.column for match in self._matches.values()}
        free = [name for name in self._raw_entries.columns[1:] if name not in taken]
        for variable in self._variables:
            if variable.categories is None or variable.name in self._matches:
                continue
            shares: dict[str, tuple[float, float]] = {}
            for column in free:
                is_short = self._raw_entries[column].n_unique() <= max(CATEGORIES, SPELLINGS * len(variable.categories))
                entries = self._entries_of(column) if is_short else Counter()
                # Numbers alone tell no category; there may be thousands of columns with nothing else.
                is_told = column in self._raw.labels or any(map(str.isalpha, "".join(entries)))
                values = dict(self._values(variable, column)) if is_told else {}
                known = {entry: value.is_sure for entry, value in values.items() if value.value}
                alike = sum(entries[entry] for entry in known)
                sure = sum(entries[entry] for entry, is_sure in known.items() if is_sure)
                shares[column] = (sure / max(1, entries.total()), alike / max(1, entries.total()))
            best = max(shares, key=lambda column: shares[column], default="")
            share_sure, share = shares.get(best, (0, 0))
            if share_sure and share >= SHARE_KNOWN:
                yield variable.name, Match(best, f"{share:.0%} of its entries are like categories of {variable.name}")

    def _decimal_sign(self) -> _Value | None:
        """The sign that numbers have, if any has one; unsure if some have the other."""
        if FORMATS[SUFFIXES[Path(self._path).suffix.lower()]].reader != "delimited":
            return None
        signs: Counter[str] = Counter()
        for _, match in self._matched(are_numbers=True):
            for entry, times in self._entries_of(match.column).items():
                if number := re.fullmatch(r"[+-]?\d+([.,])\d+", entry):
                    signs[number[1]] += times
        if not signs:
            return None
        sign = signs.most_common(1)[0][0]
        return _Value(
            sign, "; ".join(f"{count:,} numbers with {sign!r}" for sign, count in signs.items()), len(signs) == 1
        )

    def _missing_and_numbers(self) -> Iterator[str]:
        """Entries of columns of numbers that are no numbers."""
        words: Counter[str] = Counter()
        for _, match in self._matched(are_numbers=True):
            declared = self._raw.missing.get(match.column, [])
            for entry, times in self._entries_of(match.column).items():
                if not re.fullmatch(r"[+-]?\d+([.,]\d+)?", entry) and entry not in declared:
                    words[folded(entry)] += times
        no_answer = {word: times for word, times in words.items() if word in NO_ANSWER}
        others = {word: times for word, times in words.items() if word not in NO_ANSWER}
        if no_answer:
            counts = ", ".join(f"{word} {times:,} times" for word, times in no_answer.items())
            yield f"missing: {json.dumps([*no_answer], ensure_ascii=False)} # {counts}, in columns of numbers"
        if others:
            yield "numbers: # the number that each word stands for; a word that means no answer belongs to `missing`"
            for word, times in sorted(others.items(), key=lambda item: -item[1]):
                often = "once" if times == 1 else f"{times:,} times"
                number = _Value(_number_in(word), often, is_sure=False)
                yield f"  {json.dumps(word, ensure_ascii=False)}: {number}"

    def _test_entries(self) -> Iterator[str]:
        taken = {match.column for match in self._matches.values()}
        found = {}
        for column in self._raw_entries.columns[1:]:
            if column not in taken and self._raw_entries[column].n_unique() <= CATEGORIES:
                marks = [entry for entry in self._entries_of(column) if folded(entry) in TESTS]
                if marks:
                    found[column] = marks
        self._found |= found.keys()
        if found:
            yield "test_entries: # rows to be excluded as tests"
            for column, marks in found.items():
                yield f"  {json.dumps(column, ensure_ascii=False)}:"
                for entry in marks:
                    yield f"    - {_Value(entry, _rows(self._entries_of(column)[entry]), is_sure=False)}"

    def _columns(self) -> Iterator[str]:
        yield from self._id()
        absent: dict[str, list[str]] = {}
        for variable in self._variables:
            if match := self._matches.get(variable.name):
                yield from self._column(variable, match)
            else:
                absent.setdefault(variable.block, []).append(variable.name)
        for names in absent.values():
            listed = names if len(names) <= LISTED else names[:1]
            others = f", nor one for {len(names) - 1} more of this block" if len(names) > LISTED else ""
            for name in listed:
                comment = f"no column was found{others}; delete this line if it was not asked"
                yield f"  {name}: {_Value('', comment, is_sure=False)}"

    def _id(self) -> Iterator[str]:
        own = self._profile.respondent_id if self._profile else None
        if own is not None and (not own or set(own) & set(self._raw.header)):
            return
        by_fold = {folded(name): name for name in self._raw.header}
        column = next((by_fold[name] for name in IDS if name in by_fold), None)
        if column is not None:
            self._found.add(column)
            same = len(self._raw_entries) - self._raw_entries[column].n_unique()
            is_sure = same <= SHARE_REPEATED * len(self._raw_entries)
            yield f"  respondent_id: {_Value(column, f'{same:,} repeated' if same else '', is_sure=is_sure)}"
        else:
            comment = (
                "no column was found; without ids, rows sent twice are not known. Delete this line if there is none"
            )
            yield f"  respondent_id: {_Value('', comment, is_sure=False)}"

    def _column(self, variable: Variable, match: Match) -> Iterator[str]:
        entries = self._entries_of(match.column)
        column = _Value(match.column, match.doubt, is_sure=not match.doubt)
        if variable.is_number or variable.categories is None:
            several = (
                f"{len(entries):,} different groups" if variable.categories is None and not variable.is_number else ""
            )
            yield f"  {variable.name}: {_Value(match.column, match.doubt or several, is_sure=not match.doubt)}"
            return
        canonical = set(map(folded, variable.categories))
        found = {folded(entry): (entry, value) for entry, value in self._values(variable, match.column)}
        values = dict(found[fold] for fold in found if fold not in canonical)
        missing = [entry for entry in entries if folded(entry) in NO_ANSWER and folded(entry) not in found]
        if not values and not missing:
            yield f"  {variable.name}: {column}"
            return
        yield f"  {variable.name}:"
        yield f"    column: {column}"
        if values:
            yield "    values:"
            for entry, value in values.items():
                yield f"      {json.dumps(entry, ensure_ascii=False)}: {value}"
        if missing:
            counts = ", ".join(_rows(entries[entry]) for entry in missing)
            yield f"    missing: {json.dumps(missing, ensure_ascii=False)} # {counts}"

    def _values(self, variable: Variable, column: str) -> Iterator[tuple[str, _Value]]:
        """The category that each entry may be; an entry that stands for no answer is left out."""
        known = {folded(category): category for category in variable.categories or ()}
        by_text = {
            folded(text): category
            for category in variable.categories or ()
            for text in self._texts.get(f"{variable.name}.{category}", ())
        }
        common = _common_words([*self._entries_of(column), *by_text])
        names: dict[str, set[str]] = {}
        damaged: dict[str, set[str]] = {}
        for text, category in (known | by_text).items():
            names.setdefault(_distinct(text, common), set()).add(category)
            damaged.setdefault(LOST_LETTERS.sub("?", _distinct(text, common)), set()).add(category)
        labels, declared = self._raw.labels.get(column, {}), self._raw.missing.get(column, [])
        for entry, times in self._entries_of(column).items():
            label = labels.get(entry, "")
            fold, distinct = folded(label or entry), _distinct(label or entry, common)
            if entry in declared or fold in NO_ANSWER - by_text.keys():
                continue
            meant = known.get(fold) or by_text.get(fold)
            alike = names.get(distinct, set())
            if meant is None and len(alike) == 1:
                meant = next(iter(alike))
            lost = "letters were lost" if meant is None and distinct in damaged and "?" in distinct else ""
            comment = "; ".join(filter(None, [f"«{label}»" if label else "", _rows(times), peculiarity(entry), lost]))
            if meant is None:
                alike = alike or damaged.get(distinct) or names.get(nearest(distinct, names) or "", set())
            yield entry, _Value(meant or " or ".join(sorted(alike)), comment, is_sure=meant is not None)

    def _unread(self) -> Iterator[str]:
        """What the codebook leaves out, so that a person sees what was overlooked."""
        taken = {match.column for match in self._matches.values()} | self._found
        left = [name for name in self._raw.header if name and name not in taken]
        if left:
            yield "# Not read: " + ", ".join(left)
        yield from (f"# {fault}" for fault in self._raw.faults)


def _common_words(texts: Iterable[str]) -> set[str]:
    """Words that several texts share and none consists of, such as region or city: they tell no category."""
    distinct = {folded(text) for text in texts}
    words = Counter(word for text in distinct for word in set(text.split()))
    return {word for word, times in words.items() if times >= COMMON and word not in distinct}


def _distinct(text: str, common: set[str]) -> str:
    return " ".join(word for word in folded(text).split() if word not in common) or folded(text)


def _number_in(text: str) -> str:
    """The number that a text has at its beginning or end if it has no other, as in `10 - fully agree` or `25%`."""
    numbers = re.findall(r"\d+(?:[.,]\d+)?", text)
    is_label = len(numbers) == 1 and (text.startswith(numbers[0]) or text.endswith(numbers[0]))
    return numbers[0].replace(",", ".") if is_label and not re.search(r"[-−–]\d", text) else ""


def _rows(number: int) -> str:
    return f"{number:,} row{'s' if number != 1 else ''}"
