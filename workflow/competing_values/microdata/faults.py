"""Faults of a raw file in words: alike ones together, with the lines that mend them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from competing_values.microdata.identity import damaged
from competing_values.microdata.reading.raw import ROW
from competing_values.study.spelling import nearest, peculiarity

SHOWN, LENGTH = 20, 60
#: So many columns are named; of more, the first.
NAMED = 3


def listed(names: Iterable[str]) -> str:
    """Names in words; of many, the first."""
    every = [f"`{name}`" for name in names]
    more = f" and {len(every) - NAMED} more" if len(every) > NAMED + 1 else ""
    return ", ".join(every[:NAMED] if more else every) + more


def times_of(count: int) -> str:
    """How often something occurs."""
    return "once" if count == 1 else f"{count} times"


def lines_to_paste(lines: Iterable[str]) -> str:
    """Lines for a codebook, below a message."""
    return "".join(f"\n    {line}" for line in lines)


@dataclass(frozen=True)
class Unreadable:
    """Entries of alike variables that cannot be read.

    Attributes
    ----------
    entries
        ``entry``, ``row`` (the first), ``times`` and ``variable``.
    columns
        variable: its raw column.
    known
        Categories and raw values that would be understood; None where numbers are expected.
    decimal
        The decimal sign of numbers.
    labels
        Raw column: code: its label.
    """

    entries: pl.DataFrame
    columns: Mapping[str, str]
    known: list[str] | None
    decimal: str
    labels: Mapping[str, Mapping[str, str]]

    def told(self) -> Iterator[str]:
        """Each entry once, with its first row and how often it occurs, and what to write into the codebook."""
        if self._is_other_decimal():
            yield self._other_decimal()
            return
        if len(self.columns) == 1:
            yield from self._of_one()
        else:
            yield from self._of_several()

    def _is_other_decimal(self) -> bool:
        """Whether all entries would be numbers with the other decimal sign."""
        number = rf"^[+-]?[0-9]+[{'.' if self.decimal == ',' else ','}][0-9]+$"
        return self.known is None and bool(self.entries["entry"].str.contains(number).all())

    def _other_decimal(self) -> str:
        first, other = self.entries.sort(ROW).row(0, named=True), "." if self.decimal == "," else ","
        return (
            f"  column{'s' if len(self.columns) > 1 else ''} {listed(self.columns.values())}, row {first[ROW]}: "
            f"`{first['entry']}`, {times_of(self._total())} of this kind: numbers with {other!r} as decimal sign. "
            f'Set `csv.decimal`: `csv: {{decimal: "{other}"}}`'
        )

    def _total(self) -> int:
        return int(self.entries["times"].sum())

    def _of_one(self) -> Iterator[str]:
        name, column = next(iter(self.columns.items()))
        entries = self.entries.sort(ROW)
        mend = "list it under `numbers`, `values` or `missing`"
        if self.known is not None:
            mend = f"list it under `columns.{name}.values` or `missing`"
        for entry, row, times, _ in entries.head(SHOWN).iter_rows():
            yield f"  column `{column}` ({name}), row {row}: {self._said(column, entry, times)}; {mend}"
        if len(entries) > SHOWN:
            yield f"  … and {len(entries) - SHOWN} more entries of `{name}`"

    def _of_several(self) -> Iterator[str]:
        together = (
            self.entries.sort(ROW)
            .group_by("entry", maintain_order=True)
            .agg(
                pl.col(ROW).first(),
                pl.col("times").sum(),
                pl.col("variable").n_unique(),
                first=pl.col("variable").first(),
            )
        )
        names = [*self.columns]
        yield f"  columns {listed(self.columns.values())} ({names[0]} to {names[-1]}), {times_of(self._total())} in all:"
        shown = [*together.head(SHOWN).iter_rows(named=True)]
        for found in shown:
            column = self.columns[found["first"]]
            where = f"column `{column}`, row {found[ROW]}"
            others = f" and in {found['variable'] - 1} more" if found["variable"] > 1 else ""
            yield f"  {where}{others}: {self._said(column, found['entry'], found['times'])}"
        if len(together) > SHOWN:
            yield f"  … and {len(together) - SHOWN} more entries"
        if self.known is None:
            yield "  Paste, and give each its number, or move it to `missing`:" + lines_to_paste(
                ["numbers:", *(f'  {_yaml(found["entry"])}: "??"' for found in shown)]
            )
        else:
            yield "  List each under `values` of its columns, or under `missing`:" + lines_to_paste(
                ["values:", *(f'  {_yaml(found["entry"])}: "??"' for found in shown)]
            )

    def _said(self, column: str, entry: str, times: int) -> str:
        """An entry, and what is wrong with it."""
        shown = entry if len(entry) <= LENGTH else f"{entry[:LENGTH]}…"
        label = self.labels.get(column, {}).get(entry)
        named = f", which the file labels «{label}»" if label else ""
        hints: list[Any] = [damaged(entry), peculiarity(entry)]
        if self.known is None:
            is_other = entry.isascii() and entry.replace(",", ".").replace(".", "", 1).isdigit()
            hints.append("is `csv.decimal` right?" if is_other else "")
            what = "no number"
        else:
            near = nearest(label or entry, self.known)
            hints.insert(0, f"nearest: `{near}`" if near else "")
            what = "no category"
        told = "; ".join(filter(None, hints))
        return f"`{shown}`, {times_of(times)}{named}, is {what}{told and f' ({told})'}"


def _yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
