"""Ingestion, from text to answers: each variable under its canonical name, with its type and within its range."""

import json
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pandas as pd
import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.durations import seconds, seconds_between
from competing_values.microdata.faults import Unreadable, lines_to_paste, listed, times_of
from competing_values.microdata.identity import damaged, is_iso, masked, revealing
from competing_values.microdata.pseudonyms import pseudonym
from competing_values.microdata.reading.raw import ROW, ROW_NUMBER, Raw
from competing_values.study.blocks.questions import NOT_SELECTED, RECOMMENDING, SELECTED
from competing_values.study.formats import FORMATS
from competing_values.study.instrument import Instrument
from competing_values.study.measures import Variable
from competing_values.study.names import ALL, MISSING, parts
from competing_values.study.spelling import IMPOSSIBLE, folded, nearest, normal, peculiarity, skeleton

ID = "respondent_id"
TEST_ENTRY = "test_entry"
TOTALS_ROW = "totals_row"
LEFT_OUT = "left_out"
UNFINISHED = "unfinished"
OUT_OF_RANGE = "out_of_range"
DURATION = "duration"
#: What a sampling design says of a row, by its key in the codebook.
WEIGHT, STRATUM, CLUSTER = "design.weight", "design.stratum", "design.cluster"
DESIGN = {"weight": WEIGHT, "strata": STRATUM, "cluster": CLUSTER}
SHOWN = 10
#: What tools write where a category was ticked, or was not.
TICKS = dict.fromkeys(
    ("1", "yes", "y", "true", "x", "checked", "ticked", "on", "да", "иә", "✓", "✔"), SELECTED
) | dict.fromkeys(
    ("0", "no", "n", "false", "unchecked", "not selected", "not ticked", "off", "нет", "жоқ"), NOT_SELECTED
)
#: The highest answer to how likely one is to recommend.
MOST_LIKELY = 10
#: So many respondents do not all mistake the total of the OCAI.
ENOUGH = 10
#: Shares that sum to 1 do so but for rounding.
SLIP = 0.011
#: The same number off a scale, so often and in so large a share of the answers, is no slip of single respondents.
REPEATED, SHARE_OFF = 5, 1 / 20
#: Ids that a spreadsheet rounded: in its short form, and at the fifteenth digit.
SHORTEST_CUT = 3
SHORTENED, CUT = r"^[0-9]([.,][0-9]+)?[eE]\+[0-9]+$", r"^[0-9]{15}0+$"
#: What columns of one variable are called on the way.
FOLDED, NUMBER, UNREADABLE, OFF, BETWEEN = ".folded", ".number", ".unreadable", ".off", ".between"
#: Of a dimension of the OCAI: the points that were given, and what they are in all rows.
TOTAL, COMPLETE, NEAR, AVERAGE, ONE = ".total", ".complete", ".near", ".average", ".one"
#: Whether the cells of a row are entries, and whether they are those of a respondent.
READ, ANSWER = ".read", ".answer"
#: Entries that are no times, and how ids look.
UNTIMED, SHORT_IDS, CUT_IDS, LONG_IDS = ".untimed", ".short_ids", ".cut_ids", ".long_ids"


def raw_columns(codebook: dict[str, Any]) -> list[str]:
    """Raw columns that a codebook speaks of."""
    return [
        *(name for column in codebook["columns"].values() for name in column["column"]),
        *(name for marks in ("test_entries", "unfinished", "only", "single") for name in codebook[marks]),
        *(name for names in codebook["duration"] for name in names),
        *(codebook["design"].get(key) or "" for key in (DESIGN if codebook["design"] else ())),
    ]


