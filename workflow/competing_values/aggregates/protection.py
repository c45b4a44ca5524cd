"""Which sums may be known: protection of respondents, before anything is estimated.

What is protected is what people answered. Groups and items that may not be known are merged into *other groups*, or
left out, in the sums themselves: estimates and tests see only what is let through, and can hold nothing else. The
rules, in their order: `large_sources`, `partition` (threshold, other groups, within the parent, earlier waves),
`few_answers`, `same_answers`, and then, until nothing changes, `told_by_others`, `told_by_bases`, `told_by_parts`,
`told_by_the_rest` and `told_by_earlier`.

Whether something is told is a matter of figures: every published figure is rounded, so a difference of published sums
is known within bounds (`aggregates.bounds`). Only where they are narrower than `width` of the scale is more hidden.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from competing_values.aggregates import bounds
from competing_values.aggregates.items import Item, Shares
from competing_values.aggregates.sums import RESPONDENTS, UNIT, added_up
from competing_values.study.names import ALL, MISSING

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Cell = tuple[str, str]
Labels = dict[str, dict[str, str]]

#: The group into which groups that may not be known are merged; no study may have one of this name.
OTHER = "other"
WHOLE = (ALL, ALL)
RECORD = {"source": pl.String, "group_by": pl.String, "group": pl.String, "variable": pl.String, "rule": pl.String}


class Aggregates(NamedTuple):
    """Counts and moments of a source, as `aggregates.sums` writes them."""

    counts: pl.DataFrame
    moments: pl.DataFrame


class Limits(NamedTuple):
    """What protects respondents: the fewest of a group, and the narrowest bound as a share of the scale."""

    min_cell: int
    width: float


class Protected(NamedTuple):
    """What may be known.

    sources
        Aggregates of the sources that may be known, in the form of those that came in.
    record
        ``source, group_by, group, variable, rule``: what was merged or hidden, without figures. `group` is empty where
        its name may not be known, `variable` where all of them are meant.
    labels
        source: breakdown: group: the published group that it is part of. Groups and breakdowns that are left out are
        not there.
    """

    sources: dict[str, Aggregates]
    record: pl.DataFrame
    labels: dict[str, Labels]


def protect(
    sources: Mapping[str, Aggregates],
    items: Sequence[Item],
    breakdowns: Sequence[str],
    declared: Mapping[str, Collection[str] | None],
    limits: Limits,
    earlier: Sequence[Mapping[str, Aggregates]] = (),
) -> Protected:
    """The aggregates of a wave that may be known.

    Parameters
    ----------
    sources
        Of one wave, by name.
    items
        What is published, as `aggregates.items.items` gives it.
    breakdowns
        That are reported, in their order.
    declared
        Categories of each breakdown of the questionnaire; None where they are those of the data: their names are then
        published only with their figures.
    limits
        With ``min_cell`` 1 nothing is protected.
    earlier
        Protected aggregates of earlier waves whose respondents may be the same people.
    """
    if limits.min_cell == 1:
        return Protected(dict(sources), pl.DataFrame(schema=RECORD), {})
    let_through: dict[str, Aggregates] = {}
    labels: dict[str, Labels] = {}
    rows: list[tuple[str, ...]] = []
    for name, aggregates in sources.items():
        known = [wave[name] for wave in earlier if name in wave]
        found = _protected(aggregates, items, breakdowns, declared, limits, known)
        if found is None:
            continue
        let_through[name], labels[name], record = found
        rows += [(name, *row) for row in record]
    return Protected(let_through, pl.DataFrame(list(dict.fromkeys(rows)), RECORD, orient="row"), labels)


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


class _Source:
    """Sums of the cells of one source, as arrays cells × figures, items or answers."""

    def __init__(self, aggregates: Aggregates, items: Sequence[Item]) -> None:
        counts, moments = aggregates
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
        self.answers, counted = self._answered(counts.join(place, on=["group_by", "group"]))
        self.n = np.minimum(self._measured(moments), counted)
        self.incomplete = self._incomplete(moments)

    def groups(self, group_by: str) -> dict[str, int]:
        """Size of each group of a breakdown that people stated."""
        found = zip(self.cells, self.size, strict=True)
        return {group: int(n) for (of, group), n in found if of == group_by and group != MISSING}

    def _summed(self, moments: pl.DataFrame) -> dict[str, dict[str, Floats]]:
        """weights: sum: cells × figures; those of the figure's error end in `_error`."""
        pairs = [(figure.of, figure.beside) for figure in self.figures]
        own = dict.fromkeys([*pairs, *((figure.error, figure.error) for figure in self.figures)])
        column = {pair: k for k, pair in enumerate(own)}
        wanted = pl.DataFrame([(*pair, k) for pair, k in column.items()], ["i", "j", "column"], orient="row")
        turned = wanted.filter(pl.col("i") != pl.col("j")).rename({"i": "j", "j": "i"}).select(wanted.columns)
        other_way = moments.join(turned, on=["i", "j"]).with_columns(wi="wj", w2i="w2j")
        rows = pl.concat([moments.join(wanted, on=["i", "j"]), other_way])
        sums = {}
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

    def _incomplete(self, moments: pl.DataFrame) -> Floats:
        """At least how many have the mean of some items and not all of these: cells × items.

        Bonferroni's inequality: at least all who left out one, less those who left out two, for each two of them.
        """
        found = np.zeros((len(self.cells), len(self.items)))
        names = {item.name for item in self.items for _ in item.mean_of if len(item.measures) == 1}
        own = moments.filter(pl.col("weights") == "none").select("cell", "i", "j", "n")
        for k, item in enumerate(self.items):
            if item.name in names:
                pairs = own.filter(pl.col("i").is_in([*item.mean_of]) & pl.col("j").is_in([*item.mean_of]))
                rows = self._moments_n(own, item.name)
                single = pairs.filter(pl.col("i") == pl.col("j"))
                n = {name: self._moments_n(own, name) for name in single["i"].unique().sort()}
                found[:, k] = sum(np.maximum(rows - values, 0) for values in n.values())
                for (a, b), part in pairs.filter(pl.col("i") != pl.col("j")).group_by("i", "j"):
                    both = np.zeros(len(self.cells))
                    both[part["cell"].to_numpy()] = part["n"].to_numpy()
                    found[:, k] -= np.maximum(rows - n[str(a)] - n[str(b)] + both, 0)
        return np.maximum(found, 0)

    def _moments_n(self, own: pl.DataFrame, name: str) -> Floats:
        part = own.filter((pl.col("i") == name) & (pl.col("j") == name))
        n = np.zeros(len(self.cells))
        n[part["cell"].to_numpy()] = part["n"].to_numpy()
        return n

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


