"""Groups of a source and what would be published of them, as numbers that protection can look at."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from competing_values.aggregates.drawn import strata_of
from competing_values.aggregates.protection import leeway
from competing_values.aggregates.protection.items import Item, Shares
from competing_values.aggregates.sums import DRAWN, RESPONDENTS, UNIT, Aggregates
from competing_values.statistics import means
from competing_values.statistics.design import variances_of_means
from competing_values.study.names import ALL, MISSING, NONE

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Cell = tuple[str, str]
#: breakdown: group: the published group that it is part of.
Labels = dict[str, dict[str, str]]

WHOLE = (ALL, ALL)


class Limits(NamedTuple):
    """What protects respondents: the fewest of a group, and the narrowest bound as a share of the scale."""

    min_cell: int
    width: float


def overlaps(counts: pl.DataFrame, breakdowns: Sequence[str]) -> pl.DataFrame:
    """Joint sizes of the groups of every two breakdowns: which lie within which, by membership and not by name.

    Parameters
    ----------
    counts
        As `aggregates.sums` writes them: the groups of one breakdown are counted among the answers of every other.
    breakdowns
        That are asked for.

    Returns
    -------
    DataFrame with ``a, group_a, b, group_b, n``, for each ordered pair of breakdowns that people belong to together.
    """
    return (
        counts.filter(
            (pl.col("weights") == "none")
            & pl.col("group_by").is_in([*breakdowns])
            & pl.col("variable").is_in([*breakdowns])
            & (pl.col("group_by") != pl.col("variable"))
        )
        .select(a="group_by", group_a="group", b="variable", group_b="value", n="n")
        .sort("a", "group_a", "b", "group_b")
    )


class Source:
    """Sums of the cells of one source, as arrays cells × figures, items or answers."""

    def __init__(self, aggregates: Aggregates, items: Sequence[Item]) -> None:
        counts, moments, *_ = aggregates
        respondents = counts.filter((pl.col("variable") == RESPONDENTS) & (pl.col("weights") == "none"))
        sizes = {
            (group_by, group): n for group_by, group, n in respondents.select("group_by", "group", "n").iter_rows()
        }
        self.cells: list[Cell] = sorted(sizes, key=lambda cell: (cell != WHOLE, cell))
        self.size = np.array([sizes[cell] for cell in self.cells], dtype=float)
        self.items = [*items]
        self.figures = [figure for item in items for figure in item.figures]
        self.item_of = np.array([k for k, item in enumerate(items) for _ in item.figures], dtype=int)
        self.shares = [(k, shares) for k, item in enumerate(items) for shares in item.shares]
        self.weights = sorted(counts["weights"].unique())
        place = pl.DataFrame(
            [(*cell, k) for k, cell in enumerate(self.cells)], ["group_by", "group", "cell"], orient="row"
        )
        moments = moments.join(place, on=["group_by", "group"])
        self.moments = self._summed(moments)
        self.drawn = {
            weights: _Clusters(weights, aggregates, self.cells, [figure.error for figure in self.figures])
            for weights in aggregates.counts_of_clusters["weights"].unique().sort()
        }
        self.answers, counted = self._answered(counts.join(place, on=["group_by", "group"]))
        self.n = np.minimum(self._measured(moments), counted)

    def groups(self, group_by: str) -> dict[str, int]:
        """Size of each group of a breakdown that people stated."""
        found = zip(self.cells, self.size, strict=True)
        return {group: int(n) for (of, group), n in found if of == group_by and group != MISSING}

    def _summed(self, moments: pl.DataFrame) -> dict[str, dict[str, Floats]]:
        """weights: sum: cells × figures; those of the figure's error end in `_error`."""
        pairs = [(figure.of, figure.beside) for figure in self.figures]
        own = dict.fromkeys([*pairs, *((figure.error, figure.error) for figure in self.figures)])
        column = {pair: k for k, pair in enumerate(own)}
        schema = {"i": pl.String, "j": pl.String, "column": pl.Int64}
        wanted = pl.DataFrame([(*pair, k) for pair, k in column.items()], schema, orient="row")
        turned = wanted.filter(pl.col("i") != pl.col("j")).rename({"i": "j", "j": "i"}).select(wanted.columns)
        other_way = moments.join(turned, on=["i", "j"]).with_columns(wi="wj", w2i="w2j")
        rows = pl.concat([moments.join(wanted, on=["i", "j"]), other_way])
        sums: dict[str, dict[str, Floats]] = {}
        mean = np.array([column[pair] for pair in pairs], dtype=int)
        error = np.array([column[figure.error, figure.error] for figure in self.figures], dtype=int)
        for weights in self.weights:
            part = rows.filter(pl.col("weights") == weights)
            at = part["cell"].to_numpy(), part["column"].to_numpy()
            sums[weights] = {}
            for name in ("n", "w", "wi", "wij", "w2", "w2i", "w2ij"):
                table = np.zeros((len(self.cells), len(column)))
                table[at] = part[name].cast(pl.Float64).to_numpy() * (1 if name == "n" else UNIT)
                sums[weights] |= {name: table[:, mean], f"{name}_error": table[:, error]}
        return sums

    def _measured(self, moments: pl.DataFrame) -> Floats:
        """How many answered each item in each cell: the fewest of its measures."""
        names = [(name, k) for k, item in enumerate(self.items) for name in item.measures]
        column = pl.DataFrame(names, {"i": pl.String, "item": pl.Int64}, orient="row")
        own = moments.filter((pl.col("weights") == "none") & (pl.col("i") == pl.col("j")))
        return self._fewest(own.join(column, on="i").group_by("cell", "item").agg(pl.col("n").min()))

    def _fewest(self, found: pl.DataFrame) -> Floats:
        table = np.full((len(self.cells), len(self.items)), np.inf)
        table[found["cell"].to_numpy(), found["item"].to_numpy()] = found["n"].to_numpy()
        return table

    def _answered(self, counts: pl.DataFrame) -> tuple[dict[str, tuple[pl.Series, dict[str, Floats]]], Floats]:
        """Of each variable its answers and, by weights, cells × answers; and how many answered each item."""
        item = {name: k for k, item in enumerate(self.items) for name in item.variables}
        found, fewest = {}, np.full((len(self.cells), len(self.items)), np.inf)
        parts = counts.filter(pl.col("variable").is_in([*item])).partition_by("variable", as_dict=True)
        for name, k in item.items():
            answers = parts.get((name,), counts.clear())
            values = answers["value"].unique().sort()
            tables = {}
            for weights in self.weights:
                part = answers.filter(pl.col("weights") == weights)
                table = np.zeros((len(self.cells), len(values)))
                table[part["cell"].to_numpy(), values.search_sorted(part["value"]).to_numpy()] = (
                    part["w"].cast(pl.Float64) * UNIT
                )
                tables[weights] = table
            found[name] = values, tables
            fewest[:, k] = np.minimum(fewest[:, k], tables["none"].sum(axis=1))
        return found, fewest


