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
from competing_values.tools import writing
from competing_values.tools.columns import Column
from competing_values.tools.headings import in_words, text_of
from competing_values.tools.matching import SAMPLE, Match, matches
from competing_values.tools.proposal import Answers, Asked, Proposal, bands, on_scale, proposed
from competing_values.tools.vocabulary import CLUSTERS, STRATA

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
IDS = (
    "respondent_id", "respondentid", "respondent id", "responseid", "response id", "id ответа", "id", "_uuid", "_id", "key",
    "case id", "caseid", "case_id", "idno", "record_id", "serial", "№",
)  # fmt: skip
#: Headings of the seconds that an interview took, of its start and of its end, where no survey tool is known.
SECONDS = re.compile(r"(interview ?|survey )?duration.*|.*\b(seconds|secs?)\b.*|interviewtime|(total )?time taken.*")
STARTS = re.compile(r"start( ?(date|time))*|started( ?at)?|starttime|startdate")
ENDS = re.compile(r"end( ?(date|time))*|ended( ?at)?|endtime|enddate|completed( ?at)?|completion time")
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
#: A row of headings names so large a share of the columns; one above it that is no title names several.
FULL, SEVERAL = 0.8, 3
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
    """A drafted codebook: its YAML, the breakdowns that it found, how many marks it holds, and faults of the rows.

    Where the file is not one of the questionnaire that is there, `instrument` is a drafted one, as YAML.
    """

    text: str
    breakdowns: list[str]
    marks: int
    faults: list[str]
    instrument: str = ""


