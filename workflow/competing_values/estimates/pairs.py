"""Estimates of how every two groups of a breakdown differ, for each score."""

from itertools import combinations

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.groups import Group, counts, groups_of, spread
from competing_values.estimates.rows import attempted, with_adjusted_p
from competing_values.statistics import mean_tests, rank_tests
from competing_values.study.names import ALL

#: Breakdowns of more groups have no pairs: 60 groups have 1,770 for each score, 1,128 have 635,628.
MOST_GROUPS = 60


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `pairwise`: every two groups of a breakdown that has not more than `MOST_GROUPS`.

    Scores by Welch's t, with Hedges' g; family: the pairs of one variable. Ordinal answers by Cliff's delta and its
    interval, which stand for difference and effect; they have no test of their own beside Kruskal and Wallis'.
    """
    blocks, confidence, frames = analysis.instrument.blocks(), analysis.statistics.confidence, []
    for group_by in analysis.breakdowns:
        groups = groups_of(cells, group_by)
        if not 1 < len(groups) <= MOST_GROUPS:
            continue
        labels = np.array([group.label for group in groups], dtype=object)
        found = [(name, _welch_pairs(groups, name, confidence)) for block in blocks for name in block.scores()]
        found += [
            (name, _delta_pairs(groups, name, values, confidence))
            for block in blocks
            for name, values in block.ordinal().items()
        ]
        for name, frame in found:
            first, second = labels[frame["first"]], labels[frame["second"]]
            named = frame.drop(columns=["first", "second"]).assign(group_a=first, group_b=second, variable=name)
            frames.append(named.assign(group_by=group_by, family=f"pairs of {group_by}: {name}"))
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return {}
    every = pd.concat(filled, ignore_index=True).assign(weights="none", group=ALL)
    return {"pairwise": with_adjusted_p(every, analysis.statistics.adjust)}


def _welch_pairs(groups: list[Group], name: str, confidence: float) -> pd.DataFrame:
    n, means, sds = spread(groups, name)
    found, _ = attempted(mean_tests.welch_pairs, n, means, sds, confidence)
    if found is None:
        return pd.DataFrame(columns=["first", "second"], dtype=int)
    return pd.DataFrame(found._asdict()).assign(n=n[found.first] + n[found.second])


def _delta_pairs(groups: list[Group], name: str, values: list[str], confidence: float) -> pd.DataFrame:
    given = counts(groups, name, values)
    rows = []
    for first, second in combinations(np.flatnonzero(given.sum(axis=1)), 2):
        delta, _ = attempted(rank_tests.cliffs_delta, given[[first, second]], confidence)
        if delta is None:
            continue
        interval = {"ci_low": delta.effect_ci_low, "ci_high": delta.effect_ci_high}
        pair = {"first": first, "second": second, "n": given[[first, second]].sum(), "difference": delta.effect_size}
        rows.append(pair | interval | delta._asdict() | dict.fromkeys(("statistic", "df", "p"), np.nan))
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["first", "second"], dtype=int)
