"""Aggregates as numbers: means, variances and covariances of every cell of a source."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from competing_values.aggregates.sums import CELL, RESPONDENTS, SUMS, UNIT
from competing_values.statistics import means
from competing_values.statistics.weights import effective_n
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL, MISSING, OTHER
from competing_values.study.spelling import natural

Floats = NDArray[np.float64]


class Cells:
    """The cells of one source, in the order of the study: weights, breakdowns, groups.

    Parameters
    ----------
    counts, moments
        As `aggregates.sums` writes them, or what protection let through of them: sums that are not there are of nobody.
    instrument, breakdowns, ocai_step
        As for `sums.moments`.
    population
        Size of the population, if intervals are to be corrected for it.

    Attributes
    ----------
    index
        One row a cell: ``weights, group_by, group`` and ``rows``, the respondents in it.
    correction
        What standard errors are multiplied by for intervals: 1, or √(1 − n/N) of the whole.
    """

    def __init__(
        self,
        counts: pl.DataFrame,
        moments: pl.DataFrame,
        instrument: Instrument,
        breakdowns: list[str],
        ocai_step: float,
        population: float | None = None,
    ) -> None:
        numbers = counts.with_columns(pl.col("w", "w2").cast(pl.Float64) * UNIT)
        self._counts = pd.DataFrame(numbers.to_dict(as_series=False)).set_index([*CELL])
        self.index = self._ordered(instrument, breakdowns)
        cells = pd.MultiIndex.from_frame(self.index[[*CELL]])
        self._counts["cell"] = cells.get_indexer(self._counts.index)
        self._by_variable = {str(name): rows for name, rows in self._counts.groupby("variable")}
        measures = instrument.measures(ocai_step)
        self._origins = {name: measure.origin for name, measure in measures.items()}
        self._pairs = {pair: column for column, pair in enumerate(instrument.pairs(measures))}
        self._sums = self._pivoted(moments)
        self._rows = self._whole_rows()
        correction = means.finite_population_correction(self._rows[0], population) if population else 1.0
        self.correction = float(correction)
        self._tables: dict[str, tuple[pd.Index, Floats]] = {}
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
            return (weights != "none", [ALL, *breakdowns].index(group_by), last, rank, natural(group))

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

    def _whole_rows(self) -> Floats:
        """Rows of the whole source, for each cell: groups are domains of the whole sample."""
        whole = self.index[self.index["group_by"] == ALL].set_index("weights")["rows"]
        return self.index["weights"].map(whole).to_numpy(dtype=float)

    def means(self, names: Sequence[str]) -> pd.DataFrame:
        """n, mean, sd, se and its degrees of freedom of measures: one row a cell and measure, in their order.

        Returns
        -------
        DataFrame with ``weights, group_by, group, name, n, mean, sd, se, df``; missing where too few answered.
        """
        diagonal = [self._pairs[name, name] for name in names]
        sums = {name: values[:, diagonal] for name, values in self._sums.items()}
        weighted = means.linearised(
            sums["n"], sums["w"], sums["wi"], sums["wij"], sums["w2"], sums["w2i"], sums["w2ij"], self._rows[:, None]
        )
        plain = means.textbook(sums["n"], sums["wi"], sums["wij"])
        is_plain = self.index["weights"].eq("none").to_numpy()[:, None]
        estimates = means.Estimates(*(np.where(is_plain, *both) for both in zip(plain, weighted, strict=True)))
        origins = np.array([self._origins[name] for name in names])
        frame = self.index.loc[self.index.index.repeat(len(names)), [*CELL]].reset_index(drop=True)
        return frame.assign(
            name=list(names) * len(self.index),
            n=sums["n"].astype(int).ravel(),
            mean=(estimates.mean + origins).ravel(),
            sd=estimates.sd.ravel(),
            se=estimates.se.ravel(),
            df=estimates.df.ravel(),
        )

    def mean_of(self, cell: int, names: Sequence[str]) -> tuple[int, Floats]:
        """Fewest answers, and the means, of measures in one cell; NaN where nobody answered."""
        columns = [self._pairs[name, name] for name in names]
        n, w, wi = (self._sums[name][cell, columns] for name in ("n", "w", "wi"))
        origins = np.array([self._origins[name] for name in names])
        return int(n.min()), wi / np.where(w > 0, w, np.nan) + origins

    def freedom_of(self, cell: int, names: Sequence[str]) -> float:
        """Fewest degrees of freedom of the means of measures in one cell: effective n − 1, NaN where nobody answered."""
        columns = [self._pairs[name, name] for name in names]
        w, w2 = self._sums["w"][cell, columns], self._sums["w2"][cell, columns]
        return float((effective_n(w, w2) - 1).min()) if (w2 > 0).all() else np.nan

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
        """Pairwise n and unweighted covariance (n − 1) of measures in one cell, over those who answered both.

        Returns
        -------
        n, covariance
            Two arrays k × k; the covariance is NaN where fewer than two answered both.
        """
        block = self._block(cell, names)
        n = np.where(block["n"] > 1, block["n"], np.nan)
        return block["n"], (block["wij"] - block["wi"] * block["wj"] / n) / (n - 1)

    def covariance_of_means(self, cell: int, names: Sequence[str]) -> Floats:
        """Linearised covariance of the means of measures in one cell, k × k.

        Unweighted: n₁₂ s₁₂ / (n₁ n₂). Weighted: N/(N − 1) Σ w² (y₁ − ȳ₁)(y₂ − ȳ₂) / (W₁ W₂), over those who
        answered both, N being the rows of the source.
        """
        if self.index["weights"][cell] == "none":
            n, covariance = self.covariance(cell, names)
            answered = np.where(n.diagonal() > 0, n.diagonal(), np.nan)
            return np.asarray(n * covariance / np.outer(answered, answered))
        block = self._block(cell, names)
        weight = np.where(block["w"].diagonal() > 0, block["w"].diagonal(), np.nan)
        mean = block["wi"].diagonal() / weight
        products = (
            block["w2ij"] - mean * block["w2i"] - mean[:, None] * block["w2j"] + np.outer(mean, mean) * block["w2"]
        )
        rows = self._rows[cell]
        correction = rows / (rows - 1) if rows > 1 else np.nan
        return np.asarray(products / np.outer(weight, weight) * correction)

    def answers(self, variables: Sequence[str]) -> pd.DataFrame:
        """How often each answer was given: ``weights, group_by, group, variable, value, n, w, w2``."""
        return self._counts[self._counts["variable"].isin(variables)].drop(columns="cell").reset_index()

    def counts(self, positions: Sequence[int], variable: str, values: Sequence[str]) -> Floats:
        """How many respondents gave each value in some cells, unweighted: cells × values."""
        known, counted = self._given(variable)
        column = known.get_indexer(pd.Index(values))
        return np.where(column >= 0, counted[list(positions)][:, column], 0)

    def values(self, variables: Sequence[str]) -> list[str]:
        """The different numbers that were given to some variables, in ascending order."""
        return sorted({value for name in variables for value in self._given(name)[0]}, key=float)

    def _given(self, variable: str) -> tuple[pd.Index, Floats]:
        """The different answers to a variable, and how often each was given: cells × answers."""
        if variable not in self._tables:
            answers = self._by_variable.get(variable, self._counts.iloc[:0])
            column, known = pd.factorize(answers["value"])
            counted = np.zeros((len(self.index), max(len(known), 1)))
            counted[answers["cell"].to_numpy(), column] = answers["n"]
            self._tables[variable] = pd.Index(known), counted
        return self._tables[variable]

    def answered(self) -> list[str]:
        """Variables that anybody in the source answered."""
        return list(self._by_variable)