class Ingestion:
    """The answers in a raw file, and what was found in each of its columns.

    Parameters
    ----------
    raw
        The file as `reader.read_text` gives it.
    instrument, codebook
        As `study.load` returns them.

    Raises
    ------
    UserError
        When rows have another width than the header, a column that the codebook names is not there or fits several, a
        cell holds text that is no number, no category and no missing code, numbers lie off their scale again and again
        or between two of its answers, points are of another total, ids are rounded, two groups look the same, or the
        name of a group is a date or tells who somebody is: all of it at once, alike faults together, each with its first
        row and how often it occurs.
    """

    def __init__(self, raw: Raw, instrument: Instrument, codebook: dict[str, Any]) -> None:
        self._codebook, self._raw, self._ocai = codebook, raw, instrument.ocai
        self._recommending = set(instrument.questions.recommending())
        self._columns: dict[str, dict[str, Any]] = codebook["columns"]
        self._header = set(raw.header)
        self._raw_names = {name: self._present(column["column"]) for name, column in self._columns.items()}
        self._variables = [variable for variable in instrument.variables() if variable.name in self._columns]
        self._categories = {variable.name: self._groups(variable) for variable in self._variables}
        for variable in self._variables:
            if variable.option_of and not self._raw_names[variable.name] and self._is_divided(variable.option_of):
                self._raw_names[variable.name] = self._raw_names[variable.option_of]
        texts = raw.entries.select(
            pl.col(ROW_NUMBER).alias(ROW),
            self._text(ID).str.to_lowercase().alias(ID),
            self._is_marked(codebook["test_entries"]).alias(TEST_ENTRY),
            self._is_totals_row().alias(TOTALS_ROW),
            self._is_left_out().alias(LEFT_OUT),
            self._is_marked(codebook["unfinished"]).alias(UNFINISHED),
            *self._durations(),
            *(self._missing_left_out(column).alias(f"{name}{FOLDED}") for name, column in self._drawn()),
            *self._texts(),
        )
        marked = texts.with_columns(_is_read().alias(READ), _is_answer().alias(ANSWER))
        kept = marked.with_columns(pl.when(READ).then(pl.col(one.name)).alias(one.name) for one in self._variables)
        small = kept.with_columns(
            pl.col(one.name).str.to_lowercase().alias(f"{one.name}{FOLDED}") for one in self._variables
        )
        told = small.with_columns(self._entry(variable) for variable in self._variables)
        entries = told.with_columns(self._options())
        self._entries = entries.with_columns(
            self._number(variable) for variable in self._variables if variable.is_number
        )
        self._counted = self._count()
        faults = [
            *raw.faults,
            *self._absent(),
            *self._fitting_several(),
            *self._differing(),
            *self._of_several_kinds(),
            *self._unread_ids(),
            *self._unreadable_anywhere(),
            *self._off_scale(),
            *self._between_answers(),
            *self._of_another_total(),
            *self._wrong_weights(),
            *self._unify_groups(),
        ]
        if faults:
            raise UserError("\n".join(faults))

    def answers(self, key: bytes) -> pl.LazyFrame:
        """One row a respondent: ``row``, ``respondent_id`` (a keyed hash) and every variable, beside what cleaning needs.

        Numbers are Float64 and categories text; null where there is no valid answer. ``test_entry``, ``totals_row`` and
        ``left_out`` mark rows that are no respondents, ``unfinished`` those that did not come to the end,
        ``out_of_range`` counts numbers off their scale, ``duration`` is in seconds.
        """
        valid = (self._valid(variable) for variable in self._variables)
        off = (self._is_out_of_range(variable) for variable in self._variables if variable.is_number)
        return self._entries.select(
            ROW,
            pseudonym(pl.col(ID), key),
            TEST_ENTRY,
            TOTALS_ROW,
            LEFT_OUT,
            UNFINISHED,
            pl.sum_horizontal(pl.lit(0, pl.UInt32), *off).alias(OUT_OF_RANGE),
            DURATION,
            *(self._of_design(name, column) for name, column in self._drawn()),
            *valid,
        )

    def fields(self, answers: pl.LazyFrame) -> pd.DataFrame:
        """One row a variable: n (rows of the file), raw_name, answered, missing, out_of_range (rows) and distinct answers.

        Parameters
        ----------
        answers
            What `answers` gave, from where it was written.
        """
        rows = []
        for variable in self._variables:
            name = variable.name
            found = answers.select(answered=pl.col(name).count(), distinct=pl.col(name).drop_nulls().n_unique())
            answered, distinct = found.collect().row(0)
            entries = self._counted[name]
            rows.append(
                {
                    "n": self._counted[ROW],
                    "variable": name,
                    "raw_name": ", ".join(self._raw_names[name]),
                    "answered": answered,
                    "missing": self._counted[ROW] - entries,
                    "out_of_range": entries - answered,
                    "distinct": distinct,
                }
            )
        return pd.DataFrame(rows)

    def _present(self, names: Iterable[str]) -> list[str]:
        """Those of some headers that the file has."""
        return [name for name in dict.fromkeys(map(normal, names)) if name and name in self._header]

    def _groups(self, variable: Variable) -> tuple[str, ...] | None:
        """The categories that a variable may have; None where any text is one."""
        column = self._columns[variable.name]
        if variable.categories is None and column["bins"]:
            return tuple(dict.fromkeys([*column["bins"], *column["values"].values()]))
        return variable.categories

    def _text(self, name: str) -> pl.Expr:
        """The cell of a variable; of several columns, the first that has one."""
        cells = [*map(pl.col, self._raw_names[name])] or [pl.lit(None, pl.String)]
        return cells[0] if len(cells) == 1 else pl.coalesce(cells)

    def _texts(self) -> Iterator[pl.Expr]:
        """The cells of each variable, as written."""
        for variable in self._variables:
            parent = variable.option_of
            own = self._raw_names[variable.name]
            is_one_cell = parent and own and own == self._raw_names.get(parent)
            cell = self._ticked(variable) if is_one_cell else self._text(variable.name)
            visible = cell.str.replace_all(f"[{IMPOSSIBLE}]", "")
            spaced = cell if variable.is_number else visible.str.replace_all(r"\s+", " ").str.strip_chars()
            yield spaced.alias(variable.name)

    def _is_divided(self, question: str) -> bool:
        """Whether a question of which several may be ticked stands in one column, which divides its codes."""
        return bool(self._raw_names.get(question)) and self._columns[question]["separator"] is not None

    def _ticked(self, variable: Variable) -> pl.Expr:
        """What the cell with the codes of a question says of one of its categories."""
        codes = self._codes(str(variable.option_of))
        own = [code for code, category in codes.items() if f"{variable.option_of}_{category}" == variable.name]
        cell, parts = self._parts(str(variable.option_of))
        is_ticked = parts.list.eval(pl.element().is_in(own)).list.any()
        unknown = parts.list.eval(pl.element().filter(~pl.element().is_in([*codes, ""]))).list.first()
        ticked = pl.when(is_ticked).then(pl.lit(SELECTED)).otherwise(pl.coalesce(unknown, pl.lit(NOT_SELECTED)))
        return pl.when(cell.is_not_null()).then(ticked)

    def _parts(self, question: str) -> tuple[pl.Expr, pl.Expr]:
        """The cell of a question whose codes stand together, and these codes, in small letters."""
        column = self._columns[question]
        cell = self._text(question)
        codes = [folded(code) for code in (*self._codebook["missing"], *column["missing"])]
        told = pl.when(~cell.str.to_lowercase().is_in(codes)).then(cell)
        parts = told.str.to_lowercase().str.split(column["separator"].lower())
        return told, parts.list.eval(pl.element().str.strip_chars())

    def _codes(self, question: str) -> dict[str, str]:
        """Codes of a question of which several may be ticked, in small letters, and the categories that they stand for."""
        listed_ = {folded(raw): known for raw, known in self._columns[question]["values"].items()}
        names = [one.name.removeprefix(f"{question}_") for one in self._variables if one.option_of == question]
        return {folded(name): name for name in names} | listed_

    def _options(self) -> Iterator[pl.Expr]:
        """Where one category of a question was ticked or crossed, a blank cell says that another was not ticked."""
        siblings: dict[str, list[str]] = {}
        for variable in self._variables:
            if variable.option_of and self._raw_names[variable.name]:
                siblings.setdefault(variable.option_of, []).append(variable.name)
        for names in siblings.values():
            is_told = pl.any_horizontal(pl.col(name).is_not_null() for name in names)
            yield from (pl.when(is_told).then(pl.col(name).fill_null(NOT_SELECTED)).alias(name) for name in names)

    def _entry(self, variable: Variable) -> pl.Expr:
        """What stands in a cell, after missing codes became null, and listed values and numbers in bands were translated."""
        text, small = pl.col(variable.name), pl.col(f"{variable.name}{FOLDED}")
        known = pl.coalesce(_translated(small, self._words(variable)), self._in_bins(text, self._bins(variable)))
        return pl.when(~small.is_in(self._missing(variable))).then(known).alias(variable.name)

    def _words(self, variable: Variable) -> dict[str, str]:
        """Entry in small letters: what it stands for."""
        words = {folded(raw): known for raw, known in self._columns[variable.name]["values"].items()}
        if variable.is_number:
            decimal = self._codebook["csv"]["decimal"]
            numbers = {folded(word): str(number) for word, number in self._codebook["numbers"].items()} | words
            return {word: number.replace(".", decimal) for word, number in numbers.items()}
        known = {folded(category): category for category in self._categories[variable.name] or ()}
        if variable.option_of:
            known |= TICKS | {folded(_row_of_grid(name)): SELECTED for name in self._raw_names[variable.name]}
        return known | words

    def _missing(self, variable: Variable) -> list[str]:
        """Entries that mean no answer: those of the column, and those of any column that are no answers of this one."""
        column = self._columns[variable.name]
        own = {folded(answer) for answer in (*variable.answers, *column["values"])}
        declared = {code for name in self._raw_names[variable.name] for code in self._raw.missing.get(name, [])}
        anywhere = [folded(code) for code in self._codebook["missing"] if folded(code) not in own]
        undone = [folded(code) for code in sorted(declared - set(column["values"]))]
        return [*anywhere, *(folded(code) for code in column["missing"]), *undone]

    def _bins(self, variable: Variable) -> dict[str, float]:
        """Groups of numbers: those of the codebook, or those from 0 to 10 that tell who recommends."""
        return self._columns[variable.name]["bins"] or (RECOMMENDING if variable.name in self._recommending else {})

    def _in_bins(self, text: pl.Expr, bins: dict[str, float]) -> pl.Expr:
        """The group that a number falls into; what is no number, or below the lowest group, stays as it is."""
        number, found = self._as_number(text), text
        if bins is RECOMMENDING:
            number = pl.when(number <= MOST_LIKELY).then(number)
        for name, lowest in bins.items():
            found = pl.when(number >= lowest).then(pl.lit(name)).otherwise(found)
        return found

    def _number(self, variable: Variable) -> pl.Expr:
        """The entry as a number, null where it is none; of points that are shared out, 40 % are 40 of 100."""
        number = self._as_number(pl.col(variable.name))
        if not variable.whole and self._ocai and variable.block == self._ocai.kind:
            percent = self._as_number(pl.col(variable.name).str.strip_suffix("%").str.strip_chars_end())
            number = pl.coalesce(number, percent * self._ocai.total / 100)
        return number.alias(f"{variable.name}{NUMBER}")

    def _as_number(self, entry: pl.Expr) -> pl.Expr:
        decimal = self._codebook["csv"]["decimal"]
        is_number = entry.str.contains(rf"^[+-]?[0-9]+(\{decimal}[0-9]+)?$")
        return pl.when(is_number).then(entry.str.replace(decimal, ".", literal=True)).cast(pl.Float64)

    def _valid(self, variable: Variable) -> pl.Expr:
        """The answer: a number of the scale, or a category."""
        if variable.is_number:
            number = pl.col(f"{variable.name}{NUMBER}")
            return pl.when(self._is_possible(variable)).then(number).alias(variable.name)
        entry, categories = pl.col(variable.name), self._categories[variable.name]
        return entry if categories is None else pl.when(entry.is_in(categories)).then(entry).alias(variable.name)

    def _is_possible(self, variable: Variable) -> pl.Expr:
        number = pl.col(f"{variable.name}{NUMBER}")
        possible = number.is_between(variable.low, variable.high)
        return possible & (number == number.round()) if variable.whole else possible

    def _is_out_of_range(self, variable: Variable) -> pl.Expr:
        return (~self._is_possible(variable)).fill_null(value=False).cast(pl.UInt32)

    def _is_between(self, variable: Variable) -> pl.Expr:
        """Whether a number lies on a scale of whole numbers, between two of its answers."""
        number = pl.col(f"{variable.name}{NUMBER}")
        return pl.col(ANSWER) & number.is_between(variable.low, variable.high) & _is_fraction(variable)

    def _is_unreadable(self, variable: Variable) -> pl.Expr:
        """Whether an entry is text where a number is expected, or no category; test entries may hold anything."""
        entry, categories = pl.col(variable.name), self._categories[variable.name]
        if variable.is_number:
            return pl.col(ANSWER) & entry.is_not_null() & pl.col(f"{variable.name}{NUMBER}").is_null()
        if categories is None:
            return pl.lit(value=False)
        return pl.col(ANSWER) & entry.is_not_null() & ~entry.is_in(categories)

    def _is_marked(self, columns: dict[str, list[str]]) -> pl.Expr:
        """Whether a row has one of the listed values in one of the columns that are there; "" is an empty cell."""
        marks = (
            pl.col(name).str.to_lowercase().fill_null("").is_in([folded(value) for value in values])
            for column, values in columns.items()
            for name in self._present([column])
        )
        return pl.any_horizontal(pl.lit(value=False), *marks)

    def _is_left_out(self) -> pl.Expr:
        """Whether a row has another value than those to be read in some column."""
        kept = (self._is_marked({column: values}) for column, values in self._codebook["only"].items())
        return ~pl.all_horizontal(pl.lit(value=True), *kept)

    def _is_totals_row(self) -> pl.Expr:
        groups = [variable.name for variable in self._variables if variable.block == "breakdowns"]
        first = [pl.col(name) for name in self._present(self._raw.header[:1])]
        return has_totals([*first, *map(self._text, (ID, *groups))], self._codebook["totals"])

    def _durations(self) -> Iterator[pl.Expr]:
        """Seconds that an interview took, and the entry that tells no time, where there is one."""
        moments = [self._present(names) for names in self._codebook["duration"]]
        if not moments or not all(moments):
            yield pl.lit(None, pl.Float64).alias(DURATION)
            yield pl.lit(None, pl.String).alias(UNTIMED)
            return
        codes = [folded(code) for code in self._codebook["missing"]]
        cells = [pl.coalesce(map(pl.col, names)) for names in moments]
        given = [pl.when(~cell.str.to_lowercase().is_in(codes)).then(cell) for cell in cells]
        found = seconds(*given) if len(given) == 1 else seconds_between(*given)
        is_told = (
            pl.all_horizontal(cell.is_not_null() for cell in given) & ~self._is_totals_row() & ~self._is_left_out()
        )
        yield pl.when(found >= 0).then(found).alias(DURATION)  # a clock that was set back tells nothing
        yield pl.when(is_told & found.is_null()).then(pl.concat_str(given, separator="` to `")).alias(UNTIMED)

    def _count(self) -> dict[str, Any]:
        """Counts of rows and entries, of the whole file at once."""
        rated = [variable for variable in self._variables if variable.is_number and variable.whole]
        ids = pl.col(ID).filter(pl.col(ANSWER)).str
        total, totals = self._ocai.total if self._ocai else 0, [block[0] for block in self._of_ocai()]
        sums = (
            pl.when(ANSWER)
            .then(pl.sum_horizontal((f"{name}{NUMBER}" for name in block), ignore_nulls=False))
            .alias(f"{block[0]}{TOTAL}")
            for block in self._of_ocai()
        )
        shared = {name: pl.col(f"{name}{TOTAL}") for name in totals}
        counted = self._entries.with_columns(sums).select(
            pl.len().alias(ROW),
            ids.contains(SHORTENED).sum().alias(SHORT_IDS),
            ids.contains(CUT).sum().alias(CUT_IDS),
            ids.contains("^[0-9]{16,}$").sum().alias(LONG_IDS),
            pl.col(UNTIMED).count(),
            *(pl.col(variable.name).count() for variable in self._variables),
            *(
                self._is_unreadable(variable).sum().alias(f"{variable.name}{UNREADABLE}")
                for variable in self._variables
            ),
            *(self._is_out_of_range(one).sum().alias(f"{one.name}{OFF}") for one in rated),
            *(_is_fraction(one).sum().alias(f"{one.name}{BETWEEN}") for one in rated),
            *(one.count().alias(f"{name}{COMPLETE}") for name, one in shared.items()),
            *(one.is_between(total / 2, 2 * total).sum().alias(f"{name}{NEAR}") for name, one in shared.items()),
            *(one.mean().alias(f"{name}{AVERAGE}") for name, one in shared.items()),
            *(one.is_between(1 - SLIP, 1 + SLIP).sum().alias(f"{name}{ONE}") for name, one in shared.items()),
        )
        return counted.collect(engine="streaming").row(0, named=True)

    def _drawn(self) -> list[tuple[str, str]]:
        """What the codebook names of a sampling design: its name in answers, and the raw column or variable."""
        design = self._codebook["design"] or {}
        return [(name, design[key]) for key, name in DESIGN.items() if design.get(key)]

    def _missing_left_out(self, column: str) -> pl.Expr:
        names = self._present([column])
        text = pl.col(names[0]).str.strip_chars() if names else pl.lit(None, pl.String)
        missing = [folded(code) for code in self._codebook["missing"]]
        return pl.when(~text.str.to_lowercase().is_in(["", *missing])).then(text)

    def _of_design(self, name: str, column: str) -> pl.Expr:
        """A weight, stratum or cluster: that of a variable of the study as it is read, else that of a raw column."""
        variables = {variable.name: variable for variable in self._variables}
        if name == WEIGHT:
            return self._as_number(pl.col(f"{name}{FOLDED}")).alias(name)
        if column in variables:
            return self._valid(variables[column]).cast(pl.String).alias(name)
        return pl.col(f"{name}{FOLDED}").alias(name)

    def _wrong_weights(self) -> Iterator[str]:
        """Weights that are no numbers, or negative, each with its first row."""
        for name, column in self._drawn():
            if name == WEIGHT:
                text = pl.col(f"{name}{FOLDED}")
                number = self._as_number(text)
                wrong = self._entries.filter(~pl.col(TEST_ENTRY), text.is_not_null(), number.is_null() | (number < 0))
                found = wrong.group_by(text.alias("entry")).agg(pl.col(ROW).min(), pl.len().alias("times")).sort(ROW)
                for entry, row, times in found.head(SHOWN).collect(engine="streaming").iter_rows():
                    yield (
                        f"{self._codebook['file']}, column `{column}` (design.weight), row {row}: `{entry}`, "
                        f"{'once' if times == 1 else f'{times} times'}, is no weight; weights are numbers of 0 or more. Correct "
                        "them, or list what means no weight under `missing`; is `csv.decimal` right?"
                    )

    def _absent(self) -> Iterator[str]:
        """Columns that the codebook says to be there, and are not."""
        absent = [
            (name, column) for name, column in self._codebook["required"] if normal(column) not in self._raw.header
        ]
        for name, column in absent[:SHOWN]:
            near = nearest(column, self._raw.header)
            hint = f"the nearest header is `{near}`" if near else "no header is like it"
            odd = peculiarity(near or "") or peculiarity(column)
            is_elsewhere = near is None and FORMATS[self._codebook["format"]].has_header_rows
            other = f", or `header_row` ({self._codebook['header_row']})" if is_elsewhere else ""
            yield (f"{self._codebook['file']}: no column `{column}` for `{name}`; {hint}{odd and f' ({odd})'}. "
                   f"Correct the codebook{other}.")  # fmt: skip
        if len(absent) > SHOWN:
            yield (f"{self._codebook['file']}: and {len(absent) - SHOWN} more columns are not there. "
                   f"Is `header_row` ({self._codebook['header_row']}) right?")  # fmt: skip

    def _fitting_several(self) -> Iterator[str]:
        """Names without their group, or their row of headings, that fit several columns."""
        fitting = {name: columns for name, columns in self._raw.several.items() if name in self._asked_for()}
        if fitting:
            pasted = lines_to_paste(
                f"{name}: {{column: [{', '.join(map(_quoted, columns))}]}}"
                if name in self._columns
                else f"{_quoted(name)} # is one of {', '.join(map(_quoted, columns))}"
                for name, columns in fitting.items()
            )
            yield (
                f"{self._codebook['file']}: {listed(fitting)} {'each fit' if len(fitting) > 1 else 'fits'} several columns. "
                f"If these are the same question, asked in several places, paste under `columns`; else name one:{pasted}"
            )

    def _asked_for(self) -> set[str]:
        return set(map(normal, raw_columns(self._codebook)))

    def _differing(self) -> Iterator[str]:
        """Variables of several columns that do not say the same."""
        of_several = [name for name, columns in self._raw_names.items() if len(columns) > 1]
        for name in of_several:
            cells = pl.concat_list(self._raw_names[name]).list.drop_nulls()
            found = self._raw.entries.filter(cells.list.n_unique() > 1).select(ROW_NUMBER, cells.alias(name)).head(1)
            for row, entries in found.collect().iter_rows():
                yield (
                    f"{self._codebook['file']}, row {row}: the columns of `{name}` ({listed(self._raw_names[name])}) say "
                    f"{' and '.join(f'`{entry}`' for entry in entries)}. Name the one that counts under `columns.{name}`."
                )

    def _of_several_kinds(self) -> Iterator[str]:
        """Columns that must hold one value, since other rows are other events of the same people, and hold several."""
        for name in self._present(self._codebook["single"]):
            values = self._raw.entries.filter(~self._is_left_out()).select(pl.col(name).fill_null("").value_counts())
            counts = dict(values.unnest(name).sort("count", descending=True).collect().iter_rows())
            if len(counts) > 1:
                told = ", ".join(f"`{value}` {times_of(times)}" for value, times in [*counts.items()][:SHOWN])
                yield (
                    f"{self._codebook['file']}, column `{name}`: it holds {told}: rows of other events, or of forms within "
                    "them, are no interviews of their own. Say which rows to read: "
                    f"`only: {{{name}: [{_quoted(next(iter(counts)))}]}}`"
                )

    def _unread_ids(self) -> Iterator[str]:
        """Ids that a spreadsheet rounded: several people share one."""
        counted, columns = self._counted, listed(self._raw_names[ID])
        is_cut = counted[CUT_IDS] >= SHORTEST_CUT and counted[CUT_IDS] == counted[LONG_IDS]
        if counted[SHORT_IDS] or is_cut:
            pattern, rows = (SHORTENED, counted[SHORT_IDS]) if counted[SHORT_IDS] else (CUT, counted[CUT_IDS])
            first = self._entries.filter(pl.col(ANSWER) & pl.col(ID).str.contains(pattern)).select(ROW, ID).head(1)
            row, example = first.collect().row(0)
            yield (
                f"{self._codebook['file']}, column {columns} ({ID}), row {row}: `{example}` is a number that a spreadsheet "
                f"program rounded, in {rows:,} rows: several people may share it. Export the file again and do not open it "
                f'in a spreadsheet program before; or name another column, or none (`{ID}: ""`).'
            )

    def _unreadable_anywhere(self) -> Iterator[str]:
        """Name the entries that cannot be read: those of variables with the same answers together."""
        file = self._codebook["file"]
        if not self._counted[ROW] and not self._raw.faults:
            yield f"{file}: there are no answers below the header; export the file again."
        alike: dict[Any, list[Variable]] = {}
        for variable in self._variables:
            if self._counted[f"{variable.name}{UNREADABLE}"]:
                kind = "numbers" if variable.is_number else self._categories[variable.name]
                alike.setdefault(kind, []).append(variable)
        if alike or self._counted[UNTIMED]:
            yield f"{file}: entries that the codebook does not explain"
        for variables in alike.values():
            yield from self._unreadable(variables).told()
        if self._counted[UNTIMED]:
            untimed = self._entries.filter(pl.col(UNTIMED).is_not_null()).select(ROW, UNTIMED).head(1)
            row, entry = untimed.collect().row(0)
            yield (
                f"  `duration`, row {row}: `{entry}`, {times_of(self._counted[UNTIMED])}, tells no time; write seconds, "
                "H:MM:SS, or start and end as 2024-03-01 09:00:00, list it under `missing`, or name another column"
            )

    def _unreadable(self, variables: list[Variable]) -> Unreadable:
        """The different entries of alike variables that cannot be read."""
        found = [
            self._entries.filter(self._is_unreadable(variable))
            .group_by(pl.col(variable.name).alias("entry"))
            .agg(pl.col(ROW).min(), pl.len().alias("times"))
            .with_columns(pl.lit(variable.name).alias("variable"))
            for variable in variables
        ]
        first = variables[0]
        known = [*(self._categories[first.name] or ()), *self._columns[first.name]["values"]]
        return Unreadable(
            pl.concat(found).collect(engine="streaming"),
            {variable.name: self._raw_names[variable.name][0] for variable in variables},
            None if first.is_number else known,
            self._codebook["csv"]["decimal"],
            self._raw.labels,
        )

    def _of_scales(self, suffix: str) -> Iterator[tuple[list[Variable], float, float]]:
        """Rated variables of each scale that have counts under a suffix, with its ends."""
        scales: dict[tuple[float, float], list[Variable]] = {}
        for variable in self._variables:
            if variable.low is not None and variable.high is not None and self._counted.get(f"{variable.name}{suffix}"):
                scales.setdefault((variable.low, variable.high), []).append(variable)
        yield from ((variables, *ends) for ends, variables in scales.items())

    def _numbers(self, variables: list[Variable], met: str) -> pl.DataFrame:
        """``number``, ``row`` (the first) and ``times`` of the numbers of some variables that are off, or between."""
        is_met = {OFF: lambda one: self._is_out_of_range(one) > 0, BETWEEN: self._is_between}[met]
        found = [
            self._entries.filter(pl.col(ANSWER) & is_met(variable))
            .group_by(pl.col(f"{variable.name}{NUMBER}").alias("number"))
            .agg(pl.col(ROW).min(), pl.len().alias("times"), pl.lit(variable.name).first().alias("variable"))
            for variable in variables
        ]
        return pl.concat(found).collect(engine="streaming")

    def _off_scale(self) -> Iterator[str]:
        """Numbers off their scale that stand so often that they are no slips: another scale, or a code for no answer."""
        for variables, low, high in self._of_scales(OFF):
            off = {one.name: self._counted[f"{one.name}{OFF}"] for one in variables}
            if not any(count > SHARE_OFF * self._counted[name] for name, count in off.items()):
                continue  # then none of their numbers has so large a share
            numbers = self._numbers(variables, OFF)
            for number, rows in numbers.sort(ROW).group_by("number", maintain_order=True):
                names = [variable.name for variable in variables if variable.name in rows["variable"]]
                entries = sum(self._counted[name] for name in names)
                value, times = f"{number[0]:g}", int(rows["times"].sum())
                if times < REPEATED or times <= SHARE_OFF * entries:
                    continue
                is_near = (number[0] in {low - 1, high + 1}) and number[0] == round(number[0])
                end = f"`{'min' if number[0] < low else 'max'}: {value}`"
                mend = (
                    f"If it is an answer, the scale of the questionnaire needs {end}; if not"
                    if is_near
                    else "If it is no answer"
                )
                yield (
                    f"{self._codebook['file']}, columns {self._columns_of(names)}: `{value}` stands there "
                    f"{times_of(times)} ({times / entries:.0%}), first in row {int(rows[ROW][0])}, and the scale is "
                    f'{low:g} to {high:g}. {mend}, list it as no answer: `missing: ["{value}"]`.'
                )

    def _between_answers(self) -> Iterator[str]:
        """Numbers between two answers of a scale of whole numbers."""
        for variables, low, high in self._of_scales(BETWEEN):
            numbers = self._numbers(variables, BETWEEN).sort(ROW)
            if not len(numbers):
                continue  # they lie off the scale
            examples = ", ".join(f"`{number:g}`" for number in numbers["number"].unique(maintain_order=True)[:3])
            yield (
                f"{self._codebook['file']}, columns {self._columns_of(numbers['variable'])}: {examples}, "
                f"{times_of(int(numbers['times'].sum()))}, first in row {int(numbers[ROW][0])}, between two answers of the scale "
                f"{low:g} to {high:g}, which are whole numbers. Is it the scale of the file? Else correct these entries, or give "
                "what they stand for under `values` or `missing` of their columns."
            )

    def _columns_of(self, variables: Iterable[str]) -> str:
        """The columns of some variables, in words."""
        return listed(column for name in dict.fromkeys(variables) for column in self._raw_names[name])

    def _of_another_total(self) -> Iterator[str]:
        """OCAI dimensions whose points are nowhere near their total, or in some rows shares of 1: 40% holds 0.4."""
        if self._ocai is None:
            return
        total, found = self._ocai.total, self._counted
        for block in self._of_ocai():
            name = block[0]
            columns = "`, `".join(column for part in block for column in self._raw_names[part])
            if found[f"{name}{COMPLETE}"] >= ENOUGH and not found[f"{name}{NEAR}"]:
                yield (
                    f"{self._codebook['file']}, columns `{columns}`: they never share {total:g} points; on average they total "
                    f"{found[f'{name}{AVERAGE}']:g}. Save points (a cell shown as 25% holds 0.25), or correct `ocai.total` "
                    "of the instrument."
                )
            elif found[f"{name}{ONE}"]:
                rows = self._entries.filter(pl.col(ANSWER) & self._is_shared_one(block)).select(ROW).collect()[ROW]
                if not len(rows):
                    continue  # somebody gave one point
                told = ", ".join(map(str, rows[:SHOWN])) + (" …" if len(rows) > SHOWN else "")
                yield (
                    f"{self._codebook['file']}, columns `{columns}`: in {len(rows):,} rows ({told}) they sum to 1, as shares "
                    f"of a whole, and {total:g} points are to be shared: a cell that shows 40% holds 0.4. Save points in "
                    "these rows."
                )

    def _is_shared_one(self, block: list[str]) -> pl.Expr:
        """Whether the points of a dimension are shares that sum to 1, where another total is to be shared."""
        numbers = [pl.col(f"{name}{NUMBER}") for name in block]
        is_one = pl.sum_horizontal(numbers, ignore_nulls=False).is_between(1 - SLIP, 1 + SLIP)
        is_share = pl.any_horizontal(number.is_between(0, 1, closed="none") for number in numbers)
        return is_one & is_share & pl.lit(value=self._ocai is not None and self._ocai.total > 1 + SLIP)

    def _of_ocai(self) -> list[list[str]]:
        """The parts of each dimension and perspective."""
        if self._ocai is None:
            return []
        return [parts(p, dimension) for p, dimension in product(self._ocai.perspectives, self._ocai.dimensions)]

    def _unify_groups(self) -> Iterator[str]:
        """Give one spelling to each group of a breakdown that lists none; name groups that only look the same."""
        for variable in self._variables:
            if variable.is_number or self._categories[variable.name] is not None:
                continue
            entry = pl.col(variable.name)
            cells = self._entries.filter(pl.col(ANSWER) & entry.is_not_null()).group_by(entry.alias("entry"))
            counted = cells.agg(pl.col(ROW).min(), pl.len().alias("times")).collect(engine="streaming")
            ordered = counted.sort("times", ROW, descending=[True, False])
            yield from self._revealing(variable, ordered["entry"])
            yield from self._damaged(variable, ordered)
            spelling: dict[str, str] = {}
            looks: dict[str, dict[str, int]] = {}
            for text, row, _ in ordered.iter_rows():
                if spelling.setdefault(folded(text), text) == text:
                    looks.setdefault(skeleton(text), {})[text] = row
                    if text in {ALL, MISSING}:
                        yield self._group_fault(variable, {text: row}, ["the tables need this name for themselves"])
            yield from self._twins(variable, looks)
            unified = {text: spelling[folded(text)] for text in ordered["entry"]}
            if unified:
                self._entries = self._entries.with_columns(_translated(entry, unified))

    def _revealing(self, variable: Variable, groups: Iterable[str]) -> Iterator[str]:
        """Groups whose names tell who somebody is: names of groups are published."""
        told = [
            f"{len(texts)} {'look' if len(texts) > 1 else 'looks'} like {shape} (`{masked(texts[0])}`)"
            for shape, texts in revealing(groups).items()
        ]
        if told:
            name = variable.name
            yield (
                f"{self._codebook['file']}, column {self._columns_of([name])} ({name}): of the names of groups, "
                f"{', '.join(told)}, and names of groups are published. Declare the groups that there are as `categories` "
                f"of `{name}` in the instrument, give these others under `columns.{name}.values` or `missing`, or take "
                f"`{name}` out of the instrument."
            )

    def _damaged(self, variable: Variable, groups: pl.DataFrame) -> Iterator[str]:
        """Groups whose names a spreadsheet program made: dates of bands such as 1-3, and errors of formulas."""
        found = {text: row for text, row, _ in groups.iter_rows() if damaged(text)}
        is_text = FORMATS[self._codebook["format"]].reader == "delimited"
        if found and not (is_text and len(found) == 1 and is_iso(next(iter(found)))):
            told = ", ".join(f"`{text}` (row {row})" for text, row in [*found.items()][:SHOWN])
            pasted = lines_to_paste(f'{_quoted(text)}: "??"' for text in [*found][:SHOWN])
            yield (
                f"{self._codebook['file']}, column {self._columns_of([variable.name])} ({variable.name}): {told}: "
                f"{damaged(next(iter(found)))}, and no name of a group. Export the file again and do not open it in a "
                f"spreadsheet program before, or say what was meant, under `columns.{variable.name}.values`:{pasted}"
            )

    def _twins(self, variable: Variable, looks: dict[str, dict[str, int]]) -> Iterator[str]:
        for twins in looks.values():
            why = ["they look the same"] if len(twins) > 1 else []
            why += filter(None, map(peculiarity, twins))
            if why:
                yield self._group_fault(variable, twins, why)

    def _group_fault(self, variable: Variable, rows: dict[str, int], why: list[str]) -> str:
        groups = " and ".join(f"`{text}` (row {row})" for text, row in rows.items())
        return (
            f"{self._codebook['file']}, column {self._columns_of([variable.name])} ({variable.name}): {groups}: "
            f"{'; '.join(why)}. Say which is meant in `columns.{variable.name}.values`."
        )


