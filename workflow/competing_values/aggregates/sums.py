"""Sufficient statistics of every cell: plain sums, so that parts of a wave add up to the wave.

A cell is a group of a breakdown, or the whole source. Summands are rounded to 2⁻³² and summed as integers: the same
bytes in any order, in any number of parts and on any number of cores.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from competing_values.aggregates.measures import centred
from competing_values.study.instrument import Instrument
from competing_values.study.measures import Measure
from competing_values.study.names import ALL, DESIGN, MISSING, NONE, POPULATION

UNIT = 2.0**-32
BATCH = 1_000
RESPONDENTS = "respondents"
#: Column of a file that holds several sources.
SOURCE = "source"
#: Versions of weights, and the column of a respondent's weight: one without weight is in none but the unweighted.
WEIGHTS = {DESIGN: "weight.design", POPULATION: "weight.population"}
CELL = ("weights", "group_by", "group")
#: Where a design's sample was drawn from: stratum, its size in the population, cluster; empty where not declared.
DRAWN = ("drawn.stratum", "drawn.size", "drawn.cluster")
SUMS = ("w", "wi", "wj", "wij", "w2", "w2i", "w2j", "w2ij")

Schema = dict[str, type[pl.DataType]]
#: Texts and sums of counts, and of moments, of which those by cluster have `DRAWN` too.
_COUNTS: Schema = {
    **dict.fromkeys((*CELL, "variable", "value"), pl.String), "n": pl.Int64, "w": pl.Int128, "w2": pl.Int128
}  # fmt: skip
_MOMENTS: Schema = {
    **dict.fromkeys((*CELL, "i", "j"), pl.String), "n": pl.Int64, **dict.fromkeys(SUMS, pl.Int128)
}  # fmt: skip
_DRAWN: Schema = dict.fromkeys(DRAWN, pl.String)

Floats = NDArray[np.float64]
Pairs = Sequence[tuple[str, str]]


class Aggregates(NamedTuple):
    """The sums of a source: `counts` and `moments`, and those by stratum and cluster where it declares them."""

    counts: pl.DataFrame
    moments: pl.DataFrame
    counts_of_clusters: pl.DataFrame = pl.DataFrame(schema=_DRAWN | _COUNTS)
    moments_of_clusters: pl.DataFrame = pl.DataFrame(schema=_DRAWN | _MOMENTS)

    @classmethod
    def of_frames(cls, counts: pl.DataFrame, moments: pl.DataFrame) -> Self:
        """Sums as `frames` gives them: those by stratum and cluster have a stratum."""
        plain, drawn = [], []
        for frame in (counts, moments):
            if DRAWN[0] in frame.columns:
                plain.append(frame.filter(pl.col(DRAWN[0]).is_null()).drop(DRAWN))
                drawn.append(frame.filter(pl.col(DRAWN[0]).is_not_null()))
            else:
                plain.append(frame)
        return cls(*plain, *drawn)

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Counts and moments, each with its sums by stratum and cluster below, for a file."""
        if self.counts_of_clusters.is_empty():
            return self.counts, self.moments
        counts, moments = (
            pl.concat([plain, drawn], how="diagonal")
            for plain, drawn in ((self.counts, self.counts_of_clusters), (self.moments, self.moments_of_clusters))
        )
        return counts, moments


def aggregated(scores: pl.LazyFrame, instrument: Instrument, breakdowns: list[str], ocai_step: float) -> Aggregates:
    """All sums of a source."""
    return Aggregates(
        counts(scores, instrument, breakdowns),
        moments(scores, instrument, breakdowns, ocai_step),
        counts_of_clusters(scores, instrument, breakdowns),
        moments_of_clusters(scores, instrument, breakdowns, ocai_step),
    )


def grouped(scores: pl.LazyFrame, group_by: str) -> pl.LazyFrame:
    """Scores with their group of a breakdown, or `all`; a group that was not answered is one of its own."""
    group = pl.lit(ALL) if group_by == ALL else pl.col(group_by).fill_null(MISSING)
    return scores.with_columns(pl.lit(group_by).alias("group_by"), group.alias("group"))


def moments(scores: pl.LazyFrame, instrument: Instrument, breakdowns: list[str], ocai_step: float) -> pl.DataFrame:
    """Sums, squares and products of the measures in every cell.

    Parameters
    ----------
    scores
        One row a respondent, as `score` writes them. With a column of `WEIGHTS` the weighted sums of its version stand
        beside the unweighted ones (``weights`` is ``none``).
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
    respondents who answered both. Of `Instrument.products` the whole source alone is summed, where there are weights.
    """
    known = instrument.measures(ocai_step)
    whole = _summed(scores, known, instrument.pairs(known), breakdowns)
    if products := instrument.products(known) if _versions(scores) else {}:
        whole = pl.concat([whole, _summed(scores, known | products, instrument.product_pairs(known), [])])
    return whole