class _Published:
    """The groups of a source that are published, with their sums and the room that rounding leaves them.

    Attributes
    ----------
    cells, size, n
        Published groups, their respondents, and how many answered each item.
    figures
        weights: sums of the means that are published, cells × figures.
    shares
        Of each published distribution its item, the spans of its answers, and weights: sums, cells × answers.
    same
        Whether all, or all but one, gave the same answer to an item.
    """

    def __init__(self, source: _Source, labels: Labels, limits: Limits) -> None:
        self.source = source
        members = self._members(labels, limits.min_cell)
        self.cells = [*members]
        self._matrix = np.zeros((len(members), len(source.cells)))
        for row, positions in enumerate(members.values()):
            self._matrix[row, positions] = 1
        self.size = self._matrix @ source.size
        self.n = self._matrix @ np.where(np.isinf(source.n), 0, source.n)
        self.incomplete = self._matrix @ source.incomplete
        self.counts = [
            (k, self._matrix @ source.answers[name][1]["none"])
            for k, item in enumerate(source.items) for name in item.variables
        ]  # fmt: skip
        self.figures = {weights: self._means(weights) for weights in source.weights}
        self.shares = [(k, np.array(shares.spans), self._distribution(shares)) for k, shares in source.shares]
        self.same = self._same(limits.width)
        self.low, self.high = (
            np.array([getattr(figure, end) for figure in source.figures], float) for end in ("low", "high")
        )

    def _members(self, labels: Labels, min_cell: int) -> dict[Cell, list[int]]:
        """Published groups, and the cells each is made of; those who stated no group only where they are many."""
        members: dict[Cell, list[int]] = {}
        for position, (group_by, group) in enumerate(self.source.cells):
            if (group_by, group) == WHOLE:
                members[WHOLE] = [position]
            elif group in labels.get(group_by, {}):
                members.setdefault((group_by, labels[group_by][group]), []).append(position)
            elif group == MISSING and group_by in labels and self.source.size[position] >= min_cell:
                members[group_by, MISSING] = [position]
        return members

    def _means(self, weights: str) -> bounds.Sums:
        sums = {name: self._matrix @ table for name, table in self.source.moments[weights].items()}
        names = [f"{name}_error" for name in ("n", "w", "wi", "wij", "w2", "w2i", "w2ij")]
        error = bounds.standard_errors(*(sums[name] for name in names), rows=self.size[0])
        origins, whole = (
            np.array([getattr(figure, key) for figure in self.source.figures]) for key in ("origin", "whole")
        )
        total = sums["wi"] + sums["w"] * origins
        return bounds.of_means(sums["n"], sums["w"], total, error, whole & (weights == "none"))

    def _distribution(self, shares: Shares) -> dict[str, bounds.Sums]:
        values, tables = self.source.answers[shares.variable]
        within = np.array([[value in answers for answers in shares.classes] for value in values], dtype=float)
        within = within.reshape(len(values), len(shares.classes))
        n = (self._matrix @ tables["none"]).sum(axis=1, keepdims=True)
        found = {}
        for weights, table in tables.items():
            counts = self._matrix @ table
            found[weights] = bounds.of_shares(n, counts.sum(axis=1, keepdims=True), counts @ within, weights == "none")
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
        np.logical_or.at(found, (slice(None), self.source.item_of), constant)
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


