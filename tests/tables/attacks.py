"""Attacks on hidden groups that a linear audit does not see: solving them from statistics over all groups.

What is published of the shown groups leaves only the hidden ones' n, means and spreads open. Each statistic over all
groups is an equation in them: Welch's F and df₂, the one-way F and ICC, χ² and H, and p for each of them.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import least_squares
from scipy.stats import chi2, f

MISSING, OTHER, ALL = "missing", "other", "all"
MEANS = (("sector_scores", "sector"), ("competencies", "competency"), ("statement_scores", "statement"))
#: Hidden people of whom all divisions into two groups are tried.
MOST = 60
#: Half the sum of squared relative misfits of a solution that holds to the last digit.
EXACT = 1e-22


class Spread(NamedTuple):
    """n, mean and standard deviation of groups."""

    n: np.ndarray
    mean: np.ndarray
    sd: np.ndarray


def attack(tables: Mapping[str, pd.DataFrame], source: str, group_by: str, variable: str) -> list[float] | None:
    """Estimates of the mean answer of the hidden groups of a breakdown, from everything published about it.

    Parameters
    ----------
    tables
        Published tables of one wave, by name, with empty figures as NaN.
    source, group_by, variable
        Whose hidden groups, and a score, a self-rating or a question (whose answers count 1, 2, …).

    Returns
    -------
    One estimate a hidden group, the smallest group first, where degrees of freedom tell how many there are; one for
    all who are in no shown group, where only the total tells of them; None where nothing does.
    """
    tables = {name: _plain(frame) for name, frame in tables.items()}
    if "question_answers" in tables and (tables["question_answers"]["question"] == variable).any():
        return _by_counts(tables, source, group_by, variable)
    known = _known_means(tables, source, group_by, variable)
    if known is None:
        return None
    total, shown, missing, other = known
    tests = _tests(tables, source, group_by, variable)
    groups = tests.get("groups", np.nan)
    if other is not None and not groups > len(shown.n) + 1:
        shown = Spread(*(np.append(a, b) for a, b in zip(shown, other, strict=True)))
    hidden = int(groups - len(shown.n)) if np.isfinite(groups) else 0
    n = int(tests["n"] - shown.n.sum()) if hidden > 0 and "n" in tests else 0
    if hidden > 0 and n > 0:
        solved = _solved(total, shown, missing, tests, hidden, n)
        if solved is not None:
            return solved
    return _left(total, shown, missing)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose missing figures are NaN."""
    return frame.astype({column: float for column in frame if str(frame[column].dtype) in ("Float64", "Int64")})


def _left(total: Spread | None, shown: Spread, missing: Spread | None) -> list[float] | None:
    """Mean of those who are in no shown group."""
    if total is None:
        return None
    parts = [shown] if missing is None else [shown, missing]
    n = total.n[0] - sum(part.n.sum() for part in parts)
    if n < 1:
        return None
    return [float((total.n[0] * total.mean[0] - sum(part.n @ part.mean for part in parts)) / n)]


def _known_means(
    tables: Mapping[str, pd.DataFrame], source: str, group_by: str, variable: str
) -> tuple[Spread | None, Spread, Spread | None, Spread | None] | None:
    """What is published of the total, the shown groups, those without a group, and the groups that were merged."""
    for name, column in MEANS:
        if name in tables and (tables[name][column] == variable).any():
            rows = tables[name][tables[name][column] == variable]
            break
    else:
        if "ocai_profile" not in tables:
            return None
        rows = tables["ocai_profile"]
        rows = rows[(rows["dimension"] == "overall") & (rows["perspective"] + "_" + rows["culture_type"] == variable)]
    rows = rows[(rows["source"] == source) & (rows["weights"] == "none") & rows["mean"].notna() & rows["n"].notna()]

    def spread(chosen: pd.DataFrame) -> Spread | None:
        if chosen.empty:
            return None
        return Spread(*(chosen[column].to_numpy(dtype=float) for column in ("n", "mean", "sd")))

    within = rows[(rows["group_by"] == group_by) & (rows["group"] != ALL)]
    shown = spread(within[~within["group"].isin([MISSING, OTHER])])
    if shown is None:
        shown = Spread(np.zeros(0), np.zeros(0), np.zeros(0))
    apart = (spread(within[within["group"] == name]) for name in (MISSING, OTHER))
    return spread(rows[rows["group_by"] == ALL]), shown, *apart


