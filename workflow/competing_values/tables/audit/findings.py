"""Audit of disclosure: what someone who reads the published files can tell of fewer than `min_cell` people.

Written apart from the protection, and knowing nothing of it: only published files are read, and which groups lie
within which, as anybody who knows the organisation does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from competing_values.study.names import ALL, MISSING, OTHER, TYPES
from competing_values.tables.audit import intervals as reading
from competing_values.tables.audit.intervals import CELL, OWN, PAIRED, SET, Class, Published
from competing_values.tables.audit.programmes import Sums, bounds
from competing_values.tables.declared import TABLES, TRENDS

#: A group of a breakdown, and groups of other breakdowns that lie wholly within it.
Group = tuple[str, str]
Nesting = Mapping[Group, Sequence[Group]]

WEIGHTED = "weights"

#: Most significant digits that figures without a standard error of their own may have.
DIGITS = (
    dict.fromkeys(("p", "p_adjusted", "equivalence_p", "sd"), 2)
    | dict.fromkeys(
        ("statistic", "f", "df", "df2", "effect_size", "icc1", "icc2", "phi", "r_squared"), 3
    )
    | dict.fromkeys(
        ("alpha", "alpha_ci_low", "alpha_ci_high", "omega_total", "mean_inter_item_r", "item_rest_r", "strength",
         "effect_ci_low", "effect_ci_high", "r_squared_ci_low", "r_squared_ci_high", "alpha_if_dropped", "rwg_mean",
         "rwg_median", "ad_mean", "relative_weight", "relative_weight_ci_low", "relative_weight_ci_high", "centre",
         "aitchison_to_overall", "dominance_probability", "lowest_probability", "sample_share", "weighted_share",
         "deff", "effective_n", "equivalence_bound", "margin_error", "largest_weight", "from_mean", "to_mean", "computed",
         "other_reading", "third_reading"), 4
    )
)  # fmt: skip

#: Below it, numbers lose digits, and cannot be rounded to any.
SMALLEST = 1e-300


class Told(NamedTuple):
    """A published figure, and the people that it is of; `base` is empty where it is no mean or share."""

    wave: str
    source: str
    variable: str
    base: str
    group_by: str
    group: str
    n: int

    @classmethod
    def of(cls, row: Mapping[str, Any], **other: Any) -> "Told":
        """The figure of a row that has these columns."""
        return cls(**{name: row[name] for name in cls._fields if name in row} | other)


class Finding(NamedTuple):
    """Something that published files tell of few people.

    `low` and `high` bound their mean answer where one is bounded. `words` say what is told, for who must mend it.
    `figures` are what tells it together; `width` is that of the bounds as a part of the scale.
    """

    rule: str
    table: str
    group: str
    variable: str
    low: float | None
    high: float | None
    words: str
    figures: tuple[Told, ...] = ()
    width: float = 0.0


class _Cells(NamedTuple):
    """Which groups are shown.

    figures, sets
        As `intervals` gives them.
    shown
        The cells with enough people.
    groups
        (wave, source, breakdown, variable): the groups whose mean is shown, and their n; sources are groups, too.
    """

    figures: pl.DataFrame
    sets: pl.DataFrame
    shown: set[tuple[str, ...]]
    groups: dict[tuple[str, ...], dict[str, int]]


def findings(published: Published, min_cell: int, width: float, nesting: Nesting | None = None) -> list[Finding]:
    """All that the published tables of one or several waves tell of fewer than `min_cell` people.

    Parameters
    ----------
    published
        Tables of waves, and of what compares them.
    min_cell
        Fewest people of whom a figure may tell.
    width
        A mean answer of fewer people is disclosed where it is bounded more narrowly than this part of the scale.
    nesting
        (breakdown, group): groups of other breakdowns, all of whose people are in it.

    Returns
    -------
    Findings, those of single figures first; none where the tables are safe.

    Notes
    -----
    Every mean, share and gap with its n is a sum of answers, known to half a rounding step either way, and better
    where the ends of its interval say so. Sets of people are linked: groups add up to their source, nested groups to
    the one around them, who answered both perspectives is among those who answered one, and a group of which few
    joined or left is taken to be the same people a wave later. The sum of each difference of fewer than `min_cell`
    people is bounded by linear programmes over all of it (Fischetti, M., & Salazar, J. J., 2001; Hundepool et al.,
    2012, ch. 4). Which differences there are is decided by counting, so that most studies need few programmes.
    """
    cells = _cells(published, min_cell)
    found: list[Finding] = []
    for rule in (_few_people, _counted, _names, _pairs, _tests, _tests_of_changes, _small_shares, _unanimity):
        found += rule(published, cells, min_cell)
    found += _same_side(cells, reading.classes(published.instrument), width)
    found += _needless_digits(published, cells)
    found += _composites(published, cells, min_cell, width)
    found += _differences(cells.sets, min_cell, width, nesting or {}, reading.classes(published.instrument))
    return found


def _cells(published: Published, min_cell: int) -> _Cells:
    figures = reading.figures(published)
    enough = figures.filter(pl.col("n") >= min_cell).select(CELL).unique() if len(figures) else pl.DataFrame()
    sets = reading.sets(figures)
    return _Cells(figures, sets, set(enough.iter_rows()), _groups_shown(sets))


def _named(row: Mapping[str, object]) -> str:
    """A cell as words: wave, source and group."""
    group = "" if row["group_by"] == ALL else f", {row['group_by']} = {row['group']}"
    return f"{row.get('wave', '')} {row.get('source', '')}{group}".strip()


def _item(frame: pl.DataFrame) -> pl.DataFrame:
    """A table with what each row is about in one column `_item`, from the columns that name variables."""
    columns = [
        column
        for column in ("perspective", "dimension", "culture_type", "sector", "statement", "question", "category",
                       "competency", "value", "variable", "test", "step", "rule", "outcome", "claim")
        if column in frame.columns
    ]  # fmt: skip
    named = pl.concat_str(columns, separator=" ") if columns else pl.lit("")
    return frame.with_columns(named.alias("_item"))


def _few_people(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Rows that stand on 1 to `min_cell` − 1 people, and sources with so few."""
    few = pl.col("n").cast(pl.Float64, strict=False).is_between(1, min_cell - 1)
    for name, frame in published.tables.items():
        if "n" not in frame.columns:
            continue
        for row in _item(frame).filter(few).iter_rows(named=True):
            words, told = f"stands on {row['n']} people", Told.of(row, variable=row["_item"], base="", n=int(row["n"]))
            yield Finding("few", name, _named(row), row["_item"], None, None, words, (told,))
    if (flow := published.tables.get("flow")) is not None and "rows" in flow.columns:
        kept = pl.col("rows").cast(pl.Float64, strict=False).is_between(0, min_cell - 1)
        for row in flow.filter((pl.col("step") == "kept") & kept).iter_rows(named=True):
            yield Finding("source", "flow", _named(row), "kept", None, None, f"a source of {row['rows']} people")