# --- groups ------------------------------------------------------------------------------------------------------------


class Equation(NamedTuple):
    """Published cells that others are taken from, those others, and how many people are only in the one or the other."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    only_plus: float
    only_minus: float


class _Joint:
    """How many people belong to a group of one breakdown and to one of another, who stated none among them."""

    def __init__(self, source: _Source, counts: pl.DataFrame, breakdowns: Sequence[str]) -> None:
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


def threshold(sizes: Mapping[str, int], min_cell: int) -> dict[str, str]:
    """Groups under the threshold become *other groups*: fewer than `min_cell` respondents, no figure."""
    return {group: OTHER if n < min_cell else group for group, n in sizes.items()}


def smallest_beside(sizes: Mapping[str, int], labels: Mapping[str, str], siblings: Collection[str] = ()) -> str | None:
    """The group that joins *other groups* where these are too few: the smallest, of the same parent if there is one.

    Within the parent, since the parent less its other groups would tell the small ones. None where none is left.
    """
    published = [group for group, label in labels.items() if label != OTHER]
    return min(published, key=lambda group: (group not in siblings, sizes[group], group), default=None)


def _threshold_alone(sizes: Mapping[str, int], min_cell: int) -> dict[str, str]:
    """Groups of a breakdown that is not reported: published as margins alone."""
    labels = threshold(sizes, min_cell)
    while 0 < sum(sizes[group] for group, label in labels.items() if label == OTHER) < min_cell:
        if (joined := smallest_beside(sizes, labels)) is None:
            return {}
        labels[joined] = OTHER
    return labels


class _Groups:
    """Which groups of a source are published: starts at the threshold, and merges until nothing is told."""

    def __init__(self, source: _Source, joint: _Joint, breakdowns: Sequence[str], limits: Limits) -> None:
        self._source, self._joint, self._limits = source, joint, limits
        self.sizes = {b: source.groups(b) for b in breakdowns}
        self.labels = {b: threshold(sizes, limits.min_cell) for b, sizes in self.sizes.items()}
        self.record = [
            (b, group, "", "threshold") for b, labels in self.labels.items() for group, label in labels.items() if label == OTHER
        ]  # fmt: skip

    def merge(self, breakdown: str, groups: Collection[str], rule: str) -> None:
        """Merge groups into *other groups*."""
        self.labels[breakdown] |= dict.fromkeys(groups, OTHER)
        self.record += [(breakdown, group, "", rule) for group in sorted(groups)]

    def as_earlier(self, earlier: Collection[Cell]) -> None:
        """Groups that an earlier wave had among its *other groups*: the same people, until they are many more.

        The earlier *other groups* less those who are now among them would tell the group that left them. How many it
        had been is not known, but that it was under the threshold, or joined those who were.
        """
        for b, labels in self.labels.items():
            if (b, OTHER) in earlier:
                new = {group for group, label in labels.items() if label != OTHER and (b, group) not in earlier}
                few = {group for group in new if self.sizes[b][group] < 2 * self._limits.min_cell}
                if few:
                    self.merge(b, few, "earlier wave")

    def settle(self) -> "_Published":
        """Merge until *other groups* are many, nothing is told by nesting, and each breakdown has two groups."""
        while True:
            self._leave_out()
            published = _Published(self._source, self.labels, self._limits)
            if not self._complete() and not self._within_parent(published):
                return published

    def _leave_out(self) -> None:
        """A breakdown of one group is no comparison: the group would be the whole less a few."""
        for b in [b for b, labels in self.labels.items() if len(set(labels.values())) < 2]:
            if self.labels[b]:
                self.record.append((b, "", "", "one group"))
            del self.labels[b]

    def leave_out_empty(self, published: "_Published", shown: Bools) -> None:
        """Groups of which nothing is published, and breakdowns that have one group left."""
        empty = {cell for cell, own, n in zip(published.cells, shown, published.n, strict=True) if not own[n > 0].any()}
        for b, labels in self.labels.items():
            gone = [group for group, label in labels.items() if (b, label) in empty]
            self.record += [(b, labels[group], "", "nothing left") for group in gone]
            self.labels[b] = {group: label for group, label in labels.items() if group not in gone}
        self._leave_out()

    def _complete(self) -> bool:
        """Where *other groups* are under the threshold, the smallest group joins them."""
        for b, labels in self.labels.items():
            others = [group for group, label in labels.items() if label == OTHER]
            if 0 < sum(self.sizes[b][group] for group in others) < self._limits.min_cell:
                siblings = set().union(*(self._joint.siblings(b, group) for group in others))
                joined = smallest_beside(self.sizes[b], labels, siblings)
                if joined is not None:
                    self.merge(b, [joined], "other groups")
                    return True
        return False

    def _within_parent(self, published: "_Published") -> bool:
        """Where a group less those within it tells of few people in most items, the smallest within joins the others."""
        shown = few_answers(published, self._limits.min_cell) & ~published.same
        equations = between_breakdowns(published, self._joint, self.labels, self._limits.min_cell)
        finest = Counter(of for of, _ in published.cells)
        for equation in sorted(equations, key=lambda found: -finest[published.cells[found.minus[0]][0]]):
            asked = shown[[*equation.plus]].all(axis=0)
            told = told_by_the_rest(published, equation, [equation], shown, np.zeros_like(shown), self._limits)
            if 2 * told.sum() > asked.sum():
                within = [published.cells[k] for k in equation.minus]
                open_ = [(b, g) for b, g in within if g not in (OTHER, MISSING)]
                if open_:
                    b, group = min(open_, key=lambda cell: (published.size[published.cells.index(cell)], cell))
                    self.merge(b, [group], "within the parent")
                    return True
        return False


def totals(published: _Published) -> Iterator[Equation]:
    """The whole less the groups of each breakdown: who stated no group, or answered in a group where it is hidden."""
    for b in dict.fromkeys(of for of, _ in published.cells if of != ALL):
        groups = tuple(k for k, (of, _) in enumerate(published.cells) if of == b)
        yield Equation((0,), groups, published.size[0] - published.size[[*groups]].sum(), 0)


def between_breakdowns(published: _Published, joint: _Joint, labels: Labels, min_cell: int) -> list[Equation]:
    """Groups of one breakdown less those of another that lie within them, all but a few people.

    By membership: each group less all that lie within it, and sets of groups that cover the same people.
    """
    at = {b: [k for k, (of, _) in enumerate(published.cells) if of == b] for b in labels}
    found = {}
    for a, b in permutations(labels, 2):
        n, size_a, size_b = joint.of(a, b, labels, published.cells), published.size[at[a]], published.size[at[b]]
        sides = [
            ([k], np.flatnonzero((n[:, k] > 0) & (size_a - n[:, k] < outside)))
            for k in range(len(size_b))
            for outside in (1, min_cell)
        ]
        for parents, children in [*sides, *_covers(n, min_cell)]:
            within = n[np.ix_(children, parents)].sum()
            plus, minus = tuple(at[b][k] for k in parents), tuple(at[a][k] for k in children)
            only_plus, only_minus = size_b[parents].sum() - within, size_a[children].sum() - within
            if only_plus < only_minus:
                plus, minus, only_plus, only_minus = minus, plus, only_minus, only_plus
            if plus and minus and only_plus and only_minus < min_cell:
                found[plus, minus] = Equation(plus, minus, only_plus, only_minus)
    return [*found.values()]


def _covers(n: Floats, min_cell: int) -> Iterator[tuple[list[int], NDArray[np.intp]]]:
    """Sets of groups of two breakdowns that hold the same people, but for overlaps of fewer than `min_cell`."""
    left = set(range(n.shape[1]))
    while left:
        parents, children = {min(left)}, set()
        while True:
            more = set(np.flatnonzero((n[:, sorted(parents)] >= min_cell).any(axis=1)))
            both = set(np.flatnonzero((n[sorted(more)] >= min_cell).any(axis=0))) | parents
            if more == children and both == parents:
                break
            parents, children = both, more
        left -= parents
        if len(parents) > 1 and children:
            yield sorted(int(k) for k in parents), np.array(sorted(children))


# --- items -------------------------------------------------------------------------------------------------------------


def few_answers(published: _Published, min_cell: int) -> Bools:
    """Items that at least `min_cell` of a group answered: the others are hidden in it, and the group stays."""
    return published.n >= min_cell


def told_by_the_rest(
    published: _Published, equation: Equation, system: Sequence[Equation], shown: Bools, guards: Bools, limits: Limits
) -> Bools:
    """Items of which published groups tell, by subtraction, what few people answered, or many who answered the same.

    Parameters
    ----------
    published, shown
        Groups, and which items are published of each: groups × items.
    equation
        What is taken from what.
    system
        All equations that hold at the same time, for the linear programmes.
    guards
        Which items are hidden of which groups since, published, they would tell another item of the same group.
    """
    source = published.source
    plus, minus = [*equation.plus], [*equation.minus]
    asked = shown[plus].all(axis=0)
    n = published.n[plus].sum(axis=0) - np.where(shown[minus], published.n[minus], 0).sum(axis=0)
    few = _is_few(equation, n, shown, limits.min_cell)
    alone = (~shown[minus]).sum(axis=0) == 1
    guarded = alone & (guards[minus] & ~shown[minus]).any(axis=0)
    candidates = asked & (few | guarded | _rest_is_same(published, equation, shown))
    figures = np.flatnonzero(asked[source.item_of])
    told = np.zeros(len(candidates), dtype=bool)
    if not len(figures) and not candidates.any():
        return told
    is_shown = shown[:, source.item_of]
    left = {weights: bounds.rest(plus, minus, sums, is_shown) for weights, sums in published.figures.items()}
    few_figures = _is_few(equation, left["none"].n, is_shown, limits.min_cell) | candidates[source.item_of]
    is_left = (left["none"].n > bounds.TOLERANCE) | bool(equation.only_minus)
    wanted = asked[source.item_of] & few_figures & is_left
    narrow = wanted & (_width(left, equation, published) < limits.width)
    for k in np.flatnonzero(narrow):
        told[source.item_of[k]] |= not _is_safe(published, equation, system, is_shown, int(k), limits.width)
    for item, spans, sums in published.shares:
        if asked[item] and not told[item]:
            parts = {
                w: bounds.rest(plus, minus, part, np.broadcast_to(shown[:, [item]], part.n.shape))
                for w, part in sums.items()
            }
            if candidates[item] or _is_few(equation, parts["none"].n[:1], shown[:, [item]], limits.min_cell)[0]:
                told[item] = min(bounds.width_of_shares(part, spans) for part in parts.values()) < limits.width
    return told


def _is_few(equation: Equation, n: Floats, shown: Bools, min_cell: int) -> Bools:
    """Whether fewer than `min_cell` people are left; with people on both sides, whether these are."""
    if not equation.only_minus:
        return (n > bounds.TOLERANCE) & (n < min_cell)
    return np.asarray(shown[[*equation.minus]].all(axis=0) & (equation.only_plus + equation.only_minus < min_cell))


def _rest_is_same(published: _Published, equation: Equation, shown: Bools) -> Bools:
    """Whether those who are left answered (nearly) the same: a group whose item is hidden must not be told by others."""
    found = np.zeros(shown.shape[1], dtype=bool)
    for item, counts in published.counts:
        taken = np.where(shown[[*equation.minus]][:, [item]], counts[[*equation.minus]], 0).sum(axis=0)
        found[item] |= nearly_same((counts[[*equation.plus]].sum(axis=0) - taken)[None])[0]
    return found & (not equation.only_minus)


def _width(left: Mapping[str, bounds.Sums], equation: Equation, published: _Published) -> Floats:
    """Width of the bounds of each mean of a rest, as a share of the scale, by what is published in all weights."""
    if equation.only_minus:
        one, other = bounds.widths_of_both(left["none"], equation.only_minus, published.low, published.high)
        return np.fmin(one, other)
    sides = [bounds.widths_of_means(sums, published.low, published.high) for sums in left.values()]
    below, above = (np.min([side[k] for side in sides], axis=0) for k in (0, 1))
    return np.asarray(below + above)


def _is_safe(
    published: _Published, equation: Equation, system: Sequence[Equation], is_shown: Bools, figure: int, width: float
) -> bool:
    """Whether linear programmes over all published groups leave a mean wider bounds than its own equation's room."""
    if equation.only_minus:
        return False
    known = [
        (other.plus, [k for k in other.minus if is_shown[k, figure]])
        for other in system
        if not other.only_minus and is_shown[[*other.plus], figure].all()
    ]
    asked = known.index((equation.plus, [k for k in equation.minus if is_shown[k, figure]]))
    low, high = published.low[figure], published.high[figure]
    for sums in published.figures.values():
        one = bounds.Sums(*(np.nan_to_num(values[:, figure]) for values in sums))
        outer = bounds.rest(equation.plus, equation.minus, one, is_shown[:, figure])
        plus = [*equation.plus]
        wide = outer._replace(below=outer.below + one.below[plus].sum(), above=outer.above + one.above[plus].sum())
        if sum(bounds.widths_of_means(wide, low, high)) < width:
            return False
        if bounds.exact_width(known, asked, one, low, high) < width:
            return False
    return True


