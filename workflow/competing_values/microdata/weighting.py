"""Population margins, and the weights that bring respondents to them."""

from collections.abc import Mapping, Sequence

import pandas as pd
import polars as pl

from competing_values.aggregates.sums import WEIGHT
from competing_values.statistics.raking import rake
from competing_values.study import population


def margins(path: str, categories: Mapping[str, Sequence[str] | None]) -> dict[str, pd.Series]:
    """Margins of a population as `population.margins` reads them: counts of the categories, by variable."""
    return {
        variable: pd.Series(counts, name="count").rename_axis("category")
        for variable, counts in population.margins(path, categories).items()
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
