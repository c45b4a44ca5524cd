"""How the respondents of one version of weights were drawn: errors of what is estimated from their sums."""

from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from competing_values.aggregates.sums import CELL, DRAWN, RESPONDENTS, SUMS, UNIT
from competing_values.statistics.design import Strata, by_stratum, cluster_covariance, pooled, variances_of_means
from competing_values.statistics.weights import effective_n
from competing_values.study.names import ALL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Mean(NamedTuple):
    """The mean of a measure in a cell, by its position."""

    cell: int
    measure: str


class Score(NamedTuple):
    """The mean, in a cell, of what each answer to a variable counts: with ones and zeros a share."""

    cell: int
    variable: str
    counts: Mapping[str, float]


class _Sums(NamedTuple):
    """Sums in each unit of a cell: in its clusters, or in its strata where respondents were drawn."""

    unit: Ints
    sums: dict[str, Floats]


def strata_of(respondents: pl.DataFrame) -> tuple[pl.DataFrame, Strata]:
    """The units that a whole source was drawn in, with the ``stratum`` of each, and the strata.

    Parameters
    ----------
    respondents
        Rows of `sums.counts_of_clusters`: the respondents of the whole source, in one version of weights.
    """
    stratum, size, cluster = DRAWN
    units = respondents.sort(*DRAWN).with_columns(pl.struct(stratum, size).rle_id().alias("stratum"))
    strata = units.group_by("stratum", size, maintain_order=True).agg(pl.len().alias("units"), pl.col("n").sum())
    drawn = strata["units" if (units[cluster] != "").any() else "n"].cast(pl.Float64).to_numpy()
    return units.with_row_index("unit"), Strata(drawn, strata[size].replace("", "inf").cast(pl.Float64).to_numpy())


