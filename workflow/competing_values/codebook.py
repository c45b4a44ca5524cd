"""Codebooks: how one raw file is written, and which of its columns is which variable."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from competing_values.strict import Strict

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Block = Literal["ocai", "ratings", "questions", "self_ratings", "breakdowns"]


class Simulate(Strict):
    """A simulated source instead of a file."""

    respondents: int = Field(ge=2, description="How many remain after cleaning.")
    seed: int = Field(ge=0, description="The same seed gives the same file.")
    blocks: list[Block] = Field(description="Blocks of the instrument that these respondents answer.")


class Csv(Strict):
    """How a delimited text file is written."""

    encoding: str = Field("utf-8", description="Character set, for example utf-8, cp1251, kz1048 or utf-16.")
    delimiter: str = Field(",", min_length=1, max_length=1, description="Character between two fields.")
    decimal: Literal[".", ","] = Field(".", description="Decimal sign of numbers.")


class Column(Strict):
    """One variable's column in the raw file."""

    column: str = Field(description="Header of the column.")
    values: dict[str, str] = Field({}, description="Raw value: canonical value. Unlisted values stay as they are.")
    missing: list[str] = Field([], description="Raw values that mean no answer, beside an empty cell.")


class Codebook(Strict):
    """One raw file of a wave."""

    file: str | None = Field(None, description="The raw file, relative to the study's folder.")
    simulate: Simulate | None = Field(None, description="Simulate the source instead of reading a file.")
    format: Literal["csv"] = Field("csv", description="Kind of file.")
    csv: Csv = Field(default_factory=Csv, description="How a delimited text file is written.")
    missing: list[str] = Field([], description="Raw values that mean no answer in any column, beside an empty cell.")
    numbers: dict[str, float] = Field({}, description="Words that stand for numbers in any column of numbers.")
    test_entries: dict[str, list[str]] = Field(
        {}, description="Raw column: values that mark a row as a test entry, whatever their letter case."
    )
    columns: dict[Name, str | Column] = Field(
        {}, description="Canonical name: raw column. A variable not listed is looked for under its canonical name."
    )

    @model_validator(mode="after")
    def _one_origin(self) -> "Codebook":
        if (self.file is None) == (self.simulate is None):
            raise ValueError("give either `file` or `simulate`")
        return self

    def column(self, variable: str) -> Column:
        """Where a variable stands in the raw file."""
        column = self.columns.get(variable, variable)
        return column if isinstance(column, Column) else Column(column=column)