def told_by_others(source: _Source, shown: Bools) -> Bools:
    """Items that would tell a hidden one: gap and preferred give now."""
    place = {item.name: k for k, item in enumerate(source.items)}
    told = np.zeros_like(shown)
    for k, item in enumerate(source.items):
        needed = [place[name] for name in item.needs if name in place]
        told[:, k] = shown[:, k] & ~shown[:, needed].all(axis=1)
    return told


def told_by_bases(published: _Published, shown: Bools, limits: Limits) -> Bools:
    """Gaps that tell, with the two profiles, of the few who gave only one of them.

    Preferred less now of all who gave each, less the gaps of those who gave both, is what is left of the few: the one
    side's answers less the other's. Where bases differ by fewer than `min_cell`, tables show now and preferred of the
    profile beside a gap (`tables.precision`), so that they are not told one by one.
    """
    source = published.source
    place = {item.name: k for k, item in enumerate(source.items)}
    told = np.zeros_like(shown)
    for k, item in enumerate(source.items):
        if item.gap_of:
            sides = [_figures_of(source, place[name]) for name in item.gap_of]
            gaps = _figures_of(source, k)[2::3]
            for now, preferred, own in zip(*sides, gaps, strict=True):
                sums = published.figures["none"]
                room = np.nan_to_num((sums.below + sums.above)[:, [now, preferred, own]]).sum(axis=1)
                only = [sums.n[:, side] - sums.n[:, own] for side in (now, preferred)]
                scale = published.high[now] - published.low[now]
                for few, others in (only, only[::-1]):
                    width = (room / scale + others) / np.where(few > 0, few, np.nan)
                    told[:, k] |= (
                        shown[:, k] & (few > bounds.TOLERANCE) & (few < limits.min_cell) & (width < limits.width)
                    )
    return told