def moments_of_clusters(
    scores: pl.LazyFrame, instrument: Instrument, breakdowns: list[str], ocai_step: float
) -> pl.DataFrame:
    """`moments` of the weighted versions by stratum and cluster, where the source declares them; else no rows.

    Of clusters each measure is summed by itself; where respondents were drawn, all pairs in each stratum.
    """
    known = instrument.measures(ocai_step)
    products = instrument.products(known)
    declared, of_whole = instrument.pairs(known), instrument.product_pairs(known)
    wanted: tuple[str, ...] = SUMS
    if has_clusters(scores):
        declared, of_whole = ([pair for pair in pairs if pair[0] == pair[1]] for pairs in (declared, of_whole))
        wanted = ("w", "wi")
    frames = [
        _summed(scores, known, declared, breakdowns, DRAWN, wanted),
        _summed(scores, known | products, of_whole, [], DRAWN, wanted),
    ]
    return pl.concat(frames)


def has_clusters(scores: pl.LazyFrame) -> bool:
    """Whether respondents were drawn in clusters; without, each is one."""
    drawn = scores.head(1).collect() if DRAWN[0] in scores.collect_schema() else None
    return drawn is not None and bool((drawn[DRAWN[2]] != "").any())


def _versions(scores: pl.LazyFrame) -> dict[str, str]:
    """Versions of weights that scores have, and their columns."""
    columns = scores.collect_schema()
    return {version: column for version, column in WEIGHTS.items() if column in columns}


def _summed(
    scores: pl.LazyFrame,
    known: Mapping[str, Measure],
    declared: Pairs,
    breakdowns: list[str],
    drawn: Sequence[str] = (),
    wanted: Sequence[str] = SUMS,
) -> pl.DataFrame:
    """Sums of pairs of measures, batch by batch; by stratum and cluster only those of the weighted versions."""
    columns = scores.collect_schema()
    weights = _versions(scores) if drawn else {NONE: "", **_versions(scores)}
    totals = {version: _Totals((*CELL[1:], *drawn), declared, wanted) for version in weights}
    if declared and all(name in columns for name in drawn):
        names = list(dict.fromkeys(name for pair in declared for name in pair))
        position = {name: k for k, name in enumerate(names)}
        i, j = (np.array([position[pair[side]] for pair in declared]) for side in (0, 1))
        groups = [pl.col(name).fill_null(MISSING) for name in breakdowns]
        asked = scores.select(
            *(centred(known[name]) for name in names), *groups, *drawn, *filter(None, weights.values())
        )
        for rows in asked.collect_batches(chunk_size=BATCH, engine="streaming"):
            batch = rows.sort(*breakdowns, *drawn) if breakdowns or drawn else rows
            values, cells = batch.select(names).to_numpy(), _Crossed(batch, breakdowns, drawn)
            for version, total in totals.items():
                weight = batch[column].to_numpy() if (column := weights[version]) else np.ones(len(batch))
                total.add(cells, values[:, i], values[:, j], weight[:, None])
    keys = [*CELL, *drawn, "i", "j"]
    frames = [total.frame().with_columns(pl.lit(version).alias("weights")) for version, total in totals.items()]
    empty = pl.DataFrame(schema={name: (_DRAWN | _MOMENTS)[name] for name in (*keys, "n", *wanted)})
    return pl.concat([empty, *(frame.select(empty.columns) for frame in frames)]).sort(keys)


class _Crossed:
    """The crossed groups of a batch that is sorted by them: where each begins, and the cells that it belongs to."""

    def __init__(self, batch: pl.DataFrame, breakdowns: list[str], drawn: Sequence[str]) -> None:
        keys = [*breakdowns, *drawn]
        run = pl.struct(keys).rle_id() if keys else pl.lit(0, pl.UInt32)
        rows = batch.with_row_index("start").with_columns(run.alias("run"), pl.lit(ALL).alias(ALL))
        crossed = rows.unique("run", keep="first", maintain_order=True)
        self.starts = crossed["start"].to_numpy()
        self.cells = [[(of, *labels) for labels in crossed.select(of, *drawn).iter_rows()] for of in (ALL, *breakdowns)]


