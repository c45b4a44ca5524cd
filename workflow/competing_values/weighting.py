"""Population margins, and the weights that bring respondents to them."""

import pandas as pd
import polars as pl

from competing_values.aggregates import WEIGHT
from competing_values.errors import UserError
from competing_values.raking import rake
from competing_values.strict import unknown

COLUMNS = ("variable", "category", "count")


def margins(path: str, categories: dict[str, list[str] | None]) -> dict[str, pd.Series]:
    """Margins of a population.

    Parameters
    ----------
    path
        CSV with the columns ``variable, category, count``; others, such as the source of a figure, may follow.
    categories
        Breakdowns of the instrument, and their categories.

    Returns
    -------
    variable: count of each category.

    Raises
    ------
    UserError
        When a column is missing, a variable or category is unknown, or a count is no positive number: all at once.
    """
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    if absent := [column for column in COLUMNS if column not in frame]:
        raise UserError(f"{path}, row 1: no column `{'`, `'.join(absent)}`; expected {', '.join(COLUMNS)}.")
    counts = pd.to_numeric(frame["count"], errors="coerce")
    faults = []
    for row, (variable, category, count) in enumerate(
        zip(frame["variable"], frame["category"], counts, strict=True), 2
    ):
        known = categories.get(variable, [])
        if variable not in categories:
            faults.append(f"{path}, row {row}: {unknown('breakdown', variable, categories)}")
        elif known and category not in known:
            faults.append(f"{path}, row {row}: {unknown(f'category of `{variable}`', category, known)}")
        if not count > 0:
            faults.append(f"{path}, row {row}: the count `{frame['count'][row - 2]}` is no positive number; correct it")
    for _, twice in frame[frame.duplicated(["variable", "category"])].iterrows():
        faults.append(f"{path}: `{twice['variable']}`, `{twice['category']}` stands there twice; keep one")
    if faults:
        raise UserError("\n".join(faults))
    return {
        str(variable): rows.set_index("category")["count"].astype(float)
        for variable, rows in frame.assign(count=counts).groupby("variable", sort=False)
    }


def population_size(population: dict[str, pd.Series]) -> float:
    """Size of a population: the largest total of its margins, which may leave some people out."""
    return max(float(counts.sum()) for counts in population.values())


def with_weights(answers: pl.LazyFrame, population: dict[str, pd.Series], trim: float) -> pl.LazyFrame:
    """Answers with the column ``weight``: raked to the margins, of mean 1.

    Parameters
    ----------
    answers
        One row a respondent.
    population
        As `margins` gives them.
    trim
        Largest weight, as a multiple of the mean weight.
    """
    names = list(population)
    cells = answers.group_by(names).len("n").sort(names).collect()
    weights = rake(pd.DataFrame(cells.to_dict(as_series=False)), population, trim).weight
    weighted = cells.select(names).with_columns(pl.Series(WEIGHT, weights.to_numpy()))
    return answers.join(weighted.lazy(), on=names, how="left", nulls_equal=True, maintain_order="left")