def _figures_of(source: _Source, item: int) -> list[int]:
    """Positions of the figures of an item."""
    return [int(k) for k in np.flatnonzero(source.item_of == item)]


def told_by_parts(published: _Published, shown: Bools, secret: Bools, limits: Limits) -> Bools:
    """Parts of a mean that would tell a secret one of them, or the few who did not answer them all.

    k × the sum of the means less the sums of the k parts is nothing for who answered all; who left some out, or has no
    mean, is left. So is a part that is hidden. With one more part hidden, that of the fewest answers, neither is told;
    where there are but two parts, the mean itself is hidden.
    """
    source = published.source
    place = {item.name: k for k, item in enumerate(source.items)}
    told = np.zeros_like(shown)
    for k, item in enumerate(source.items):
        parts = [place[name] for name in item.mean_of if (published.n[:, place[name]] > 0).any()]
        if not parts:
            continue
        narrow = shown[:, k] & _tells_parts(published, k, parts, shown, secret, limits)
        for row in np.flatnonzero(narrow):
            left = [part for part in parts if shown[row, part]]
            fewest = min(left, key=lambda part: (published.n[row, part], source.items[part].name))
            told[row, k if len(left) <= 2 else fewest] = True
    return told


def _tells_parts(
    published: _Published, mean: int, parts: list[int], shown: Bools, secret: Bools, limits: Limits
) -> Bools:
    """Groups where a mean and its published parts tell a secret part, or the answers of few."""
    source, sums = published.source, published.figures["none"]
    room = np.nan_to_num(sums.below + sums.above)
    columns = [_figures_of(source, part) for part in parts]
    k, is_shown = len(parts), shown[:, parts]
    found = np.zeros(len(shown), dtype=bool)
    for own, of_parts in zip(_figures_of(source, mean), zip(*columns, strict=True), strict=True):
        n = sums.n[:, of_parts]
        answers = np.abs(k * sums.n[:, own] - n.sum(axis=1))
        people = np.maximum(published.incomplete[:, mean], answers / max(k - 1, 1))
        few = is_shown.all(axis=1) & (answers > bounds.TOLERANCE) & (people < limits.min_cell)
        one = (~is_shown).sum(axis=1) == 1
        alone = one & (secret[:, parts] & ~is_shown).any(axis=1)
        asked = np.where(few, answers, np.where(alone, np.where(is_shown, 0, n).max(axis=1), 0))
        known = np.where(is_shown, room[:, of_parts], 0).sum(axis=1) + k * room[:, own]
        scale = published.high[own] - published.low[own]
        found |= (asked > bounds.TOLERANCE) & (known < limits.width * scale * asked)
    return found