class _Clusters:
    """Sums of a source by stratum and cluster, from which the errors of its published means follow."""

    def __init__(self, weights: str, aggregates: Aggregates, cells: Sequence[Cell], measures: Sequence[str]) -> None:
        counts, moments = (frame.filter(pl.col("weights") == weights) for frame in aggregates[2:])
        units, self._strata = strata_of(
            counts.filter((pl.col("variable") == RESPONDENTS) & (pl.col("group_by") == ALL))
        )
        self._stratum = units["stratum"].to_numpy()
        self._is_clustered = bool((units[DRAWN[2]] != "").any())
        names = [*dict.fromkeys(measures)]
        self._column = np.array([names.index(name) for name in measures], dtype=int)
        place = pl.DataFrame([(*cell, k) for k, cell in enumerate(cells)], ["group_by", "group", "cell"], orient="row")
        column = pl.DataFrame({"i": names, "column": range(len(names))}, {"i": pl.String, "column": pl.Int64})
        rows = (
            moments.filter(pl.col("i") == pl.col("j"))
            .join(place, on=["group_by", "group"])
            .join(column, on="i")
            .join(units.select(*DRAWN, "unit"), on=DRAWN)
        )
        at = rows["cell"].to_numpy(), rows["unit"].to_numpy(), rows["column"].to_numpy()
        self._sums = []
        for name in ("w", "wi") if self._is_clustered else ("w", "wi", "w2", "w2i", "w2ij"):
            table = np.zeros((len(cells), len(units), len(names)))
            table[at] = rows[name].cast(pl.Float64).to_numpy() * UNIT
            self._sums.append(table)

    def errors(self, members: Floats, alone: Floats) -> Floats:
        """Standard errors of the means of groups: groups × figures.

        Parameters
        ----------
        members
            Of which cells each group is made: groups × cells.
        alone
            The errors of respondents drawn by themselves, for groups that lie in one cluster.
        """
        w, wi, *squares = (np.moveaxis(np.tensordot(members, sums, axes=1), 1, 0) for sums in self._sums)
        found = np.sqrt(variances_of_means(w, wi, self._stratum, self._strata, tuple(squares) or None))[:, self._column]
        in_one = ((w > 0).any(axis=2).sum(axis=0) == 1) & self._is_clustered
        return np.where(in_one[:, None], alone, found)