class Drawn:
    """The sample behind one version of weights.

    Parameters
    ----------
    counts, moments
        Sums of that version by stratum and cluster, as `sums.counts_of_clusters` and `sums.moments_of_clusters` write
        them.
    index
        Cells of the source, by their position: ``weights, group_by, group``.
    pairs
        Columns of the pairs of measures.

    Attributes
    ----------
    strata
        Clusters of each stratum, drawn and in the population; where none are declared, respondents.
    has_clusters, is_declared
        Whether respondents were drawn in clusters, and whether the source says how they were drawn at all.
    """

    def __init__(
        self, counts: pl.DataFrame, moments: pl.DataFrame, index: pd.DataFrame, pairs: Mapping[tuple[str, str], int]
    ) -> None:
        stratum, size, cluster = DRAWN
        cells = pl.DataFrame(index[[*CELL]].to_dict(orient="list")).with_row_index("cell")
        counts = counts.join(cells, on=[*CELL])
        whole = counts.filter((pl.col("variable") == RESPONDENTS) & (pl.col("group_by") == ALL))
        self.has_clusters = bool((whole[cluster] != "").any())
        self.is_declared = self.has_clusters or bool((whole[stratum] != "").any()) or bool((whole[size] != "").any())
        units, self.strata = strata_of(whole)
        self._stratum = units["stratum"].cast(pl.Int64).to_numpy()
        place = units.select(*DRAWN, "unit")
        self._answers = counts.join(place, on=DRAWN).partition_by("cell", "variable", as_dict=True)
        self._tables: dict[tuple[int, str], tuple[Ints, _Table]] = {}
        self._pairs = pairs
        self._cells = self._placed(moments.join(cells, on=[*CELL]).join(place, on=DRAWN))

    def _placed(self, moments: pl.DataFrame) -> dict[int, _Sums]:
        """Sums of each cell as arrays units × pairs."""
        schema = {"i": pl.String, "j": pl.String, "pair": pl.Int64}
        columns = pl.DataFrame([(*pair, k) for pair, k in self._pairs.items()], schema, orient="row")
        found = {}
        for (cell,), rows in moments.join(columns, on=["i", "j"]).partition_by("cell", as_dict=True).items():
            unit, row = np.unique(rows["unit"].to_numpy(), return_inverse=True)
            sums = {}
            for name in ("n", *(name for name in SUMS if name in moments.columns)):
                sums[name] = np.zeros((len(unit), len(self._pairs)))
                sums[name][row, rows["pair"].to_numpy()] = rows[name].cast(pl.Float64) * (1 if name == "n" else UNIT)
            found[int(cell)] = _Sums(unit.astype(np.int64), sums)
        return found

    def is_one_cluster(self, cell: int) -> bool:
        """Whether all respondents of a cell are of one cluster: its spread tells nothing of other clusters."""
        found = self._answers.get((cell, RESPONDENTS))
        return self.has_clusters and found is not None and len(found) == 1

    def variances(self, cell: int, measures: Sequence[str]) -> tuple[Floats, Floats]:
        """Variances of the means of measures in one cell, and their degrees of freedom; NaN where they have none."""
        if cell not in self._cells:
            return np.full(len(measures), np.nan), np.full(len(measures), np.nan)
        columns = [self._pairs[name, name] for name in measures]
        unit, sums = self._cells[cell]
        n, w, wi = (sums[name][:, columns] for name in ("n", "w", "wi"))
        squares = None if self.has_clusters else tuple(sums[name][:, columns] for name in ("w2", "w2i", "w2ij"))
        found = variances_of_means(w, wi, self._stratum[unit], self.strata, squares)
        df = self._freedom(unit, n, w, None if self.is_declared else sums["w2"][:, columns])
        return found, np.where(df > 0, df, np.nan)

    def _freedom(self, unit: Ints, n: Floats, w: Floats, w2: Floats | None) -> Floats:
        """Clusters less strata among those who answered; of a source that declares neither, Kish's effective n less 1."""
        if w2 is not None:
            return (effective_n(w.sum(axis=0), w2.sum(axis=0)) - 1).round(9)
        clusters = (n > 0).sum(axis=0) if self.has_clusters else n.sum(axis=0)
        strata = by_stratum(n > 0, self._stratum[unit], len(self.strata.clusters)) > 0
        return np.asarray(clusters - strata.sum(axis=0), dtype=float)

    def freedom(self, figures: Sequence[Mean | Score]) -> float:
        """Degrees of freedom of figures of cells that share no respondents, or are one: as in `variances`.

        Of several figures of one cell the first says who answered.
        """
        n, w, w2 = (np.zeros((len(self._stratum), 1)) for _ in range(3))
        for figure in {figure.cell: figure for figure in reversed(figures)}.values():
            part = self._linearised(figure)
            for whole, own in ((n, part.n), (w, part.w), (w2, part.w2)):
                whole[part.unit, 0] += own
        every = np.arange(len(self._stratum))
        return float(self._freedom(every, n, w, None if self.is_declared else w2)[0])

    def covariance(self, figures: Sequence[Mean | Score]) -> Floats:
        """Joint covariance of means of cells that share no respondents, or are one: k × k, NaN where nobody answered."""
        parts = [self._linearised(figure) for figure in figures]
        z = np.zeros((len(self._stratum), len(parts)))
        for k, part in enumerate(parts):
            z[part.unit, k] = part.z
        if self.has_clusters:
            return cluster_covariance(z, self._stratum, self.strata)
        totals = by_stratum(z, self._stratum, len(self.strata.clusters))
        products = np.zeros((len(totals), len(parts), len(parts)))
        for a, one in enumerate(figures):
            for b, other in enumerate(figures):
                if one.cell == other.cell:
                    products[:, a, b] = by_stratum(*self._products(one, other, parts[a], parts[b]), len(totals))
        return pooled(products, totals[:, :, None] * totals[:, None, :], self.strata)

    def covariance_of_table(self, cells: Sequence[int], variable: str, values: Sequence[str]) -> tuple[Floats, Floats]:
        """Shares of the answers to a variable in cells that share no respondents, of all in these cells.

        Returns
        -------
        shares
            Array cells × values; they add up to 1.
        covariance
            Array k × k of the shares, cell by cell.
        """
        units, strata = len(self._stratum), len(self.strata.clusters)
        w, w2 = (np.zeros((units, len(cells), len(values))) for _ in range(2))
        for k, cell in enumerate(cells):
            unit, table = self._table(cell, variable)
            for column, value in enumerate(table.answers):
                w[unit, k, values.index(value)], w2[unit, k, values.index(value)] = (
                    table.w[:, column],
                    table.w2[:, column],
                )
        given, squared = w.reshape(units, -1), w2.reshape(units, -1)
        shares = given.sum(axis=0) / w.sum()
        z = (given - shares * given.sum(axis=1, keepdims=True)) / w.sum()
        if self.has_clusters:
            covariance = cluster_covariance(z, self._stratum, self.strata)
        else:
            both = squared[:, :, None] * shares
            whole = squared.sum(axis=1)[:, None, None] * np.outer(shares, shares)
            products = (
                squared[:, :, None] * np.eye(len(shares)) - both - both.transpose(0, 2, 1) + whole
            ) / w.sum() ** 2
            totals = by_stratum(z, self._stratum, strata)
            covariance = pooled(
                by_stratum(products, self._stratum, strata), totals[:, :, None] * totals[:, None, :], self.strata
            )
        return shares.reshape(len(cells), -1), covariance

    def mean(self, figure: Mean | Score) -> float:
        """The mean itself, of a measure about its origin."""
        return self._linearised(figure).mean

    def covariance_of_totals(self, cell: int, measures: Sequence[str]) -> Floats:
        """Covariance of the weighted totals in a cell, over those who have all measures, of 1 and of the other measures.

        Parameters
        ----------
        cell
            Its position.
        measures
            The first stands for who has them all: its total is that of the weights.
        """
        unit, sums = self._cells[cell]
        own = [self._pairs[name, name] for name in measures]
        z = sums["wi"][:, own]
        z[:, 0] = sums["w"][:, own[0]]
        stratum, strata = self._stratum[unit], len(self.strata.clusters)
        if self.has_clusters:
            return cluster_covariance(z, stratum, self.strata)
        products = np.zeros((len(unit), len(own), len(own)))
        for a, b in combinations_with_replacement(range(len(own)), 2):
            column = self._pair(measures[a], measures[b])[0] if a else own[b]
            name = "w2ij" if a else "w2i" if b else "w2"
            products[:, a, b] = products[:, b, a] = sums[name][:, column]
        totals = by_stratum(z, stratum, strata)
        return pooled(by_stratum(products, stratum, strata), totals[:, :, None] * totals[:, None, :], self.strata)

    def _pair(self, a: str, b: str) -> tuple[int, bool]:
        """Column of a pair, and whether it is kept the other way round."""
        return (self._pairs[a, b], False) if (a, b) in self._pairs else (self._pairs[b, a], True)

    def _linearised(self, figure: Mean | Score) -> "_Linearised":
        """Totals of a linearised mean in each unit of its cell, and who answered."""
        if isinstance(figure, Mean):
            unit, sums = self._cells.get(figure.cell, _NOBODY)
            column = self._pairs[figure.measure, figure.measure] if len(unit) else 0
            nothing = np.zeros(len(unit))
            n, w, wi, w2 = (sums[name][:, column] if name in sums else nothing for name in ("n", "w", "wi", "w2"))
        else:
            unit, table = self._table(figure.cell, figure.variable)
            score = np.array([figure.counts.get(value, 0.0) for value in table.answers])
            n, w, w2 = (sums.sum(axis=1) for sums in (table.n, table.w, table.w2))
            wi = table.w @ score
        weight = float(w.sum()) or np.nan
        mean = float(wi.sum()) / weight
        return _Linearised(unit, np.asarray((wi - mean * w) / weight, dtype=float), n, w, w2, mean, weight)

    def _table(self, cell: int, variable: str) -> tuple[Ints, "_Table"]:
        """How often each answer was given in each unit of a cell."""
        if (cell, variable) not in self._tables:
            self._tables[cell, variable] = self._tabulated(self._answers.get((cell, variable)))
        return self._tables[cell, variable]

    @staticmethod
    def _tabulated(rows: pl.DataFrame | None) -> tuple[Ints, "_Table"]:
        if rows is None:
            return _NOBODY.unit, _Table([], *(np.zeros((0, 0)) for _ in range(3)))
        unit, row = np.unique(rows["unit"].to_numpy(), return_inverse=True)
        values = rows["value"].unique().sort().to_list()
        column = rows["value"].replace_strict({value: k for k, value in enumerate(values)}).to_numpy()
        tables = []
        for name in ("n", "w", "w2"):
            table = np.zeros((len(unit), len(values)))
            table[row, column] = rows[name].cast(pl.Float64) * (1 if name == "n" else UNIT)
            tables.append(table)
        return unit.astype(np.int64), _Table(values, *tables)

    def _products(
        self, one: Mean | Score, other: Mean | Score, first: "_Linearised", second: "_Linearised"
    ) -> tuple[Floats, Ints]:
        """Sums over the respondents of each unit of the products of two linearised means of one cell, and the strata."""
        if isinstance(one, Mean) and isinstance(other, Mean):
            unit, sums = self._cells.get(one.cell, _NOBODY)
            if not len(unit):
                return np.zeros(0), unit
            column, turned = self._pair(one.measure, other.measure)
            w2, w2i, w2j, w2ij = (sums[name][:, column] for name in ("w2", "w2i", "w2j", "w2ij"))
            if turned:
                w2i, w2j = w2j, w2i
            found = w2ij - second.mean * w2i - first.mean * w2j + first.mean * second.mean * w2
        elif isinstance(one, Score) and isinstance(other, Score):
            unit, table = self._table(one.cell, one.variable)
            a, b = (
                np.array([figure.counts.get(value, 0.0) for value in table.answers]) - part.mean
                for figure, part in ((one, first), (other, second))
            )
            found = table.w2 @ (a * b)
        else:
            raise TypeError("a mean of a measure and one of answers have no product")
        return found / (first.weight * second.weight), self._stratum[unit]


class _Linearised(NamedTuple):
    """Of a mean: its totals in each unit, answers and weights there, the mean, and the whole weight."""

    unit: Ints
    z: Floats
    n: Floats
    w: Floats
    w2: Floats
    mean: float
    weight: float


class _Table(NamedTuple):
    """The different answers to a variable, and n, Σw and Σw² of each: units × answers."""

    answers: list[str]
    n: Floats
    w: Floats
    w2: Floats


_NOBODY = _Sums(np.zeros(0, dtype=np.int64), {})
