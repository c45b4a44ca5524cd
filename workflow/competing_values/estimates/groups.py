"""Comparison of groups: tests, pairs, agreement within groups, and drivers of the outcomes."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from competing_values import agreement, category_tests, drivers, mean_tests, rank_tests
from competing_values.aggregates import balance, complete
from competing_values.cells import Cells, Floats
from competing_values.estimates.frames import attempted, whole_cells, with_adjusted_p
from competing_values.instrument import ALL, MISSING, OVERALL, TYPES, part, parts
from competing_values.logratio import BALANCES

Row = dict[str, Any]


def comparison(
    cells: Cells, instrument: dict[str, Any], breakdowns: list[str], confidence: float, method: str
) -> pd.DataFrame:
    """Table `group_comparison`: now against preferred, and the groups of each breakdown against each other.

    Respondents whose group is missing do not enter. Family: all tests of one breakdown.
    """
    rows = list(_now_against_preferred(cells, instrument, confidence))
    for group_by in breakdowns:
        found = _between(cells, _groups(cells, group_by), instrument, confidence)
        rows += [{"group_by": group_by, "family": f"tests of {group_by}"} | row for row in found]
    frame = pd.DataFrame(rows).assign(weights="none", group=ALL)
    return with_adjusted_p(frame, method) if rows else frame


def _groups(cells: Cells, group_by: str) -> list[int]:
    """Positions of the groups of a breakdown, but for those who did not answer it."""
    index = whole_cells(cells)
    return [int(k) for k in index.index[(index["group_by"] == group_by) & (index["group"] != MISSING)]]


def _scores(instrument: dict[str, Any]) -> list[str]:
    ocai, ratings = instrument["ocai"], instrument["ratings"]
    types = [name for p in ocai["perspectives"] for name in parts(p, OVERALL)] if ocai else []
    return [*types, *(ratings["sectors"] if ratings else [])]


def _ordinal(instrument: dict[str, Any]) -> dict[str, list[str]]:
    """Possible answers of each ordinal variable, from the lowest to the highest."""
    questions = {
        name: [category for category in question["categories"] if category not in question["outside"]]
        for name, question in instrument["questions"].items()
        if question["ordered"]
    }
    return questions | {name: _scale_points(rating) for name, rating in instrument["self_ratings"].items()}


def _scale_points(rating: dict[str, Any]) -> list[str]:
    return [str(float(value)) for value in range(rating["scale"]["min"], rating["scale"]["max"] + 1)]


def _now_against_preferred(cells: Cells, instrument: dict[str, Any], confidence: float) -> Iterator[Row]:
    """Hotelling's T² of the paired differences in balances, for the whole source."""
    if not instrument["ocai"] or len(instrument["ocai"]["perspectives"]) < 2:
        return
    names = [balance("gap", OVERALL, name) for name in BALANCES]
    n, mean = cells.mean_of(0, names)
    found = attempted(mean_tests.hotelling, n, mean, cells.covariance(0, names)[1], confidence)
    yield {
        "group_by": ALL,
        "family": "now against preferred",
        "variable": "ocai",
        "n": n,
        "test": "Hotelling T²",
    } | _fields(found)


def _between(cells: Cells, positions: list[int], instrument: dict[str, Any], confidence: float) -> Iterator[Row]:
    """Every test between the groups at some positions."""
    for perspective in instrument["ocai"]["perspectives"] if instrument["ocai"] else []:
        names = [balance(perspective, OVERALL, name) for name in BALANCES]
        sizes, centres = zip(*(cells.mean_of(position, names) for position in positions), strict=True)
        covariances = np.array([cells.covariance(position, names)[1] for position in positions])
        tested = attempted(mean_tests.manova, np.array(sizes), np.array(centres), covariances, confidence)
        yield {"variable": f"{perspective} profile", "test": "MANOVA (Pillai)", "n": sum(sizes)} | _fields(tested)
    for name in _scores(instrument):
        n, means, sds = cells.spread_of(positions, name)
        tested = attempted(mean_tests.welch_anova, n, means, sds, confidence)
        yield {"variable": name, "test": "Welch ANOVA", "n": n.sum()} | _fields(tested)
    for name, values in _ordinal(instrument).items():
        counts = cells.counts(positions, name, values)
        ranked = attempted(rank_tests.kruskal, counts, confidence)
        yield {"variable": name, "test": "Kruskal–Wallis", "n": counts.sum()} | _fields(ranked)
    for name, question in instrument["questions"].items():
        counts = cells.counts(positions, name, question["categories"])
        crossed = attempted(category_tests.chi_squared, counts, confidence)
        yield {"variable": name, "test": "χ²", "n": counts.sum()} | _fields(crossed)


def _fields(result: Any) -> Row:
    return {} if result is None else {key: value for key, value in result._asdict().items() if key != "omitted"}


def pairs(
    cells: Cells, instrument: dict[str, Any], breakdowns: list[str], confidence: float, method: str
) -> pd.DataFrame:
    """Table `pairwise`: every two groups of a breakdown, by Welch's t. Family: the pairs of one variable."""
    frames = []
    for group_by in breakdowns:
        positions = _groups(cells, group_by)
        labels = cells.index["group"].to_numpy()[positions]
        for name in _scores(instrument):
            n, means, sds = cells.spread_of(positions, name)
            found = attempted(mean_tests.welch_pairs, n, means, sds, confidence)
            if found is None:
                continue
            a, b = found.first, found.second
            columns = {key: value for key, value in found._asdict().items() if key not in ("first", "second")}
            frames.append(
                pd.DataFrame(columns).assign(
                    group_by=group_by, variable=name, group_a=labels[a], group_b=labels[b], n=n[a] + n[b],
                    family=f"pairs of {group_by}: {name}",
                )
            )  # fmt: skip
    if not frames:
        return pd.DataFrame()
    return with_adjusted_p(pd.concat(frames, ignore_index=True).assign(weights="none", group=ALL), method)


def agreements(cells: Cells, instrument: dict[str, Any], breakdowns: list[str]) -> pd.DataFrame:
    """Table `agreement`: whether a group's mean speaks for the group, for each breakdown and score.

    ICCs are those of the score. rwg(j) and the average deviation are over the items of the score: the statements of a
    sector, the dimensions of a culture type, the self-rating itself.
    """
    rows = []
    for group_by in breakdowns:
        positions = _groups(cells, group_by)
        for name, (items, null) in _items(instrument).items():
            n, means, sds = cells.spread_of(positions, name)
            row = {"group_by": group_by, "variable": name, "n": n.sum(), "groups": int((n > 0).sum())}
            found = attempted(agreement.icc, n, means, sds)
            rows.append(row | ({} if found is None else _chosen(found)) | _within(cells, positions, items, null))
    return pd.DataFrame(rows).assign(weights="none", group=ALL)


def _chosen(found: Any) -> Row:
    return {key: getattr(found, key) for key in ("icc1", "icc2", "f", "p")}


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
        found = attempted(drivers.drivers, n, cells.covariance(0, names)[1], confidence)
        frame = pd.DataFrame({"outcome": outcome, "sector": sectors, "n": n})
        columns = (
            {}
            if found is None
            else {key: getattr(found, key) for key in ("coefficient", "ci_low", "ci_high", "relative_weight")}
        )
        frames.append(frame.assign(**columns))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
