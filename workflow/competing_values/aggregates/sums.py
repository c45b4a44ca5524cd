"""Sufficient statistics of every cell: plain sums, so that parts of a wave add up to the wave.

A cell is a group of a breakdown, or the whole source. Summands are rounded to 2⁻³² and summed as integers: the same
bytes in any order, in any number of parts and on any number of cores.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from competing_values.aggregates.measures import centred
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL, MISSING

UNIT = 2.0**-32
BATCH = 5_000
RESPONDENTS = "respondents"
WEIGHT = "weight"
CELL = ("weights", "group_by", "group")
SUMS = ("w", "wi", "wj", "wij", "w2", "w2i", "w2j", "w2ij")


def grouped(scores: pl.LazyFrame, group_by: str) -> pl.LazyFrame:
    """Scores with their group of a breakdown, or `all`; a group that was not answered is one of its own."""
    group = pl.lit(ALL) if group_by == ALL else pl.col(group_by).fill_null(MISSING)
    return scores.with_columns(pl.lit(group_by).alias("group_by"), group.alias("group"))


def moments(scores: pl.LazyFrame, instrument: Instrument, breakdowns: list[str], ocai_step: float) -> pl.DataFrame:
    """Sums, squares and products of the measures in every cell.

    Parameters
    ----------
    scores
        One row a respondent, as `score` writes them. With a column ``weight`` the weighted sums (``weights`` is
        ``population``) stand beside the unweighted ones (``none``).
    instrument
        The questionnaire.
    breakdowns
        Names of the breakdowns to report.
    ocai_step
        Step in which points are given.

    Returns
    -------
    DataFrame with ``weights, group_by, group, i, j, n`` and, about the origins of i and j, in units of 2⁻³² as
    128-bit integers: Σw, Σwyᵢ, Σwyⱼ, Σwyᵢyⱼ, and the same with w² (``w, wi, wj, wij, w2, w2i, w2j, w2ij``), over
    respondents who answered both.
    """
    whole = pl.DataFrame(
        schema=dict.fromkeys((*CELL, "i", "j"), pl.String) | {"n": pl.Int64} | dict.fromkeys(SUMS, pl.Int128)
    )
    known = instrument.measures(ocai_step)
    declared = instrument.pairs(known)
    if not declared:
        return whole
    columns = [centred(measure) for measure in known.values()]
    groups = [pl.col(name).fill_null(MISSING) for name in breakdowns]
    weight = [pl.col(WEIGHT)] if WEIGHT in scores.collect_schema() else []
    batches = scores.select(*columns, *groups, *weight).collect_batches(chunk_size=BATCH, engine="streaming")
    for batch in batches:
        whole = added_up([whole, *_sums(batch, list(known), declared, breakdowns)])
    return whole


def _sums(
    batch: pl.DataFrame, names: list[str], declared: list[tuple[str, str]], breakdowns: list[str]
) -> Iterator[pl.DataFrame]:
    """The sums of one batch of respondents, one frame for each kind of weights."""
    values = batch.select(names).to_numpy()
    position = {name: k for k, name in enumerate(names)}
    i, j = (np.array([position[pair[side]] for pair in declared]) for side in (0, 1))
    both = ~np.isnan(values[:, i]) & ~np.isnan(values[:, j])
    first, second = np.where(both, values[:, i], 0), np.where(both, values[:, j], 0)
    summands = {"": both.astype(float), "i": first, "j": second, "ij": first * second}
    cells, members = _members(batch, breakdowns)
    repeat, labels = len(declared), np.array([*cells], dtype=object)
    frame = pl.DataFrame(
        {
            "group_by": np.repeat(labels[:, 0], repeat).tolist(),
            "group": np.repeat(labels[:, 1], repeat).tolist(),
            "i": [a for a, _ in declared] * len(cells),
            "j": [b for _, b in declared] * len(cells),
            "n": (members @ summands[""]).astype(np.int64).ravel(),
        }
    )
    plain = {f"w{suffix}": _exact_sum(members, summand) for suffix, summand in summands.items()}
    squared = {f"w2{suffix}": plain[f"w{suffix}"] for suffix in summands}
    yield frame.with_columns(pl.lit("none").alias("weights"), **plain, **squared)
    if WEIGHT in batch.columns:
        weight = batch[WEIGHT].to_numpy()[:, None]
        weighted = {
            f"{factor}{suffix}": _exact_sum(members, summand * power)
            for factor, power in (("w", weight), ("w2", weight**2))
            for suffix, summand in summands.items()
        }
        yield frame.with_columns(pl.lit("population").alias("weights"), **weighted)


def _members(batch: pl.DataFrame, breakdowns: list[str]) -> tuple[list[tuple[str, str]], NDArray[np.float64]]:
    """The cells that respondents of a batch belong to, and a matrix cells × respondents of 0 and 1."""
    cells, rows = [(ALL, ALL)], [np.ones(len(batch), dtype=bool)]
    for group_by in breakdowns:
        for group in batch[group_by].unique().sort():
            cells.append((group_by, group))
            rows.append((batch[group_by] == group).to_numpy())
    return cells, np.array(rows, dtype=float)


def _exact_sum(members: NDArray[np.float64], summands: NDArray[np.float64]) -> pl.Series:
    """Sum over the members of each cell, in units of 2⁻³², as 128-bit integers.

    The upper and lower 32 bits of the rounded summands are summed apart: as whole numbers that stay below 2⁵³, which
    floating-point numbers hold exactly, in whatever order they are added.
    """
    units = np.rint(summands / UNIT)
    high = np.floor(units * UNIT)
    low = units - high / UNIT
    upper, lower = (pl.Series((members @ part).astype(np.int64).ravel()).cast(pl.Int128) for part in (high, low))
    return upper * pl.Series([2**32], dtype=pl.Int128) + lower


def counts(scores: pl.LazyFrame, instrument: Instrument, breakdowns: list[str]) -> pl.DataFrame:
    """How often each answer was given in every cell.

    Parameters
    ----------
    scores, instrument, breakdowns
        As for `moments`.

    Returns
    -------
    DataFrame with ``weights, group_by, group, variable, value`` (a category, or a number as text), ``n`` and, in
    units of 2⁻³², Σw and Σw² (``w, w2``). The variable ``respondents`` counts every row of the cell.
    """
    answered = instrument.variables()
    weights = {"none": pl.lit(1.0)}
    if WEIGHT in scores.collect_schema():
        weights["population"] = pl.col(WEIGHT)
    queries = []
    for group_by in (ALL, *breakdowns):
        answers = grouped(scores, group_by).select(
            "group_by",
            "group",
            pl.lit(ALL).alias(RESPONDENTS),
            *(pl.col(variable.name).cast(pl.String) for variable in answered),
            *(weight.alias(f"{kind}.weight") for kind, weight in weights.items()),
        )
        kinds = [f"{kind}.weight" for kind in weights]
        long = answers.unpivot(
            [RESPONDENTS, *(variable.name for variable in answered)], index=["group_by", "group", *kinds]
        ).drop_nulls("value")
        for kind in weights:
            weight = pl.col(f"{kind}.weight")
            queries.append(
                long.group_by("group_by", "group", "variable", "value").agg(
                    pl.lit(kind).alias("weights"),
                    pl.len().cast(pl.Int64).alias("n"),
                    *((power / UNIT).round().cast(pl.Int64).cast(pl.Int128).sum().alias(name)
                      for name, power in (("w", weight), ("w2", weight**2))),
                )
            )  # fmt: skip
    return added_up(pl.collect_all(queries, engine="streaming"))


def added_up(aggregates: list[pl.DataFrame]) -> pl.DataFrame:
    """Moments, or counts, of several parts as those of the whole: the sums are added."""
    labels = [name for name, kind in aggregates[0].schema.items() if kind == pl.String]
    sums = [name for name in aggregates[0].columns if name not in labels]
    return pl.concat([part.select(*labels, *sums) for part in aggregates]).group_by(labels).sum().sort(labels)


def asked(scores: pl.LazyFrame, instrument: Instrument) -> Instrument:
    """The questionnaire without the sectors that nobody in a source was asked: the others are complete without them.

    Of a whole source: parts of it are summed by what all of it was asked.
    """
    if not (ratings := instrument.ratings):
        return instrument
    answers = scores.select(pl.col(list(ratings.sectors)).count()).collect().row(0, named=True)
    kept = {name: sector for name, sector in ratings.sectors.items() if answers[name]}
    return instrument.model_copy(update={"ratings": ratings.model_copy(update={"sectors": kept}) if kept else None})