class _Totals:
    """Sums of pairs of measures over respondents who have both, in every cell.

    Summands become whole numbers of 2⁻³². Their upper and lower 32 bits are summed apart: within a batch as numbers
    below 2⁵³, which floating-point numbers hold exactly, in whatever order they are added.
    """

    def __init__(self, labels: Sequence[str], declared: Pairs, wanted: Sequence[str]) -> None:
        self._labels, self._declared, self._wanted = labels, declared, wanted
        self._cells: dict[tuple[str, ...], int] = {}
        self._sums: dict[tuple[str, str], NDArray[np.int64]] = {}

    def add(self, crossed: _Crossed, first: Floats, second: Floats, weight: Floats) -> None:
        """Add a batch: two measures of each pair, and the weight, NaN where a respondent has none."""
        product = first * second
        both = ~np.isnan(product + weight)
        places = [[self._cells.setdefault(cell, len(self._cells)) for cell in cells] for cells in crossed.cells]
        summands = {"": both.astype(float), "i": first, "j": second, "ij": product}
        self._add("n", "", crossed.starts, places, summands[""])
        for name in self._wanted:
            factor = "w2" if name.startswith("w2") else "w"
            units = summands[name.removeprefix(factor)] * (weight**2 if factor == "w2" else weight)
            units[~both] = 0
            units *= 1 / UNIT
            np.rint(units, out=units)
            upper = np.floor(units * UNIT)
            self._add(name, "upper", crossed.starts, places, upper)
            upper *= 1 / UNIT
            units -= upper
            self._add(name, "lower", crossed.starts, places, units)

    def _add(self, name: str, half: str, starts: NDArray[np.int64], places: list[list[int]], summands: Floats) -> None:
        part = np.add.reduceat(summands, starts, axis=0).astype(np.int64)
        known = self._sums.get((name, half), np.zeros((0, len(self._declared)), dtype=np.int64))
        if len(known) < len(self._cells):
            known = np.concatenate(
                [known, np.zeros((len(self._cells) - len(known), len(self._declared)), dtype=np.int64)]
            )
        for place in places:
            np.add.at(known, place, part)
        self._sums[name, half] = known

    def frame(self) -> pl.DataFrame:
        """One row a cell and pair."""
        cells = pl.DataFrame([*self._cells], dict.fromkeys(self._labels, pl.String), orient="row")
        pairs = pl.DataFrame([*self._declared], {"i": pl.String, "j": pl.String}, orient="row")
        sums = {"n": pl.Series(self._half("n", ""))}
        for name in self._wanted:
            upper, lower = (pl.Series(self._half(name, half)).cast(pl.Int128) for half in ("upper", "lower"))
            sums[name] = upper * pl.Series([2**32], dtype=pl.Int128) + lower
        return cells.join(pairs, how="cross").with_columns(**sums)

    def _half(self, name: str, half: str) -> NDArray[np.int64]:
        return self._sums[name, half].ravel() if self._cells else np.zeros(0, dtype=np.int64)


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
    return _counted(scores, instrument, breakdowns, {NONE: "", **_versions(scores)})


def counts_of_clusters(scores: pl.LazyFrame, instrument: Instrument, breakdowns: list[str]) -> pl.DataFrame:
    """`counts` of the weighted versions by stratum and cluster, where the source declares them; else no rows."""
    return _counted(scores, instrument, breakdowns, _versions(scores), DRAWN)


def _counted(
    scores: pl.LazyFrame,
    instrument: Instrument,
    breakdowns: list[str],
    versions: Mapping[str, str],
    drawn: Sequence[str] = (),
) -> pl.DataFrame:
    if any(name not in scores.collect_schema() for name in drawn):
        return pl.DataFrame(schema=_DRAWN | _COUNTS)
    answered = [variable.name for variable in instrument.variables()]
    weights = [(pl.col(column) if column else pl.lit(1.0)).alias(f"{kind}.weight") for kind, column in versions.items()]
    queries = []
    for group_by in (ALL, *breakdowns):
        answers = grouped(scores, group_by).select(
            "group_by", "group", *drawn, pl.lit(ALL).alias(RESPONDENTS), *map(_as_text, answered), *weights
        )
        keys = ["group_by", "group", *drawn]
        index = [*keys, *(f"{kind}.weight" for kind in versions)]
        long = answers.unpivot([RESPONDENTS, *answered], index=index).drop_nulls("value")
        for kind in versions:
            weight = pl.col(f"{kind}.weight")
            queries.append(
                long.filter(weight.is_not_null()).group_by(*keys, "variable", "value").agg(
                    pl.lit(kind).alias("weights"),
                    pl.len().cast(pl.Int64).alias("n"),
                    *((power / UNIT).round().cast(pl.Int64).cast(pl.Int128).sum().alias(name)
                      for name, power in (("w", weight), ("w2", weight**2))),
                )
            )  # fmt: skip
    return added_up(pl.collect_all(queries, engine="streaming"))


def _as_text(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.String)


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
