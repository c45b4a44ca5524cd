"""Codebooks: how one raw file is written, and which of its columns is which variable."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from competing_values.study.blocks.base import Name
from competing_values.study.blocks.breakdowns import LANGUAGE
from competing_values.study.formats import FORMATS, PROFILES, SUFFIXES, TABBED, FormatName, Profile, ProfileName
from competing_values.study.instrument import Instrument
from competing_values.study.strict import Strict, Told

RowNumber = Annotated[int, Field(ge=1)]


class Simulate(Strict):
    """A simulated source instead of a file."""

    respondents: int = Field(ge=2, description="How many remain after cleaning.")
    seed: int = Field(ge=0, description="The same seed gives the same file.")
    blocks: list[Literal[tuple(Instrument.model_fields)]] = Field(  # type: ignore[valid-type]
        description="Blocks of the instrument that these respondents answer."
    )


class Csv(Strict):
    """How a delimited text file is written."""

    encoding: str | None = Field(
        None, description="Character set, such as cp1251, kz1048 or utf-16; none: the byte order mark's, else UTF-8."
    )
    delimiter: str | None = Field(
        None, min_length=1, max_length=1, description="Character between two fields; none: the profile's, else a comma."
    )
    decimal: Literal[".", ","] = Field(".", description="Decimal sign of numbers.")

    @field_validator("delimiter")
    @classmethod
    def _divides(cls, delimiter: str | None) -> str | None:
        if delimiter is not None and (delimiter.isalnum() or delimiter in "\"'.-\r\n"):
            raise ValueError(
                f'{delimiter!r} cannot stand between fields; usual are a comma, `;`, `|` and "\\t" (a tab)'
            )
        return delimiter


class Column(Strict):
    """One variable's column in the raw file."""

    column: str | Annotated[list[str], Field(min_length=1)] = Field(
        description="Header of the column; of several, the one that has an entry counts, and no two may differ."
    )
    values: dict[str, str] = Field({}, description="Raw value: canonical value. Unlisted values stay as they are.")
    missing: list[str] = Field([], description="Raw values that mean no answer, beside an empty cell.")
    bins: dict[str, float] = Field(
        {}, description="Numbers into groups: the group, and the lowest number of it, in ascending order."
    )

    separator: str | None = Field(
        None, min_length=1, description="Divides the codes in a cell, of a question of which several may be ticked."
    )

    @field_validator("bins")
    @classmethod
    def _ascending(cls, bins: dict[str, float]) -> dict[str, float]:
        if [*bins.values()] != sorted(set(bins.values())):
            raise ValueError("groups must stand from the lowest number to the highest; put them in that order")
        return bins

    @property
    def names(self) -> list[str]:
        """Headers of the column, or of the several that hold one variable."""
        return [self.column] if isinstance(self.column, str) else list(self.column)


class Span(Strict):
    """Start and end of an interview, as times."""

    start: str = Field(description="Column of the start.")
    end: str = Field(description="Column of the end.")


class Design(Strict):
    """How respondents were drawn. Each key names a column of the raw file, or a variable of the study."""

    weight: str | None = Field(None, description="Weight of a respondent: how many people stand behind an answer.")
    strata: str | None = Field(None, description="Parts of the population in each of which a sample was drawn.")
    cluster: str | None = Field(
        None, description="What was drawn first and then asked whole or in part: agencies, say."
    )
    sizes: float | dict[str, float] | None = Field(
        None,
        description="How many clusters, or people where no cluster is named, there are in each stratum, by its name in the "
        "file; one number where there are no strata. Errors are then corrected for the part that was drawn.",
    )

    def contradictions(self) -> Iterator[Told]:
        """Sizes that do not fit the strata, and a design that says nothing."""
        if not (self.weight or self.strata or self.cluster or self.sizes):
            yield (), "`design` names nothing; name `weight`, `strata` or `cluster`, or leave it out"
        if self.strata and isinstance(self.sizes, float):
            yield ("sizes",), "there are strata: give the size of each, `sizes: {north: 12, south: 30}`"
        if not self.strata and isinstance(self.sizes, dict):
            yield ("sizes",), "there are no strata: give one number, or name the column of `strata`"
        sizes = self.sizes if isinstance(self.sizes, dict) else {None: self.sizes}
        for name, size in sizes.items():
            if size is not None and size < 1:
                yield (
                    ("sizes", *([name] if name else [])),
                    f"{size:g} is no size of a population; write how many there are",
                )


