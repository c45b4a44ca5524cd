"""Estimates in versions of weights: groups that lie in one cluster, waves, and what a reader meets beside each other."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from examples import asking

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import TOPICS
from competing_values.estimates.change import wave_changes
from competing_values.microdata.scoring import steps
from competing_values.study.config import Cleaning, Statistics

INSTRUMENT = asking(
    {"work": ["s01", "s02"], "management": ["s03", "s04"]},
    {"region": ["a", "b", "c"], "team": ["x", "y"]},
    questions={"satisfaction": {"label": "", "categories": dict.fromkeys(["low", "middle", "high"], "")}},
    self_ratings={"integrity": {"label": "", "scale": {"min": 1, "max": 10}, "high": 8}},
)
BREAKDOWNS = ["region", "team"]


def cells(seed: int, cluster: str | None = "region", population: bool = False) -> Cells:
    """Ninety respondents of three regions and two teams; `cluster` names what was drawn."""
    rng, n = np.random.default_rng(seed), 90
    mood = rng.normal(0, 1, n)
    rated = {f"s0{k}": np.clip(np.rint(6 + mood + rng.normal(0, 1, n)), 1, 10) for k in (1, 2, 3, 4)}
    frame = pl.DataFrame(rated).with_columns(
        pl.Series("integrity", np.clip(np.rint(6 + mood), 1, 10)),
        pl.Series("satisfaction", rng.choice(["low", "middle", "high"], n)),
        pl.Series("region", [("a", "b", "c")[k % 3] for k in range(n)]),
        pl.Series("team", [("x", "y")[k // 45] for k in range(n)]),
        pl.Series("agency", [str(k % 15) for k in range(n)]),
        pl.Series("weight.design", rng.gamma(4, 0.25, n)),
    )
    if population:
        frame = frame.with_columns(pl.Series("weight.population", rng.gamma(4, 0.25, n)))
    if cluster:
        frame = frame.with_columns(
            pl.lit("").alias("drawn.stratum"), pl.lit("").alias("drawn.size"), pl.col(cluster).alias("drawn.cluster")
        )
    scores = frame.lazy()
    for block in INSTRUMENT.blocks():
        for step in steps(block, Cleaning(rules={}).model_dump()):
            scores = scores.with_columns(step)
    return Cells(sums.aggregated(scores, INSTRUMENT, BREAKDOWNS, 5), INSTRUMENT, BREAKDOWNS, 5)


def tables(found: Cells) -> dict[str, pd.DataFrame]:
    analysis = Analysis(INSTRUMENT, BREAKDOWNS, Statistics())
    return {name: frame for topic in TOPICS for name, frame in topic.tables(found, analysis).items()}


def test_groups_of_one_cluster_speak_of_it_alone() -> None:
    """Regions were drawn: the mean of one has the error of its respondents, who are independent; all have that of three."""
    drawn, alone = (
        tables(cells(1, cluster))["sector_scores"].query("weights == 'design'") for cluster in ("region", None)
    )
    drawn, alone = (frame.set_index(["group_by", "group", "sector"]) for frame in (drawn, alone))
    for figure in ("mean", "se", "ci_low", "ci_high"):
        assert drawn.loc["region", figure].to_numpy() == pytest.approx(alone.loc["region", figure].to_numpy())
    assert not np.allclose(drawn.loc["team", "se"], alone.loc["team", "se"])


def test_regions_that_were_drawn_are_compared_as_they_are_and_teams_by_clusters() -> None:
    found = (
        tables(cells(1))["group_comparison"].query("weights == 'design' and variable == 'work'").set_index("group_by")
    )
    assert found["test"].to_dict() == {"region": "Welch ANOVA", "team": "Wald F"}
    assert found.loc["team", "df2"] == 1  # three clusters in one stratum leave two, of which a difference takes one
    design = tables(cells(1))["design"].set_index("group_by")
    assert design["within_one"].to_dict() == {"all": 0, "region": 3, "team": 0}
    assert set(design["clusters"]) == {3}


@pytest.mark.parametrize("name", ["group_comparison", "pairwise", "drivers", "sector_scores", "question_answers"])
def test_whatever_is_told_is_told_in_each_version(name: str) -> None:
    frame = tables(cells(2, "agency", population=True))[name]
    rows = {version: len(frame[frame["weights"] == version]) for version in ("none", "design", "population")}
    assert len(set(rows.values())) == 1, rows


@pytest.mark.parametrize("name", ["reliability", "agreement"])
def test_reliability_and_agreement_stay_without_weights(name: str) -> None:
    assert set(tables(cells(2, "agency", population=True))[name]["weights"]) == {"none"}


def test_waves_are_compared_in_each_version_by_its_errors() -> None:
    """By hand: the error of a change is the root of both waves' squared errors."""
    waves = {wave: {"survey": cells(seed, "agency")} for wave, seed in (("2023", 3), ("2024", 4))}
    found = (
        wave_changes(waves, INSTRUMENT, Statistics())
        .query("group == 'all' and variable == 'work'")
        .set_index("weights")
    )
    assert set(found.index) == {"none", "design"}
    row = found.loc["design"]
    se = np.hypot(row["from_se"], row["to_se"])
    assert row["statistic"] == pytest.approx((row["to_mean"] - row["from_mean"]) / se)
    errors = [waves[wave]["survey"].samples([waves[wave]["survey"].whole("design")], "work") for wave in waves]
    assert [row["from_se"], row["to_se"]] == pytest.approx([float(one.se[0]) for one in errors])
    squared = np.array([float(one.se[0]) ** 2 for one in errors])
    df = np.array([float(one.df[0]) for one in errors])
    assert list(df) == [14, 14]
    assert row["df"] == pytest.approx(squared.sum() ** 2 / (squared**2 / df).sum())
