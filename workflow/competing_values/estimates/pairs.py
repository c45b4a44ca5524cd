"""Estimates of how every two groups of a breakdown differ, for each score."""

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.groups import Group, counts, groups_of, spread
from competing_values.estimates.rows import attempted, with_adjusted_p
from competing_values.estimates.weighted import Compared
from competing_values.statistics import mean_tests, rank_tests
from competing_values.statistics.rank_tests import Dominance
from competing_values.statistics.weighted_tests import Difference
from competing_values.study.names import ALL, NONE

#: Breakdowns of more groups have no pairs: 60 groups have 1,770 for each score, 1,128 have 635,628.
MOST_GROUPS = 60


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `pairwise`: every two groups of a breakdown that has not more than `MOST_GROUPS`.

    Scores by Welch's t, with Hedges' g; family: the pairs of one variable. Ordinal answers by Cliff's delta and its
    interval, which stand for difference and effect; they have no test of their own beside Kruskal and Wallis'.
    """
    blocks, confidence, frames = analysis.instrument.blocks(), analysis.statistics.confidence, []
    scores = [name for block in blocks for name in block.scores()]
    ordinal = [one for block in blocks for one in block.ordinal().items()]
    for version, group_by in product(cells.versions, analysis.breakdowns):
        groups = groups_of(cells, group_by, version)
        if not 1 < len(groups) <= MOST_GROUPS:
            continue
        if version == NONE:
            found = [(name, _welch_pairs(groups, name, confidence)) for name in scores]
            found += [(name, _delta_pairs(groups, name, values, confidence)) for name, values in ordinal]
        else:
            compared = Compared(groups)
            found = [(name, _frame(compared.pairs(name, confidence))) for name in scores]
            found += [(name, _delta_frame(compared.dominances(name, values, confidence))) for name, values in ordinal]
        labels = np.array([group.label for group in groups], dtype=object)
        for name, frame in found:
            first, second = labels[frame["first"]], labels[frame["second"]]
            named = frame.drop(columns=["first", "second"]).assign(group_a=first, group_b=second, variable=name)
            frames.append(named.assign(weights=version, group_by=group_by, family=f"pairs of {group_by}: {name}"))
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return {}
    every = pd.concat(filled, ignore_index=True).assign(group=ALL)
    return {"pairwise": with_adjusted_p(every, analysis.statistics.adjust)}


def _frame(found: Sequence[tuple[int, int, float, Difference]]) -> pd.DataFrame:
    rows = [{"first": a, "second": b, "n": n, **difference._asdict()} for a, b, n, difference in found]
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["first", "second"], dtype=int)


def _delta_frame(found: Sequence[tuple[int, int, float, Dominance]]) -> pd.DataFrame:
    rows = []
    for a, b, n, delta in found:
        interval = {"ci_low": delta.effect_ci_low, "ci_high": delta.effect_ci_high, "difference": delta.effect_size}
        pair = {"first": a, "second": b, "n": n}
        rows.append(pair | interval | delta._asdict() | dict.fromkeys(("statistic", "df", "p"), np.nan))
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["first", "second"], dtype=int)


def _welch_pairs(groups: list[Group], name: str, confidence: float) -> pd.DataFrame:
    n, means, sds = spread(groups, name)
    found, _ = attempted(mean_tests.welch_pairs, n, means, sds, confidence)
    if found is None:
        return pd.DataFrame(columns=["first", "second"], dtype=int)
    return pd.DataFrame(found._asdict()).assign(n=n[found.first] + n[found.second])


def _delta_pairs(groups: list[Group], name: str, values: list[str], confidence: float) -> pd.DataFrame:
    given = counts(groups, name, values)
    found = []
    for first, second in combinations(np.flatnonzero(given.sum(axis=1)), 2):
        delta, _ = attempted(rank_tests.cliffs_delta, given[[first, second]], confidence)
        if delta is not None:
            found.append((int(first), int(second), float(given[[first, second]].sum()), delta))
    return _delta_frame(found)
