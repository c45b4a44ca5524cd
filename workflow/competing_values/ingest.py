"""From text to answers: each variable under its canonical name, with its type and within its range."""

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import pandas as pd
import polars as pl

from competing_values.errors import UserError
from competing_values.instrument import Variable, variables
from competing_values.pseudonyms import pseudonym
from competing_values.reading import ROW

ID = "respondent_id"
TEST_ENTRY = "test_entry"
SHOWN = 10
#: What columns of one variable are called on the way.
FOLDED, NUMBER, UNREADABLE = ".folded", ".number", ".unreadable"


class Ingestion:
    """The answers in a raw file, and what was found in each of its columns.

    Parameters
    ----------
    raw
        The file as `reading.read_text` gives it.
    instrument, codebook
        As `study.load` returns them.

    Raises
    ------
    UserError
        When a column that the codebook names is not there, or a cell holds text that is no number, no category and
        no missing code: all of them at once, each with its first row and how often it occurs.
    """

    def __init__(self, raw: pl.LazyFrame, instrument: dict[str, Any], codebook: dict[str, Any]) -> None:
        self._codebook = codebook
        self._header = raw.collect_schema().names()
        self._columns: dict[str, dict[str, Any]] = codebook["columns"]
        self._variables = [variable for variable in variables(instrument) if variable.name in self._columns]
        self._refuse_absent()
        texts = raw.select(ROW, self._text(ID).alias(ID), self._is_test_entry().alias(TEST_ENTRY), *self._texts())
        entries = texts.with_columns(self._entry(variable) for variable in self._variables)
        self._entries = entries.with_columns(
            self._number(variable) for variable in self._variables if variable.is_number
        )
        self._refuse_unreadable()

    def answers(self, key: bytes) -> pl.LazyFrame:
        """One row a respondent: ``row``, ``respondent_id`` (a keyed hash), ``test_entry`` and every variable.

        Numbers are Float64 and categories text; null where there is no valid answer.
        """
        valid = (self._valid(variable) for variable in self._variables)
        return self._entries.select(ROW, pseudonym(pl.col(ID), key), TEST_ENTRY, *valid)

    def fields(self, answers: pl.LazyFrame) -> pd.DataFrame:
        """One row a variable: n (rows of the file), raw_name, answered, missing, out_of_range (rows) and distinct answers.

        Parameters
        ----------
        answers
            What `answers` gave, from where it was written.
        """
        names = [variable.name for variable in self._variables]
        answered = answers.select(pl.col(names).count()).collect().row(0, named=True)
        distinct = answers.select(pl.col(names).drop_nulls().n_unique()).collect(engine="in-memory").row(0, named=True)
        return pd.DataFrame(
            {
                "n": self._counted[ROW],
                "variable": name,
                "raw_name": self._columns[name]["column"] if self._is_asked(name) else "",
                "answered": answered[name],
                "missing": self._counted[ROW] - self._counted[name],
                "out_of_range": self._counted[name] - answered[name],
                "distinct": distinct[name],
            }
            for name in names
        )

    def _is_asked(self, name: str) -> bool:
        return self._columns[name]["column"] in self._header

    def _text(self, name: str) -> pl.Expr:
        return pl.col(self._columns[name]["column"]) if self._is_asked(name) else pl.lit(None, pl.String)

    def _texts(self) -> Iterator[pl.Expr]:
        """The cells of each variable, as written and in small letters."""
        for variable in self._variables:
            yield self._text(variable.name).alias(variable.name)
            yield self._text(variable.name).str.to_lowercase().alias(f"{variable.name}{FOLDED}")

    def _entry(self, variable: Variable) -> pl.Expr:
        """What stands in a cell, after missing codes became null and listed values were translated."""
        column = self._columns[variable.name]
        words = {_folded(raw): known for raw, known in column["values"].items()}
        if variable.is_number:
            decimal = self._codebook["csv"]["decimal"]
            numbers = self._codebook["numbers"].items()
            words = {_folded(word): str(number).replace(".", decimal) for word, number in numbers} | words
        elif variable.categories:
            words = {_folded(category): category for category in variable.categories} | words
        missing = [_folded(code) for code in (*self._codebook["missing"], *column["missing"])]
        text, folded = pl.col(variable.name), pl.col(f"{variable.name}{FOLDED}")
        known = folded.replace_strict(words, default=text) if words else text
        return pl.when(~folded.is_in(missing)).then(known).alias(variable.name)

    def _number(self, variable: Variable) -> pl.Expr:
        """The entry as a number, null where it is none."""
        decimal, entry = self._codebook["csv"]["decimal"], pl.col(variable.name)
        is_number = entry.str.contains(rf"^[+-]?\d+(\{decimal}\d+)?$")
        number = pl.when(is_number).then(entry.str.replace(decimal, ".", literal=True)).cast(pl.Float64)
        return number.alias(f"{variable.name}{NUMBER}")

    def _valid(self, variable: Variable) -> pl.Expr:
        """The answer: a number of the scale, or a category."""
        if not variable.is_number:
            return pl.col(variable.name)
        number = pl.col(f"{variable.name}{NUMBER}")
        possible = number.is_between(variable.low, variable.high)
        if variable.block != "ocai":
            possible &= number == number.round()
        return pl.when(possible).then(number).alias(variable.name)

    def _unreadable(self, variable: Variable) -> pl.Expr:
        """Whether an entry is text where a number is expected, or no category."""
        entry = pl.col(variable.name)
        if variable.is_number:
            return entry.is_not_null() & pl.col(f"{variable.name}{NUMBER}").is_null()
        if variable.categories is None:
            return pl.lit(value=False)
        return entry.is_not_null() & ~entry.is_in(variable.categories)

    def _is_test_entry(self) -> pl.Expr:
        marks = (
            pl.col(column).str.to_lowercase().is_in([_folded(value) for value in values]).fill_null(value=False)
            for column, values in self._codebook["test_entries"].items()
        )
        return pl.any_horizontal(pl.lit(value=False), *marks)

    def _refuse_absent(self) -> None:
        listed = {name: self._columns[name]["column"] for name in self._codebook["listed"]}
        wanted = [*listed.items(), *((TEST_ENTRY, column) for column in self._codebook["test_entries"])]
        faults = []
        for name, column in wanted:
            if column not in self._header:
                near = get_close_matches(column, self._header, n=1)
                hint = f"the nearest header is `{near[0]}`" if near else "no header is like it"
                faults.append(f"{self._codebook['file']}: no column `{column}` for `{name}`; {hint}. "
                              "Correct `columns` in the codebook.")  # fmt: skip
        if faults:
            raise UserError("\n".join(faults))

    def _refuse_unreadable(self) -> None:
        """Count the entries of each variable, and refuse what cannot be read."""
        counted = self._entries.select(
            pl.len().alias(ROW),
            *(pl.col(variable.name).count() for variable in self._variables),
            *(self._unreadable(variable).sum().alias(f"{variable.name}{UNREADABLE}") for variable in self._variables),
        )
        self._counted = counted.collect(engine="streaming").row(0, named=True)
        faults = [
            fault
            for variable in self._variables
            if self._counted[f"{variable.name}{UNREADABLE}"]
            for fault in self._unreadable_entries(variable)
        ]
        if faults:
            heading = f"{self._codebook['file']}: entries that the codebook does not explain"
            raise UserError("\n".join([heading, *faults]))

    def _unreadable_entries(self, variable: Variable) -> Iterator[str]:
        """The different entries of a variable that cannot be read, each with its first row, in words."""
        cells = self._entries.filter(self._unreadable(variable)).group_by(pl.col(variable.name).alias("entry"))
        entries = cells.agg(pl.col(ROW).min(), pl.len().alias("times")).sort(ROW).collect(engine="streaming")
        for entry in entries.head(SHOWN).iter_rows():
            yield self._unreadable_words(variable, *entry)
        if len(entries) > SHOWN:
            yield f"  … and {len(entries) - SHOWN} more entries of `{variable.name}`"

    def _unreadable_words(self, variable: Variable, entry: str, row: int, times: int) -> str:
        column = self._columns[variable.name]["column"]
        place = f"  column `{column}` ({variable.name}), row {row}: `{entry}`, {times} times"
        if variable.is_number:
            return f"{place}, is no number; list it under `numbers`, `values` or `missing`"
        near = get_close_matches(entry, [*variable.categories, *self._columns[variable.name]["values"]], n=1)  # type: ignore[misc]
        hint = f" (nearest: `{near[0]}`)" if near else ""
        return f"{place}, is no category{hint}; list it under `columns.{variable.name}.values` or `missing`"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().lower()
