"""Estimates of how groups, and sources, compare: one test a variable; and now against preferred."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.groups import Group, counts, groups_of, spread
from competing_values.estimates.rows import attempted, joined, with_adjusted_p
from competing_values.statistics import category_tests, mean_tests, rank_tests
from competing_values.statistics.omnibus import OmnibusTest
from competing_values.study.blocks.ocai import DELTAS
from competing_values.study.names import ALL, BALANCES, GAP, OVERALL, balance

Row = dict[str, Any]

#: Figures of a test between groups.
TEST = [name for name in OmnibusTest._fields if name != "omitted"]


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `group_comparison` of one source: now against preferred, and the groups of each breakdown.

    Respondents whose group is missing do not enter. Family: all tests of one breakdown.
    """
    rows = list(_now_against_preferred(cells, analysis))
    for group_by in analysis.breakdowns:
        if groups := groups_of(cells, group_by):
            rows += _between(groups, group_by, analysis)
    return {"group_comparison": _tested(rows, analysis)}


def between_sources(sources: Mapping[str, Cells], analysis: Analysis) -> pd.DataFrame:
    """Rows of `group_comparison` that compare whole sources with each other, by what all of them were asked."""
    groups = [Group(cells, 0, source) for source, cells in sources.items()]
    return _tested(list(_between(groups, "source", analysis)) if len(groups) > 1 else [], analysis)


def _tested(rows: list[Row], analysis: Analysis) -> pd.DataFrame:
    frame = pd.DataFrame(rows).assign(weights="none", group=ALL)
    return with_adjusted_p(frame, analysis.statistics.adjust) if rows else frame


def _now_against_preferred(cells: Cells, analysis: Analysis) -> Iterator[Row]:
    """Hotelling's T² of the paired differences in balances, for the whole source.

    Repeated with zeros replaced by half of δ and by one and a half, to show how far the result depends on it.
    """
    ocai, confidence = analysis.instrument.ocai, analysis.statistics.confidence
    if not ocai or not ocai.is_paired:
        return
    for delta, multiple in DELTAS.items():
        names = [balance(GAP, OVERALL, name, delta) for name in BALANCES]
        n, mean = cells.mean_of(0, names)
        found, reason = attempted(mean_tests.hotelling, n, mean, cells.covariance(0, names)[1], confidence)
        label = "" if multiple == 1 else f", {multiple:g} δ"
        test = {"variable": "ocai", "test": f"Hotelling T²{label}", "n": n, "reason": reason}
        yield {"group_by": ALL, "family": f"now against preferred{label}"} | test | _fields(found)


def _between(groups: list[Group], group_by: str, analysis: Analysis) -> Iterator[Row]:
    """Every test between some groups.

    Groups that leave a test are counted, not named: their names would tell who has fewer than two respondents. `n` is
    of those who stayed.
    """

    def row(variable: str, test: str, sizes: ArrayLike, function: Callable[..., Any], *moments: Any) -> Row:
        found, reason = attempted(function, *moments, analysis.statistics.confidence)
        without = list(found.omitted) if found else []
        left = f"without {len(without)} of {len(groups)} groups: too few answers, or no variance" if without else ""
        named = {"group_by": group_by, "family": f"tests of {group_by}", "variable": variable, "test": test}
        return named | {"n": np.delete(sizes, without).sum(), "reason": joined(reason, left)} | _fields(found)

    blocks = analysis.instrument.blocks()
    for name, balances in (one for block in blocks for one in block.compositions().items()):
        sizes, centres = zip(*(group.cells.mean_of(group.position, balances) for group in groups), strict=True)
        covariances = np.array([group.cells.covariance(group.position, balances)[1] for group in groups])
        moments = np.array(sizes), np.array(centres), covariances
        yield row(name, "MANOVA (Pillai)", sizes, mean_tests.manova, *moments)
    for name in (score for block in blocks for score in block.scores()):
        n, means, sds = spread(groups, name)
        yield row(name, "Welch ANOVA", n, mean_tests.welch_anova, n, means, sds)
    for name, values in (one for block in blocks for one in block.ordinal().items()):
        given = counts(groups, name, values)
        yield row(name, "Kruskal–Wallis", given.sum(axis=1), rank_tests.kruskal, given)
    for name, values in (one for block in blocks for one in block.categorical().items()):
        given = counts(groups, name, values)
        yield row(name, "χ²", given.sum(axis=1), category_tests.chi_squared, given)


def _fields(found: Any) -> Row:
    figures = {} if found is None else {key: value for key, value in found._asdict().items() if key != "omitted"}
    return dict.fromkeys(TEST) | figures
