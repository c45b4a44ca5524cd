"""Sufficient statistics of every cell: plain sums, so that parts of a wave add up to the wave.

A cell is a group of a breakdown, or the whole source. Summands are rounded to 2⁻³² and summed as integers: the same
bytes in any order, in any number of parts and on any number of cores.
"""

from collections.abc import Iterator
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from competing_values.statistics.log_ratios import BALANCES, balances, closed_and_replaced
from competing_values.study.names import ALL, MISSING, OVERALL, TYPES, in_order, midpoint, part, parts, variables

UNIT = 2.0**-32
BATCH = 5_000
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
    scores = {category: float(score) for score, category in enumerate(in_order(question), start=1)}
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
            outcomes[name] = (outcome_score(question, name), (1 + len(in_order(question))) / 2)
    for name, rating in instrument["self_ratings"].items():
        found[name] = (pl.col(name), midpoint(rating["scale"]))
    if ratings := instrument["ratings"]:
        origin = midpoint(ratings["scale"])
        for sector, names in ratings["sectors"].items():
            found |= {name: (pl.col(name), origin) for name in (sector, *names)}
        for outcome, (score, middle) in outcomes.items():
            present = pl.all_horizontal(score.is_not_null(), *(pl.col(s).is_not_null() for s in ratings["sectors"]))
            found |= {complete(outcome, s): (pl.when(present).then(pl.col(s)), origin) for s in ratings["sectors"]}
            found[complete(outcome, outcome)] = (pl.when(present).then(score), middle)
    if ocai := instrument["ocai"]:
        found |= _ocai_measures(ocai, ocai_step)
    return found | outcomes


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
    whole = pl.DataFrame(
        schema=dict.fromkeys((*CELL, "i", "j"), pl.String) | {"n": pl.Int64} | dict.fromkeys(SUMS, pl.Int128)
    )
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