class Published:
    """The groups of a source that are published, with their sums and the room that rounding leaves them.

    Attributes
    ----------
    cells, size, n
        Published groups, their respondents, and how many answered each item.
    figures
        weights: sums of the means that are published, cells × figures.
    shares
        Of each published distribution its item, the spans of its answers, and weights: sums, cells × answers.
    answered
        How many gave an answer of each distribution: cells × distributions.
    same
        Whether all, or all but one, gave the same answer to an item.
    """

    def __init__(self, source: Source, labels: Labels, limits: Limits) -> None:
        self.source = source
        members = self._members(labels)
        self.cells = [*members]
        self._matrix = np.zeros((len(members), len(source.cells)))
        for row, positions in enumerate(members.values()):
            self._matrix[row, positions] = 1
        self.size = self._matrix @ source.size
        self.n = self._matrix @ np.where(np.isinf(source.n), 0, source.n)
        self.counts = [
            (k, self._matrix @ source.answers[name][1]["none"])
            for k, item in enumerate(source.items) for name in item.variables
        ]  # fmt: skip
        self.figures = {weights: self._means(weights) for weights in source.weights}
        self.shares = [(k, np.array(shares.spans), self._distribution(shares)) for k, shares in source.shares]
        self.answered = np.array([sums["none"].n[:, 0] for _, _, sums in self.shares]).reshape(-1, len(self.cells)).T
        self.same = self._same(limits.width)
        self.low, self.high = (
            np.array([getattr(figure, end) for figure in source.figures], float) for end in ("low", "high")
        )

    def _members(self, labels: Labels) -> dict[Cell, list[int]]:
        """Published groups, and the cells each is made of; and who stated no group, of whom few are never published."""
        members: dict[Cell, list[int]] = {}
        for position, (group_by, group) in enumerate(self.source.cells):
            if (group_by, group) == WHOLE:
                members[WHOLE] = [position]
            elif group in labels.get(group_by, {}):
                members.setdefault((group_by, labels[group_by][group]), []).append(position)
            elif group == MISSING and group_by in labels:
                members[group_by, MISSING] = [position]
        return members

    def _means(self, weights: str) -> leeway.Sums:
        sums = {name: self._matrix @ table for name, table in self.source.moments[weights].items()}
        names = [f"{name}_error" for name in ("n", "w", "wi", "wij", "w2", "w2i", "w2ij")]
        n, w, wi, wij, w2, w2i, w2ij = (sums[name] for name in names)
        is_plain = weights == NONE
        error = (
            means.textbook(n, wi, wij) if is_plain else means.linearised(n, w, wi, wij, w2, w2i, w2ij, self.size[0])
        ).se
        if weights in self.source.drawn:
            error = self.source.drawn[weights].errors(self._matrix, error)
        origins = np.array([figure.origin for figure in self.source.figures], dtype=float)
        whole = np.array([figure.whole for figure in self.source.figures], dtype=bool)
        total = sums["wi"] + sums["w"] * origins
        return leeway.of_means(sums["n"], sums["w"], total, error, whole & is_plain)

    def _distribution(self, shares: Shares) -> dict[str, leeway.Sums]:
        values, tables = self.source.answers[shares.variable]
        within = np.array([[value in answers for answers in shares.classes] for value in values], dtype=float)
        within = within.reshape(len(values), len(shares.classes))
        n = (self._matrix @ tables["none"]).sum(axis=1, keepdims=True)
        found = {}
        for weights, table in tables.items():
            counts = self._matrix @ table
            found[weights] = leeway.of_shares(n, counts.sum(axis=1, keepdims=True), counts @ within, weights == "none")
        return found

    def _same(self, width: float) -> Bools:
        found = np.zeros(self.n.shape, dtype=bool)
        for item, counts in self.counts:
            found[:, item] |= nearly_same(counts)
        for item, spans, sums in self.shares:
            narrow = sums["none"].total[:, spans < width]
            n = sums["none"].n[:, 0]
            found[:, item] |= (n > 0) & (narrow.max(axis=1, initial=0) >= n - 1)
        constant = (self.figures["none"].n > 0) & np.isnan(self.figures["none"].below)
        for column, item in enumerate(self.source.item_of):
            found[:, item] |= constant[:, column]
        return found


