"""A questionnaire proposed from a raw file: rated statements in sectors, questions, self-ratings and breakdowns."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

import numpy as np
import polars as pl

from competing_values.study.instrument import RESERVED
from competing_values.study.names import OTHER
from competing_values.tools import vocabulary
from competing_values.tools.columns import LEAST, MOST, Column, Kind
from competing_values.tools.headings import in_words, pattern, split

#: Numbers without labels and without a common heading are one set of statements from so many columns on.
NEIGHBOURS = 5
#: Labels are so long at most; so many groups are listed in their order.
LABEL, GROUPS = 120, 30
#: A statement goes against the others of its sector from this correlation on, if it is so many standard errors off zero,
#: with so many respondents.
AGAINST, ERRORS, RESPONDENTS = -0.15, 3.5, 50
#: More statements that go against the others than this are proposed by one mark.
TURNED = 4
#: Answers in the upper part of a scale count as high from here on.
HIGH = 0.75
#: So large a share of complete rows are orders of preference.
ORDERS = 0.8
#: Subjects whose words name groups of people, not opinions.
OF_GROUPS = {"schooling", "level", "size", "consent", "dependency"}
#: Where bands of age begin.
BANDS, DECADES = (30, 40, 50, 60), range(20, 120, 10)
#: Words that a name keeps.
NAME_WORDS, NAME_LENGTH = 6, 40


@dataclass
class Answers:
    """How a variable's entries are read.

    Attributes
    ----------
    values
        Entry: its number or category; entries that are read as they are are left out.
    comment
        What the values rest on.
    doubtful
        Entries of `values` that a person must check.
    missing, doubtful_missing
        Entries that mean no answer, by their words, and codes that may mean it.
    """

    values: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    doubtful: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    doubtful_missing: list[str] = field(default_factory=list)


@dataclass
class Asked:
    """A question: its column, its name, its label, and how its entries are read."""

    column: Column
    label: str
    answers: Answers
    name: str = ""
    low: int = 0
    high: int = 0
    is_turned: bool = False
    categories: dict[str, str] = field(default_factory=dict)
    is_ordered: bool = False
    bins: dict[str, int] = field(default_factory=dict)
    doubt: str = ""


@dataclass
class Choice:
    """A question of which several answers may be ticked, each in a column of its own; `doubt` is what must be checked."""

    label: str
    options: list[Asked]
    doubt: str = ""
    name: str = ""
    keys: list[str] = field(default_factory=list)


@dataclass
class Sector:
    """Statements that are averaged: the label, the scale, and what of both must be checked."""

    label: str
    statements: list[Asked]
    low: int
    high: int
    scale_doubt: str = ""
    label_doubt: str = ""
    comment: str = ""
    name: str = ""


@dataclass
class Proposal:
    """What a raw file seems to have asked, and the columns that are left out, each with its reason."""

    sectors: list[Sector]
    self_ratings: list[Asked]
    questions: list[Asked]
    breakdowns: list[Asked]
    weights: list[Column]
    left: dict[str, list[str]]
    choices: list[Choice] = field(default_factory=list)
    recommending: list[Asked] = field(default_factory=list)

    @property
    def holds_something(self) -> bool:
        """Whether there is anything to analyse, beside groups."""
        return bool(self.sectors or self.questions or self.self_ratings or self.choices or self.recommending)


def proposed(columns: Sequence[Column], entries: pl.DataFrame) -> Proposal:
    """Propose a questionnaire.

    Parameters
    ----------
    columns
        The columns of the file that no other part of the codebook reads, in their order.
    entries
        Their entries, a row a respondent.
    """
    left: dict[str, list[str]] = {}
    for column in columns:
        if column.kind is Kind.LEFT:
            left.setdefault(column.left_out or "numbers", []).append(column.name)
    open_ = [column for column in columns if column.kind is not Kind.LEFT]
    sectors: list[Sector] = []
    single: list[Column] = []
    choices = [*_choices(open_)]
    boxes = {one.column.name for choice in choices for one in choice.options}
    open_ = [column for column in open_ if column.name not in boxes]
    weights = [column for column in open_ if column.kind is Kind.WEIGHT]
    for run in _runs([column for column in open_ if column.kind is not Kind.WEIGHT]):
        for label, members in _parts(run):
            texts = [column.name for column, _ in members]
            if _are_orders([column for column, _ in members], entries):
                left.setdefault("orders of preference", []).extend(texts)
            elif len(members) > 1 and _is_rated([column for column, _ in members], has_label=bool(label)):
                sectors.append(_sector(label, members, entries))
            else:
                single += [column for column, _ in members]
    sectors, others = _of_one_scale(sectors)
    found = Proposal(sectors, [], [], [], weights, left, choices)
    for column in sorted([*single, *others], key=columns.index):
        _place(column, found)
    _name(found)
    return found


def _of_one_scale(sectors: list[Sector]) -> tuple[list[Sector], list[Column]]:
    """The sectors on the scale that most statements have, and the columns of the others, which become questions."""
    statements = Counter({(one.low, one.high): 0 for one in sectors})
    for sector in sectors:
        statements[sector.low, sector.high] += len(sector.statements)
    scale = statements.most_common(1)[0][0] if sectors else (0, 0)
    kept = [sector for sector in sectors if (sector.low, sector.high) == scale]
    return kept, [one.column for sector in sectors if sector not in kept for one in sector.statements]


def _key(column: Column) -> object:
    """What columns that are rated alike have in common; None for one that cannot be rated."""
    if column.kind is Kind.POINTS and not column.is_group and not column.is_count:
        return "points"
    if column.kind in {Kind.SCALE, Kind.CODES} and column.points:
        return tuple((code, vocabulary.plain(column.labels[code])) for code in column.points)
    if column.kind is Kind.SCALE:
        return "words"
    return None


def _runs(columns: list[Column]) -> Iterator[list[Column]]:
    """Neighbours that may be rated on one scale."""
    run: list[Column] = []
    for column in columns:
        if run and not (_key(column) is not None and _fits(column, run)):
            yield run
            run = []
        run.append(column)
    if run:
        yield run


def _fits(column: Column, run: list[Column]) -> bool:
    key = _key(column)
    if key != _key(run[0]):
        return False
    if key == "points":
        return True
    if key == "words":
        together = list(dict.fromkeys(answer for one in (*run, column) for answer in one.answers))
        return bool(vocabulary.subjects_of(together)) and vocabulary.in_order(_without_spellings(together)) is not None
    return True


def _without_spellings(texts: Iterable[str]) -> list[str]:
    """Each answer in one spelling."""
    return list({vocabulary.plain(text): text for text in texts}.values())


def _parts(run: list[Column]) -> Iterator[tuple[str, list[tuple[Column, str]]]]:
    """Columns of one question, or of one array, among neighbours: its text, and each column with its own."""
    parted = split([column.text for column in run])
    groups: dict[tuple[str, str], list[tuple[Column, str]]] = {}
    patterns = Counter(pattern(column.name) for column in run)
    is_array = sum(times for times in patterns.values() if times > 1) > len(run) / 2
    for column, (stem, item) in zip(run, parted, strict=True):
        array = pattern(column.name) if is_array and not stem and patterns[pattern(column.name)] > 1 else ""
        scale = _range(column, run) if _key(column) == "points" else ""
        groups.setdefault((stem or array, scale), []).append((column, item))
    for (stem, _), members in groups.items():
        is_text = any(stem == found for found, _ in parted)
        yield (stem if is_text else ""), members


def _range(column: Column, run: list[Column]) -> str:
    """The scale of points: what the question states, else the highest answer of the columns of its array."""
    if column.stated:
        return f"{column.stated}"
    array = (
        [one for one in run if pattern(one.name) == pattern(column.name)] if "#" in pattern(column.name) else [column]
    )
    tops = Counter(int(max(map(one.points_of, one.answers))) for one in array)
    return f"to {tops.most_common(1)[0][0]}"


def _is_rated(columns: list[Column], *, has_label: bool) -> bool:
    """Whether columns that belong together are rated on a scale."""
    first = columns[0]
    if first.kind is Kind.POINTS:
        low, high = _ends(columns)
        is_array = len({pattern(column.name) for column in columns}) == 1 or has_label
        return high - low >= LEAST and len(columns) >= (LEAST if is_array else NEIGHBOURS)
    if first.kind is Kind.CODES:
        is_set = len(columns) >= LEAST and (has_label or len(columns) > LEAST)
        return is_set and LEAST < len(first.points) <= MOST
    words = list(dict.fromkeys(answer for column in columns for answer in column.words))
    if first.kind is Kind.SCALE and all(column.is_group for column in columns):
        return False
    return len(words) >= LEAST and bool(vocabulary.subjects_of([*words]) - OF_GROUPS)


def _ends(columns: list[Column]) -> tuple[int, int]:
    """Lowest and highest point of a scale without labels: as stated, else as answered."""
    if columns[0].stated:
        return columns[0].stated
    numbers = [column.points_of(entry) for column in columns for entry in column.answers]
    return int(min(numbers)), int(max(numbers))


def _are_orders(columns: list[Column], entries: pl.DataFrame) -> bool:
    """Whether columns hold the places in an order of preference: each row has each number once."""
    if len(columns) < LEAST or any(column.numbers is None for column in columns):
        return False
    if any(column.numbers != [*range(1, len(columns) + 1)] for column in columns):
        return any(vocabulary.RANKING.search(column.text) for column in columns) and columns[0].kind is Kind.POINTS
    whole = entries.select(column.name for column in columns).drop_nulls()
    orders = whole.select(pl.concat_list(pl.all()).list.n_unique() == len(columns)).to_series()
    return bool(len(whole)) and float(orders.mean() or 0) >= ORDERS  # type: ignore[arg-type]


def _choices(columns: list[Column]) -> Iterator[Choice]:
    """Questions of which several answers may be ticked: neighbouring boxes under one heading, or of one array."""
    for is_box, run in groupby(columns, key=lambda column: column.is_box):
        boxes = list(run) if is_box else []
        groups: dict[tuple[str, bool], list[tuple[Column, str]]] = {}
        for column, (stem, item) in zip(boxes, split([column.text for column in boxes]), strict=True):
            groups.setdefault((stem, True) if stem else (pattern(column.name), False), []).append((column, item))
        for (stem, has_label), members in groups.items():
            is_array = has_label or "#" in stem
            if not is_array or len(members) < 2 or not any(any(column.ticks.values()) for column, _ in members):
                continue
            options = [Asked(column, _label(item), _ticks(column)) for column, item in members]
            label = stem if has_label else f"{members[0][0].name} – {members[-1][0].name}"
            doubt = "" if has_label else "are these the answers to one question, of which several may be ticked?"
            yield Choice(_label(label), options, doubt)


def _ticks(column: Column) -> Answers:
    values = {entry: "selected" if is_ticked else "not_selected" for entry, is_ticked in column.ticks.items()}
    return Answers({e: value for e, value in values.items() if e not in {"0", "1"}}, missing=[*column.missing])


def _sector(stem: str, members: list[tuple[Column, str]], entries: pl.DataFrame) -> Sector:
    columns = [column for column, _ in members]
    first = columns[0]
    statements = [Asked(column, _label(item or column.text), Answers()) for column, item in members]
    span = f"{first.name} – {columns[-1].name}"
    if first.kind is Kind.POINTS:
        sector = _pointed(statements, columns)
    elif first.points:
        sector = _coded(statements, first)
    else:
        sector = _worded(statements, columns)
    sector.label = _label(stem) if stem else _label(span)
    for statement in statements:
        statement.answers.missing = [*statement.column.missing]
        statement.answers.doubtful_missing = [*statement.column.codes_of_missing]
    _turn(sector, entries)
    return sector


def _pointed(statements: list[Asked], columns: list[Column]) -> Sector:
    """A sector on a scale of numbers."""
    low, high = _ends(columns)
    doubt = f"numbers without labels, of which {low} to {high} occur: is {high} the best or the highest answer?"
    return Sector("", statements, low, high, scale_doubt="" if _read_points(statements, columns) else doubt)


def _read_points(asked: list[Asked], columns: list[Column]) -> bool:
    """Say how numbers are read; whether it is told which end is the high one: by words at them, else by the question."""
    low, high = _ends(columns)
    explained = {entry: number for column in columns for entry, number in column.explained.items()}
    words = [vocabulary.behind_number(entry) for entry in sorted(explained, key=lambda entry: int(explained[entry]))]
    rising = vocabulary.is_rising(words) if len(words) > 1 else None
    for one in asked:
        numbers = {entry: f"{one.column.points_of(entry):g}" for entry in one.column.answers}
        if rising is False:
            numbers = {entry: f"{low + high - float(number):g}" for entry, number in numbers.items()}
            one.answers.comment = f"turned: {low} is «{words[0]}» in the file"
        one.answers.values = {entry: number for entry, number in numbers.items() if entry != number}
    is_stated = columns[0].stated is not None and not vocabulary.NAMED_END.search(columns[0].text)
    return is_stated or rising is not None


def _coded(statements: list[Asked], first: Column) -> Sector:
    """A sector on a scale of codes with labels; one that falls is turned."""
    codes = first.points
    numbers = [int(float(code)) for code in codes]
    low, high = numbers[0], numbers[-1]
    ends = f"{low} is «{first.labels[codes[0]]}», {high} is «{first.labels[codes[-1]]}»"
    sector = Sector("", statements, low, high, comment=ends)
    if first.order is None:
        sector.scale_doubt = f"{ends}: is {high} the highest answer? If not, turn the values in the codebook"
    elif first.order != codes:
        for statement in statements:
            found = sorted({*codes, *(entry for entry in statement.column.answers)}, key=float)
            statement.answers.values = {code: f"{low + high - float(code):g}" for code in found}
            statement.answers.comment = f"turned: in the file {ends}"
        sector.comment = f"turned: in the file {ends}"
    for statement in statements:
        for code in first.middles:
            statement.answers.values.setdefault(code, code)
            statement.answers.doubtful.add(code)
            statement.answers.comment = (
                f"«{first.labels[code]}» is counted as the middle; if it is no answer, list it under missing"
            )
    return sector


def on_scale(column: Column, low: int, high: int) -> Asked:
    """A column of a question that is known to have the scale from `low` to `high`: how its labels and words are read."""
    asked = Asked(column, "", Answers())
    if column.points and (float(column.points[0]), float(column.points[-1])) == (low, high):
        _coded([asked], column)
    elif column.explained and _ends([column]) == (low, high):
        if not _read_points([asked], [column]):
            asked.answers = Answers()
    elif column.kind is Kind.SCALE and not column.points and vocabulary.subjects_of(column.answers):
        sector = _worded([asked], [column])
        asked.answers.values = {entry: str(low - 1 + int(place)) for entry, place in asked.answers.values.items()}
        asked.answers.comment = sector.comment
        if sector.high != high - low + 1:
            asked.answers.doubtful = set(asked.answers.values)
    if asked.answers.values or column.points:
        asked.answers.missing, asked.answers.doubtful_missing = [*column.missing], [*column.codes_of_missing]
    return asked


def bands(categories: Iterable[str]) -> dict[str, int]:
    """Where each band of numbers begins, by names such as `under_30`, `from_30_to_39`, `from_40`; else nothing."""
    found = {}
    for name in categories:
        if not (told := re.fullmatch(r"(under|from)_(\d+)(_to_\d+)?", name)):
            return {}
        found[name] = 0 if told[1] == "under" else int(told[2])
    return found


def _worded(statements: list[Asked], columns: list[Column]) -> Sector:
    """A sector on a scale of words: from 1 on, in the order that the words tell."""
    answers = list(dict.fromkeys(answer for column in columns for answer in column.answers))
    ordered = vocabulary.in_order(_without_spellings(answers)) or []
    places = {vocabulary.plain(text): str(place) for place, text in enumerate(ordered, start=1)}
    values = {
        text: places[vocabulary.plain(text)]
        for text in sorted(answers, key=lambda text: int(places[vocabulary.plain(text)]))
    }
    for statement in statements:
        statement.answers.values = dict(values)
    sector = Sector("", statements, 1, len(ordered), comment=" < ".join(ordered))
    subjects = vocabulary.subjects_of(ordered) - vocabulary.UPWARDS
    sides = [
        max((place.value for place in vocabulary.places(text) if place.subject in subjects), default=0)
        for text in ordered
    ]
    if subjects and sum(side > 0 for side in sides) != sum(side < 0 for side in sides):
        sector.scale_doubt = f"{' < '.join(ordered)}: are these all answers that could be given?"
    return sector


def _turn(sector: Sector, entries: pl.DataFrame) -> None:
    """Propose to turn the few statements whose answers go against those of the others."""
    statements = sector.statements
    if len(statements) < LEAST:
        return
    numbers = entries.select(_as_numbers(statement) for statement in statements).to_numpy().astype(float)
    numbers = numbers[~np.isnan(numbers).all(axis=1)]
    if len(numbers) < RESPONDENTS:
        return
    centred = numbers - np.nanmean(numbers, axis=0)
    spread = np.nanstd(numbers, axis=0)
    if not (spread > 0).all():
        return
    standard = np.nan_to_num(centred / spread)
    _, vectors = np.linalg.eigh(standard.T @ standard / len(standard))
    directed = standard * np.sign(vectors[:, -1] * (1 if vectors[:, -1].sum() >= 0 else -1))
    others = directed.sum(axis=1, keepdims=True) - directed
    agreement = [np.corrcoef(standard[:, place], others[:, place])[0, 1] for place in range(len(statements))]
    bound = min(AGAINST, -ERRORS / np.sqrt(len(standard)))
    against = [statement for statement, correlation in zip(statements, agreement, strict=True) if correlation < bound]
    if len(against) > TURNED or 3 * len(against) > len(statements) * 2:
        names = ", ".join(statement.column.name for statement in against)
        sector.label_doubt = (
            f"are these one scale? Answers to {names} go against the others; such a statement needs `reversed: true`"
        )
        return
    for statement in against:
        statement.is_turned = True


def _as_numbers(statement: Asked) -> pl.Expr:
    text = pl.col(statement.column.name)
    values = statement.answers.values
    known = text.replace_strict(values, default=text, return_dtype=pl.String) if values else text
    answered = pl.when(~text.is_in([*statement.column.missing, *statement.column.codes_of_missing])).then(known)
    return answered.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False).alias(statement.column.name)


def _place(column: Column, found: Proposal) -> None:
    """Put a column that stands alone among self-ratings, breakdowns or questions, or leave it out."""
    answers = Answers(missing=[*column.missing], doubtful_missing=[*column.codes_of_missing])
    asked = Asked(column, _label(column.text), answers)
    is_opinion = column.order is not None and bool(vocabulary.subjects_of(column.words) - OF_GROUPS)
    is_labelled_scale = bool(column.points) and {*column.answers} - {*column.points} and column.numbers is not None
    if is_labelled_scale and not column.is_group:
        asked.low, asked.high = int(float(column.points[0])), int(float(column.points[-1]))
        if column.order == column.points[::-1]:
            answers.values = {code: f"{asked.low + asked.high - float(code):g}" for code in column.answers}
            answers.comment = "turned: a low code is the high answer in the file"
        elif column.order is None:
            asked.doubt = f"is {asked.high} the highest answer?"
        found.self_ratings.append(asked)
    elif column.kind is Kind.POINTS and not column.is_group:
        _place_points(asked, found)
    elif column.kind is Kind.AGE:
        _band(asked)
        found.breakdowns.append(asked)
    elif column.is_group and not is_opinion:
        if len(column.words) > 1:
            _categorise(asked)
            found.breakdowns.append(asked)
        else:
            found.left.setdefault("one answer only", []).append(column.name)
    elif len(column.words) > 1 and (len(column.words) <= GROUPS):
        _categorise(asked)
        found.questions.append(asked)
    else:
        found.left.setdefault(
            "one answer only" if len(column.words) < 2 else "too many answers for a question", []
        ).append(column.name)


def _place_points(asked: Asked, found: Proposal) -> None:
    column = asked.column
    low, high = _ends([column])
    is_whole_scale = column.stated == (0, 10) or (low, high, len(column.answers)) == (0, 10, 11)
    if vocabulary.RECOMMENDS.search(column.text) and is_whole_scale and not column.explained:
        found.recommending.append(asked)
    elif column.is_count and not column.stated:
        found.left.setdefault("counts", []).append(column.name)
    elif (
        column.stated
        or column.explained
        or (not column.coded and len(column.answers) >= NEIGHBOURS and high - low + 1 == len(column.answers))
    ):
        asked.low, asked.high = low, high
        if not _read_points([asked], [column]):
            asked.doubt = f"numbers without labels, of which {low} to {high} occur: is this a scale, and {high} its highest answer?"
        found.self_ratings.append(asked)
    elif len(column.answers) > 1:
        _categorise(asked)
        found.questions.append(asked)
    else:
        found.left.setdefault("one answer only", []).append(column.name)


def _categorise(asked: Asked) -> None:
    """Give a question or breakdown its categories, from the lowest to the highest where words or numbers tell."""
    column = asked.column
    asked.is_ordered = column.order is not None
    if column.points:
        order = column.order or column.points
        others = [code for code in column.answers if code not in column.points]
        labels = {code: column.labels.get(code, code) for code in (*order, *others)}
    else:
        order = column.order or column.answers
        labels = {answer: answer for answer in order}
    if column.is_group and len(labels) > GROUPS:
        asked.answers.values = {code: label for code, label in labels.items() if code != label}
        return
    taken: set[str] = {OTHER, "all", "missing"}
    for entry, label in labels.items():
        same = next(
            (name for name, known in asked.categories.items() if vocabulary.plain(known) == vocabulary.plain(label)),
            None,
        )
        name = same or _unique(
            _slug(label, "code" if label.isdigit() else "from" if label[:1].isdigit() else "answer"), taken
        )
        taken.add(name)
        asked.categories.setdefault(name, label)
        asked.answers.values[entry] = name
    asked.answers.values = {e: name for e, name in asked.answers.values.items() if e.lower() != name}


def _band(asked: Asked) -> None:
    """Put years of age into bands, as many as there are respondents for."""
    numbers = asked.column.numbers or [0]
    usual, others = ([start for start in every if numbers[0] < start <= numbers[-1]] for every in (BANDS, DECADES))
    starts = usual or others or [int(numbers[0]) + 1]
    asked.bins = {f"under_{starts[0]}": 0}
    asked.categories = {f"under_{starts[0]}": f"Under {starts[0]}"}
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        name, label = (
            (f"from_{start}_to_{end - 1}", f"{start}–{end - 1}") if end else (f"from_{start}", f"{start} and over")
        )
        asked.bins[name], asked.categories[name] = start, label


def _label(text: str) -> str:
    """A text as a label: one line, not too long; of a row in a grid with a long question, the row alone."""
    if len(text) > LABEL and (row := re.search(r"\[([^\[\]]+)\]$", text)):
        text = row[1]
    if len(text) <= LABEL:
        return text
    return text[:LABEL].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _slug(text: str, otherwise: str) -> str:
    """A text as a name: small Latin letters, digits and `_`."""
    spoken = re.sub(r"\+(?=\W|$)", " and over", re.sub(r"[<≤]", " under ", re.sub(r"[>≥]", " over ", text)))
    plain = unicodedata.normalize("NFKD", spoken).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = "_".join(words[:NAME_WORDS])[:NAME_LENGTH].strip("_")
    letters = sum(letter.isalnum() for letter in text)
    if not name or 2 * len(re.sub("_", "", "".join(words))) < letters:
        return otherwise
    return name if name[0].isalpha() else f"{otherwise}_{name}"


def _unique(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(other for number in count(2) if (other := f"{name}_{number}") not in taken)


def _name(found: Proposal) -> None:
    """Give every question and sector a name of its own."""
    taken = {*RESERVED}
    asked = [
        *(statement for sector in found.sectors for statement in sector.statements),
        *found.self_ratings, *found.questions, *found.recommending, *found.breakdowns,
    ]  # fmt: skip
    for place, one in enumerate(asked, start=1):
        one.name = _unique(_slug(in_words(one.column.name), f"q{place}"), taken)
        taken.add(one.name)
    for place, choice in enumerate(found.choices, start=1):
        choice.name = _unique(f"choice_{place}", taken)
        keys: set[str] = set()
        for number, one in enumerate(choice.options, start=1):
            key = _unique(_slug(one.label, f"answer_{number}"), keys)
            keys.add(key)
            choice.keys.append(key)
            one.name = f"{choice.name}_{key}"
        taken |= {choice.name, *(one.name for one in choice.options)}
    for place, sector in enumerate(found.sectors, start=1):
        sector.name = _unique(f"sector_{place}", taken)
        taken.add(sector.name)