class Codebook(Strict):
    """One raw file of a wave."""

    model_config = ConfigDict(validate_default=True)

    file: str | None = Field(None, description="The raw file, relative to the study's folder.")
    simulate: Simulate | None = Field(None, description="Simulate the source instead of reading a file.")
    format: FormatName | None = Field(None, description="Kind of file; none: as its suffix says.")
    profile: ProfileName | None = Field(None, description="Survey tool that exported the file.")
    csv: Csv = Field(default_factory=Csv, description="How a delimited text file is written.")
    sheet: str | None = Field(None, description="Sheet of a workbook; none: its only visible one.")
    header_row: RowNumber | Annotated[list[RowNumber], Field(min_length=2)] | None = Field(
        None, description="Row with the names of the columns, or several that are joined; none: the profile's, or 1."
    )
    first_row: int | None = Field(None, ge=2, description="First row with answers; none: the profile's, or the next.")
    missing: list[str] = Field([], description="Raw values that mean no answer in any column, beside an empty cell.")
    numbers: dict[str, float] = Field({}, description="Words that stand for numbers in any column of numbers.")
    test_entries: dict[str, list[str]] = Field(
        {}, description="Raw column: values that mark a row as a test entry, whatever their letter case."
    )
    unfinished: dict[str, list[str]] = Field(
        {}, description='Raw column: values that mark an interview as not finished; "" is an empty cell.'
    )
    only: dict[str, list[str]] = Field(
        {}, description="Raw column: values of the rows to read, such as those of one wave; others are left out."
    )
    totals: list[str] = Field(
        ["total", "grand total", "итого", "всего", "барлығы", "жиыны", "жиынтығы"],
        description="Words that mark a row of totals, in the first column, the id or a breakdown.",
    )
    duration: str | Span | None = Field(
        None, description="Column with the seconds that an interview took, or its start and end."
    )
    design: Design | None = Field(None, description="How respondents were drawn; none: each by himself, all alike.")
    columns: dict[Name, str | Column] = Field(
        {}, description="Canonical name: raw column. A variable not listed is looked for under its canonical name."
    )

    @field_validator("simulate")
    @classmethod
    def _one_origin(cls, simulate: Simulate | None, before: ValidationInfo) -> Simulate | None:
        if "file" in before.data and (before.data["file"] is None) == (simulate is None):
            raise ValueError("give either `file` or `simulate`")
        return simulate

    @field_validator("format")
    @classmethod
    def _told_format(cls, format_: FormatName | None, before: ValidationInfo) -> FormatName | None:
        file = before.data.get("file")
        if file is not None and format_ is None and Path(file).suffix.lower() not in SUFFIXES:
            raise ValueError(f"the suffix of `{file}` tells no format; add `format`, for example `format: csv`")
        return format_

    @field_validator("header_row")
    @classmethod
    def _in_order(cls, header_row: int | list[int] | None) -> int | list[int] | None:
        if isinstance(header_row, list) and header_row != [*range(header_row[0], header_row[0] + len(header_row))]:
            raise ValueError("rows that are joined follow each other, such as [1, 2]")
        return header_row

    @field_validator("first_row")
    @classmethod
    def _below_header(cls, first_row: int | None, before: ValidationInfo) -> int | None:
        named = before.data.get("header_row") or 1
        last = named if isinstance(named, int) else named[-1]
        if first_row is not None and first_row <= last:
            raise ValueError(f"`first_row` ({first_row}) must be below `header_row` ({last}); correct one of them")
        return first_row

    @property
    def tells_language(self) -> bool:
        """Whether the file says in which language a respondent answered."""
        return LANGUAGE in self.columns or (self.profile is not None and PROFILES[self.profile].language is not None)

    def column(self, variable: str) -> Column:
        """Where a variable stands in the raw file."""
        column = self.columns.get(variable, variable)
        return column if isinstance(column, Column) else Column(column=column)

    def mapped(self, instrument: Instrument) -> list[dict[str, Any]]:
        """Texts of the raw file that are read as numbers: ``text, number, variables`` (none: any that holds numbers)."""
        numbers = [variable.name for variable in instrument.variables() if variable.is_number]
        found: dict[tuple[str, float], list[str]] = {(text, number): [] for text, number in self.numbers.items()}
        for name in numbers:
            for text, number in self.column(name).values.items():
                if text != number:
                    found.setdefault((text, float(number)), []).append(name)
        return [{"text": text, "number": number, "variables": names} for (text, number), names in found.items()]

    def completed(self, variables: list[str], file: str) -> dict[str, Any]:
        """The codebook with all that its profile and its suffix leave unsaid.

        Parameters
        ----------
        variables
            Canonical names of the instrument.
        file
            Where the raw file is, also when it is simulated.

        Returns
        -------
        dict
            The keys of the codebook; ``columns`` has every variable with the list of its raw columns, ``required`` is
            what the codebook itself says to be there (canonical name or key: raw column), ``header_row`` lists the rows
            of headings, and ``duration`` has one list of possible columns, or two (start and end); with
            ``path_separator``, ``text_separator``, ``header_mark``, ``blank_headings`` and ``single`` of the profile.
        """
        profile = PROFILES[self.profile] if self.profile else Profile()
        format_ = self.format or SUFFIXES[Path(file).suffix.lower()]
        has_rows = FORMATS[format_].has_header_rows
        headings = self._headings(profile) if has_rows else [1]
        first_row = self.first_row or headings[-1] + profile.first_row - profile.header_rows
        suffix = Path(file).suffix.lower()
        columns = {name: self.column(name) for name in ["respondent_id", *variables]}
        if profile.respondent_id and "respondent_id" not in self.columns:
            columns["respondent_id"] = Column(column=list(profile.respondent_id))
        if profile.language and LANGUAGE in variables and LANGUAGE not in self.columns:
            columns[LANGUAGE] = Column(column=profile.language)
        return self.model_dump() | {
            "file": file,
            "format": format_,
            "csv": {
                "encoding": self.csv.encoding,
                "delimiter": self.csv.delimiter or ("\t" if suffix in TABBED else profile.delimiter),
                "decimal": self.csv.decimal,
            },
            "header_row": headings,
            "blank_headings": sorted(profile.blank_headings),
            "first_row": first_row if has_rows else 2,
            "header_mark": profile.header_mark if has_rows and self.first_row is None else None,
            "missing": [*self.missing, *profile.missing],
            "test_entries": profile.test_entries | self.test_entries,
            "unfinished": profile.unfinished | self.unfinished,
            "single": [column for column in profile.single if column not in self.only],
            "duration": self._moments(profile),
            "design": self.design and self.design.model_dump(),
            "columns": {name: column.model_dump() | {"column": column.names} for name, column in columns.items()},
            "required": [*self._required(), *self._drawn(variables)],
            "path_separator": profile.path_separator,
            "text_separator": profile.text_separator,
        }

    def _headings(self, profile: Profile) -> list[int]:
        """Rows of headings that are joined, from the highest to the lowest."""
        if self.header_row is None:
            return [*range(1, 1 + profile.header_rows)]
        return [self.header_row] if isinstance(self.header_row, int) else self.header_row

    def _moments(self, profile: Profile) -> list[list[str]]:
        """The column with the duration, or those of start and end, each under its possible names."""
        match self.duration:
            case str():
                return [[self.duration]]
            case Span():
                return [[self.duration.start], [self.duration.end]]
        return [list(names) for names in profile.duration]

    def _required(self) -> list[tuple[str, str]]:
        listed = [(name, column) for name in self.columns for column in self.column(name).names]
        rows = {"test_entries": self.test_entries, "unfinished": self.unfinished, "only": self.only}
        marks = [(key, column) for key, columns in rows.items() for column in columns]
        match self.duration:
            case str():
                return [*listed, *marks, ("duration", self.duration)]
            case Span():
                return [*listed, *marks, ("duration.start", self.duration.start), ("duration.end", self.duration.end)]
        return [*listed, *marks]

    def _drawn(self, variables: list[str]) -> list[tuple[str, str]]:
        """Raw columns that `design` names."""
        named = self.design.model_dump(include={"weight", "strata", "cluster"}) if self.design else {}
        return [(f"design.{key}", column) for key, column in named.items() if column and column not in variables]
