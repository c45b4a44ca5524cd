"""Sampling designs against R's survey: errors, degrees of freedom, pairs, tests of groups, shares, ranks and drivers."""

from itertools import combinations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from competing_values.aggregates.drawn import Drawn, Mean
from competing_values.aggregates.sums import DRAWN, RESPONDENTS, SUMS, UNIT
from competing_values.statistics.design import wald
from competing_values.study.names import ALL, DESIGN


def close(value):
    return pytest.approx(np.nan if value is None else value, rel=1e-6, abs=1e-9, nan_ok=True)


def drawn_of(case) -> tuple[Drawn, list[str]]:
    """The sums by stratum and cluster of one variable, as `aggregates.sums` writes them."""
    groups = sorted({unit["group"] for unit in case["units"]})
    counts, moments = [], []
    for unit in case["units"]:
        for group_by, group in (("all", ALL), ("g", unit["group"])):
            cell = {"weights": DESIGN, "group_by": group_by, "group": group}
            cell |= dict(zip(DRAWN, (unit["stratum"], unit["size"], unit["cluster"]), strict=True))
            sums = {name: unit.get(name.replace("j", "i") if name in ("wj", "w2j") else name, 0) for name in SUMS}
            whole = {name: round(value / UNIT) for name, value in sums.items()}
            counts.append(cell | {"variable": RESPONDENTS, "value": ALL, "n": unit["rows"], "w": 0, "w2": 0})
            moments.append(cell | {"i": "y", "j": "y", "n": unit["n"]} | whole)
    kinds = dict.fromkeys(SUMS, pl.Int128)
    frames = []
    for rows in (counts, moments):
        frame = pl.DataFrame(rows, schema_overrides={name: kind for name, kind in kinds.items() if name in rows[0]})
        labels = [name for name, kind in frame.schema.items() if kind == pl.String]
        frames.append(frame.group_by(labels, maintain_order=True).sum())
    index = pd.DataFrame({"weights": DESIGN, "group_by": ["all", *["g"] * len(groups)], "group": [ALL, *groups]})
    return Drawn(*frames, index, {("y", "y"): 0}), groups


CASES = [
    "apiclus1", "apiclus1 with sizes", "apiclus2", "apistrat", "apistrat with sizes", "nhanes", "nhanes by race", "made",
    "made with sizes", "made, by satisfaction",
]  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_means_and_tests_of_groups_match_survey(reference, name):
    case = next(case for case in reference("design")["cases"] if case["name"] == name)
    drawn, groups = drawn_of(case)
    variance, df = drawn.variances(0, ["y"])
    assert (np.sqrt(variance[0]), df[0]) == (close(case["whole"]["se"]), case["whole"]["df"])
    means = {mean["group"]: mean for mean in case["means"]}
    for cell, group in enumerate(groups, start=1):
        if drawn.is_one_cluster(cell):
            continue
        variance, df = drawn.variances(cell, ["y"])
        assert np.sqrt(variance[0]) == close(means[group]["se"]), group
        assert df[0] == close(means[group]["df"] or None)
    for pair in case["pairs"]:
        figures = [Mean(groups.index(pair[side]) + 1, "y") for side in "ab"]
        covariance = drawn.covariance(figures)
        t = pair["difference"] / np.sqrt(np.array([1, -1]) @ covariance @ np.array([1, -1]))
        assert (t, drawn.freedom(figures) - 1) == (close(pair["t"]), pair["df"])
    kept = [k for k, group in enumerate(groups, 1) if not drawn.is_one_cluster(k) and means[group]["se"] > 0]
    figures = [Mean(cell, "y") for cell in kept]
    estimate = np.array([means[groups[cell - 1]]["mean"] for cell in kept])
    covariance, contrasts = drawn.covariance(figures), np.eye(len(kept))[1:] - np.eye(len(kept))[0]
    if case["test"]:
        found = wald(contrasts @ estimate, contrasts @ covariance @ contrasts.T, drawn.freedom(figures))
        assert found.statistic == close(case["test"]["statistic"])
        assert (found.df1, found.df2) == (case["test"]["df1"], case["test"]["df2"])
