"""Tests and differences of groups in weighted versions, as the respondents of the groups were drawn."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from competing_values.aggregates.cells import Cells, Floats
from competing_values.aggregates.drawn import Drawn, Mean, Score
from competing_values.errors import NotEstimableError
from competing_values.estimates.groups import Group
from competing_values.statistics import category_tests, mean_tests, rank_tests
from competing_values.statistics.design import WaldTest, rao_scott, same_means, wald
from competing_values.statistics.omnibus import OmnibusTest, omitted
from competing_values.statistics.rank_tests import Dominance
from competing_values.statistics.weighted_tests import (
    Difference,
    Samples,
    difference,
    effective_sizes,
    wald_of_means,
    welch,
)


class Compared:
    """Groups of one version of weights that are compared.

    Attributes
    ----------
    design
        How they were drawn together; None where each was drawn by itself: sources, groups of a source without a design,
        groups that each lie in one cluster.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        drawn = [group.cells.drawn(group.position) for group in groups]
        of_one = len({id(group.cells) for group in groups}) == 1
        shared = [one for one in drawn if one.is_declared]
        self.design: Drawn | None = shared[0] if of_one and shared else None
        self._takes_part = np.array([self.design is None or one is self.design for one in drawn])

    def _kept(self, samples: Samples) -> list[int]:
        """Positions of the groups that have a mean with an error, and one that the others' design can tell."""
        n, _, sd, se, df = samples
        return [int(k) for k in np.flatnonzero(self._takes_part & (n > 1) & (sd > 0) & (se > 0) & (df > 0))]

    def _left(self, kept: Sequence[int]) -> tuple[int, ...]:
        return omitted(np.isin(np.arange(len(self.groups)), kept))

    def _covariance(self, figures: Sequence[Sequence[Mean | Score]]) -> tuple[Floats, float]:
        """Joint covariance of figures of some groups, and its degrees of freedom: figures of each kept group."""
        if self.design:
            every = [figure for own in figures for figure in own]
            return self.design.covariance(every), self.design.freedom(every)
        raise NotEstimableError("the groups have no design in common")

    def means(self, name: str, confidence: float) -> OmnibusTest:
        """Whether a score has the same mean in all groups."""
        samples = _samples(self.groups, name)
        kept = self._kept(samples)
        few = samples.of(kept)
        weight = [self.groups[k].cells.weight_of(self.groups[k].position, name) for k in kept]
        if not self.design:
            return welch(few, weight, confidence)._replace(omitted=self._left(kept))
        figures = [[Mean(self.groups[k].position, name)] for k in kept]
        covariance, df = self._covariance(figures) if len(kept) > 1 else (np.zeros((0, 0)), 0.0)
        return wald_of_means(few, weight, covariance, df, confidence)._replace(omitted=self._left(kept))

    def profiles(self, names: Sequence[str], confidence: float) -> OmnibusTest:
        """Whether a vector of measures has the same means in all groups."""
        samples = [_samples(self.groups, name) for name in names]
        kept = sorted(set.intersection(*(set(self._kept(one)) for one in samples)))
        groups = [self.groups[k] for k in kept]
        centres = np.array([one.mean[kept] for one in samples]).T
        weight = np.array([group.cells.weight_of(group.position, names[0]) for group in groups])
        if self.design:
            covariance, df = self._covariance([[Mean(group.position, name) for name in names] for group in groups])
        else:
            parts = [group.cells.covariance_of_means(group.position, names) for group in groups]
            covariance = np.zeros((len(kept) * len(names),) * 2)
            for k, part in enumerate(parts):
                at = slice(k * len(names), (k + 1) * len(names))
                covariance[at, at] = part
            df = float(sum(group.cells.freedom_of(group.position, names) for group in groups))
        test = same_means(centres, covariance, df)
        sizes = np.mean([effective_sizes(one.of(kept), weight) for one in samples], axis=0)
        within = np.array([group.cells.covariance(group.position, names)[1] for group in groups])
        effect = mean_tests.manova(sizes, centres, within, confidence)
        return effect._replace(**_statistic(test), omitted=self._left(kept))

    def ranks(self, name: str, values: Sequence[str], confidence: float) -> OmnibusTest:
        """Whether ordered answers are of the same mean rank in all groups."""
        given = _weights(self.groups, name, values)
        if not given.sum() > 0:
            raise NotEstimableError("nobody answered")
        total = given.sum(axis=0) / given.sum()
        ranks = dict(zip(values, np.cumsum(total) - total / 2, strict=True))
        samples = self._scored(name, ranks, given)
        kept = self._kept(samples)
        few, weight = samples.of(kept), given.sum(axis=1)[kept]
        if self.design:
            figures = [[Score(self.groups[k].position, name, ranks)] for k in kept]
            covariance, df = self._covariance(figures) if len(kept) > 1 else (np.zeros((0, 0)), 0.0)
            test = wald_of_means(few, weight, covariance, df, confidence)
        else:
            test = welch(few, weight, confidence)
        shares = given[kept] / given[kept].sum(axis=1, keepdims=True)
        effect = rank_tests.kruskal(shares * effective_sizes(few, weight)[:, None], confidence)
        return effect._replace(**_statistic(test), omitted=self._left(kept))

    def _scored(self, name: str, scores: dict[str, float], given: Floats) -> Samples:
        """Means of a score of the answers, in each group."""
        score = np.array([*scores.values()])
        weight = np.where(given.sum(axis=1) > 0, given.sum(axis=1), np.nan)
        mean = given @ score / weight
        n = np.array([group.cells.counts([group.position], name, [*scores])[0].sum() for group in self.groups])
        spread = ((given * (score - mean[:, None]) ** 2).sum(axis=1) / weight) * n / np.where(n > 1, n - 1, np.nan)
        errors, df = [], []
        for group in self.groups:
            figure = [Score(group.position, name, scores)]
            drawn = group.cells.drawn(group.position)
            errors.append(float(np.sqrt(max(drawn.covariance(figure)[0, 0], 0))))
            df.append(drawn.freedom(figure))
        return Samples(n, mean, np.sqrt(spread), np.array(errors), np.array(df))

    def categories(self, name: str, values: Sequence[str], confidence: float) -> OmnibusTest:
        """Whether categories are spread alike in all groups."""
        given = _weights(self.groups, name, values)
        kept = [int(k) for k in np.flatnonzero(self._takes_part & (given.sum(axis=1) > 0))]
        groups = [self.groups[k] for k in kept]
        if len(groups) < 2 or len({id(group.cells) for group in groups}) > 1:
            raise NotEstimableError("fewer than two groups of one source have answers")
        positions = [group.position for group in groups]
        n = float(sum(group.cells.counts([group.position], name, values)[0].sum() for group in groups))
        drawn = self.design or groups[0].cells.drawn(positions[0])
        shares, covariance = drawn.covariance_of_table(positions, name, values)
        df = drawn.freedom([Score(position, name, {}) for position in positions])
        test, design_effect = rao_scott(shares, covariance, n, df)
        effect = category_tests.chi_squared(shares * n / max(design_effect, 1e-9), confidence)
        return effect._replace(**_statistic(test), omitted=self._left(kept))

    def pairs(self, name: str, confidence: float) -> list[tuple[int, int, float, Difference]]:
        """Every two groups: positions, n, and their difference in a score."""
        samples = _samples(self.groups, name)
        found = []
        for a, b in combinations(self._kept(samples), 2):
            two = samples.of([a, b])
            if self.design:
                covariance, df = self._covariance([[Mean(self.groups[k].position, name)] for k in (a, b)])
                df -= 1
            else:
                squared, free = two.se**2, two.df
                covariance, df = np.diag(squared), float(squared.sum() ** 2 / (squared**2 / free).sum())
            if df > 0:
                found.append((a, b, float(two.n.sum()), difference(two, covariance, df, confidence)))
        return found

    def dominances(
        self, name: str, values: Sequence[str], confidence: float
    ) -> list[tuple[int, int, float, Dominance]]:
        """Every two groups: positions, n, and Cliff's delta of ordered answers."""
        given = _weights(self.groups, name, values)
        n = np.array([group.cells.counts([group.position], name, values)[0].sum() for group in self.groups])
        found = []
        kept = np.flatnonzero(self._takes_part & (n > 1) & (given.sum(axis=1) > 0)).tolist()
        for a, b in combinations(kept, 2):
            shares = given[[a, b]] / given[[a, b]].sum(axis=1, keepdims=True)
            over = [2 * np.cumsum(share) - share - 1 for share in shares]
            scores = [dict(zip(values, side, strict=True)) for side in (over[1], -over[0])]
            figures = [Score(self.groups[k].position, name, score) for k, score in zip((a, b), scores, strict=True)]
            if self.design:
                covariance, df = self._covariance([[figure] for figure in figures])
            else:
                drawn = [self.groups[k].cells.drawn(self.groups[k].position) for k in (a, b)]
                parts = [one.covariance([figure])[0, 0] for one, figure in zip(drawn, figures, strict=True)]
                covariance = np.diag(parts)
                df = sum(one.freedom([figure]) for one, figure in zip(drawn, figures, strict=True))
            delta = float(shares[0] @ over[1])
            if df > 0:
                spread = max(float(covariance.sum()), 0)
                told = rank_tests.delta_with_interval(delta, spread, df, float(n[[a, b]].min()), confidence)
                found.append((int(a), int(b), float(n[a] + n[b]), told))
        return found