def has_totals(cells: Iterable[pl.Expr], totals: Iterable[str]) -> pl.Expr:
    """Whether one of the cells is a word for totals."""
    words = [folded(word) for word in totals]
    marks = (cell.str.to_lowercase().str.strip_chars(" :").is_in(words).fill_null(value=False) for cell in cells)
    return pl.any_horizontal(pl.lit(value=False), *marks)


def _translated(text: pl.Expr, words: dict[str, str]) -> pl.Expr:
    """The word for each text, null where there is none; Polars' own `replace` would hold whole columns in memory."""
    return text.map_batches(
        lambda column: column.replace_strict(words, default=None, return_dtype=pl.String),
        return_dtype=pl.String,
        is_elementwise=True,
    )


def _is_read() -> pl.Expr:
    """Whether the cells of a row are entries: those of totals, and of rows that are left out, are none."""
    return ~(pl.col(TOTALS_ROW) | pl.col(LEFT_OUT))


def _is_answer() -> pl.Expr:
    """Whether a row is that of a respondent; the cells of a test entry may hold anything."""
    return _is_read() & ~pl.col(TEST_ENTRY)


def _is_fraction(variable: Variable) -> pl.Expr:
    number = pl.col(f"{variable.name}{NUMBER}")
    return number != number.floor()


def _row_of_grid(header: str) -> str:
    """The last part of `Question [Row]`, or the whole name: what some tools write where a category was ticked."""
    return header.rpartition("[")[2].removesuffix("]")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
