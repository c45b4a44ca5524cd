"""Groups without variance, hidden groups beside tests, and blanks among a thousand: what is published of them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import polars as pl
import pytest
import surveys
from surveys import STATEMENTS, Limits
from tables.attacks import attack

RATED = (*STATEMENTS, "integrity")
SCALE = 9
NOT_PROTECTED = Limits(1, 0.25)
#: Ends of rounding: a figure lies within half of the largest 1, 2 or 5 × 10ᵏ that is at most half of its error.
STEPS = np.array([mantissa * 10.0**power for power in (-3, -2, -1, 0) for mantissa in (1, 2, 5)])


def teams(sizes: Mapping[str, int], **given: float | list[float]) -> pl.DataFrame:
    """A survey of teams; of those that are named, what each, or everybody, gave to all that is rated."""
    frame = surveys.answers({"team": [team for team, n in sizes.items() for _ in range(n)]}, seed=len(sizes))
    for team, value in given.items():
        answers = pl.lit(value) if isinstance(value, float) else pl.Series(np.resize(value, len(frame)))
        frame = frame.with_columns(
            pl.when(pl.col("team") == team).then(answers).otherwise(pl.col(name)).alias(name) for name in RATED
        )
    return frame


def are_finite(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether no figure is infinite."""
    return not any(np.isinf(frame.select_dtypes("number").to_numpy(dtype=float)).any() for frame in tables.values())


def test_two_teams_of_one_mind_each_leave_no_test_and_say_why() -> None:
    """All of one give 1, all of the other 10: one team is left that varies, and one person who is no sample."""
    frame = teams({"low": 20, "high": 25, "mixed": 30, "one": 1}, low=1.0, high=10.0)
    tables = surveys.published(frame, {"team": None}, NOT_PROTECTED)["published"]
    assert are_finite(tables)
    scores = tables["sector_scores"].query("group_by == 'team'").set_index("group")
    assert scores.loc[["low", "high"], "mean"].tolist() == [1, 10]
    assert scores.loc[["low", "high"], "sd"].tolist() == [0, 0]
    assert pd.isna(scores.loc["one", "sd"])
    tests = tables["group_comparison"].query("group_by == 'team'").set_index("variable")
    assert tests.loc["work", "test"] == "Welch ANOVA"
    assert tests.loc["work", ["statistic", "p"]].isna().all()
    assert tests.loc["integrity", "p"] < 0.001  # ranks need no variance within a team
    untold = tables["not_estimable"].query("table == 'group_comparison' and group_by == 'team'").set_index("item")
    assert untold.filter(like="work", axis=0)["reason"].notna().all()
    assert untold.filter(like="work", axis=0).shape[0] == 1


def test_a_team_without_variance_is_hidden_in_a_protected_study() -> None:
    """What everybody of a team said, or all but one, is no figure; what the others said is."""
    all_but_one = teams({"same": 15, "but_one": 16, "mixed": 60, "others": 45}, same=7.0)
    place = [k for k, team in enumerate(all_but_one["team"]) if team == "but_one"]
    for name in RATED:
        values = all_but_one[name].to_numpy().copy()
        values[place] = [4.0] * 15 + [5.0]
        all_but_one = all_but_one.with_columns(pl.Series(name, values))
    tables = surveys.published(all_but_one, {"team": None})["published"]
    assert are_finite(tables)
    means = tables["competencies"].query("group_by == 'team'").set_index("group")["mean"].dropna()
    assert {"mixed", "others"} >= {*means.index} - {"other"}
    assert not {"same", "but_one"} & {*means.index}
    test = tables["group_comparison"].query("variable == 'integrity' and group_by == 'team'")
    assert test["n"].dropna().le(len(all_but_one) - 15).all()


@pytest.mark.parametrize(
    "sizes",
    [
        {"Delta": 3, "Gamma": 9, "Alpha": 44, "Beta": 38, "Kappa": 61},
        {"Delta": 4, "Gamma": 11, "Alpha": 35, "Beta": 52},  # the second is large enough, and would tell the first
    ],
)
def test_hidden_teams_follow_from_no_test_and_have_no_name(sizes: dict[str, int]) -> None:
    frame = teams(sizes, Delta=[1.0, 2.0], Gamma=[9.0, 10.0, 8.0])
    scored = frame.with_columns(work=pl.mean_horizontal(STATEMENTS))
    for kind, tables in surveys.published(frame, {"team": None}).items():
        for name in ("work", "integrity", "s01"):
            found = attack(tables, "survey", "team", name)
            for team in ("Delta", "Gamma"):
                mean = scored.filter(team=team)[name].mean()
                assert found is None or min(abs(one - mean) for one in found) > SCALE / 100, (kind, name, team)
        assert not any("Delta" in frame.to_csv() for frame in tables.values())


@pytest.mark.parametrize(("n", "blanks"), [(1500, 1), (400, 2)])
def test_blanks_cost_no_group_and_tell_nothing_by_subtraction(n: int, blanks: int) -> None:
    """Who left the team blank gave the lowest answer to everything: total less teams tells less than a quarter of it.

    How many gave the lowest answer is told nearly to the person where few did, so that a rating may be left out of one
    team; the sector stays, and both teams.
    """
    stated = ["a"] * (n // 2 - 20) + ["b"] * (n - n // 2 + 20 - blanks)
    frame = surveys.answers({"team": [*stated, *[None] * blanks]}, seed=n)
    lowest = [pl.when(pl.col("team").is_null()).then(1.0).otherwise(pl.col(name)).alias(name) for name in RATED]
    tables = surveys.published(frame.with_columns(lowest), {"team": None})["published"]
    assert sorted(tables["sector_scores"].dropna(subset="mean")["group"]) == ["a", "all", "b"]
    for name, item in (("sector_scores", "sector"), ("statement_scores", "statement"), ("competencies", "competency")):
        for _, rows in tables[name].dropna(subset="mean").groupby(item):
            steps = STEPS[np.searchsorted(STEPS, rows["se"] / 2, side="right") - 1]
            assert len(rows) < 3 or (rows["n"] * steps).sum() / blanks > SCALE / 4