def told_by_earlier(published: _Published, labels: Labels, before: _Published, shown: Bools, limits: Limits) -> Bools:
    """Items of groups that an earlier wave published with a few people more or less, who are told by the difference.

    As if nobody else had changed his answers: so an insider may know it of a panel. Samples that are drawn anew are
    declared independent, and no earlier waves are given.
    """
    source = published.source
    told = np.zeros_like(shown)
    for row, (b, group) in enumerate(published.cells):
        parts = [g for g, label in labels.get(b, {}).items() if label == group]
        pairs = {
            tuple(k for k, cell in enumerate(before.cells) if cell in cells)
            for cells in ({(b, group)}, {(b, g) for g in parts})
        }
        for same in pairs - {()}:
            told[row] |= shown[row] & _moved(published, row, before, [*same], limits)
    del source
    return told


def _moved(now: _Published, row: int, before: _Published, same: list[int], limits: Limits) -> Bools:
    """Items of a published group that tell, with an earlier wave's groups of the same people, of those who moved."""
    told = np.zeros(now.n.shape[1], dtype=bool)
    earlier = before.figures["none"]
    known = (earlier.n[same] >= limits.min_cell).all(axis=0) & ~np.isnan(earlier.below[same]).any(axis=0)
    sums = now.figures["none"]
    sign = np.sign(sums.n[row] - earlier.n[same].sum(axis=0))
    n = np.abs(sums.n[row] - earlier.n[same].sum(axis=0))
    below, above = earlier.below[same].sum(axis=0), earlier.above[same].sum(axis=0)
    total = sign * (sums.total[row] - earlier.total[same].sum(axis=0))
    left = bounds.Sums(n, n, total, np.where(sign > 0, above, below), np.where(sign > 0, below, above))
    width = sum(bounds.widths_of_means(left, now.low, now.high))
    narrow = known & (n > bounds.TOLERANCE) & (n < limits.min_cell) & (width < limits.width)
    np.logical_or.at(told, now.source.item_of, narrow)
    for (item, spans, one), (_, _, other) in zip(now.shares, before.shares, strict=True):
        moved = one["none"].n[row, 0] - other["none"].n[same, 0].sum()
        if 0 < abs(moved) < limits.min_cell and (other["none"].n[same, 0] >= limits.min_cell).all():
            direction = np.sign(moved)
            ends = [getattr(other["none"], side)[same].sum(axis=0) for side in ("above", "below")]
            change = direction * (one["none"].total[row] - other["none"].total[same].sum(axis=0))
            people = np.full(len(spans), abs(moved))
            rest = bounds.Sums(people, people, change, *(ends if direction > 0 else ends[::-1]))
            told[item] |= bounds.width_of_shares(rest, spans) < limits.width
    return told


