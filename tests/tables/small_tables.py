"""Published tables of a small study, computed here by hand: safe ones, for leaks to be planted in.

Nothing of the library enters, so that an audit of these tables cannot share a mistake with what it audits.
"""

import json
import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
Answers = dict[str, np.ndarray]

TYPES = ("clan", "adhocracy", "market", "hierarchy")
CATEGORIES = ("low", "middle", "high")
REGIONS = ("north", "south", "east", "west")
UNITS = ("Alpha", "Beta", "Gamma", "Delta", "Kappa", "Sigma", "Omega", "Theta")
#: Units 0 and 1 lie in the first region, and so on.
NESTING = {("region", region): [("unit", UNITS[2 * k]), ("unit", UNITS[2 * k + 1])] for k, region in enumerate(REGIONS)}
BREAKDOWNS = ("region", "unit", "gender")


def respondents(rng: np.random.Generator, sizes: tuple[int, ...] = (60, 45, 80, 70, 52, 66, 75, 90)) -> Answers:
    """Answers of people in units of some sizes; everybody answers everything."""
    n = sum(sizes)
    unit = np.repeat(np.arange(len(sizes)), sizes)
    tendency = rng.normal(0, 1.2, n) + rng.normal(0, 0.5, len(sizes))[unit]
    people: Answers = {
        "unit": np.array(UNITS, dtype=object)[unit],
        "region": np.array(REGIONS, dtype=object)[unit // 2],
        "gender": rng.choice(np.array(["female", "male"], dtype=object), n),
        "satisfaction": rng.choice(np.array(CATEGORIES, dtype=object), n),
    }
    for name in ("s01", "s02", "s03", "integrity"):
        people[name] = np.clip(np.rint(5.8 + tendency + rng.normal(0, 1.5, n)), 1, 10)
    for perspective in ("now", "preferred"):
        for dimension in ("glue", "success"):
            shares = 100 * rng.dirichlet([4, 3, 3, 4], n)
            for k, name in enumerate(TYPES):
                people[f"{perspective}_{dimension}_{name}"] = shares[:, k]
    return people


def scored(people: Answers) -> Answers:
    """Answers with the sector (half of its statements needed), and the types (both dimensions needed)."""
    statements = np.column_stack([people[name] for name in ("s01", "s02", "s03")])
    answered = (~np.isnan(statements)).sum(axis=1)
    work = np.where(answered >= 2, np.nansum(statements, axis=1) / np.maximum(answered, 1), np.nan)
    types = {
        f"{p}_{t}": (people[f"{p}_glue_{t}"] + people[f"{p}_success_{t}"]) / 2
        for p in ("now", "preferred")
        for t in TYPES
    }
    return people | {"work": work} | types


STEPS = [mantissa * 10.0**power for power in range(-9, 4) for mantissa in (1, 2, 5)]


def half_step(se: float) -> float:
    """The rule: the largest of 1, 2, 5 × 10ᵏ that is at most half of the standard error."""
    return max((step for step in STEPS if step <= se / 2 + 1e-15), default=STEPS[0])


def rounded(value: float, step: float) -> float:
    return float(f"{round(value / step) * step:.10g}")


def significant(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def mean_row(values: np.ndarray) -> dict[str, Any]:
    """n, mean, sd, se and interval of a mean, as published."""
    n = len(values)
    mean, sd = float(values.mean()), float(values.std(ddof=1))
    se = sd / math.sqrt(n)
    step, half = half_step(se), float(stdtrit(n - 1, 0.975)) * se
    ends = {"mean": mean, "ci_low": mean - half, "ci_high": mean + half}
    return {"n": n, **{name: rounded(value, step) for name, value in ends.items()},
            "sd": significant(sd, 2), "se": significant(se, 2)}  # fmt: skip


def share_of(share: float, n: int) -> float:
    """A share as published."""
    z = 1.96
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return rounded(share, half_step(half / 2))


def cells(people: Answers, shown: Mapping[str, list[str]]) -> list[tuple[str, str, np.ndarray]]:
    """The source and the shown groups: breakdown, group, members."""
    found = [("all", "all", np.ones(len(people["gender"]), dtype=bool))]
    for group_by, groups in shown.items():
        found += [(group_by, group, people[group_by] == group) for group in groups]
    return found


def everybody(people: Answers) -> dict[str, list[str]]:
    """All groups of every breakdown."""
    return {name: sorted({group for group in people[name] if group is not None}) for name in BREAKDOWNS}


def published(people: Answers, shown: Mapping[str, list[str]], wave: str = "2024", source: str = "survey") -> Tables:
    """The tables of one source of one wave. Tests are over the groups that are shown."""
    people = scored(people)
    tables: Tables = {name: [] for name in NAMES}

    def add(table: str, group_by: str, group: str, **figures: Any) -> None:
        row = {"wave": wave, "source": source, "weights": "none", "group_by": group_by, "group": group}
        tables[table].append(row | figures)

    def answers(name: str, members: np.ndarray) -> np.ndarray:
        found = people[name][members]
        return found[~np.isnan(found)]

    for group_by, group, members in cells(people, shown):
        add("sector_scores", group_by, group, sector="work", **mean_row(answers("work", members)))
        for name in ("s01", "s02", "s03"):
            found = answers(name, members)
            high = share_of(float((found >= 9).mean()), len(found))
            add("statement_scores", group_by, group, statement=name, sector="work", share_high=high, **mean_row(found))
        found = answers("integrity", members)
        high = share_of(float((found >= 8).mean()), len(found))
        add("competencies", group_by, group, competency="integrity", share_high=high, **mean_row(found))
        answered = people["satisfaction"][members]
        answered = answered[[answer is not None for answer in answered]]
        for category in CATEGORIES:
            share = share_of(float((answered == category).mean()), len(answered))
            add("question_answers", group_by, group, n=len(answered), question="satisfaction", category=category,
                share=share)  # fmt: skip
        for dimension in ("overall", "glue", "success"):
            for culture_type in TYPES:
                name = culture_type if dimension == "overall" else f"{dimension}_{culture_type}"
                key = {"dimension": dimension, "culture_type": culture_type}
                for perspective in ("now", "preferred"):
                    row = mean_row(answers(f"{perspective}_{name}", members))
                    add("ocai_profile", group_by, group, perspective=perspective, **key, **row)
                now, preferred = (people[f"{p}_{name}"][members] for p in ("now", "preferred"))
                both = ~np.isnan(now) & ~np.isnan(preferred)
                gap = mean_row((preferred - now)[both])
                add("ocai_gap", group_by, group, **key, gap=gap["mean"],
                    **{column: gap[column] for column in ("n", "ci_low", "ci_high")})  # fmt: skip
    for group_by, groups in shown.items():
        _compare(add, people, group_by, groups)
    n = len(people["gender"])
    add("flow", "all", "all", n=n + 5, step="raw", rows=n + 5)
    add("flow", "all", "all", n=n + 5, step="kept", rows=n)
    for name in ("s01", "gender"):
        add("fields", "all", "all", n=n + 5, variable=name, raw_name=f"Q_{name}", answered=n, distinct=9)
    return tables


def _compare(add: Callable[..., None], people: Answers, group_by: str, groups: list[str]) -> None:
    """Tests between groups; their statistics are of no matter here, their degrees of freedom are."""
    stated = np.isin(people[group_by].astype(str), groups)
    k, n = len(groups), int(stated.sum())
    for name in ("now_clan", "work"):
        count = int((stated & ~np.isnan(people[name])).sum())
        add("group_comparison", group_by, "all", n=count, variable=name, test="Welch ANOVA", statistic=2.31, df1=k - 1,
            df2=181, p=0.013, p_adjusted=0.052)  # fmt: skip
        add("agreement", group_by, "all", n=count, variable=name, groups=k, icc1=0.041, icc2=0.62, f=2.4, p=0.012)
    add("group_comparison", group_by, "all", n=n, variable="satisfaction", test="χ²", statistic=9.14,
        df1=(k - 1) * (len(CATEGORIES) - 1), p=0.42, p_adjusted=0.84)  # fmt: skip
    add("group_comparison", group_by, "all", n=n, variable="integrity", test="Kruskal–Wallis", statistic=5.01, df1=k - 1,
        p=0.2, p_adjusted=0.61)  # fmt: skip
    for a, b in pairwise(groups):
        one, other = (people["work"][people[group_by] == group] for group in (a, b))
        one, other = (values[~np.isnan(values)] for values in (one, other))
        se = math.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
        step, difference = half_step(se), float(one.mean() - other.mean())
        add("pairwise", group_by, "all", n=len(one) + len(other), variable="work", group_a=a, group_b=b,
            difference=rounded(difference, step), ci_low=rounded(difference - 1.99 * se, step),
            ci_high=rounded(difference + 1.99 * se, step), p=0.2)  # fmt: skip


NAMES = (
    "flow", "fields", "ocai_profile", "ocai_gap", "sector_scores", "statement_scores", "competencies",
    "question_answers", "group_comparison", "agreement", "pairwise",
)  # fmt: skip


def study(wave: str = "2024") -> dict[str, Any]:
    """What `study.json` says of the questionnaire: units were not declared, regions and genders were."""
    scale = {"min": 1, "max": 10}
    labels = {"work": "Work", "region.north": "North", **{f"unit.{name}": name for name in UNITS}}
    return {
        "wave": wave,
        "confidence": 0.95,
        "labels": {"en": labels},
        "instrument": {
            "ocai": {"perspectives": ["now", "preferred"], "total": 100.0, "dimensions": _worded("glue", "success")},
            "ratings": {"scale": scale, "sectors": {"work": {"label": "", "statements": _worded("s01", "s02", "s03")}}},
            "questions": {"satisfaction": {"label": "", "categories": dict.fromkeys(CATEGORIES, "")}},
            "self_ratings": {"integrity": {"label": "", "scale": scale, "high": 8}},
            "breakdowns": {
                "region": {"label": "", "categories": dict.fromkeys(REGIONS, "")},
                "unit": {"label": ""},
                "gender": {"label": "", "categories": {"female": "", "male": ""}},
            },
        },
    }


def _worded(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"label": ""} for name in names}


def write(folder: Path, tables: Tables, described: Mapping[str, Any]) -> Path:
    """Write tables as a wave's folder of published files."""
    (folder / "tables").mkdir(parents=True)
    for name, rows in tables.items():
        if rows:
            pd.DataFrame(rows).to_csv(folder / "tables" / f"{name}.csv", index=False, float_format="%.10g")
    (folder / "tables" / "study.json").write_text(json.dumps(described), encoding="utf-8")
    return folder
