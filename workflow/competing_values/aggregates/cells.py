"""Aggregates as numbers: means, variances and covariances of every cell of a source."""

from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from competing_values.aggregates.drawn import Drawn, Mean
from competing_values.aggregates.sums import CELL, DRAWN, RESPONDENTS, SUMS, UNIT, Aggregates
from competing_values.statistics import means
from competing_values.statistics.weighted_tests import Samples
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL, MISSING, NONE, OTHER, VERSIONS, complete, product
from competing_values.study.spelling import natural

Floats = NDArray[np.float64]


class Cells:
    """The cells of one source, in the order of the study: weights, breakdowns, groups.

    Parameters
    ----------
    aggregates
        As `aggregates.sums` writes them, or what protection let through of them: sums that are not there are of nobody.
    instrument, breakdowns, ocai_step
        As for `sums.moments`.
    population
        Size of the population, if intervals are to be corrected for it.

    Attributes
    ----------
    index
        One row a cell: ``weights, group_by, group`` and ``rows``, the respondents in it.
    versions
        Of weights that the source has: ``none``, ``design``, ``population``.
    """

    def __init__(
        self,
        aggregates: Aggregates,
        instrument: Instrument,
        breakdowns: list[str],
        ocai_step: float,
        population: float | None = None,
    ) -> None:
        counts, moments, *by_cluster = aggregates
        numbers = counts.with_columns(pl.col("w", "w2").cast(pl.Float64) * UNIT)
        self._counts = pd.DataFrame(numbers.to_dict(as_series=False)).set_index([*CELL])
        self.index = self._ordered(instrument, breakdowns)
        cells = pd.MultiIndex.from_frame(self.index[[*CELL]])
        self._counts["cell"] = cells.get_indexer(self._counts.index)
        self._by_variable = {str(name): rows for name, rows in self._counts.groupby("variable")}
        measures = instrument.measures(ocai_step)
        self._origins = {name: measure.origin for name, measure in measures.items()}
        declared = [*instrument.pairs(measures), *instrument.product_pairs(measures)]
        self._pairs = {pair: column for column, pair in enumerate(declared)}
        self._sums = self._pivoted(moments)
        self.versions = [version for version in VERSIONS if (self.index["weights"] == version).any()]
        self._drawn = {version: self._sample(version, counts, moments, *by_cluster) for version in self.versions[1:]}
        self._alone = {
            version: self._sample(version, counts, moments)
            for version, drawn in self._drawn.items() if drawn.has_clusters
        }  # fmt: skip
        correction = means.finite_population_correction(self.index["rows"][0], population) if population else 1.0
        self._correction = float(correction)
        self._tables: dict[str, tuple[pd.Index, Floats, Floats]] = {}
        self._samples: dict[str, Samples] = {}
        self._blocks: dict[tuple[str, ...], tuple[NDArray[np.intp], NDArray[np.bool_]]] = {}

    def _ordered(self, instrument: Instrument, breakdowns: list[str]) -> pd.DataFrame:
        respondents = self._counts[self._counts["variable"] == RESPONDENTS].reset_index()
        present = respondents.rename(columns={"n": "rows"})[[*CELL, "rows", "w", "w2"]]

        declared = instrument.breakdowns.groups()

        def place(cell: tuple[str, str, str]) -> tuple[Any, ...]:
            weights, group_by, group = cell
            known = declared.get(group_by) or ()
            rank = known.index(group) if group in known else len(known)
            last = ["", OTHER, MISSING].index(group if group in (OTHER, MISSING) else "")
            return (VERSIONS.index(weights), [ALL, *breakdowns].index(group_by), last, rank, natural(group))

        cells = list(present[[*CELL]].itertuples(index=False, name=None))
        order = sorted(range(len(cells)), key=lambda k: place(cells[k]))
        return present.iloc[order].reset_index(drop=True)

    def _pivoted(self, moments: pl.DataFrame) -> dict[str, Floats]:
        """Each sum as an array cells × pairs."""
        pairs = [(*pair, column) for pair, column in self._pairs.items()]
        declared = pl.DataFrame(pairs, {"i": pl.String, "j": pl.String, "pair": pl.Int64}, orient="row")
        cells = pl.DataFrame(self.index[[*CELL]].to_dict(orient="list")).with_row_index("cell")
        placed = moments.join(declared, on=["i", "j"]).join(cells, on=[*CELL])
        row, column = (placed[name].to_numpy() for name in ("cell", "pair"))
        sums = {"n": np.zeros((len(cells), len(declared)))}
        sums["n"][row, column] = placed["n"]
        for name in SUMS:
            sums[name] = np.zeros_like(sums["n"])
            sums[name][row, column] = placed[name].cast(pl.Float64) * UNIT
        return sums

    def _sample(self, version: str, counts: pl.DataFrame, moments: pl.DataFrame, *by_cluster: pl.DataFrame) -> Drawn:
        """How the respondents of a version were drawn; as one stratum of independent ones where it is not said."""
        if not any(len(frame.filter(pl.col("weights") == version)) for frame in by_cluster):
            undeclared = [pl.lit("").alias(name) for name in DRAWN]
            by_cluster = tuple(frame.with_columns(undeclared) for frame in (counts, moments))
        drawn, sums = (frame.filter(pl.col("weights") == version) for frame in by_cluster)
        return Drawn(drawn, sums, self.index, self._pairs)

    def drawn(self, position: int) -> Drawn:
        """How the respondents of a cell were drawn.

        Those who are all of one cluster tell of no other: a figure of theirs speaks of this cluster alone, in which they
        are taken as independent.
        """
        version = self.index["weights"][position]
        is_alone = version in self._alone and self._drawn[version].is_one_cluster(position)
        return (self._alone if is_alone else self._drawn)[version]

    def is_declared(self, version: str) -> bool:
        """Whether the source says of a version how its respondents were drawn."""
        return version != NONE and self._drawn[version].is_declared

    def correction(self, version: str) -> float:
        """What standard errors are multiplied by for intervals: 1, or √(1 − n/N) of the whole.

        The errors of a declared design have the correction of its strata.
        """
        return 1.0 if self.is_declared(version) else self._correction

    def means(self, names: Sequence[str]) -> pd.DataFrame:
        """n, mean, sd and se of measures, and the degrees of freedom of se: one row a cell and measure, in their order.

        Returns
        -------
        DataFrame with ``weights, group_by, group, name, n, mean, sd, se, df``; missing where too few answered.
        """
        diagonal = [self._pairs[name, name] for name in names]
        n, w, wi, wij = (self._sums[name][:, diagonal] for name in ("n", "w", "wi", "wij"))
        found = [
            means.textbook(n[cell], wi[cell], wij[cell])
            if version == NONE
            else means.of_design(n[cell], w[cell], wi[cell], wij[cell], *self.drawn(cell).variances(cell, names))
            for cell, version in enumerate(self.index["weights"])
        ]
        origins = np.array([self._origins[name] for name in names])
        mean, sd, se, df = (np.array(values) for values in zip(*found, strict=True))
        frame = self.index.loc[self.index.index.repeat(len(names)), [*CELL]].reset_index(drop=True)
        return frame.assign(
            name=list(names) * len(self.index),
            n=n.astype(int).ravel(),
            mean=(mean + origins).ravel(),
            sd=sd.ravel(),
            se=se.ravel(),
            df=df.ravel(),
        )

    def samples(self, positions: Sequence[int], name: str) -> Samples:
        """Mean of a measure in some cells, with its spread and error, as arrays."""
        if name not in self._samples:
            found = self.means([name])
            self._samples[name] = Samples(*(found[key].to_numpy(dtype=float) for key in Samples._fields))
        return self._samples[name].of(positions)

    def mean_of(self, cell: int, names: Sequence[str]) -> tuple[int, Floats]:
        """Fewest answers, and the means, of measures in one cell; NaN where nobody answered."""
        columns = [self._pairs[name, name] for name in names]
        n, w, wi = (self._sums[name][cell, columns] for name in ("n", "w", "wi"))
        origins = np.array([self._origins[name] for name in names])
        return int(n.min()), wi / np.where(w > 0, w, np.nan) + origins

    def whole(self, version: str) -> int:
        """Position of the whole source in one version of weights."""
        index = self.index
        return int(index.index[(index["weights"] == version) & (index["group_by"] == ALL)][0])

    def weight_of(self, cell: int, name: str) -> float:
        """Σw of those of a cell who have a measure."""
        return float(self._sums["w"][cell, self._pairs[name, name]])

    def weights(self, cell: int, variable: str, values: Sequence[str]) -> Floats:
        """Σw of those of a cell who gave each value."""
        known, _, weighed = self._given(variable)
        column = known.get_indexer(pd.Index(values))
        return np.where(column >= 0, weighed[cell][column], 0)

    def spread_of(self, positions: Sequence[int], name: str) -> tuple[Floats, Floats, Floats]:
        """n, mean and standard deviation (n − 1) of a measure in some cells, unweighted; NaN where too few answered."""
        column = self._pairs[name, name]
        n, total, squares = (self._sums[sum_name][list(positions), column] for sum_name in ("n", "wi", "wij"))
        answered, free = np.where(n > 0, n, np.nan), np.where(n > 1, n - 1, np.nan)
        mean = total / answered
        variance = np.maximum(squares - total * mean, 0) / free
        return n, mean + self._origins[name], np.sqrt(np.where(variance < means.RESOLUTION, 0 * variance, variance))

    def _pair(self, a: str, b: str) -> tuple[int, bool]:
        """Column of a pair, and whether it is kept the other way round."""
        return (self._pairs[a, b], False) if (a, b) in self._pairs else (self._pairs[b, a], True)

    def _block(self, cell: int, names: Sequence[str]) -> dict[str, Floats]:
        """Each sum over those who answered both, as an array k × k: `wi` is of the row's measure, `wj` the column's."""
        key = tuple(names)
        if key not in self._blocks:
            found = np.array([[self._pair(a, b) for b in names] for a in names])
            self._blocks[key] = found[:, :, 0].astype(int), found[:, :, 1].astype(bool)
        columns, turned = self._blocks[key]
        block = {name: self._sums[name][cell, columns] for name in ("n", *SUMS)}
        for i, j in (("wi", "wj"), ("w2i", "w2j")):
            block[i], block[j] = np.where(turned, block[j], block[i]), np.where(turned, block[i], block[j])
        return block

    def covariance(self, cell: int, names: Sequence[str]) -> tuple[Floats, Floats]:
        """Pairwise n and covariance (n − 1) of measures in one cell, over those who answered both, weighted where it is.

        Returns
        -------
        n, covariance
            Two arrays k × k; the covariance is NaN where fewer than two answered both.
        """
        block = self._block(cell, names)
        n, w = (np.where(block["n"] > 1, block[name], np.nan) for name in ("n", "w"))
        return block["n"], (block["wij"] - block["wi"] * block["wj"] / w) / w * n / (n - 1)

    def covariance_of_means(self, cell: int, names: Sequence[str]) -> Floats:
        """Covariance of the means of measures in one cell, k × k.

        Unweighted: n₁₂ s₁₂ / (n₁ n₂). Weighted: linearised, as the respondents were drawn (`statistics.design`).
        """
        if self.index["weights"][cell] == NONE:
            n, covariance = self.covariance(cell, names)
            answered = np.where(n.diagonal() > 0, n.diagonal(), np.nan)
            return np.asarray(n * covariance / np.outer(answered, answered))
        return self.drawn(cell).covariance([Mean(cell, name) for name in names])

    def freedom_of(self, cell: int, names: Sequence[str]) -> float:
        """Fewest degrees of freedom of the means of measures in one cell; NaN where one has none."""
        return float(np.min([self.samples([cell], name).df[0] for name in names]))

    def products(self, cell: int, outcome: str, sectors: Sequence[str]) -> tuple[Floats, Floats, float]:
        """Weighted totals of the products of sectors and outcome, over those who have them all, about their origins.

        Returns
        -------
        totals
            Array (k + 2, k + 2): Σw z z′ of z = (1, sectors, outcome).
        covariance
            Of the upper triangle of the totals, row by row; `statistics.design.slopes`.
        df
            Its degrees of freedom.
        """
        names = [*sectors, outcome]
        of_one = [complete(outcome, name) for name in names]
        of_two = [
            product(outcome, *two) if (product(outcome, *two),) * 2 in self._pairs else product(outcome, *two[::-1])
            for two in combinations_with_replacement(names, 2)
        ]
        column = [self._pairs[name, name] for name in (*of_one, *of_two)]
        k = len(names)
        totals = np.zeros((k + 1, k + 1))
        rows, columns = np.triu_indices(k + 1)
        totals[rows, columns] = [self._sums["w"][cell, column[0]], *self._sums["wi"][cell, column]]
        totals += np.triu(totals, 1).T
        drawn = self.drawn(cell)
        covariance = drawn.covariance_of_totals(cell, [of_one[0], *of_one, *of_two])
        return totals, covariance, drawn.freedom([Mean(cell, of_one[0])])

    def answers(self, variables: Sequence[str]) -> pd.DataFrame:
        """How often each answer was given: ``weights, group_by, group, variable, value, n, w, w2``."""
        return self._counts[self._counts["variable"].isin(variables)].drop(columns="cell").reset_index()

    def counts(self, positions: Sequence[int], variable: str, values: Sequence[str]) -> Floats:
        """How many respondents gave each value in some cells, unweighted: cells × values."""
        known, counted, _ = self._given(variable)
        column = known.get_indexer(pd.Index(values))
        return np.where(column >= 0, counted[list(positions)][:, column], 0)

    def values(self, variables: Sequence[str]) -> list[str]:
        """The different numbers that were given to some variables, in ascending order."""
        return sorted({value for name in variables for value in self._given(name)[0]}, key=float)

    def _given(self, variable: str) -> tuple[pd.Index, Floats, Floats]:
        """The different answers to a variable, and how many gave each, and their weight: cells × answers."""
        if variable not in self._tables:
            answers = self._by_variable.get(variable, self._counts.iloc[:0])
            column, known = pd.factorize(answers["value"])
            tables = []
            for name in ("n", "w"):
                tables.append(np.zeros((len(self.index), max(len(known), 1))))
                tables[-1][answers["cell"].to_numpy(), column] = answers[name]
            self._tables[variable] = pd.Index(known), tables[0], tables[1]
        return self._tables[variable]

    def answered(self) -> list[str]:
        """Variables that anybody in the source answered."""
        return list(self._by_variable)