def _smallest_shown(published: _Published, equation: Equation, shown: Bools, item: int) -> int | None:
    """The published group of an equation where hiding an item costs least."""
    groups = [k for k in equation.minus if shown[k, item]]
    return min(groups, key=lambda k: (published.n[k, item], published.cells[k]), default=None)


def _items_shown(
    published: _Published, joint: _Joint, labels: Labels, before: Sequence[_Published], limits: Limits
) -> tuple[Bools, list[tuple[int, int, str]]]:
    """Which items are published of each group, and the rule that hid each of the others (group, item, rule)."""
    record: list[tuple[int, int, str]] = []
    shown = np.ones_like(published.same)

    def hide(told: Bools, rule: str) -> None:
        hidden = np.argwhere(told & shown & (published.n > 0))
        record.extend((int(row), int(item), rule) for row, item in hidden)
        shown[told] = False

    hide(~few_answers(published, limits.min_cell), "few answers")
    hide(published.same, "same answers")
    secret, guards = ~shown, np.zeros_like(shown)
    equations = [*totals(published), *between_breakdowns(published, joint, labels, limits.min_cell)]
    for wave in before:
        hide(told_by_earlier(published, labels, wave, shown, limits), "earlier wave")
    while True:
        hidden = shown.sum()
        hide(told_by_others(published.source, shown), "told by another item")
        hide(told_by_bases(published, shown, limits), "bases that differ by a few")
        told = told_by_parts(published, shown, secret, limits)
        guards |= told
        hide(told, "told by another item")
        for equation in equations:
            told = np.zeros_like(shown)
            for item in np.flatnonzero(told_by_the_rest(published, equation, equations, shown, guards, limits)):
                row = _smallest_shown(published, equation, shown, int(item))
                told[equation.plus[0] if row is None else row, item] = True
            hide(told, "told by other groups")
        if shown.sum() == hidden:
            return shown, record


# --- a source ----------------------------------------------------------------------------------------------------------


