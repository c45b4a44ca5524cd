"""Estimates of how groups, and sources, compare: one test a variable; and now against preferred."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from competing_values.aggregates.cells import Cells
from competing_values.estimates import weighted
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.groups import Group, counts, groups_of, spread
from competing_values.estimates.rows import attempted, joined, with_adjusted_p
from competing_values.estimates.weighted import Compared
from competing_values.statistics import category_tests, mean_tests, rank_tests
from competing_values.statistics.omnibus import OmnibusTest
from competing_values.study.blocks.ocai import DELTAS
from competing_values.study.names import ALL, BALANCES, DESIGN, GAP, NONE, OVERALL, POPULATION, balance

Row = dict[str, Any]

#: Why groups leave a test, weighted and without weights.
LEFT = (
    "too few answers, no variance, or all of one cluster",
    "too few answers, or no variance",
)
#: Figures of a test between groups.
TEST = [name for name in OmnibusTest._fields if name != "omitted"]


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `group_comparison` of one source: now against preferred, and the groups of each breakdown.

    Respondents whose group is missing do not enter. Family: all tests of one breakdown, in each version of weights.
    """
    rows: list[Row] = []
    for version in cells.versions:
        rows += _now_against_preferred(cells, version, analysis)
        for group_by in analysis.breakdowns:
            if groups := groups_of(cells, group_by, version):
                rows += _between(groups, group_by, version, analysis)
    return {"group_comparison": _tested(rows, analysis)}


def between_sources(sources: Mapping[str, Cells], analysis: Analysis) -> pd.DataFrame:
    """Rows of `group_comparison` that compare whole sources with each other, by what all of them were asked.

    In each version of weights that all of them have.
    """
    rows: list[Row] = []
    for version in NONE, DESIGN, POPULATION:
        if len(sources) > 1 and all(version in cells.versions for cells in sources.values()):
            groups = [Group(cells, cells.whole(version), source) for source, cells in sources.items()]
            rows += _between(groups, "source", version, analysis)
    return _tested(rows, analysis)


def _tested(rows: list[Row], analysis: Analysis) -> pd.DataFrame:
    frame = pd.DataFrame(rows).assign(group=ALL)
    return with_adjusted_p(frame, analysis.statistics.adjust) if rows else frame


def _now_against_preferred(cells: Cells, version: str, analysis: Analysis) -> Iterator[Row]:
    """Hotelling's T² of the paired differences in balances, for the whole source; weighted the Wald test of their means.

    Repeated with zeros replaced by half of δ and by one and a half, to show how far the result depends on it.
    """
    ocai, confidence = analysis.instrument.ocai, analysis.statistics.confidence
    if not ocai or not ocai.is_paired:
        return
    cell = cells.whole(version)
    for delta, multiple in DELTAS.items():
        names = [balance(GAP, OVERALL, name, delta) for name in BALANCES]
        n, mean = cells.mean_of(cell, names)
        if version == NONE:
            found, reason = attempted(mean_tests.hotelling, n, mean, cells.covariance(cell, names)[1], confidence)
        else:
            found, reason = attempted(weighted.from_zero, cells, cell, names, confidence)
        label = "" if multiple == 1 else f", {multiple:g} δ"
        test = {"variable": "ocai", "test": f"Hotelling T²{label}", "n": n, "reason": reason, "weights": version}
        yield {"group_by": ALL, "family": f"now against preferred{label}"} | test | _fields(found)


def _between(groups: list[Group], group_by: str, version: str, analysis: Analysis) -> Iterator[Row]:
    """Every test between some groups.

    Groups that leave a test are counted, not named: their names would tell who has fewer than two respondents. `n` is
    of those who stayed.
    """

    def row(variable: str, test: str, sizes: ArrayLike, function: Callable[..., Any], *moments: Any) -> Row:
        found, reason = attempted(function, *moments, analysis.statistics.confidence)
        without = list(found.omitted) if found else []
        left = f"without {len(without)} of {len(groups)} groups: {LEFT[version == NONE]}" if without else ""
        named = {"group_by": group_by, "family": f"tests of {group_by}", "variable": variable, "test": test}
        told = named | {"weights": version, "n": np.delete(sizes, without).sum(), "reason": joined(reason, left)}
        return told | _fields(found)

    blocks = analysis.instrument.blocks()
    compared = Compared(groups) if version != NONE else None
    for name, balances in (one for block in blocks for one in block.compositions().items()):
        sizes, centres = zip(*(group.cells.mean_of(group.position, balances) for group in groups), strict=True)
        if compared:
            yield row(name, "MANOVA (Wald)", sizes, compared.profiles, balances)
            continue
        covariances = np.array([group.cells.covariance(group.position, balances)[1] for group in groups])
        moments = np.array(sizes), np.array(centres), covariances
        yield row(name, "MANOVA (Pillai)", sizes, mean_tests.manova, *moments)
    for name in (score for block in blocks for score in block.scores()):
        n, means, sds = spread(groups, name)
        if compared:
            yield row(name, "Wald F" if compared.design else "Welch ANOVA", n, compared.means, name)
        else:
            yield row(name, "Welch ANOVA", n, mean_tests.welch_anova, n, means, sds)
    for name, values in (one for block in blocks for one in block.ordinal().items()):
        given = counts(groups, name, values)
        if compared:
            yield row(name, "Kruskal–Wallis (weighted)", given.sum(axis=1), compared.ranks, name, values)
        else:
            yield row(name, "Kruskal–Wallis", given.sum(axis=1), rank_tests.kruskal, given)
    for name, values in (one for block in blocks for one in block.categorical().items()):
        given = counts(groups, name, values)
        if compared:
            yield row(name, "Rao–Scott F", given.sum(axis=1), compared.categories, name, values)
        else:
            yield row(name, "χ²", given.sum(axis=1), category_tests.chi_squared, given)


def _fields(found: Any) -> Row:
    figures = {} if found is None else {key: value for key, value in found._asdict().items() if key != "omitted"}
    return dict.fromkeys(TEST) | figures
