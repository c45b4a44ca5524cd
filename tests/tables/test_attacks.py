"""That the attacks are real: they solve hidden groups from statistics over all groups, and from no others."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
import surveys
from scipy.stats import chi2_contingency, f_oneway, ttest_ind
from scipy.stats import f as f_distribution
from scipy.stats import kruskal as kruskal_by_scipy
from tables.attacks import Spread, attack, chi_squared, kruskal, one_way, welch

Tables = dict[str, pd.DataFrame]
SCALE = 9
AT = {"source": "survey", "weights": "none"}
#: Trials of what takes milliseconds, and of what takes half a second each.
TRIALS, LONG_TRIALS = 12, 4


def answers(rng: np.random.Generator) -> tuple[dict[str, np.ndarray], list[str]]:
    """Whole answers of 1 to 10 in two large groups and two small ones, the small ones first; who is hidden."""
    small = sorted(rng.choice(np.arange(3, 13), 2, replace=False).tolist())
    sizes = {"Delta": small[0], "Gamma": small[1], "Alpha": 40, "Beta": 60, "Kappa": 35}
    return {group: np.clip(np.rint(rng.normal(rng.uniform(4, 8), 2, n)), 1, 10) for group, n in sizes.items()}, [
        "Delta",
        "Gamma",
    ]


def spread(parts: list[np.ndarray]) -> Spread:
    return Spread(*(np.array(values, dtype=float) for values in zip(*((len(p), p.mean(), p.std(ddof=1)) for p in parts), strict=True)))  # fmt: skip


def tables(groups: dict[str, np.ndarray], hidden: list[str], over: list[np.ndarray]) -> Tables:
    """Sector means of the source and its shown groups to every digit, and tests over some groups."""
    whole = np.concatenate(list(groups.values()))
    shown = {group: part for group, part in groups.items() if group not in hidden}
    means = [("all", "all", whole), *(("team", group, part) for group, part in shown.items())]
    rows = [
        AT | {"group_by": by, "group": g, "sector": "work", "n": len(p), "mean": p.mean(), "sd": p.std(ddof=1)}
        for by, g, p in means
    ]
    statistic, df2 = welch(spread(over))
    n, k, f = sum(map(len, over)), len(over), one_way(spread(over))
    at = AT | {"group_by": "team", "group": "all", "variable": "work", "n": n}
    size = n / k
    agreement = at | {"groups": k, "f": f, "icc1": (f - 1) / (f + size - 1), "icc2": 1 - 1 / f, "p": np.nan}
    test = at | {"test": "Welch ANOVA", "statistic": statistic, "df1": k - 1, "df2": df2, "p": np.nan}
    return {name: pd.DataFrame([row] if isinstance(row, dict) else row)
            for name, row in (("sector_scores", rows), ("group_comparison", test), ("agreement", agreement))}  # fmt: skip


def questions(groups: dict[str, np.ndarray], hidden: list[str], over: list[str]) -> Tables:
    """Shares of three answers in the source and its shown groups, and χ² and H over some groups."""
    counts = {group: np.bincount(np.digitize(part, [5, 7]), minlength=3) for group, part in groups.items()}
    whole = np.sum(list(counts.values()), axis=0)
    shown = {group: count for group, count in counts.items() if group not in hidden}
    means = [("all", "all", whole), *(("team", group, count) for group, count in shown.items())]
    rows = [
        AT
        | {
            "group_by": by,
            "group": g,
            "question": "satisfaction",
            "category": c,
            "n": count.sum(),
            "share": x / count.sum(),
        }
        for by, g, count in means
        for c, x in zip(("low", "middle", "high"), count, strict=True)
    ]
    table = np.array([counts[group] for group in over], dtype=float)
    at = AT | {"group_by": "team", "group": "all", "variable": "satisfaction", "n": table.sum(), "p": np.nan}
    tests = [
        at | {"test": "χ²", "statistic": chi_squared(table), "df1": 2 * (len(over) - 1)},
        at | {"test": "Kruskal–Wallis", "statistic": kruskal(table), "df1": len(over) - 1},
    ]
    return {"question_answers": pd.DataFrame(rows), "group_comparison": pd.DataFrame(tests)}


def errors(found: list[float] | None, groups: dict[str, np.ndarray], hidden: list[str]) -> list[float]:
    means = [groups[group].mean() for group in hidden]
    if found is None:
        return [np.inf] * len(means)
    return [min(abs(estimate - mean) for estimate in found) for mean in means]


def guessed(groups: dict[str, np.ndarray], hidden: list[str]) -> list[float]:
    """Errors of who guesses that a hidden group is like the shown ones."""
    shown = np.concatenate([part for group, part in groups.items() if group not in hidden])
    return errors([shown.mean()], groups, hidden)


def test_the_statistics_of_the_attacks() -> None:
    groups, _ = answers(np.random.default_rng(1))
    parts = list(groups.values())
    assert one_way(spread(parts)) == pytest.approx(f_oneway(*parts).statistic)
    assert welch(spread(parts))[0] == pytest.approx(f_oneway(*parts, equal_var=False).statistic)
    values = np.arange(1, 11)
    table = np.array([(part[:, None] == values).sum(axis=0) for part in parts], dtype=float)
    assert kruskal(table) == pytest.approx(kruskal_by_scipy(*parts).statistic)
    assert chi_squared(table) == pytest.approx(chi2_contingency(table[:, table.sum(axis=0) > 0]).statistic)


def test_two_hidden_groups_are_solved_from_tests_over_them() -> None:
    for seed in range(LONG_TRIALS):
        groups, hidden = answers(np.random.default_rng(seed))
        found = attack(tables(groups, hidden, list(groups.values())), "survey", "team", "work")
        assert max(errors(found, groups, hidden)) < SCALE / 100


@pytest.mark.parametrize("lost", [["statistic"], ["statistic", "effect_size"], ["f"], ["f", "icc2"]])
def test_other_figures_stand_for_a_statistic_that_is_left_out(lost: list[str]) -> None:
    groups, hidden = answers(np.random.default_rng(3))
    published = tables(groups, hidden, list(groups.values()))
    test = published["group_comparison"].iloc[0]
    effect = test["df1"] * test["statistic"] / (test["df1"] * test["statistic"] + test["df2"])
    p = f_distribution.sf(test["statistic"], test["df1"], test["df2"])  # the second of three tests, by Holm
    family = [test.to_dict() | {"effect_size": effect, "p_adjusted": 2 * p}]
    family += [test.to_dict() | {"variable": name, "p_adjusted": q} for name, q in (("a", p / 9), ("b", 1.0))]
    published["group_comparison"] = pd.DataFrame(family)
    for frame in published.values():
        for column in set(lost) & set(frame.columns):
            frame[column] = np.nan
    assert max(errors(attack(published, "survey", "team", "work"), groups, hidden)) < SCALE / 100


def test_one_hidden_group_is_what_the_total_leaves() -> None:
    groups, _ = answers(np.random.default_rng(5))
    found = attack(tables(groups, ["Delta"], list(groups.values())), "survey", "team", "work")
    assert found == pytest.approx([groups["Delta"].mean()])


def test_two_hidden_groups_are_counted_from_chi_squared_and_ranks() -> None:
    exact = 0
    for seed in range(TRIALS):
        groups, hidden = answers(np.random.default_rng(seed))
        published = questions(groups, hidden, list(groups))
        found = attack(published, "survey", "team", "satisfaction")
        scored = {group: 1.0 + np.digitize(part, [5, 7]) for group, part in groups.items()}
        exact += max(errors(found, scored, hidden)) < 0.02
    assert exact >= 0.9 * TRIALS


def test_tests_over_shown_and_merged_groups_tell_no_more_than_a_guess() -> None:
    attacked, guesses = [], []
    for seed in range(TRIALS):
        groups, hidden = answers(np.random.default_rng(seed))
        merged = {group: part for group, part in groups.items() if group not in hidden}
        merged["other"] = np.concatenate([groups[group] for group in hidden])
        published = tables(merged, [], list(merged.values()))
        assert attack(published, "survey", "team", "work") is None
        without = tables(groups, hidden, [part for group, part in groups.items() if group not in hidden])
        attacked += errors(attack(without, "survey", "team", "work"), groups, hidden)
        guesses += guessed(groups, hidden)
    near = np.array(attacked) < SCALE / 100
    assert np.mean(near & (np.array(guesses) > SCALE / 100)) < 0.1  # the total tells of both together, of none alone


def survey(seed: int) -> tuple[pl.DataFrame, dict[str, int]]:
    """A survey of three large teams and two small ones, which differ, and the sizes of the small ones."""
    rng = np.random.default_rng([seed, 11])
    small = dict(zip(("Delta", "Gamma"), sorted(rng.choice(np.arange(3, 10), 2, replace=False).tolist()), strict=True))
    sizes = small | {team: int(rng.integers(20, 70)) for team in ("Alpha", "Beta", "Kappa")}
    frame = surveys.answers({"team": [team for team, n in sizes.items() for _ in range(n)]}, seed)
    level = rng.normal(0, 1.2, len(sizes)).repeat([*sizes.values()])
    rated = [
        pl.Series(name, np.clip(np.rint(frame[name].to_numpy() + level), 1, 10))
        for name in (*surveys.STATEMENTS, "integrity")
    ]
    return frame.with_columns(rated), small


def test_published_tables_and_estimates_tell_no_more_than_a_guess() -> None:
    """A part of 200 trials: what protection let through has no answers of hidden teams, to ten digits."""
    attacked, guesses = [], []
    for seed in range(LONG_TRIALS):
        frame, small = survey(seed)
        scored = frame.with_columns(work=pl.mean_horizontal(surveys.STATEMENTS))
        for tables in surveys.published(frame, {"team": None}).values():
            for name in ("work", "integrity", "s01"):
                found = attack(tables, "survey", "team", name)
                guess = scored.filter(~pl.col("team").is_in([*small]))[name].mean()
                for team in small:
                    mean = scored.filter(team=team)[name].mean()
                    guesses.append(abs(guess - mean))
                    attacked.append(min(abs(one - mean) for one in found or [guess]))
    assert np.median(attacked) >= np.median(guesses)
    assert not ((np.array(attacked) < SCALE / 100) & (np.array(guesses) >= SCALE / 100)).any()


def test_who_joined_is_solved_from_a_test_between_waves() -> None:
    """Three digits of t and two of each error tell one person's answer where means are rounded to whole points."""
    found = []
    for seed in range(TRIALS):
        rng = np.random.default_rng(seed)
        earlier = rng.normal(6, 2, 40)
        later = np.append(earlier, rng.normal(6, 2))
        t = float(f"{ttest_ind(later, earlier, equal_var=False).statistic:.3g}")
        errors = [float(f"{wave.std(ddof=1) / len(wave) ** 0.5:.2g}") for wave in (earlier, later)]
        found.append(abs(earlier.mean() + len(later) * t * np.hypot(*errors) - later[-1]))
    assert np.median(found) < 0.05 * 2


def test_nothing_is_solved_where_everybody_is_shown() -> None:
    groups, _ = answers(np.random.default_rng(2))
    assert attack(tables(groups, [], list(groups.values())), "survey", "team", "work") is None
