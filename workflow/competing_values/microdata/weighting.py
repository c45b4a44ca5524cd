"""Weights of respondents: those of the sampling design, and those that bring respondents to population margins."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from competing_values.aggregates.sums import DRAWN, WEIGHTS
from competing_values.errors import UserError
from competing_values.microdata.ingest import CLUSTER, STRATUM, WEIGHT
from competing_values.microdata.reading.raw import ROW
from competing_values.statistics.raking import rake
from competing_values.study import population
from competing_values.study.names import DESIGN, MISSING, POPULATION


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
    """Answers with a column of weights, and what raking did: ``n``, ``largest_weight`` and the figures of `Raked`."""

    answers: pl.LazyFrame
    raking: dict[str, float]


def with_design(answers: pl.LazyFrame, design: Mapping[str, Any] | None, place: str) -> pl.LazyFrame:
    """Answers with the weight that the sampling design gives a respondent, of mean 1, and where it drew him.

    Who has no weight, or one of 0, is in no weighted figure. Who has no stratum is of a stratum of such respondents;
    who has no cluster is one of himself. The same name of a cluster in two strata is two clusters.

    Parameters
    ----------
    answers
        One row a respondent, as `clean` writes them.
    design
        As the codebook has it: ``weight``, ``strata``, ``cluster``, ``sizes``. None: there is none.
    place
        What to call the source.

    Raises
    ------
    UserError
        If nobody has a weight; if ``sizes`` lack a stratum, or are smaller than what was drawn; all at once.
    """
    drawn = [name for name in (WEIGHT, STRATUM, CLUSTER) if name in answers.collect_schema()]
    if not design:
        return answers
    found = answers
    if design["weight"]:
        weight = pl.when(pl.col(WEIGHT) > 0).then(pl.col(WEIGHT))
        mean = answers.select(weight.mean()).collect().item()
        if mean is None:
            raise UserError(f"{place}: no respondent has a weight above 0; look at `design.weight` of the codebook.")
        found = found.with_columns((weight / mean).alias(WEIGHTS[DESIGN]))
    else:
        found = found.with_columns(pl.lit(1.0).alias(WEIGHTS[DESIGN]))
    if any(design[key] for key in ("strata", "cluster", "sizes")):
        stratum, size, cluster = DRAWN
        alone = pl.format("row {}", ROW)
        found = found.with_columns(
            (pl.col(STRATUM).fill_null(MISSING) if design["strata"] else pl.lit("")).alias(stratum),
            (pl.col(CLUSTER).fill_null(alone) if design["cluster"] else pl.lit("")).alias(cluster),
        )
        sizes = design["sizes"]
        sizes = sizes if isinstance(sizes, dict) else {"": sizes} if sizes else {}
        counted = found.filter(pl.col(WEIGHTS[DESIGN]).is_not_null()).group_by(stratum)
        units = counted.agg(pl.col(cluster).n_unique() if design["cluster"] else pl.len()).sort(stratum).collect()
        if single := [str(name) for name, n in units.iter_rows() if n == 1 and design["strata"]]:
            sys.stderr.write(f"{place}: strata of one cluster, centred at the mean: {', '.join(single)}\n")
        if sizes and (faults := [*_size_faults(dict(units.iter_rows()), sizes, place)]):
            raise UserError("\n".join(faults))
        known = {name: f"{number:g}" for name, number in sizes.items()}
        found = found.with_columns(
            pl.col(stratum).replace_strict(known, default="", return_dtype=pl.String).alias(size)
        )
    return found.drop(drawn)


def _size_faults(units: Mapping[str, int], sizes: Mapping[str, float], place: str) -> Iterator[str]:
    """What is wrong between the sizes of strata and what was drawn in each, in words."""
    for stratum, n in units.items():
        named = f"stratum `{stratum}`" if stratum else "sample"
        if stratum not in sizes:
            yield f"{place}: `design.sizes` has no size of the {named}; add it, or leave `sizes` out."
        elif sizes[stratum] < n:
            yield (
                f"{place}: of the {named} {n} were drawn, and `design.sizes` says that there are {sizes[stratum]:g}; correct "
                "it (clusters are counted where `cluster` is named, else people)."
            )


def with_weights(answers: pl.LazyFrame, population: dict[str, pd.Series], trim: float) -> Weighted:
    """Answers with a column of weights that are raked to the margins, starting from those of the sampling design.

    Parameters
    ----------
    answers
        One row a respondent, after `with_design`.
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
    base = WEIGHTS[DESIGN]
    start = pl.col(base) if base in answers.collect_schema() else pl.lit(1.0)
    based = answers.with_columns(start.alias(base))
    classes = based.filter(pl.col(base).is_not_null()).group_by(*names, base).len("n").sort(*names, base).collect()
    targets = {variable: counts[counts > 0] for variable, counts in population.items()}
    matched = classes.drop_nulls(names)
    if faults := [fault for name, target in targets.items() for fault in _faults(classes[name], matched[name], target)]:
        raise UserError("\n".join(faults))
    positions = [target.index.get_indexer(pd.Index(classes[name].to_list())) for name, target in targets.items()]
    shares = [target.to_numpy(dtype=float) for target in targets.values()]
    respondents = classes["n"].to_numpy()
    raked = rake(respondents, np.column_stack(positions), shares, trim, classes[base].to_numpy())
    weighted = classes.select(*names, base).with_columns(pl.Series(WEIGHTS[POPULATION], raked.weights))
    found = based.join(weighted.lazy(), on=[*names, base], how="left", nulls_equal=True, maintain_order="left")
    figures = {name: value for name, value in raked._asdict().items() if name != "weights"}
    return Weighted(
        found.select(*answers.collect_schema(), WEIGHTS[POPULATION]),
        {"n": int(respondents.sum()), "largest_weight": float(raked.weights.max()), **figures},
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