def _counted(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Other places where the people of a figure that is not shown are counted, or figures of people who are not."""
    if (fields := published.tables.get("fields")) is not None and "answered" in fields.columns:
        few = pl.col("answered").cast(pl.Float64, strict=False).is_between(1, min_cell - 1)
        for row in fields.filter(few).iter_rows(named=True):
            told = Told.of(row, base="", n=int(row["answered"]))
            words = f"{row['answered']} people answered"
            yield Finding("few", "fields", _named(row), row["variable"], None, None, words, (told,))
    for name, frame in published.tables.items():
        declared = (TABLES | TRENDS).get(name)
        for column in frame.columns if declared is None else sorted(set(frame.columns) - set(declared.columns)):
            yield Finding("column", name, "", column, None, None, "a column that no table is declared to have")
    if not cells.figures.is_empty():
        unknown = pl.col("n").is_null() & pl.col("least").is_not_null() & (pl.col("table") != "wave_change")
        for row in cells.figures.filter(unknown).iter_rows(named=True):
            words, told = "a figure of people whose number is hidden", Told.of(row, n=0)
            yield Finding("hidden", row["table"], _named(row), row["variable"], row["low"], row["high"], words, (told,))


def _figure_columns(table: str, frame: pl.DataFrame) -> list[str]:
    """Columns that hold figures, n aside."""
    declared = (TABLES | TRENDS).get(table)
    others = {"n", *(declared.key if declared else ())}
    kinds = {column: reading.kind(column) for column in frame.columns}
    return [column for column, kind in kinds.items() if kind != "text" and column not in others]


def _open_breakdowns(published: Published) -> set[str]:
    """Breakdowns whose groups were not declared: their names are what people wrote."""
    return {name for name, categories in published.instrument.breakdowns.groups().items() if not categories}


def _names(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Names of groups of open breakdowns that no figure with enough people shows."""
    open_ = _open_breakdowns(published)
    shown = {(wave, group_by, group) for wave, _, group_by, group in cells.shown}
    told: set[tuple[str, str, str]] = set()
    for table, frame in published.tables.items():
        places = [("group_by", c) for c in ("group", "group_a", "group_b") if {"group_by", c} <= set(frame.columns)]
        places += [("variable", "category")] if table in ("weighting", "response") else []
        for group_by, group in places:
            for wave, breakdown, name in frame.select("wave", group_by, group).unique().sort(pl.all()).iter_rows():
                unseen = (wave, breakdown, name) not in shown | told and name not in (ALL, OTHER, MISSING, "")
                if breakdown in open_ and unseen:
                    told.add((wave, breakdown, name))
                    words = "the name of a group that has no figures"
                    yield Finding("name", table, f"{wave}, {breakdown} = {name}", "", None, None, words)
    for wave, study in published.studies.items():
        labelled = {key for labels in study.get("labels", {}).values() for key in labels}
        for key in sorted(labelled):
            breakdown, _, name = key.partition(".")
            if breakdown in open_ and name and (wave, breakdown, name) not in shown | told | {(wave, breakdown, OTHER)}:
                words = "the name of a group that has no figures"
                yield Finding("name", "study.json", f"{wave}, {breakdown} = {name}", "", None, None, words)


def _groups_shown(sets: pl.DataFrame) -> dict[tuple[str, ...], dict[str, int]]:
    """The groups of `_Cells`."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    if sets.is_empty():
        return found
    stated = sets.filter(pl.col("group") != MISSING, pl.col("base") == OWN)
    for row in stated.select(*SET, "n").iter_rows(named=True):
        variable = row["variable"].partition("=")[0]
        places = [(row["source"], row["group_by"], row["group"])]
        if row["group_by"] == ALL:
            places = [(ALL, "source", row["source"])]
        for source, group_by, group in places:
            key = (row["wave"], source, group_by, variable)
            groups = found.setdefault(key, {})
            groups[group] = max(groups.get(group, 0), int(row["n"]))
    return found


def _tested_variable(name: str) -> str:
    """A variable whose groups are those of a test."""
    perspective, _, kind = name.partition(" ")
    return f"{perspective}_{TYPES[0]}" if kind == "profile" else name


def _pairs(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Pairs with figures of which one group is not shown."""
    frame = published.tables.get("pairwise")
    if frame is None or frame.is_empty():
        return
    shown = cells.groups
    filled = pl.any_horizontal(pl.col(column) != "" for column in _figure_columns("pairwise", frame))
    for row in frame.filter(filled).iter_rows(named=True):
        groups = shown.get((row["wave"], row["source"], row["group_by"], row["variable"]), {})
        for name in (row["group_a"], row["group_b"]):
            if groups.get(name, 0) < min_cell:
                label = f"{row['wave']} {row['source']}, {row['group_by']} = {name}"
                told = Told.of(row, base="", group=name, n=groups.get(name, 0))
                words = "a pair with a hidden group"
                yield Finding("pair", "pairwise", label, row["variable"], None, None, words, (told,))


def _tests(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Tests over more groups, or more people, than are shown."""
    shown = cells.groups
    for name in ("group_comparison", "agreement"):
        frame = published.tables.get(name)
        for row in [] if frame is None else frame.iter_rows(named=True):
            if row["group_by"] == ALL:
                continue
            variable = _tested_variable(row["variable"])
            groups = shown.get((row["wave"], row["source"], row["group_by"], variable), {})
            counted, people = _groups_counted(row, published), sum(groups.values())
            told = Told.of(row, variable=variable, base="", n=people)
            if counted is not None and counted > len(groups):
                words = f"{row.get('test') or 'agreement'} is over {counted} groups, and {len(groups)} are shown"
                yield Finding("test", name, _named(row), row["variable"], None, None, words, (told,))
            elif reading.is_number(row["n"]) and float(row["n"]) > people:
                words = f"{row.get('test') or 'agreement'} is over {row['n']} people, and {people} are shown"
                yield Finding("test", name, _named(row), row["variable"], None, None, words, (told,))


def _tests_of_changes(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Tests between waves of one group that differ by few people: they have more digits than the means."""
    frame = published.tables.get("wave_change")
    if frame is None or cells.sets.is_empty() or not {"statistic", "p"} & set(frame.columns):
        return
    people = {
        (row["wave"], row["source"], row["group_by"], row["group"], row["variable"]): row["n"]
        for row in cells.sets.filter(pl.col("base") == OWN).iter_rows(named=True)
    }
    tested = frame.filter(pl.any_horizontal(pl.col({"statistic", "p"} & set(frame.columns)) != ""))
    for row in tested.iter_rows(named=True):
        cell = (row["source"], row["group_by"], row["group"], row["variable"])
        sizes = [people.get((row[wave], *cell), np.nan) for wave in ("from_wave", "to_wave")]
        if row["weights"] == "none" and 0 < abs(sizes[0] - sizes[1]) < min_cell:
            told = Told.of(row, base="", n=int(min(sizes)))
            words = f"a test between waves that differ by {abs(sizes[0] - sizes[1]):.0f} people"
            yield Finding("test", "wave_change", _named(row), row["variable"], None, None, words, (told,))


def _groups_counted(row: Mapping[str, str], published: Published) -> int | None:
    """How many groups a test stands on, by its degrees of freedom; None where it does not tell."""
    if reading.is_number(row.get("groups", "")):
        return int(float(row["groups"]))
    if not reading.is_number(row.get("df1", "")):
        return None
    df = float(row["df1"])
    match row["test"].split()[0]:
        case "MANOVA":
            return int(np.ceil(df / (len(TYPES) - 1))) + 1  # df1 = s · max(k, groups − 1), both ways k · (groups − 1)
        case "χ²":
            answers = published.instrument.questions.categorical().get(row["variable"], [0, 0])
            return int(np.ceil(df / (len(answers) - 1) - 1e-9)) + 1  # fewer categories: more groups
        case "Welch" | "Wald" | "Kruskal–Wallis" | "One-way" | "Kruskal-Wallis":
            return round(df) + 1
    return None


def _small_shares(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Categories of the weighting whose share in the sample tells that they are small."""
    frame = published.tables.get("weighting")
    if frame is None or "sample_share" not in frame.columns:
        return
    totals = {
        (row["wave"], row["source"]): float(row["n"])
        for row in frame.filter(pl.col("variable") == ALL).iter_rows(named=True)
        if reading.is_number(row["n"])
    }
    for row in frame.filter(pl.col("sample_share") != "").iter_rows(named=True):
        count = float(row["sample_share"]) * totals.get((row["wave"], row["source"]), np.nan)
        if 0.5 <= count < min_cell - 0.5 and not reading.is_number(row["n"]):
            group = f"{row['wave']} {row['source']}, {row['variable']} = {row['category']}"
            yield Finding("few", "weighting", group, "", None, None, f"a share of about {count:.0f} people")


def _unanimity(published: Published, cells: _Cells, min_cell: int) -> Iterator[Finding]:
    """Groups whose figures say that all, or all but one, gave the same answer.

    Of whole numbers, the answers of n people but one are alike if their mean is within 2/n of the scale's end, or if
    the sum of squares is below that of two who differ by one, 2 − 4/n.
    """
    if cells.sets.is_empty():
        return
    whole = cells.sets.filter(pl.col("is_whole"), pl.col("n") >= min_cell, ~pl.col("variable").str.contains(":"))
    is_share = pl.col("variable").str.contains("=")
    from_top = pl.col("n") * (pl.col("most") - pl.col("low")) < 2 - 1e-9
    from_bottom = pl.col("n") * (pl.col("high") - pl.col("least")) < 2 - 1e-9
    for row in whole.filter(from_top | (from_bottom & ~is_share)).iter_rows(named=True):
        words = f"all of {row['n']:.0f} people, or all but one, gave the same answer"
        yield Finding("unanimity", "", _named(row), row["variable"], row["low"], row["high"], words, (Told.of(row),))
    for name, variable in (("statement_scores", "statement"), ("competencies", "competency")):
        if (frame := published.tables.get(name)) is None or "sd" not in frame.columns:
            continue
        sd, n = reading.numbers(frame, "sd"), reading.numbers(frame, "n")
        with np.errstate(invalid="ignore"):
            alike = (n >= min_cell) & ((n - 1) * (1.05 * sd) ** 2 < 2 - 4 / n)  # two digits: five per cent at most
        for row in frame.filter(alike).iter_rows(named=True):
            words = f"the spread of {row['n']} answers is that of one who differs, or of nobody"
            told = Told.of(row, variable=row[variable], base="", n=int(row["n"]))
            yield Finding("unanimity", name, _named(row), row[variable], None, None, words, (told,))
    if (frame := published.tables.get("fields")) is not None and "distinct" in frame.columns:
        asked = reading.answered_variables(published.instrument)
        for row in frame.filter(pl.col("distinct") == "1", pl.col("variable").is_in(list(asked))).iter_rows(named=True):
            words, told = "everybody gave the same answer", Told.of(row, base="", n=0)
            yield Finding("unanimity", "fields", _named(row), row["variable"], None, None, words, (told,))


def _same_side(cells: _Cells, classes: Mapping[str, Class], width: float) -> Iterator[Finding]:
    """Groups of which all, or all but one, gave answers of a class that is narrower than `width` of the scale."""
    if cells.sets.is_empty():
        return
    for row in cells.sets.filter(pl.col("variable").is_in([*classes])).iter_rows(named=True):
        one = classes[row["variable"]]
        scale = max(one.high, one.other_high) - min(one.low, one.other_low)
        inside = row["n"] * (1 - row["low"]) < 2 - 1e-9 and one.high - one.low < width * scale
        outside = row["n"] * row["high"] < 2 - 1e-9 and one.other_high - one.other_low < width * scale
        if inside or outside:
            words = f"all of {row['n']:.0f} people, or all but one, answered alike"
            yield Finding("unanimity", "", _named(row), row["variable"], None, None, words, (Told.of(row),))


def _needless_digits(published: Published, cells: _Cells) -> Iterator[Finding]:
    """Figures that are more precise than they are known: they tell of single people."""
    if not cells.figures.is_empty():
        fine = cells.figures.filter(pl.col("rule").is_not_null(), pl.col("step") < pl.col("rule") * (1 - 1e-9))
        for row in fine.iter_rows(named=True):
            words = f"rounded to {row['step']:g}, and {row['rule']:g} is as precise as it is known"
            told = (Told.of(row),)
            yield Finding("digits", row["table"], _named(row), row["variable"], row["low"], row["high"], words, told)
    for name, frame in published.tables.items():
        for column in DIGITS.keys() & set(frame.columns):
            yield from _written_too_long(name, frame, column)


def _written_too_long(name: str, frame: pl.DataFrame, column: str) -> Iterator[Finding]:
    longest = DIGITS[column]
    values = frame[column].unique()
    texts = [text for text in values.to_list() if len(text) > longest and reading.is_number(text)]
    texts = [text for text in texts if abs(float(text)) > SMALLEST]
    digits = reading.significant_digits(texts)
    whole = column in (
        "df",
        "df2",
        "computed",
        "other_reading",
        "third_reading",
    )  # of people or statements, and degrees of freedom
    long = [text for text, count in zip(texts, digits, strict=True)
            if count > longest and not (whole and float(text).is_integer())]  # fmt: skip
    if not long:
        return
    for row in _item(frame).filter(pl.col(column).is_in(long)).iter_rows(named=True):
        words = f"{column} is written as {row[column]}, with more than {longest} digits"
        yield Finding("digits", name, _named(row), row["_item"], None, None, words)


def _composites(published: Published, cells: _Cells, min_cell: int, width: float) -> Iterator[Finding]:
    """People who answered some of the items of a score.

    A score over people who answered all of k items is k-fold the sum of these items; what items have beyond it was
    answered by those who left some out. A score that needs only some of its items gives a person's missing answers
    the mean of the others; what items fall short of it is the mean of those who left some out.
    """
    if cells.sets.is_empty():
        return
    people = cells.sets.group_by(CELL, maintain_order=True).agg(pl.col("n").max().alias("people"))
    sums = cells.sets.join(people, on=CELL).with_columns(
        (pl.col("n") * pl.col("low")).alias("from"), (pl.col("n") * pl.col("high")).alias("to")
    )
    for score, items in reading.composites(published.instrument).items():
        if len(items) < 2:
            continue
        key = [column for column in SET if column != "variable"]
        parts = sums.filter(pl.col("variable").is_in(items)).group_by(key, maintain_order=True).agg(
            pl.len().alias("items"), pl.col("n").sum().alias("answers"),
            pl.col("from").sum().alias("items_from"), pl.col("to").sum().alias("items_to"),
            pl.struct(*SET, "n").alias("figures"),
        )  # fmt: skip
        both = sums.filter(pl.col("variable") == score).join(parts, on=key).filter(pl.col("items") == len(items))
        for row in both.iter_rows(named=True):
            k, outside = len(items), int(row["answers"] - len(items) * row["n"])
            without = row["people"] - row["n"]
            low, high = row["items_from"] - k * row["to"], row["items_to"] - k * row["from"]
            if outside < 0:
                low, high = -high, -low
            may_be_few = min(abs(outside), without if outside > 0 else np.inf) < min_cell
            if not outside or not may_be_few or (outside < 0 and without):
                continue
            count = abs(outside)
            ends = max(low / count, row["least"]), min(high / count, row["most"])
            if 0 <= ends[1] - ends[0] < width * (row["most"] - row["least"]):
                words = f"the {count} answers that its items and the score do not share"
                named = tuple(Told.of(one) for one in (row, *row["figures"]))
                part = (ends[1] - ends[0]) / (row["most"] - row["least"])
                yield Finding("score", "", _named(row), score, *ends, words, named, part)


class _Question:
    """Sums of one question in one source, over all waves, bases, breakdowns and groups, and how they are linked.

    Attributes
    ----------
    sums
        Of the published sets and of differences between them.
    place
        (wave, base, breakdown, group): position of the set.
    wanted
        Sets of fewer than `min_cell` people: position, rule and words.
    """

    def __init__(self, rows: pl.DataFrame, min_cell: int):
        first = rows.row(0, named=True)
        self.sums = Sums(first["least"], first["most"], bool(first["is_whole"]))
        self.min_cell = min_cell
        self.place: dict[tuple[str, ...], int] = {}
        self.wanted: list[tuple[int, str, str]] = []
        self.figures: dict[int, Told] = {}
        self.parts: dict[int, list[int]] = {}
        for row in rows.iter_rows(named=True):
            key = (row["wave"], row["base"], row["group_by"], row["group"])
            self.place[key] = self.sums.add(int(row["n"]), row["low"], row["high"])
            self.figures[self.place[key]] = Told.of(row)

    def rest(self, whole: int, parts: Sequence[int], rule: str, words: str) -> int | None:
        """Who is in a set and in none of its parts; wanted where they are few. A rest between waves is assumed."""
        left = self.sums.rest(whole, parts, is_assumed=rule == "wave")
        if left is not None:
            self.parts[left] = [whole, *parts]
            if self.sums.n[left] < self.min_cell:
                self.wanted.append((left, rule, words))
        return left

    def figures_of(self, position: int) -> tuple[Told, ...]:
        """The published sets that a difference is made of."""
        if position in self.figures:
            return (self.figures[position],)
        return tuple(figure for part in self.parts[position] for figure in self.figures_of(part))

    def link(self, nesting: Nesting) -> None:
        """Link all sets with each other."""
        for wave, base in dict.fromkeys((wave, base) for wave, base, *_ in self.place):
            groups: dict[str, dict[str, int]] = {}
            for (w, b, group_by, group), position in self.place.items():
                if (w, b) == (wave, base) and group_by != ALL:
                    groups.setdefault(group_by, {})[group] = position
            where = f"{wave}{'' if base == OWN else ', both perspectives'}"
            unnamed = self._link_breakdowns(groups, (wave, base), where)
            for words, whole, parts in _nested(groups, unnamed, nesting):
                self.rest(whole, parts, "nesting", f"{where}, {words}")
        known = dict(self.place)
        for (wave, base, *cell), whole in known.items():
            part = known.get((wave, PAIRED, *cell))
            if base == OWN and part is not None:
                self.rest(whole, [part], "base", f"{wave}, {' = '.join(cell)}, who answered one perspective alone")
        for (one, base, *cell), (other, *same) in combinations(known, 2):
            if one != other and same == [base, *cell] and OTHER not in cell:
                pair = known[one, base, *cell], known[other, base, *cell]
                larger, smaller = sorted(pair, key=lambda position: -self.sums.n[position])
                if 0 < self.sums.n[larger] - self.sums.n[smaller] < self.min_cell:
                    self.rest(larger, [smaller], "wave", f"{' = '.join(cell)}, between {one} and {other}")

    def _link_breakdowns(
        self, groups: Mapping[str, Mapping[str, int]], at: tuple[str, str], where: str
    ) -> dict[str, int]:
        """Groups add up to the source. By breakdown: who is in none of its named groups."""
        unnamed: dict[str, int] = {}
        for group_by, members in groups.items() if (*at, ALL, ALL) in self.place else ():
            named = {group: position for group, position in members.items() if group not in (OTHER, MISSING)}
            for shown in (members, named) if len(named) < len(members) else (members,):
                words = f"{where}, all less {'the groups' if shown is members else 'the named groups'} of {group_by}"
                left = self.rest(self.place[*at, ALL, ALL], list(shown.values()), "total", words)
                if left is not None:
                    self.place[*at, group_by, f"not {'+'.join(sorted(shown))}"] = left
                    unnamed[group_by] = left
        return unnamed


def _differences(
    sets: pl.DataFrame, min_cell: int, width: float, nesting: Nesting, classes: Mapping[str, Class]
) -> Iterator[Finding]:
    """Differences of published sets with fewer than `min_cell` people whose mean answer is bounded too narrowly.

    Of answers that are shares of the same people, it is their distribution that is.
    """
    if sets.is_empty():
        return
    few = _may_differ_by_few(sets, min_cell)
    systems: list[_Question] = []
    names: list[tuple[str, str]] = []
    for (source, variable), rows in sets.partition_by("source", "variable", as_dict=True, maintain_order=True).items():
        if not nesting and (source, variable) not in few:
            continue
        system = _Question(rows, min_cell)
        system.link(nesting)
        if system.wanted:
            systems.append(system)
            names.append((str(source), str(variable)))
    widths = [
        _part_of_scale(system.sums, classes.get(variable)) for system, (_, variable) in zip(systems, names, strict=True)
    ]
    bounded = bounds(
        [system.sums for system in systems],
        [[position for position, *_ in system.wanted] for system in systems],
        widths,
        width,
    )
    shares: dict[tuple[str, ...], list[Finding]] = {}
    for (source, variable), system, part_of, intervals in zip(names, systems, widths, bounded, strict=True):
        for (position, rule, words), ends in zip(system.wanted, intervals, strict=True):
            people, part = f"{words}: {system.sums.n[position]} people", part_of(*ends)
            found = Finding(rule, "", source, variable, *ends, people, system.figures_of(position), part)
            question, is_share, _ = variable.partition("=")
            if is_share:
                shares.setdefault((source, question, rule, people), []).append(found)
            elif part < width:
                yield found
    for answers in shares.values():
        if (movable := _movable([answer.width for answer in answers])) < width:
            yield min(answers, key=lambda answer: answer.width)._replace(width=movable)


def _part_of_scale(sums: Sums, answers: Class | None) -> Callable[[float, float], float]:
    """How wide an interval is, as a part of the scale: of a mean, or of the share of answers of a class."""
    return answers.width if answers else lambda low, high: (high - low) / (sums.most - sums.least)


def _movable(rooms: Sequence[float]) -> float:
    """How far apart (total variation) the shares of all answers to a question may lie, by the room of each."""
    ordered = sorted(rooms)
    return min(ordered[-1], sum(ordered[:-1])) if len(rooms) > 1 else ordered[0]


def _may_differ_by_few(sets: pl.DataFrame, min_cell: int) -> set[tuple[str, str]]:
    """(source, variable) where any difference of fewer than `min_cell` people may be, by counting alone."""
    question, cell = ["source", "variable"], ["group_by", "group"]
    few = pl.col("more").is_between(1, min_cell - 1)
    total = sets.filter(pl.col("group_by") == ALL).select(*question, "wave", "base", pl.col("n").alias("total"))
    groups = sets.filter(pl.col("group_by") != ALL)
    named = groups.filter(~pl.col("group").is_in([MISSING, OTHER]))
    left = [
        shown.group_by(*question, "wave", "base", "group_by").agg(pl.col("n").sum())
        .join(total, on=[*question, "wave", "base"])
        .select(*question, "wave", "base", "group_by", pl.lit(str(k)).alias("group"), n=pl.col("total") - pl.col("n"))
        for k, shown in enumerate((groups, named))
    ]  # fmt: skip
    counted = pl.concat([sets.select(*question, "wave", "base", *cell, "n"), *left])
    found = [pl.concat(left).rename({"n": "more"}).filter(few)]
    for same in ("wave", "base"):  # and bases, or waves, differ
        by = counted.sort("n").with_columns(more=pl.col("n").diff().over(*question, same, *cell))
        found.append(by.filter(few))
    return set(pl.concat([frame.select(question) for frame in found]).unique().iter_rows())


def _nested(
    groups: Mapping[str, Mapping[str, int]], unnamed: Mapping[str, int], nesting: Nesting
) -> Iterator[tuple[str, int, list[int]]]:
    """Groups that lie within another, or within what is left of its breakdown where it is hidden."""
    hidden: dict[tuple[str, str], list[int]] = {}
    for (group_by, group), within in nesting.items():
        inner: dict[str, list[int]] = {}
        for other, name in within:
            if (position := groups.get(other, {}).get(name)) is not None:
                inner.setdefault(other, []).append(position)
        whole = groups.get(group_by, {}).get(group)
        for other, positions in inner.items():
            if whole is not None:
                yield f"{group_by} = {group} less its groups of {other}", whole, positions
            else:
                hidden.setdefault((group_by, other), []).extend(positions)
    for (group_by, other), positions in hidden.items():
        if group_by in unnamed:
            yield f"hidden groups of {group_by} less their groups of {other}", unnamed[group_by], positions