def nearly_same(counts: Floats) -> Bools:
    """Whether all, or all but one, gave the same answer: the one who did not would know what all others said.

    Parameters
    ----------
    counts
        How often each answer was given: cells × answers.
    """
    n = counts.sum(axis=1)
    return (n > 0) & (counts.max(axis=1, initial=0) >= n - 1)


class Joint:
    """How many people belong to a group of one breakdown and to one of another, who stated none among them."""

    def __init__(self, source: Source, counts: pl.DataFrame, breakdowns: Sequence[str]) -> None:
        self.groups = {b: [*source.groups(b), MISSING] for b in breakdowns}
        place = {b: {group: k for k, group in enumerate(groups)} for b, groups in self.groups.items()}
        size = dict(zip(source.cells, source.size, strict=True))
        sizes = {b: np.array([size.get((b, group), 0) for group in groups]) for b, groups in self.groups.items()}
        pairs = [(a, b) for a in breakdowns for b in breakdowns if a != b]
        self.tables = {(a, b): np.zeros((len(self.groups[a]), len(self.groups[b]))) for a, b in pairs}
        for a, group_a, b, group_b, n in overlaps(counts, breakdowns).iter_rows():
            self.tables[a, b][place[a][group_a], place[b][group_b]] = n
        for (a, _), table in self.tables.items():
            table[:, -1] = sizes[a] - table[:, :-1].sum(axis=1)

    def of(self, a: str, b: str, labels: Labels, cells: Sequence[Cell]) -> Floats:
        """Joint sizes of the published groups of two breakdowns."""
        first, second = (self._members(breakdown, labels, cells) for breakdown in (a, b))
        return np.asarray(first @ self.tables[a, b] @ second.T)

    def _members(self, breakdown: str, labels: Labels, cells: Sequence[Cell]) -> Floats:
        published = [group for of, group in cells if of == breakdown]
        of_group = {MISSING: MISSING} | labels[breakdown]
        return np.array(
            [[of_group.get(group) == name for group in self.groups[breakdown]] for name in published], float
        )

    def siblings(self, a: str, group: str) -> set[str]:
        """Groups within the same group of a coarser breakdown, one that holds each group of `a` whole."""
        found: set[str] = set()
        for (first, _), table in self.tables.items():
            within = table[:-1, :-1] > 0
            if first == a and (within.sum(axis=1) <= 1).all() and within.shape[1] < within.shape[0]:
                parent = within[self.groups[a].index(group)]
                found |= {other for other, row in zip(self.groups[a], within, strict=False) if (row & parent).any()}
        return found - {group}
