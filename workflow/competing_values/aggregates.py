"""Sufficient statistics of every cell: plain sums, so that parts of a wave add up to the wave.

A cell is a group of a breakdown, or the whole source. Summands are rounded to 2⁻³² and summed as integers: the same
bytes in any order, in any number of parts and on any number of cores.
"""

from collections.abc import Iterator
from functools import reduce
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from competing_values.instrument import ALL, MISSING, OVERALL, TYPES, part, parts, variables
from competing_values.logratio import BALANCES, balances, closed_and_replaced

UNIT = 2.0**-32
BATCH = 10_000
RESPONDENTS = "respondents"
WEIGHT = "weight"
CELL = ("weights", "group_by", "group")
SUMS = ("w", "wi", "wj", "wij", "w2", "w2i", "w2j", "w2ij")

#: Zero replacement at these multiples of δ; 1 is the one reported, the others show how far results depend on it.
DELTAS = {"": 1.0, "_low": 0.5, "_high": 1.5}
ZERO_SHARE = 0.65

Measure = tuple[pl.Expr, float]


def outcome_score(question: dict[str, Any], name: str) -> pl.Expr:
    """An ordered question as a number: 1 for its first category to k for its last, null for those outside."""
    ordered = [category for category in question["categories"] if category not in question["outside"]]
    scores = {category: float(score) for score, category in enumerate(ordered, start=1)}
    return pl.col(name).replace_strict(scores, default=None, return_dtype=pl.Float64)


def gap(dimension: str, culture_type: str) -> str:
    """Name of the difference preferred − now."""
    return part("gap", dimension, culture_type)


def balance(perspective: str, dimension: str, name: str, delta: str = "") -> str:
    """Name of a log-ratio balance; `delta` is one of `DELTAS`."""
    return f"{part(perspective, dimension, name)}{delta}"


def complete(outcome: str, name: str) -> str:
    """Name of a sector score, or the outcome, over respondents who have them all."""
    return f"{outcome}__{name}"


def measures(instrument: dict[str, Any], ocai_step: float) -> dict[str, Measure]:
    """The numbers that are summed: each an expression over scores, and the origin about which it is summed.

    Parameters
    ----------
    instrument
        As `study.load` returns it.
    ocai_step
        Step in which points are given; a zero on a dimension is replaced by 0.65 of it.

    Returns
    -------
    name: (expression, origin). The origin is the midpoint of the scale, and 0 for differences and log-ratios.
    """
    found: dict[str, Measure] = {}
    outcomes: dict[str, Measure] = {}
    for name, question in instrument["questions"].items():
        if question["ordered"]:
            k = len(question["categories"]) - len(question["outside"])
            outcomes[name] = (outcome_score(question, name), (1 + k) / 2)
    for name, rating in instrument["self_ratings"].items():
        found[name] = (pl.col(name), _midpoint(rating["scale"]))
    if ratings := instrument["ratings"]:
        origin = _midpoint(ratings["scale"])
        for sector, names in ratings["sectors"].items():
            found |= {name: (pl.col(name), origin) for name in (sector, *names)}
        for outcome, (score, middle) in outcomes.items():
            present = pl.all_horizontal(score.is_not_null(), *(pl.col(s).is_not_null() for s in ratings["sectors"]))
            found |= {complete(outcome, s): (pl.when(present).then(pl.col(s)), origin) for s in ratings["sectors"]}
            found[complete(outcome, outcome)] = (pl.when(present).then(score), middle)
    if ocai := instrument["ocai"]:
        found |= _ocai_measures(ocai, ocai_step)
    return found | outcomes


def _midpoint(scale: dict[str, int]) -> float:
    return (scale["min"] + scale["max"]) / 2


def _ocai_measures(ocai: dict[str, Any], ocai_step: float) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    dimensions = [*ocai["dimensions"], OVERALL]
    paired = len(ocai["perspectives"]) == 2
    for dimension in dimensions:
        averaged = len(ocai["dimensions"]) if dimension == OVERALL else 1
        for perspective in ocai["perspectives"]:
            points = [pl.col(name) for name in parts(perspective, dimension)]
            found |= {name: (points[k], ocai["total"] / 2) for k, name in enumerate(parts(perspective, dimension))}
            for suffix, multiple in DELTAS.items() if dimension == OVERALL else [("", 1.0)]:
                delta = multiple * ZERO_SHARE * ocai_step / averaged
                coordinates = balances(closed_and_replaced(points, delta, ocai["total"]))
                for name, coordinate in zip(BALANCES, coordinates, strict=True):
                    found[balance(perspective, dimension, name, suffix)] = (coordinate, 0)
        if paired:
            for culture_type in TYPES:
                now, preferred = (pl.col(part(p, dimension, culture_type)) for p in ("now", "preferred"))
                found[gap(dimension, culture_type)] = (preferred - now, 0)
    if paired:
        for suffix in DELTAS:
            for name in BALANCES:
                now, preferred = (found[balance(p, OVERALL, name, suffix)][0] for p in ("now", "preferred"))
                found[balance("gap", OVERALL, name, suffix)] = (preferred - now, 0)
    return found