def draft(
    path: str,
    instrument: Instrument,
    texts: Mapping[str, set[str]],
    scratch: Path,
    sheet: str | None = None,
    *,
    is_own: bool = True,
) -> Draft:
    """Draft the codebook of a raw file, and its questionnaire where it asked another one than that which is there.

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
    is_own
        The study names this questionnaire: no other is drafted.

    Raises
    ------
    UserError
        When the file cannot be read at all, or nothing in it can be a question.
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
    drafting = _Drafting(path, raw, instrument, texts, written, layout)
    return drafting.draft() if is_own or drafting.asked_this() else drafting.draft_anew()


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
    names |= {name.partition(". ")[0] for name in names}
    if len(rows) > 2 and any("ImportId" in cell for cell in rows[2]):
        return {"profile": "qualtrics"}
    if QUALTRICS_ID in names:
        place = [folded(cell) for cell in rows[0]].index(QUALTRICS_ID)
        ids = (number for number, row in enumerate(rows, 1) if len(row) > place and row[place].startswith("R_"))
        return {"profile": "qualtrics", "first_row": next(ids, 2)}
    known_tools = (name for name, profile in PROFILES.items() if profile.signs and profile.signs <= names)
    google = "google_forms" if rows and rows[0] and folded(rows[0][0]) in TIMESTAMPS else None
    if tool := next(known_tools, google):
        return {"profile": tool}
    if len(rows) > 2 and _are_two_headings(*rows[:2]):
        below = {folded(cell) for cell in rows[1]} & PROFILES["surveymonkey"].blank_headings
        return {"profile": "surveymonkey"} if below else {"header_row": [1, 2]}
    # Programs that number rows leave the first name open.
    filled = [sum(bool(cell.strip()) for cell in row) + (bool(row) and not row[0].strip()) for row in rows]
    header = next((number for number, cells in enumerate(filled, 1) if cells >= FULL * max(filled)), 1)
    return {} if header == 1 else {"header_row": header}


def _are_two_headings(upper: list[str], lower: list[str]) -> bool:
    """Whether the second row names what the first leaves open: a question stands over the first column of its grid alone."""
    above, below = ({place for place, cell in enumerate(row) if cell.strip()} for row in (upper, lower))
    open_ = {place for place in below - above if place - 1 in above | below}
    is_grid = SEVERAL <= len(above) < FULL * len(above | below) and len(open_) > 1
    return is_grid and not any(any(map(str.isdigit, cell)) and not any(map(str.isalpha, cell)) for cell in lower)


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
        self._shared: dict[str, str] = {}

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

    def asked_this(self) -> bool:
        """Whether the file asked the questionnaire that is there: points of its OCAI, or most of its statements."""
        ocai, ratings = self._instrument.ocai, self._instrument.ratings
        if ocai is not None and self._matches.keys() & set(ocai.parts()):
            return True
        if ratings is None:
            return False
        rated = [self._matches[name].column for name in ratings.statements() if name in self._matches]
        if 2 * len(rated) < len(ratings.statements()):
            return False
        numbers = self._numbers()
        on_scale = (
            numbers[name].filter(numbers[name] <= ratings.scale.max) for name in rated if name in numbers.columns
        )
        return max((float(points.max() or 0) for points in on_scale), default=0) > ratings.scale.middle  # type: ignore[arg-type]

    def draft_anew(self) -> Draft:
        """The codebook of a questionnaire that is drafted too."""
        self._matches = {}
        ids = [*self._id_anew()]
        known = {*self._found, *self._moments()}
        columns = [self._seen(name) for name in self._raw_entries.columns[1:] if name not in known]
        proposal = proposed(columns, self._raw_entries)
        if not proposal.holds_something:
            raise UserError(
                f"{self._path}: nothing in it can be analysed: there is no rated statement, and no question with answers to "
                "choose from. " + " ".join(line.removeprefix("# ") for line in writing.left_out(proposal))
            )
        blanks = [blank for column in columns for blank in column.blanks]
        lines = [
            *self._head(), *self._blanks(blanks), *self._duration(), *self._design(proposal), "columns:", *ids,
            *writing.columns(proposal), *writing.left_out(proposal), *(f"# {fault}" for fault in self._raw.faults),
        ]  # fmt: skip
        text, instrument = "\n".join(lines) + "\n", writing.instrument(proposal, self._path)
        marks = sum(f'"{MARK}' in line.partition("#")[0] for line in (text + instrument).splitlines())
        return Draft(text, [one.name for one in proposal.breakdowns], marks, self._raw.faults, instrument)

    def _seen(self, name: str) -> Column:
        declared = set(self._raw.missing.get(name, ()))
        entries = Counter({entry: times for entry, times in self._entries_of(name).items() if entry not in declared})
        labels = {code: label for code, label in self._raw.labels.get(name, {}).items() if code not in declared}
        return Column(name, text_of(name, self._raw.questions.get(name, "")), entries, labels)

    def _blanks(self, blanks: list[str]) -> Iterator[str]:
        """Entries by which programs say that a cell is empty."""
        if blanks:
            found = Counter(blanks)
            comment = ", ".join(f"in {times} column{'s' if times > 1 else ''}" for times in found.values())
            yield f"missing: {json.dumps([*found], ensure_ascii=False)} # {comment}"

    def _moments(self) -> list[str]:
        """Columns of the start and the end of an interview, or of its seconds, which no profile names."""
        if self._profile is not None:
            return []
        by_words = {in_words(name): name for name in self._raw.header}
        seconds = [name for words, name in by_words.items() if SECONDS.fullmatch(words)]
        start = [name for words, name in by_words.items() if STARTS.fullmatch(words)]
        end = [name for words, name in by_words.items() if ENDS.fullmatch(words)]
        return seconds[:1] or ([start[0], end[0]] if start and end else [])

    def _duration(self) -> Iterator[str]:
        match self._moments():
            case [seconds]:
                yield f"duration: {_Value(seconds, 'are these seconds?', is_sure='sec' in folded(seconds))}"
            case [start, end]:
                yield f"duration: {{start: {_Value(start)}, end: {_Value(end)}}}"

    def _design(self, proposal: Proposal) -> Iterator[str]:
        """How people were drawn, as far as headings tell: weights, strata and clusters change every figure."""
        names = [column.name for column in proposal.weights]
        found = {
            "weight": (names, "is this the weight of each respondent?"),
            "strata": (self._headed(STRATA), "were people drawn from these strata?"),
            "cluster": (self._headed(CLUSTERS), "were people drawn in these clusters?"),
        }
        if any(columns for columns, _ in found.values()):
            yield "design:"
        for key, (columns, question) in found.items():
            if columns:
                others = f" Or is it {' or '.join(columns[1:])}?" if len(columns) > 1 else ""
                yield f"  {key}: {_Value(columns[0], question + others, is_sure=False)}"

    def _headed(self, words: re.Pattern[str]) -> list[str]:
        return [name for name in self._raw.header if words.fullmatch(in_words(name))]

    def _id_anew(self) -> Iterator[str]:
        for line in self._id():
            if f'"{MARK}' not in line:
                yield line
            elif self._found:
                yield f"# respondent_id: not `{', '.join(sorted(self._found))}`, in which many rows are alike"
            else:
                yield "# respondent_id: no column was found; without ids, rows sent twice are not known"

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
        for variable, match in self._matched(are_numbers=True):
            if self._on_scale(variable, match.column):
                continue
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
        if known := self._on_scale(variable, match.column) or self._banded(variable, match.column):
            yield from writing.column(known, str(column), self._shared)
            return
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

    def _on_scale(self, variable: Variable, column: str) -> Asked | None:
        """A rating whose labels or words tell how it is read; None where it holds plain numbers."""
        if not variable.is_number or not variable.whole:
            return None
        asked = on_scale(self._seen(column), int(variable.low or 0), int(variable.high or 0))
        asked.name = variable.name
        return asked if asked.answers.values or asked.answers.missing else None

    def _banded(self, variable: Variable, column: str) -> Asked | None:
        """Groups that are bands of the numbers in a column."""
        found = bands(variable.categories or ())
        seen = self._seen(column) if found else None
        if seen is None or seen.numbers is None:
            return None
        return Asked(seen, "", Answers(missing=[*seen.missing]), variable.name, bins=found)

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
            damaged.setdefault(_damaged(_distinct(text, common)), set()).add(category)
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


def _damaged(text: str) -> str:
    """The text as cp1251 leaves it."""
    return LOST_LETTERS.sub("?", text)


def _common_words(texts: Iterable[str]) -> set[str]:
    """Words of several texts that share nothing else, such as region or city: they tell no category.

    East stands in each spelling of East Kazakhstan, always beside Kazakhstan: it does tell one. Letters that are lost
    in some of the spellings count as lost in all.
    """
    distinct = {_damaged(folded(text)) for text in texts}
    beside: dict[str, list[set[str]]] = {}
    for text in distinct:
        words = set(text.split())
        for word in words:
            beside.setdefault(word, []).append(words - {word})
    return {
        word
        for word, others in beside.items()
        if len(others) >= COMMON and word not in distinct and not set.intersection(*others)
    }


def _distinct(text: str, common: set[str]) -> str:
    return " ".join(word for word in folded(text).split() if _damaged(word) not in common) or folded(text)


def _number_in(text: str) -> str:
    """The number that a text has at its beginning or end if it has no other, as in `10 - fully agree` or `25%`."""
    numbers = re.findall(r"\d+(?:[.,]\d+)?", text)
    is_label = len(numbers) == 1 and (text.startswith(numbers[0]) or text.endswith(numbers[0]))
    return numbers[0].replace(",", ".") if is_label and not re.search(r"[-−–]\d", text) else ""


def _rows(number: int) -> str:
    return f"{number:,} row{'s' if number != 1 else ''}"