def _protected(
    aggregates: Aggregates,
    items: Sequence[Item],
    breakdowns: Sequence[str],
    declared: Mapping[str, Collection[str] | None],
    limits: Limits,
    earlier: Sequence[Aggregates],
) -> tuple[Aggregates, Labels, list[tuple[str, ...]]] | None:
    """One source as it may be known, with its labels and record; None where its respondents are too few."""
    source = _Source(aggregates, items)
    if source.size[0] < limits.min_cell:
        return None
    present = [b for b in breakdowns if source.groups(b)]
    joint = _Joint(source, aggregates.counts, present)
    groups = _Groups(source, joint, present, limits)
    before = [_as_published(wave, items, limits) for wave in earlier]
    groups.as_earlier({cell for wave in before for cell in wave.cells})
    published = groups.settle()
    shown, hidden = _items_shown(published, joint, groups.labels, before, limits)
    groups.leave_out_empty(published, shown)
    margins = {
        name: _threshold_alone(sizes, limits.min_cell)
        for name, sizes in _margins(aggregates.counts, items).items()
        if name not in breakdowns
    }
    labels = groups.labels | {name: found for name, found in margins.items() if found}

    def named(group_by: str, group: str) -> str:
        return group if group in (declared.get(group_by) or ()) else ""

    record = [(b, named(b, group), variable, rule) for b, group, variable, rule in groups.record]
    record += [(*published.cells[row], items[item].name, rule) for row, item, rule in hidden]
    return _let_through(aggregates, published, shown, labels, limits.min_cell), labels, record


def _as_published(aggregates: Aggregates, items: Sequence[Item], limits: Limits) -> _Published:
    """An earlier wave as it was published: each of its cells stands for itself."""
    source = _Source(aggregates, items)
    breakdowns = {of for of, _ in source.cells if of != ALL}
    return _Published(source, {b: {group: group for group in source.groups(b)} for b in breakdowns}, limits)


def _margins(counts: pl.DataFrame, items: Sequence[Item]) -> dict[str, dict[str, int]]:
    """Sizes of the groups of every breakdown variable, reported or not."""
    answered = [RESPONDENTS, *(name for item in items for name in item.variables)]
    whole = counts.filter(
        (pl.col("group_by") == ALL) & (pl.col("weights") == "none") & ~pl.col("variable").is_in(answered)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for variable, value, n in whole.select("variable", "value", "n").iter_rows():
        found[variable][value] = n
    return found


def _let_through(
    aggregates: Aggregates, published: _Published, shown: Bools, labels: Labels, min_cell: int
) -> Aggregates:
    """The sums of the published groups, without those of items that are hidden in them.

    Of a pair of measures that fewer than `min_cell` answered together nothing is let through.
    """
    counts, moments = aggregates
    source = published.source
    places = [
        (of, group, labels[of].get(group, group) if of in labels else group)
        for of, group in source.cells
        if of == ALL or group in labels.get(of, {}) or (of in labels and (of, group) in published.cells)
    ]
    place = pl.DataFrame(places, ["group_by", "group", "label"], orient="row")
    hidden = [(*published.cells[row], source.items[item]) for row, item in np.argwhere(~shown)]
    gone = {
        "variable": [(of, group, name) for of, group, item in hidden for name in item.variables],
        "i": [(of, group, name) for of, group, item in hidden for name in item.measures],
        "pair": [(of, group, f.of, f.beside) for of, group, item in hidden for f in item.figures if f.of != f.beside],
    }
    counts = _relabelled(counts, place).pipe(_margins_merged, source.items, labels)
    moments = _relabelled(moments, place).filter(pl.col("n") >= min_cell)
    counts = _without(counts, gone["variable"], ["variable"])
    for names in (["i"], ["j"]):
        moments = _without(moments, gone["i"], names)
    return Aggregates(counts, _without(moments, gone["pair"], ["i", "j"]))


def _relabelled(sums: pl.DataFrame, place: pl.DataFrame) -> pl.DataFrame:
    """Sums of the published groups: plain sums of those of their parts."""
    labelled = sums.join(place, on=["group_by", "group"], maintain_order="left")
    merged = labelled.filter(pl.col("label") == OTHER).with_columns(group="label").drop("label")
    kept = labelled.filter(pl.col("label") != OTHER).drop("label")
    return pl.concat([kept, added_up([merged]).select(kept.columns)])


def _margins_merged(counts: pl.DataFrame, items: Sequence[Item], labels: Labels) -> pl.DataFrame:
    """Counts in which breakdowns are counted in the whole alone, with the groups that are published."""
    answered = [RESPONDENTS, *(name for item in items for name in item.variables)]
    own = counts.filter(pl.col("variable").is_in(answered))
    known = [(name, group, label) for name, groups in labels.items() for group, label in groups.items()]
    label = pl.DataFrame(known, {"variable": pl.String, "value": pl.String, "label": pl.String}, orient="row")
    margins = counts.filter(pl.col("group_by") == ALL).join(label, on=["variable", "value"])
    return pl.concat([own, added_up([margins.with_columns(value="label").drop("label")]).select(own.columns)])


def _without(sums: pl.DataFrame, gone: Sequence[tuple[str, ...]], names: Sequence[str]) -> pl.DataFrame:
    columns = ["group_by", "group", *names]
    return sums.join(pl.DataFrame(gone, dict.fromkeys(columns, pl.String), orient="row"), on=columns, how="anti")