def _tests(tables: Mapping[str, pd.DataFrame], source: str, group_by: str, variable: str) -> dict[str, float]:
    """Statistics of one variable over all groups: ``groups, n, welch, df2, f``, as far as they are told."""
    found: dict[str, float] = {}

    def rows(name: str, **where: str) -> pd.DataFrame:
        if name not in tables:
            return pd.DataFrame()
        frame, where = tables[name], where | {"source": source, "group_by": group_by, "variable": variable}
        return frame[np.logical_and.reduce([frame[column] == value for column, value in where.items()])]

    for row in _with_p(rows("group_comparison", test="Welch ANOVA"), tables).to_dict("records"):
        if pd.notna(row["df1"]):
            found |= {"groups": row["df1"] + 1, "n": row["n"], "df2": row["df2"], "welch": _statistic(row)}
    for row in rows("agreement").to_dict("records"):
        found |= {key: row[key] for key in ("groups", "n") if pd.notna(row[key])}
        if np.isfinite(one_way := _one_way(row)):
            found["f"] = one_way
    return {name: float(value) for name, value in found.items() if pd.notna(value)}


def _with_p(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Tests with p, where only its adjustment is told: Holm's multiplies by how many of the family are not smaller."""
    if rows.empty or "p_adjusted" not in rows or rows["p"].notna().all():
        return rows
    frame = tables["group_comparison"]
    of_family = frame[["source", "group_by"]].eq(rows.iloc[0][["source", "group_by"]]).all(axis=1)
    family = frame.loc[of_family, "p_adjusted"].dropna().to_numpy(dtype=float)
    multiple = (family >= rows["p_adjusted"].to_numpy(dtype=float)[:, None]).sum(axis=1)
    return rows.assign(p=rows["p"].fillna(rows["p_adjusted"] / multiple))


def _statistic(row: Mapping[str, float]) -> float:
    """The statistic of an F test, or what its effect or its p says it is."""
    df1, df2 = row["df1"], row["df2"]
    if pd.notna(row.get("statistic")):
        return row["statistic"]
    if pd.notna(effect := row.get("effect_size")) and effect < 1:
        return effect / (1 - effect) * df2 / df1
    return float(f.isf(row["p"], df1, df2)) if 0 < row.get("p", np.nan) < 1 else np.nan


def _one_way(row: Mapping[str, float]) -> float:
    """F of the one-way analysis of variance, or what ICC(2), ICC(1) or p say it is."""
    if pd.notna(row.get("f")):
        return row["f"]
    if pd.notna(icc2 := row.get("icc2")) and icc2 < 1:
        return 1 / (1 - icc2)
    if pd.notna(icc1 := row.get("icc1")):
        size = row["n"] / row["groups"]
        return (1 + (size - 1) * icc1) / (1 - icc1)
    df1, df2 = row["groups"] - 1, row["n"] - row["groups"]
    return float(f.isf(row["p"], df1, df2)) if 0 < row.get("p", np.nan) < 1 else np.nan


def welch(groups: Spread) -> tuple[float, float]:
    """F and df₂ of Welch (1951), over groups of two and more."""
    kept = (groups.n > 1) & (groups.sd > 0)
    n, mean, sd = (values[kept] for values in groups)
    w = n / sd**2
    k, centre = len(n), w @ mean / w.sum()
    lack = ((1 - w / w.sum()) ** 2 / (n - 1)).sum() / (k**2 - 1)
    statistic = w @ (mean - centre) ** 2 / (k - 1) / (1 + 2 * (k - 2) * lack)
    return float(statistic), float(1 / (3 * lack))


def one_way(groups: Spread) -> float:
    """F of the one-way analysis of variance."""
    n, total, k = groups.n, groups.n.sum(), len(groups.n)
    between = n @ (groups.mean - n @ groups.mean / total) ** 2 / (k - 1)
    within = (n - 1) @ np.where(n > 1, groups.sd, 0) ** 2 / (total - k)
    return float(between / within)


def squares(groups: Spread) -> float:
    """Sum of squares of all answers about 0."""
    return float(((groups.n - 1) * np.where(groups.n > 1, groups.sd, 0) ** 2 + groups.n * groups.mean**2).sum())


def _solved(
    total: Spread | None, shown: Spread, missing: Spread | None, tests: Mapping[str, float], hidden: int, n: int
) -> list[float] | None:
    """Means of one or two hidden groups with n people together that fit all statistics best."""
    if hidden > 2 or n > MOST:
        return None
    given = total
    if total is not None and missing is not None:
        stated = total.n[0] - missing.n[0]
        mean = (total.n[0] * total.mean[0] - missing.n[0] * missing.mean[0]) / stated
        around = squares(total) - squares(missing) - stated * mean**2
        given = Spread(np.array([stated]), np.array([mean]), np.array([np.sqrt(max(around, 0) / (stated - 1))]))
    if given is not None and given.n[0] != tests["n"]:
        given = None  # some did not state their group: the total is not that of the groups
    divisions = [(n,)] if hidden == 1 else [(one, n - one) for one in range(1, n // 2 + 1)]
    best: tuple[float, list[float]] | None = None
    for fit in (fit for division in divisions for fit in _fits(given, shown, tests, np.array(division, dtype=float))):
        best = fit if best is None else min(best, fit)
        if best[0] < EXACT:
            break
    return None if best is None else best[1]


def _fits(
    total: Spread | None, shown: Spread, tests: Mapping[str, float], n: np.ndarray
) -> Iterator[tuple[float, list[float]]]:
    """Misfit and means of hidden groups with n people each, from several starts."""
    middle = shown.n @ shown.mean / shown.n.sum() if total is None else total.mean[0]
    spread = float(np.nanmean(shown.sd))

    def misfit(unknown: np.ndarray) -> np.ndarray:
        means, sds = np.split(unknown, 2)
        groups = Spread(np.append(shown.n, n), np.append(shown.mean, means), np.append(shown.sd, np.exp(sds)))
        off = []
        if total is not None:
            off += [(groups.n @ groups.mean - total.n[0] * total.mean[0]) / n.sum() / spread]
            off += [(squares(groups) - squares(total)) / n.sum() / spread**2]
        statistic, df2 = welch(groups)
        off += [statistic / tests["welch"] - 1] if "welch" in tests else []
        off += [df2 / tests["df2"] - 1] if "df2" in tests else []
        off += [one_way(groups) / tests["f"] - 1] if "f" in tests else []
        return np.array([*off, *[0.0] * max(0, len(unknown) - len(off))])

    left = middle
    if total is not None:
        left = (total.n[0] * total.mean[0] - shown.n @ shown.mean) / n.sum()
    for shift, wide in product((-1.0, -0.3, 0.3, 1.0), (0.7, 1.3)):
        apart = shift * spread * np.array([1.0, -n[0] / n[-1]])[: len(n)]
        start = np.concatenate([left + apart, np.full(len(n), np.log(wide * spread))])
        with np.errstate(all="ignore"):
            try:
                found = least_squares(misfit, start, x_scale="jac", xtol=1e-14, ftol=1e-14, gtol=1e-14, max_nfev=200)
            except ValueError:  # a step to where a statistic is not defined
                continue
        yield float(found.cost), found.x[: len(n)].tolist()


def _by_counts(tables: Mapping[str, pd.DataFrame], source: str, group_by: str, variable: str) -> list[float] | None:
    """Mean answers (1, 2, …) of hidden groups of a question: every division of their answers is tried on χ² and H."""
    rows = tables["question_answers"]
    rows = rows[(rows["question"] == variable) & (rows["source"] == source) & (rows["weights"] == "none")]
    rows = rows[rows["share"].notna() & rows["n"].notna()]
    rows = rows.assign(count=(rows["share"].astype(float) * rows["n"].astype(float)).round())
    counts = {key: part["count"].to_numpy() for key, part in rows.groupby(["group_by", "group"], sort=False)}
    total = counts.pop((ALL, ALL), None)
    shown = {group: part for (by, group), part in counts.items() if by == group_by}
    if total is None or not shown:
        return None
    missing = shown.pop(MISSING, np.zeros_like(total))
    left = total - missing - sum(shown.values(), np.zeros_like(total))
    people = rows.drop_duplicates(["group_by", "group"]).set_index(["group_by", "group"])["n"]
    if people[ALL, ALL] <= people[group_by].sum():
        return None  # nobody is hidden: shares are rounded
    scores = np.arange(1, len(total) + 1)
    if left.sum() < 1 or (left < 0).any():
        return None
    given = _category_tests(tables, source, group_by, variable, len(total))
    hidden = given.pop("groups", 0) - len(shown)
    if hidden != 2 or left.sum() > MOST or not given:
        return [float(left @ scores / left.sum())]
    fits = []
    for one in product(*(range(int(count) + 1) for count in left)):
        part = np.array(one, dtype=float)
        if 0 < part.sum() <= left.sum() / 2:
            table = np.array([*shown.values(), part, left - part])
            computed = {"chi2": chi_squared(table), "h": kruskal(table)}
            off = sum((computed[name] / value - 1) ** 2 for name, value in given.items())
            fits.append((off, [float(group @ scores / group.sum()) for group in (part, left - part)]))
    return min(fits)[1] if fits else None


def _category_tests(
    tables: Mapping[str, pd.DataFrame], source: str, group_by: str, variable: str, categories: int
) -> dict[str, float]:
    """χ² and H of a question over all groups, and how many groups they are over."""
    found: dict[str, float] = {}
    frame = tables.get("group_comparison", pd.DataFrame(columns=["source", "group_by", "variable", "test"]))
    frame = frame[(frame["source"] == source) & (frame["group_by"] == group_by) & (frame["variable"] == variable)]
    for row in frame.to_dict("records"):
        name, df_group = {"χ²": ("chi2", categories - 1), "Kruskal–Wallis": ("h", 1)}.get(row["test"], ("", 1))
        if name and pd.notna(row["df1"]):
            found["groups"] = row["df1"] / df_group + 1
            statistic = row.get("statistic")
            if pd.isna(statistic) and 0 < row.get("p", np.nan) < 1:
                statistic = float(chi2.isf(row["p"], row["df1"]))
            if pd.notna(statistic) and statistic > 0:
                found[name] = float(statistic)
    return found


def chi_squared(table: np.ndarray) -> float:
    """Pearson's χ² of counts, groups × categories."""
    table = table[:, table.sum(axis=0) > 0]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(((table - expected) ** 2 / expected).sum())


def kruskal(table: np.ndarray) -> float:
    """H of Kruskal and Wallis with its correction for ties, from counts groups × ordered answers."""
    ties, n = table.sum(axis=0), table.sum()
    ranks = np.cumsum(ties) - (ties - 1) / 2
    sums, sizes = table @ ranks, table.sum(axis=1)
    h = 12 / (n * (n + 1)) * (sums**2 / sizes).sum() - 3 * (n + 1)
    return float(h / (1 - (ties**3 - ties).sum() / (n**3 - n)))
