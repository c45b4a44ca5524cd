"""Comparison of groups: tests, pairs, agreement within groups, and drivers of the outcomes."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.aggregates.sums import DELTAS, balance, complete
from competing_values.estimates.rows import attempted, joined, whole_cells, with_adjusted_p
from competing_values.statistics import agreement, category_tests, drivers, mean_tests, rank_tests
from competing_values.statistics.log_ratios import BALANCES
from competing_values.study.names import ALL, MISSING, OVERALL, TYPES, in_order, part, parts

Row = dict[str, Any]

#: Figures of a test between groups; of a table of counts there is no df2.
TEST = [name for name in mean_tests.FTest._fields if name != "omitted"]


class Group(NamedTuple):
    """One of the groups that are compared: a cell of a source, and its name."""

    cells: Cells
    position: int
    label: str


def comparison(
    cells: Cells, instrument: dict[str, Any], breakdowns: list[str], confidence: float, method: str
) -> pd.DataFrame:
    """Table `group_comparison` of one source: now against preferred, and the groups of each breakdown.

    Respondents whose group is missing do not enter. Family: all tests of one breakdown.
    """
    rows = list(_now_against_preferred(cells, instrument, confidence))
    for group_by in breakdowns:
        if groups := _groups(cells, group_by):
            rows += _between(groups, group_by, instrument, confidence)
    return _tested(rows, method)


def source_comparison(
    sources: Mapping[str, Cells], instrument: dict[str, Any], confidence: float, method: str
) -> pd.DataFrame:
    """Rows of `group_comparison` that compare whole sources with each other, by what all of them were asked."""
    groups = [Group(cells, 0, source) for source, cells in sources.items()]
    return _tested(list(_between(groups, "source", instrument, confidence)) if len(groups) > 1 else [], method)


def _tested(rows: list[Row], method: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows).assign(weights="none", group=ALL)
    return with_adjusted_p(frame, method) if rows else frame


def _groups(cells: Cells, group_by: str) -> list[Group]:
    """The groups of a breakdown, but for those who did not answer it."""
    index = whole_cells(cells)
    found = index[(index["group_by"] == group_by) & (index["group"] != MISSING)]
    return [Group(cells, position, label) for position, label in zip(found.index, found["group"], strict=True)]


def _scores(instrument: dict[str, Any]) -> list[str]:
    ocai, ratings = instrument["ocai"], instrument["ratings"]
    types = [name for p in ocai["perspectives"] for name in parts(p, OVERALL)] if ocai else []
    return [*types, *(ratings["sectors"] if ratings else [])]


def _ordinal(instrument: dict[str, Any]) -> dict[str, list[str]]:
    """Possible answers of each ordinal variable, from the lowest to the highest."""
    questions = {name: in_order(question) for name, question in instrument["questions"].items() if question["ordered"]}
    return questions | {name: _scale_points(rating) for name, rating in instrument["self_ratings"].items()}


def _scale_points(rating: dict[str, Any]) -> list[str]:
    return [str(float(value)) for value in range(rating["scale"]["min"], rating["scale"]["max"] + 1)]


def _now_against_preferred(cells: Cells, instrument: dict[str, Any], confidence: float) -> Iterator[Row]:
    """Hotelling's T² of the paired differences in balances, for the whole source.

    Repeated with zeros replaced by half of δ and by one and a half, to show how far the result depends on it.
    """
    if not instrument["ocai"] or len(instrument["ocai"]["perspectives"]) < 2:
        return
    for delta, multiple in DELTAS.items():
        names = [balance("gap", OVERALL, name, delta) for name in BALANCES]
        n, mean = cells.mean_of(0, names)
        found, reason = attempted(mean_tests.hotelling, n, mean, cells.covariance(0, names)[1], confidence)
        label = "" if multiple == 1 else f", {multiple:g} δ"
        test = {"variable": "ocai", "test": f"Hotelling T²{label}", "n": n, "reason": reason}
        yield {"group_by": ALL, "family": f"now against preferred{label}"} | test | _fields(found)


def _between(groups: list[Group], group_by: str, instrument: dict[str, Any], confidence: float) -> Iterator[Row]:
    """Every test between some groups.

    Groups that leave a test are counted, not named: their names would tell who has fewer than two respondents.
    """

    def row(variable: str, test: str, n: float, function: Callable[..., Any], *moments: Any) -> Row:
        found, reason = attempted(function, *moments, confidence)
        without = len(found.omitted) if found else 0
        left = f"without {without} of {len(groups)} groups: fewer than two answers, or no variance" if without else ""
        named = {"group_by": group_by, "family": f"tests of {group_by}", "variable": variable, "test": test}
        return named | {"n": n, "reason": joined(reason, left)} | _fields(found)

    for perspective in instrument["ocai"]["perspectives"] if instrument["ocai"] else []:
        names = [balance(perspective, OVERALL, name) for name in BALANCES]
        sizes, centres = zip(*(group.cells.mean_of(group.position, names) for group in groups), strict=True)
        covariances = np.array([group.cells.covariance(group.position, names)[1] for group in groups])
        moments = np.array(sizes), np.array(centres), covariances
        yield row(f"{perspective} profile", "MANOVA (Pillai)", sum(sizes), mean_tests.manova, *moments)
    for name in _scores(instrument):
        n, means, sds = _spread(groups, name)
        yield row(name, "Welch ANOVA", n.sum(), mean_tests.welch_anova, n, means, sds)
    for name, values in _ordinal(instrument).items():
        counts = _counts(groups, name, values)
        yield row(name, "Kruskal–Wallis", counts.sum(), rank_tests.kruskal, counts)
    for name, question in instrument["questions"].items():
        counts = _counts(groups, name, question["categories"])
        yield row(name, "χ²", counts.sum(), category_tests.chi_squared, counts)


def _spread(groups: list[Group], name: str) -> tuple[Floats, Floats, Floats]:
    """n, mean and standard deviation of a measure in each group."""
    found = [group.cells.spread_of([group.position], name) for group in groups]
    n, means, sds = (np.concatenate(values) for values in zip(*found, strict=True))
    return n, means, sds


def _counts(groups: list[Group], name: str, values: list[str]) -> Floats:
    """How often each value was given: groups × values."""
    return np.concatenate([group.cells.counts([group.position], name, values) for group in groups])


def _fields(found: Any) -> Row:
    figures = {} if found is None else {key: value for key, value in found._asdict().items() if key != "omitted"}
    return dict.fromkeys(TEST) | figures


def pairs(
    cells: Cells, instrument: dict[str, Any], breakdowns: list[str], confidence: float, method: str
) -> pd.DataFrame:
    """Table `pairwise`: every two groups of a breakdown.

    Scores by Welch's t, with Hedges' g; family: the pairs of one variable. Ordinal answers by Cliff's delta and its
    interval, which stand for difference and effect; they have no test of their own beside Kruskal and Wallis'.
    """
    frames = []
    for group_by in breakdowns:
        if not (groups := _groups(cells, group_by)):
            continue
        labels = np.array([group.label for group in groups], dtype=object)
        found = [(name, _welch_pairs(groups, name, confidence)) for name in _scores(instrument)]
        found += [
            (name, _delta_pairs(groups, name, values, confidence)) for name, values in _ordinal(instrument).items()
        ]
        for name, frame in found:
            first, second = labels[frame["first"]], labels[frame["second"]]
            named = frame.drop(columns=["first", "second"]).assign(group_a=first, group_b=second, variable=name)
            frames.append(named.assign(group_by=group_by, family=f"pairs of {group_by}: {name}"))
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame()
    return with_adjusted_p(pd.concat(filled, ignore_index=True).assign(weights="none", group=ALL), method)


def _welch_pairs(groups: list[Group], name: str, confidence: float) -> pd.DataFrame:
    n, means, sds = _spread(groups, name)
    found, _ = attempted(mean_tests.welch_pairs, n, means, sds, confidence)
    if found is None:
        return pd.DataFrame(columns=["first", "second"], dtype=int)
    return pd.DataFrame(found._asdict()).assign(n=n[found.first] + n[found.second])


def _delta_pairs(groups: list[Group], name: str, values: list[str], confidence: float) -> pd.DataFrame:
    counts = _counts(groups, name, values)
    rows = []
    for first, second in combinations(np.flatnonzero(counts.sum(axis=1)), 2):
        delta = rank_tests.cliffs_delta(counts[[first, second]], confidence)
        interval = {"ci_low": delta.effect_ci_low, "ci_high": delta.effect_ci_high}
        sizes = {"difference": delta.effect_size, "effect_size": delta.effect_size}
        pair = {"first": first, "second": second, "n": counts[[first, second]].sum()}
        rows.append(pair | sizes | interval | dict.fromkeys(("statistic", "df", "p"), np.nan))
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["first", "second"], dtype=int)


def agreements(cells: Cells, instrument: dict[str, Any], breakdowns: list[str]) -> pd.DataFrame:
    """Table `agreement`: whether a group's mean speaks for the group, for each breakdown and score.

    ICCs are those of the score. rwg(j) and the average deviation are over the items of the score: the statements of a
    sector, the dimensions of a culture type, the self-rating itself.
    """
    rows = []
    for group_by in breakdowns:
        if not (positions := [group.position for group in _groups(cells, group_by)]):
            continue
        for name, (items, null) in _items(instrument).items():
            n, means, sds = cells.spread_of(positions, name)
            row = {"group_by": group_by, "variable": name, "n": n.sum(), "groups": int((n > 0).sum())}
            found, reason = attempted(agreement.icc, n, means, sds)
            icc = {key: getattr(found, key, None) for key in ("icc1", "icc2", "f", "p")}
            rows.append(row | icc | _within(cells, positions, items, null) | {"reason": reason})
    return pd.DataFrame(rows).assign(weights="none", group=ALL)


def _items(instrument: dict[str, Any]) -> dict[str, tuple[list[str], float]]:
    """Score: its items, and the variance that an item would have if answers were random."""
    found: dict[str, tuple[list[str], float]] = {}
    if ocai := instrument["ocai"]:
        null = agreement.dirichlet_null(ocai["total"])
        for perspective in ocai["perspectives"]:
            for culture_type in TYPES:
                items = [part(perspective, dimension, culture_type) for dimension in ocai["dimensions"]]
                found[part(perspective, OVERALL, culture_type)] = (items, null)
    if ratings := instrument["ratings"]:
        null = agreement.uniform_null(ratings["scale"]["max"] - ratings["scale"]["min"] + 1)
        found |= {sector: (list(names), null) for sector, names in ratings["sectors"].items()}
    for name, rating in instrument["self_ratings"].items():
        found[name] = ([name], agreement.uniform_null(rating["scale"]["max"] - rating["scale"]["min"] + 1))
    return found


def _within(cells: Cells, positions: list[int], items: list[str], null: float) -> Row:
    """Agreement within groups, averaged over them."""
    n, _, sds = (
        np.array(values).T for values in zip(*(cells.spread_of(positions, item) for item in items), strict=True)
    )
    rwg = agreement.rwg(sds**2, n, null)
    deviations = _average_deviations(cells, positions, items)
    present = rwg[~np.isnan(rwg)]
    return {
        "rwg_mean": present.mean() if len(present) else None,
        "rwg_median": np.median(present) if len(present) else None,
        "ad_mean": deviations.mean() if len(deviations) else None,
    }


def _average_deviations(cells: Cells, positions: list[int], items: list[str]) -> Floats:
    """Average deviation of each group that has answers."""
    values = cells.values(items)
    counts = np.stack([cells.counts(positions, item, values) for item in items], axis=1)
    found = agreement.average_deviation(counts, np.array(values, dtype=float))
    return found[~np.isnan(found)]


def driver_estimates(cells: Cells, instrument: dict[str, Any], confidence: float) -> pd.DataFrame:
    """Table `drivers`: how far the sectors explain each ordered question, for the whole source."""
    sectors = list(instrument["ratings"]["sectors"])
    frames = []
    for outcome, question in instrument["questions"].items():
        if not question["ordered"]:
            continue
        names = [complete(outcome, name) for name in (*sectors, outcome)]
        n, _ = cells.mean_of(0, names)
        found, reason = attempted(drivers.drivers, n, cells.covariance(0, names)[1], confidence)
        frame = pd.DataFrame({"outcome": outcome, "sector": sectors, "n": n, "reason": reason})
        figures = {key: getattr(found, key, np.nan) for key in drivers.Drivers._fields if key != "r_squared"}
        frames.append(frame.assign(weights="none", group_by=ALL, group=ALL, **figures))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