def from_zero(cells: Cells, cell: int, names: Sequence[str], confidence: float) -> OmnibusTest:
    """Whether a vector of measures has means of 0 in one cell."""
    samples = [cells.samples([cell], name) for name in names]
    centre = np.array([one.mean[0] for one in samples])
    covariance, df = cells.covariance_of_means(cell, names), cells.freedom_of(cell, names)
    test = wald(centre, covariance, df)
    n = int(np.mean([(one.sd[0] / one.se[0]) ** 2 for one in samples]))
    effect = mean_tests.hotelling(n, centre, cells.covariance(cell, names)[1], confidence)
    return effect._replace(**_statistic(test))


def _statistic(test: WaldTest | OmnibusTest) -> dict[str, Any]:
    """What a test says, beside its effect."""
    return {"statistic": test.statistic, "df1": test.df1, "df2": test.df2, "p": test.p}


def _samples(groups: Sequence[Group], name: str) -> Samples:
    found = [group.cells.samples([group.position], name) for group in groups]
    return Samples(*(np.concatenate(values) for values in zip(*found, strict=True)))


def _weights(groups: Sequence[Group], name: str, values: Sequence[str]) -> Floats:
    """Σw of those who gave each value: groups × values."""
    return np.array([group.cells.weights(group.position, name, values) for group in groups])
