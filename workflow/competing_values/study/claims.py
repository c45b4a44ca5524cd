"""Claims of an article: what it says, and which published figure, or which part of the questionnaire, answers to it."""

import math
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from competing_values.study.blocks.base import Label, Name
from competing_values.study.strict import Strict, Told, mapping_at, unknown
from competing_values.tables.declared import COLUMNS, NAMES, TABLES

#: Keys of a claim that hold a figure of the published tables.
FIGURES = ("statistic", "other_reading", "third_reading")
#: Stands for every entry in a path into the questionnaire.
EVERY = "*"


class Statistic(Strict):
    """One figure, looked up in the published tables: a column, where other columns have the given values."""

    table: Literal[tuple(TABLES)] = Field(description="Table.")  # type: ignore[valid-type]
    column: str = Field(description="Column of the figure.")
    where: dict[str, str | list[str]] = Field(
        {}, description="Column: its value, or several; several rows are added up."
    )
    highest: str | None = Field(None, description="Of several rows, the one with the highest value in this column.")
    minus: "Statistic | None" = Field(None, description="A second figure, subtracted from the first.")

    @field_validator("column", "where", "highest")
    @classmethod
    def _known_columns(cls, named: Any, before: ValidationInfo) -> Any:
        if named is not None and (table := before.data.get("table")):
            columns, names = TABLES[table].columns, [named] if isinstance(named, str) else named
            if wrong := [unknown(f"column of `{table}`", name, columns) for name in names if name not in columns]:
                raise ValueError("; ".join(wrong))
        return named


class Reading(Statistic):
    """The figure that answers to a claim if its sentence is read otherwise."""

    says: Label = Field(description="How it is read.")


class Claim(Strict):
    """A statement of the article that can be checked, or is named as one that cannot."""

    place: Label = Field(description="Where the article says it: one text, or one per language.")
    says: Label = Field(description="What it says, in our words, which add no reading to it.")
    kind: Literal["value", "name", "at_least", "at_most", "above", "below", "none"] = Field(
        description="How published and computed are compared; `none`: the article gives nothing to check."
    )
    published: str = Field("", description="The figure, the name or the bound that is compared with.")
    criterion: Label | None = Field(
        None, description="What counts as agreement where the article does not say: this is the project's, not its."
    )
    source: Name | None = Field(None, description="Source that it is checked on.")
    statistic: Statistic | None = Field(None, description="What is computed.")
    other_reading: Reading | None = Field(None, description="What is computed if the sentence is read otherwise.")
    third_reading: Reading | None = Field(None, description="The same, read in a third way.")
    asked: str | None = Field(
        None,
        description="Path into the questionnaire, in the place of a statistic: a number, or entries that are counted; "
        "`*` stands for every entry, whose numbers are added up.",
    )
    tolerance: float | None = Field(None, ge=0, description="Largest difference that counts as reproduced.")
    until: Label | None = Field(None, description="Of the kind `none`: what would make it testable.")

    @classmethod
    def faults(cls, values: dict[str, Any]) -> Iterator[Told]:
        """What a claim of its kind lacks or has too much."""
        kind, published, asked = values.get("kind"), values.get("published") or "", values.get("asked")
        if kind == "none" and not values.get("until"):
            yield (), "a claim that nothing can check needs `until`, which says what would make it testable"
        if kind != "none":
            if values.get("until"):
                yield ("until",), "only a claim of the kind `none` has `until`; leave it out, or set `kind: none`"
            for key in ("published",) if asked else ("published", "source", "statistic"):
                if not values.get(key):
                    yield (), f"a claim that is checked needs `{key}`; add it, or set `kind: none`"
            if asked and values.get("statistic"):
                yield (
                    ("asked",),
                    "a claim is checked on the questionnaire or on a table; leave out `asked` or `statistic`",
                )
        if kind not in {"name", "none"}:
            if published and not is_number(published):
                yield ("published",), f"`{published}` is no number; write it with a decimal point, or set `kind: name`"
            table, column = (str(mapping_at(values, "statistic").get(name)) for name in ("table", "column"))
            if table in TABLES and column in TABLES[table].columns and COLUMNS[column][0] in NAMES:
                yield ("statistic", "column"), f"`{column}` holds names, not numbers; set `kind: name`, or name another"
        if kind == "value" and not asked and values.get("tolerance") is None:
            yield (), "a claim of the kind `value` needs `tolerance`, the largest difference that counts as reproduced"
        if kind != "value" and values.get("tolerance") is not None:
            yield ("tolerance",), "only a claim of the kind `value` has a tolerance; leave it out, or set `kind: value`"


def is_number(text: Any) -> bool:
    """Whether a text is a finite number."""
    try:
        return math.isfinite(float(text))
    except (TypeError, ValueError):
        return False


def counted(questionnaire: Any, path: str) -> float:
    """What a path into a questionnaire leads to: a number as it is, entries by their number.

    Parameters
    ----------
    questionnaire
        As plain values (`Instrument.dumped`).
    path
        Keys, with points between them; `*` stands for every entry, and their numbers are added up.

    Raises
    ------
    ValueError
        Where nothing stands at the path, in words that name the nearest key.
    """
    key, _point, rest = path.partition(".")
    if not path:
        if isinstance(questionnaire, dict | list):
            return len(questionnaire)
        if is_number(questionnaire):
            return float(questionnaire)
        raise ValueError("holds neither entries nor a number; name a key above it, or another")
    entries = questionnaire if isinstance(questionnaire, dict) else {}
    if key == EVERY:
        return sum(counted(entry, rest) for entry in entries.values())
    if key not in entries:
        raise ValueError(unknown("part of the questionnaire", key, entries))
    return counted(entries[key], rest)


class Claims(Strict):
    """The checkable statements of one article."""

    article: str = Field(description="The article, as one cites it.")
    claims: dict[Name, Claim] = Field(min_length=1, description="The claims, in the order of the article.")
