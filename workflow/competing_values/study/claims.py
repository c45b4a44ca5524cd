"""Claims of an article: what it says, and which published figure it is checked on."""

import math
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from competing_values.study.blocks.base import Label, Name
from competing_values.study.strict import Strict, Told, mapping_at, unknown
from competing_values.tables.declared import COLUMNS, NAMES, TABLES


class Statistic(Strict):
    """One figure, looked up in the published tables: a column, where other columns have the given values."""

    table: Literal[tuple(TABLES)] = Field(description="Table.")  # type: ignore[valid-type]
    column: str = Field(description="Column of the figure.")
    where: dict[str, str | list[str]] = Field(
        {}, description="Column: its value, or several; several rows are added up."
    )
    minus: "Statistic | None" = Field(None, description="A second figure, subtracted from the first.")

    @field_validator("column", "where")
    @classmethod
    def _known_columns(cls, named: Any, before: ValidationInfo) -> Any:
        if table := before.data.get("table"):
            columns, names = TABLES[table].columns, [named] if isinstance(named, str) else named
            if wrong := [unknown(f"column of `{table}`", name, columns) for name in names if name not in columns]:
                raise ValueError("; ".join(wrong))
        return named


class Claim(Strict):
    """A statement of the article that can be checked, or is named as one that cannot."""

    place: str = Field(description="Where the article says it.")
    says: Label = Field(description="What it says, in our words.")
    kind: Literal["value", "name", "at_least", "at_most", "none"] = Field(
        description="How published and computed are compared; `none`: the article gives nothing to check."
    )
    published: str = Field("", description="The figure, the name or the bound that the article gives or implies.")
    source: Name | None = Field(None, description="Source that it is checked on.")
    statistic: Statistic | None = Field(None, description="What is computed.")
    other_reading: Statistic | None = Field(None, description="What is computed if the sentence is read otherwise.")
    tolerance: float | None = Field(None, ge=0, description="Largest difference that counts as reproduced.")
    calibrated: bool = Field(False, description="The simulated wave was calibrated to it.")
    note: Label | None = Field(None, description="Which reading was chosen, and why.")

    @classmethod
    def faults(cls, values: dict[str, Any]) -> Iterator[Told]:
        """What a claim of its kind lacks or has too much."""
        kind, published = values.get("kind"), values.get("published") or ""
        if kind != "none":
            for key in ("published", "source", "statistic"):
                if not values.get(key):
                    yield (), f"a claim that is checked needs `{key}`; add it, or set `kind: none`"
        if kind in {"value", "at_least", "at_most"}:
            if published and not is_number(published):
                yield ("published",), f"`{published}` is no number; write it with a decimal point, or set `kind: name`"
            for key in ("statistic", "other_reading"):
                table, column = (str(mapping_at(values, key).get(name)) for name in ("table", "column"))
                if table in TABLES and column in TABLES[table].columns and COLUMNS[column][0] in NAMES:
                    yield (key, "column"), f"`{column}` holds names, not numbers; set `kind: name`, or name another"
        if kind == "value" and values.get("tolerance") is None:
            yield (), "a claim of the kind `value` needs `tolerance`, the largest difference that counts as reproduced"
        if kind != "value" and values.get("tolerance") is not None:
            yield ("tolerance",), "only a claim of the kind `value` has a tolerance; leave it out, or set `kind: value`"


def is_number(text: Any) -> bool:
    """Whether a text is a finite number."""
    try:
        return math.isfinite(float(text))
    except (TypeError, ValueError):
        return False


class Claims(Strict):
    """The checkable statements of one article."""

    article: str = Field(description="The article, as one cites it.")
    claims: dict[Name, Claim] = Field(min_length=1, description="The claims, in the order of the article.")