def pairs(instrument: dict[str, Any], known: dict[str, Measure]) -> list[tuple[str, str]]:
    """The pairs whose products are summed, each once: every measure with itself, and the declared ones.

    Statements within a sector; scores, balances and outcomes with each other; each part's now with its preferred;
    the balances of one δ; sectors and outcome over complete cases.
    """
    ocai, ratings = instrument["ocai"], instrument["ratings"]
    together: list[list[str]] = [[name] for name in known]
    scores = [name for name in (*instrument["questions"], *instrument["self_ratings"]) if name in known]
    if ratings:
        scores += ratings["sectors"]
        together += [list(names) for names in ratings["sectors"].values()]
        for outcome in instrument["questions"]:
            if outcome in known:
                together.append([complete(outcome, name) for name in (*ratings["sectors"], outcome)])
    if ocai:
        for perspective in ocai["perspectives"]:
            scores += parts(perspective, OVERALL)
            scores += [balance(perspective, OVERALL, name) for name in BALANCES]
        blocks = [block for block in ("now", "preferred", "gap") if balance(block, OVERALL, BALANCES[0]) in known]
        together += [[balance(block, OVERALL, name, d) for name in BALANCES] for block in blocks for d in DELTAS]
        if len(ocai["perspectives"]) == 2:
            dimensions = [*ocai["dimensions"], OVERALL]
            together += [[part(p, d, t) for p in ("now", "preferred")] for d in dimensions for t in TYPES]
    together.append(scores)
    return list(dict.fromkeys(pair for names in together for pair in combinations_with_replacement(names, 2)))


def grouped(scores: pl.LazyFrame, group_by: str) -> pl.LazyFrame:
    """Scores with their group of a breakdown, or `all`; a group that was not answered is one of its own."""
    group = pl.lit(ALL) if group_by == ALL else pl.col(group_by).fill_null(MISSING)
    return scores.with_columns(pl.lit(group_by).alias("group_by"), group.alias("group"))


def moments(scores: pl.LazyFrame, instrument: dict[str, Any], breakdowns: list[str], ocai_step: float) -> pl.DataFrame:
    """Sums, squares and products of the measures in every cell.

    Parameters
    ----------
    scores
        One row a respondent, as `score` writes them. With a column ``weight`` the weighted sums (``weights`` is
        ``population``) stand beside the unweighted ones (``none``).
    instrument, breakdowns, ocai_step
        As `study.load` returns them.

    Returns
    -------
    DataFrame with ``weights, group_by, group, i, j, n`` and, about the origins of i and j, in units of 2⁻³² as
    128-bit integers: Σw, Σwyᵢ, Σwyⱼ, Σwyᵢyⱼ, and the same with w² (``w, wi, wj, wij, w2, w2i, w2j, w2ij``), over
    respondents who answered both.
    """
    known = measures(instrument, ocai_step)
    declared = pairs(instrument, known)
    columns = [(expression - origin).cast(pl.Float64).alias(name) for name, (expression, origin) in known.items()]
    groups = [pl.col(name).fill_null(MISSING) for name in breakdowns]
    weight = [pl.col(WEIGHT)] if WEIGHT in scores.collect_schema() else []
    batches = scores.select(*columns, *groups, *weight).collect_batches(chunk_size=BATCH, engine="streaming")
    parts_of_wave = (list(_sums(batch, list(known), declared, breakdowns)) for batch in batches)
    return reduce(lambda whole, new: added_up([whole, *new]), parts_of_wave, _no_moments())


def _sums(
    batch: pl.DataFrame, names: list[str], declared: list[tuple[str, str]], breakdowns: list[str]
) -> Iterator[pl.DataFrame]:
    """The sums of one batch of respondents, one frame for each kind of weights and each group."""
    values = batch.select(names).to_numpy()
    position = {name: k for k, name in enumerate(names)}
    i, j = (np.array([position[pair[side]] for pair in declared]) for side in (0, 1))
    both = ~np.isnan(values[:, i]) & ~np.isnan(values[:, j])
    first, second = np.where(both, values[:, i], 0), np.where(both, values[:, j], 0)
    summands = (both.astype(float), first, second, first * second)
    weights = {"none": np.ones(len(batch))}
    if WEIGHT in batch.columns:
        weights["population"] = batch[WEIGHT].to_numpy()
    sorted_groups = [(ALL, [(ALL, np.arange(len(batch)))]), *((b, _members(batch[b])) for b in breakdowns)]
    for kind, weight in weights.items():
        factors = {"w": weight, "w2": weight**2}
        scaled = {
            f"{factor}{suffix}": np.rint(summand * column[:, None] / UNIT).astype(np.int64)
            for factor, column in factors.items()
            for suffix, summand in zip(("", "i", "j", "ij"), summands, strict=True)
        }
        for group_by, groups in sorted_groups:
            for group, rows in groups:
                yield pl.DataFrame(
                    {"weights": kind, "group_by": group_by, "group": group}
                    | {"i": [a for a, _ in declared], "j": [b for _, b in declared], "n": both[rows].sum(axis=0)}
                    | {name: _exact_sum(scaled[name][rows]) for name in SUMS}
                )


def _members(groups: pl.Series) -> list[tuple[str, NDArray[np.intp]]]:
    labels = groups.to_numpy()
    return [(label, np.flatnonzero(labels == label)) for label in groups.unique().sort()]


def _exact_sum(summands: NDArray[np.int64]) -> pl.Series:
    """Sum over rows as 128-bit integers: upper and lower 32 bits apart, so that neither overflows."""
    high = pl.Series((summands >> 32).sum(axis=0)).cast(pl.Int128)
    low = pl.Series((summands & 0xFFFFFFFF).sum(axis=0)).cast(pl.Int128)
    return high * pl.Series([2**32], dtype=pl.Int128) + low


def counts(scores: pl.LazyFrame, instrument: dict[str, Any], breakdowns: list[str]) -> pl.DataFrame:
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
    answered = variables(instrument)
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


def _no_moments() -> pl.DataFrame:
    labels = dict.fromkeys((*CELL, "i", "j"), pl.String)
    return pl.DataFrame(schema=labels | {"n": pl.Int64} | dict.fromkeys(SUMS, pl.Int128))
