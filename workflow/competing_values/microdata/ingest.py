"""Ingestion, from text to answers: each variable under its canonical name, with its type and within its range."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pandas as pd
import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.identity import masked, revealing
from competing_values.microdata.pseudonyms import pseudonym
from competing_values.microdata.reading.raw import ROW, ROW_NUMBER, Raw
from competing_values.study.formats import FORMATS
from competing_values.study.instrument import Instrument
from competing_values.study.measures import Variable
from competing_values.study.names import ALL, MISSING, parts
from competing_values.study.spelling import IMPOSSIBLE, INVISIBLE, folded, nearest, normal, peculiarity, skeleton

ID = "respondent_id"
TEST_ENTRY = "test_entry"
TOTALS_ROW = "totals_row"
OUT_OF_RANGE = "out_of_range"
DURATION = "duration"
#: What a sampling design says of a row, by its key in the codebook.
WEIGHT, STRATUM, CLUSTER = "design.weight", "design.stratum", "design.cluster"
DESIGN = {"weight": WEIGHT, "strata": STRATUM, "cluster": CLUSTER}
SHOWN, LENGTH = 10, 60
#: So many respondents do not all mistake the total of the OCAI.
ENOUGH = 10
TIMES = ("%+", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M")
#: What columns of one variable are called on the way.
FOLDED, NUMBER, UNREADABLE = ".folded", ".number", ".unreadable"


def raw_columns(codebook: dict[str, Any]) -> list[str]:
    """Raw columns that a codebook speaks of."""
    duration = codebook["duration"] or []
    return [
        *(column["column"] for column in codebook["columns"].values()),
        *codebook["test_entries"],
        *(codebook["design"].get(key) or "" for key in (DESIGN if codebook["design"] else ())),
        *([duration] if isinstance(duration, str) else dict(duration).values()),
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
        When rows have another width than the header, a column that the codebook names is not there, a cell holds text
        that is no number, no category and no missing code, OCAI points are of another total throughout, two groups look the
        same, or the name of a group tells who somebody is: all of it at once, each with its first row and how often it occurs.
    """

    def __init__(self, raw: Raw, instrument: Instrument, codebook: dict[str, Any]) -> None:
        self._codebook, self._raw, self._ocai = codebook, raw, instrument.ocai
        self._columns: dict[str, dict[str, Any]] = codebook["columns"]
        self._raw_names = {name: normal(column["column"]) for name, column in self._columns.items()}
        self._variables = [variable for variable in instrument.variables() if variable.name in self._columns]
        texts = raw.entries.select(
            pl.col(ROW_NUMBER).alias(ROW),
            self._text(ID).alias(ID),
            self._is_test_entry().alias(TEST_ENTRY),
            self._is_totals_row().alias(TOTALS_ROW),
            self._duration().alias(DURATION),
            *(self._missing_left_out(column).alias(f"{name}{FOLDED}") for name, column in self._drawn()),
            *self._texts(),
        )
        entries = texts.with_columns(self._entry(variable) for variable in self._variables)
        self._entries = entries.with_columns(
            self._number(variable) for variable in self._variables if variable.is_number
        )
        faults = [
            *raw.faults,
            *self._absent(),
            *self._unreadable_anywhere(),
            *self._of_another_total(),
            *self._wrong_weights(),
            *self._unify_groups(),
        ]
        if faults:
            raise UserError("\n".join(faults))

    def answers(self, key: bytes) -> pl.LazyFrame:
        """One row a respondent: ``row``, ``respondent_id`` (a keyed hash) and every variable, beside what cleaning needs.

        Numbers are Float64 and categories text; null where there is no valid answer. ``test_entry`` and ``totals_row``
        mark rows that are no respondents, ``out_of_range`` counts numbers off their scale, ``duration`` is in seconds.
        """
        valid = (self._valid(variable) for variable in self._variables)
        off = (self._is_out_of_range(variable) for variable in self._variables if variable.is_number)
        return self._entries.select(
            ROW,
            pseudonym(pl.col(ID), key),
            TEST_ENTRY,
            TOTALS_ROW,
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
                    "raw_name": self._raw_names[name] if self._is_asked(name) else "",
                    "answered": answered,
                    "missing": self._counted[ROW] - entries,
                    "out_of_range": entries - answered,
                    "distinct": distinct,
                }
            )
        return pd.DataFrame(rows)

    def _is_asked(self, name: str) -> bool:
        return self._raw_names[name] in self._raw.header

    def _text(self, name: str) -> pl.Expr:
        return self._cell(self._columns[name]["column"])

    def _cell(self, column: str) -> pl.Expr:
        name = normal(column)
        return pl.col(name) if name and name in self._raw.header else pl.lit(None, pl.String)

    def _texts(self) -> Iterator[pl.Expr]:
        """The cells of each variable, as written and in small letters; those of totals are no answers."""
        for variable in self._variables:
            cell = self._text(variable.name)
            visible = cell.str.replace_all(f"[{INVISIBLE}{IMPOSSIBLE}]", "")
            spaced = cell if variable.is_number else visible.str.replace_all(r"\s+", " ").str.strip_chars()
            text = pl.when(~self._is_totals_row()).then(spaced)
            yield text.alias(variable.name)
            yield text.str.to_lowercase().alias(f"{variable.name}{FOLDED}")

    def _entry(self, variable: Variable) -> pl.Expr:
        """What stands in a cell, after missing codes became null and listed values were translated."""
        column = self._columns[variable.name]
        words = {folded(raw): known for raw, known in column["values"].items()}
        if variable.is_number:
            decimal = self._codebook["csv"]["decimal"]
            numbers = {folded(word): str(number) for word, number in self._codebook["numbers"].items()} | words
            words = {word: number.replace(".", decimal) for word, number in numbers.items()}
        elif variable.categories:
            words = {folded(category): category for category in variable.categories} | words
        declared = set(self._raw.missing.get(self._raw_names[variable.name], [])) - set(column["values"])
        missing = [folded(code) for code in (*self._codebook["missing"], *column["missing"], *sorted(declared))]
        text, small = pl.col(variable.name), pl.col(f"{variable.name}{FOLDED}")
        known = pl.coalesce(_translated(small, words), text)
        return pl.when(~small.is_in(missing)).then(known).alias(variable.name)

    def _number(self, variable: Variable) -> pl.Expr:
        """The entry as a number, null where it is none."""
        return self._as_number(pl.col(variable.name)).alias(f"{variable.name}{NUMBER}")

    def _as_number(self, entry: pl.Expr) -> pl.Expr:
        decimal = self._codebook["csv"]["decimal"]
        is_number = entry.str.contains(rf"^[+-]?[0-9]+(\{decimal}[0-9]+)?$")
        return pl.when(is_number).then(entry.str.replace(decimal, ".", literal=True)).cast(pl.Float64)

    def _valid(self, variable: Variable) -> pl.Expr:
        """The answer: a number of the scale, or a category."""
        if variable.is_number:
            number = pl.col(f"{variable.name}{NUMBER}")
            return pl.when(self._is_possible(variable)).then(number).alias(variable.name)
        if variable.categories is None:
            return pl.col(variable.name)
        entry = pl.col(variable.name)
        return pl.when(entry.is_in(variable.categories)).then(entry).alias(variable.name)

    def _is_possible(self, variable: Variable) -> pl.Expr:
        number = pl.col(f"{variable.name}{NUMBER}")
        possible = number.is_between(variable.low, variable.high)
        return possible & (number == number.round()) if variable.whole else possible

    def _is_out_of_range(self, variable: Variable) -> pl.Expr:
        return (~self._is_possible(variable)).fill_null(value=False).cast(pl.UInt32)

    def _is_unreadable(self, variable: Variable) -> pl.Expr:
        """Whether an entry is text where a number is expected, or no category; test entries may hold anything."""
        entry, is_respondent = pl.col(variable.name), ~pl.col(TEST_ENTRY)
        if variable.is_number:
            return is_respondent & entry.is_not_null() & pl.col(f"{variable.name}{NUMBER}").is_null()
        if variable.categories is None:
            return pl.lit(value=False)
        return is_respondent & entry.is_not_null() & ~entry.is_in(variable.categories)

    def _is_test_entry(self) -> pl.Expr:
        marks = (
            self._cell(column).str.to_lowercase().is_in([folded(value) for value in values])
            for column, values in self._codebook["test_entries"].items()
        )
        return pl.any_horizontal(pl.lit(value=False), *(mark.fill_null(value=False) for mark in marks))

    def _is_totals_row(self) -> pl.Expr:
        groups = [variable.name for variable in self._variables if variable.block == "breakdowns"]
        cells = [self._cell(self._raw.header[0]), *map(self._text, (ID, *groups))]
        return has_totals(cells, self._codebook["totals"])

    def _duration(self) -> pl.Expr:
        """Seconds that an interview took."""
        duration = self._codebook["duration"]
        if duration is None:
            return pl.lit(None, pl.Float64)
        if isinstance(duration, str):
            return self._as_number(self._cell(duration))
        start, end = (_time(self._cell(duration[moment])) for moment in ("start", "end"))
        return (end - start).dt.total_milliseconds() / 1000

    def _drawn(self) -> list[tuple[str, str]]:
        """What the codebook names of a sampling design: its name in answers, and the raw column or variable."""
        design = self._codebook["design"] or {}
        return [(name, design[key]) for key, name in DESIGN.items() if design.get(key)]

    def _missing_left_out(self, column: str) -> pl.Expr:
        text = self._cell(column).str.strip_chars()
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

    def _unreadable_anywhere(self) -> Iterator[str]:
        """Count the entries of each variable, and name those that cannot be read."""
        counted = self._entries.select(
            pl.len().alias(ROW),
            *(pl.col(variable.name).count() for variable in self._variables),
            *(
                self._is_unreadable(variable).sum().alias(f"{variable.name}{UNREADABLE}")
                for variable in self._variables
            ),
        )
        self._counted = counted.collect(engine="streaming").row(0, named=True)
        if not self._counted[ROW] and not self._raw.faults:
            yield f"{self._codebook['file']}: there are no answers below the header; export the file again."
        unreadable = [variable for variable in self._variables if self._counted[f"{variable.name}{UNREADABLE}"]]
        if unreadable:
            yield f"{self._codebook['file']}: entries that the codebook does not explain"
        for variable in unreadable:
            yield from self._unreadable(variable)

    def _unreadable(self, variable: Variable) -> Iterator[str]:
        """The different entries of a variable that cannot be read, each with its first row, in words."""
        cells = self._entries.filter(self._is_unreadable(variable)).group_by(pl.col(variable.name).alias("entry"))
        entries = cells.agg(pl.col(ROW).min(), pl.len().alias("times")).sort(ROW).collect(engine="streaming")
        for entry in entries.head(SHOWN).iter_rows():
            yield self._unreadable_words(variable, *entry)
        if len(entries) > SHOWN:
            yield f"  … and {len(entries) - SHOWN} more entries of `{variable.name}`"

    def _unreadable_words(self, variable: Variable, entry: str, row: int, times: int) -> str:
        column = self._raw_names[variable.name]
        shown = entry if len(entry) <= LENGTH else f"{entry[:LENGTH]}…"
        place = (
            f"  column `{column}` ({variable.name}), row {row}: `{shown}`, {'once' if times == 1 else f'{times} times'}"
        )
        odd = peculiarity(entry)
        label = self._raw.labels.get(column, {}).get(entry)
        named = f", which the file labels «{label}»" if label else ""
        if variable.is_number:
            is_other = entry.isascii() and entry.replace(",", ".").replace(".", "", 1).isdigit()
            decimal = "; is `csv.decimal` right?" if is_other else ""
            hint = f" ({odd})" if odd else ""
            return f"{place}{named}, is no number{hint}{decimal or '; list it under `numbers`, `values` or `missing`'}"
        near = nearest(label or entry, [*(variable.categories or ()), *self._columns[variable.name]["values"]])
        hints = [f"nearest: `{near}`"] if near else []
        hints += [odd] if odd else []
        hint = f" ({'; '.join(hints)})" if hints else ""
        return f"{place}{named}, is no category{hint}; list it under `columns.{variable.name}.values` or `missing`"

    def _of_another_total(self) -> Iterator[str]:
        """OCAI dimensions whose points are nowhere near their total: percentages kept as shares, or another scale."""
        if self._ocai is None:
            return
        total = self._ocai.total
        blocks = [
            parts(perspective, dimension)
            for perspective, dimension in product(self._ocai.perspectives, self._ocai.dimensions)
        ]
        sums = (
            pl.sum_horizontal((f"{name}{NUMBER}" for name in block), ignore_nulls=False).alias(block[0])
            for block in blocks
        )
        respondents = self._entries.filter(~pl.col(TEST_ENTRY)).select(sums)
        found = (
            respondents.select(
                *(pl.col(name).count().name.suffix(".complete") for name, *_ in blocks),
                *(pl.col(name).is_between(total / 2, 2 * total).sum().name.suffix(".near") for name, *_ in blocks),
                *(pl.col(name).mean().name.suffix(".mean") for name, *_ in blocks),
            )
            .collect(engine="streaming")
            .row(0, named=True)
        )
        for block in blocks:
            name = block[0]
            if found[f"{name}.complete"] >= ENOUGH and not found[f"{name}.near"]:
                columns = "`, `".join(self._raw_names[part] for part in block)
                yield (
                    f"{self._codebook['file']}, columns `{columns}`: they never share {total:g} points; on average they total "
                    f"{found[f'{name}.mean']:g}. Save points (a cell shown as 25% holds 0.25), or correct `ocai.total` "
                    "of the instrument."
                )

    def _unify_groups(self) -> Iterator[str]:
        """Give one spelling to each group of a breakdown that lists none; name groups that only look the same."""
        for variable in self._variables:
            if variable.is_number or variable.categories is not None:
                continue
            entry = pl.col(variable.name)
            cells = self._entries.filter(entry.is_not_null()).group_by(entry.alias("entry"))
            counted = cells.agg(pl.col(ROW).min(), pl.len().alias("times")).collect(engine="streaming")
            ordered = counted.sort("times", ROW, descending=[True, False])
            yield from self._revealing(variable, ordered["entry"])
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
                f"{self._codebook['file']}, column `{self._raw_names[name]}` ({name}): of the names of groups, "
                f"{', '.join(told)}, and names of groups are published. Declare the groups that there are as `categories` "
                f"of `{name}` in the instrument, give these others under `columns.{name}.values` or `missing`, or take "
                f"`{name}` out of the instrument."
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
            f"{self._codebook['file']}, column `{self._raw_names[variable.name]}` ({variable.name}): {groups}: "
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


def _time(text: pl.Expr) -> pl.Expr:
    return pl.coalesce(
        text.str.to_datetime(format_, time_unit="ms", time_zone="UTC", strict=False) for format_ in TIMES
    )
