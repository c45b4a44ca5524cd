"""Population margins, and the weights that bring respondents to them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from competing_values.aggregates.sums import WEIGHT
from competing_values.errors import UserError
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


class Weighted(NamedTuple):
    """Answers with the column ``weight``, and what raking did: ``n``, ``largest_weight`` and the figures of `Raked`."""

    answers: pl.LazyFrame
    raking: dict[str, float]


def with_weights(answers: pl.LazyFrame, population: dict[str, pd.Series], trim: float) -> Weighted:
    """Answers with weights that are raked to the margins.

    Parameters
    ----------
    answers
        One row a respondent.
    population
        As `margins` gives them.
    trim
        Largest weight, as a multiple of the mean weight.

    Raises
    ------
    UserError
        If a category of the population has no respondent with all margins, or respondents are in a category that
        the population lacks; all such categories in one message.
    """
    names = list(population)
    classes = answers.group_by(names).len("n").sort(names).collect()
    targets = {variable: counts[counts > 0] for variable, counts in population.items()}
    matched = classes.drop_nulls(names)
    if faults := [fault for name, target in targets.items() for fault in _faults(classes[name], matched[name], target)]:
        raise UserError("\n".join(faults))
    positions = [target.index.get_indexer(pd.Index(classes[name].to_list())) for name, target in targets.items()]
    shares = [target.to_numpy(dtype=float) for target in targets.values()]
    respondents = classes["n"].to_numpy()
    found = rake(respondents, np.column_stack(positions), shares, trim)
    weights = classes.select(names).with_columns(pl.Series(WEIGHT, found.weights))
    figures = {name: value for name, value in found._asdict().items() if name != "weights"}
    return Weighted(
        answers.join(weights.lazy(), on=names, how="left", nulls_equal=True, maintain_order="left"),
        {"n": int(respondents.sum()), "largest_weight": float(found.weights.max()), **figures},
    )


def _faults(answers: pl.Series, matched: pl.Series, target: pd.Series) -> list[str]:
    """What keeps a margin from being met, in words."""
    where = f"population margins, {answers.name}"
    return [
        f"{where}: the population has `{category}`, but no respondent with all margins is there; merge it with another "
        f"category, in the margins and in the codebook."
        for category in target.index.difference(pd.Index(matched.to_list()))
    ] + [
        f"{where}: respondents answered `{category}`, which the population lacks; add its count to the margins, or map "
        f"the answer to another category in the codebook."
        for category in pd.Index(answers.drop_nulls().to_list()).difference(target.index)
    ]
