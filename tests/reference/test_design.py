"""Sampling designs against R's survey: errors, degrees of freedom, pairs, tests of groups, shares, ranks and drivers."""

from functools import cache

import numpy as np
import pandas as pd
import polars as pl
import pytest
from examples import asking
from scipy.special import stdtrit
from scipy.stats import norm

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.aggregates.drawn import Drawn, Mean
from competing_values.aggregates.sums import DRAWN, RESPONDENTS, SUMS, UNIT
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import TOPICS
from competing_values.microdata.scoring import steps
from competing_values.microdata.weighting import with_design
from competing_values.statistics.design import wald
from competing_values.statistics.shares import wilson
from competing_values.study.config import Cleaning, Statistics
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


INSTRUMENT = asking(
    {"work": ["s01", "s02", "s03"], "management": ["s04", "s05"]},
    {"body": ["central", "field", "local"]},
    questions={"satisfaction": {"label": "", "categories": dict.fromkeys(["low", "middle", "high"], "")}},
    self_ratings={"integrity": {"label": "", "scale": {"min": 1, "max": 10}, "high": 8}},
)
DESIGNS = {
    "clusters": {"weight": "weight", "strata": "stratum", "cluster": "cluster", "sizes": None},
    "sizes": {"weight": "weight", "strata": "stratum", "cluster": "cluster", "sizes": {}},
    "unstratified": {"weight": "weight", "strata": None, "cluster": "unit", "sizes": None},
    "strata": {"weight": "weight", "strata": "stratum", "cluster": None, "sizes": None},
    "weights": {"weight": "weight", "strata": None, "cluster": None, "sizes": None},
}


def scores_of(rows, design) -> pl.LazyFrame:
    """The simulated answers as `score` writes them."""
    answers = (
        pl.DataFrame(rows).with_row_index("row").lazy().with_columns(pl.col("^s0.$", "integrity").cast(pl.Float64))
    )
    unit = pl.format("{} {}", "stratum", "cluster")
    answers = answers.with_columns(unit=unit).with_columns(
        pl.col("weight").alias("design.weight"),
        *(pl.col(design[key]).alias(f"design.{name}") for key, name in (("strata", "stratum"), ("cluster", "cluster")) if design[key]),
    )  # fmt: skip
    for block in INSTRUMENT.blocks():
        for step in steps(block, Cleaning(rules={}).model_dump()):
            answers = answers.with_columns(step)
    return with_design(answers, design, "made")


@pytest.fixture(scope="module")
def cells_of(reference):
    """The cells of the simulated answers, by the name of their design."""
    made = reference("design")["made"]

    @cache
    def cells(name: str) -> Cells:
        design = DESIGNS[name]
        if name == "sizes":
            design = design | {"sizes": {row["stratum"]: row["size"] for row in made["rows"]}}
        scores = scores_of(made["rows"], design)
        return Cells(sums.aggregated(scores, INSTRUMENT, ["body"], 5), INSTRUMENT, ["body"], 5)

    return lambda name: (cells(name), made[name])


def rows_of(cells: Cells, table: str) -> pd.DataFrame:
    analysis = Analysis(INSTRUMENT, ["body"], Statistics())
    found = {name: frame for topic in TOPICS for name, frame in topic.tables(cells, analysis).items()}[table]
    return found[found["weights"] == DESIGN]


@pytest.mark.parametrize("name", DESIGNS)
def test_shares_match_survey(cells_of, name):
    """With Wilson's interval on p(1 − p)/v, t in the place of z where a design is declared."""
    cells, expected = cells_of(name)
    found = rows_of(cells, "question_answers").query("category == 'high'").set_index("group")
    for figure in ({"group": ALL, **expected["high"]}, *expected["high_by"]):
        group = figure["group"]
        share, se = figure["share"], figure["se"]
        assert found["share"][group] == close(share)
        few = 1 if name == "weights" else norm.ppf(0.975) / stdtrit(figure["df"], 0.975)
        ends = wilson(share, share * (1 - share) / se**2 * few**2, 0.95)
        assert (found["ci_low"][group], found["ci_high"][group]) == (close(ends[0]), close(ends[1]))


@pytest.mark.parametrize("name", DESIGNS)
def test_drivers_match_survey(cells_of, name):
    cells, expected = cells_of(name)
    found, figures = rows_of(cells, "drivers"), expected["drivers"]
    assert found["coefficient"].to_list() == close(figures["coefficient"])
    df = figures["df"]
    if name == "weights":  # on Kish's effective n, not on n
        df = cells.products(cells.whole(DESIGN), "satisfaction", ["work", "management"])[2] - 2
        assert 50 < df < figures["df"]
    half = stdtrit(df, 0.975) * np.array(figures["se"])
    assert (found["ci_high"] - found["coefficient"]).to_list() == close(half)


@pytest.mark.parametrize("name", [name for name in DESIGNS if name != "weights"])
def test_tests_of_categories_and_ranks_match_survey(cells_of, name):
    """svychisq, and regTermTest of mean ranks with the correction of Korn and Graubard."""
    cells, expected = cells_of(name)
    found = rows_of(cells, "group_comparison").set_index(["variable", "test"])
    for row, figures in (
        (("satisfaction", "Rao–Scott F"), "chi_squared"),
        (("integrity", "Kruskal–Wallis (weighted)"), "ranks"),
    ):
        for column in ("statistic", "df1", "df2"):
            assert found.loc[row, column] == close(expected[figures][column]), (row, column)


@pytest.mark.parametrize("name", [name for name in DESIGNS if name != "weights"])
def test_pairs_match_svyttest(cells_of, name):
    """In the table: the sector work in central and local bodies."""
    cells, expected = cells_of(name)
    pair = (
        rows_of(cells, "pairwise").query("variable == 'work' and group_a == 'central' and group_b == 'local'").iloc[0]
    )
    assert (pair["statistic"], pair["df"]) == (close(expected["two"]["t"]), expected["two"]["df"])
