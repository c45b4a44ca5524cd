"""Every figure, and the tables of one survey that they can be drawn from: the whole, 18 regions, and two merged ones."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from competing_values.report.figures import (
    agenda,
    change,
    comparability,
    differences,
    drivers,
    profiles,
    sectors,
    self_ratings,
    shares,
    statements,
    weighting,
)
from competing_values.report.results import Results
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL, OTHER, OVERALL, TYPES
from competing_values.tables.declared import DECLARED, TABLES

#: Regions that are merged into other groups.
MERGED = ("abai", "ulytau")
#: A region in which too few rated themselves on one competency.
FEW = ("akmola", "integrity")
SOURCE = "survey"

FIGURES: dict[str, Callable[[Results], Figure]] = {
    "kite": lambda results: profiles.kite(results, SOURCE),
    "kites": lambda results: profiles.kites(results, SOURCE),
    "published_kites": lambda results: profiles.benchmark_kites(results, SOURCE),
    "gaps": lambda results: profiles.gaps(results, SOURCE),
    "agenda": lambda results: agenda.agenda(results, SOURCE),
    "sector_means": lambda results: sectors.sector_means(results, [SOURCE]),
    "statement_shares": lambda results: statements.statement_shares(results, SOURCE),
    "action_matrix": lambda results: drivers.action_matrix(results, SOURCE, "satisfaction"),
    "answers": lambda results: shares.answers(results, SOURCE, "satisfaction"),
    "distributions": lambda results: self_ratings.distributions(results, SOURCE),
    "heat_map": lambda results: differences.heat_map(results, SOURCE, "region"),
    "distribution_of_groups": lambda results: differences.distribution(results, SOURCE, "region"),
    "participation": lambda results: weighting.participation(results, SOURCE),
    "comparability": lambda results: comparability.comparability(results, SOURCE),
    "wave_kites": lambda results: change.kites(results, SOURCE, ("2021", "2023")),
    "wave_scores": lambda results: change.scores(results, SOURCE, ("2021", "2023")),
}


def written(folder: Path, publication: dict[str, Any]) -> Path:
    """Write the tables of a survey to a folder, with what the study says of itself."""
    instrument = Instrument.model_validate(publication["instrument"])
    groups = {name: _merged(categories) for name, categories in instrument.breakdowns.groups().items()}
    regions = groups["region"]
    everyone = [(ALL, ALL), *product(["region"], regions)]
    sector_of = instrument.ratings.sector_of()
    points = dict(zip(TYPES, (20.3, 17.4, 24.8, 37.5), strict=True))
    dimensions = [OVERALL, *instrument.ocai.dimensions]
    steps = {"raw": 11176, "empty": 33, "test_entry": 22, "duplicate_id": 44, "duplicate_answers": 22,
             "straight_lining": 55, "kept": 11000}  # fmt: skip
    rank = {"hierarchy": 1, "market": 2, "clan": 3, "adhocracy": 4}
    weights = dict(zip(instrument.ratings.sectors, (0.27, 0.23, 0.28, 0.22), strict=True))
    scores = {name: 5.2 + 0.6 * k for k, name in enumerate(instrument.ratings.sectors)}
    statements = {name: 4.2 + 0.13 * k for k, name in enumerate(sector_of)}
    rows: dict[str, list[dict[str, Any]]] = {
        "flow": [{"step": step, "rows": count} for step, count in steps.items()],
        "cleaning_rules": [
            {"rule": rule, "action": action, "rows": count}
            for rule, action, count in (("empty", "exclude", 33), ("speed", "flag", 21), ("ocai_sum", "count", 285))
        ],
        "fields": [{"variable": "s01", "raw_name": "S1", "answered": 11000, "missing": 170, "out_of_range": 6}],
        "ocai_profile": [
            {"perspective": p, "dimension": d, "culture_type": t, "rank": rank[t], **around(mean if p == "now" else 25 + 0.3 * mean)}
            for p, d, (t, mean) in product(("now", "preferred"), dimensions, points.items())
        ],
        "ocai_gap": [
            {"dimension": d, "culture_type": t, "gap": 25 - 0.7 * mean,
             **interval(25 - 0.7 * mean), "effect_size": 0.5, "discrepancy": abs(25 - 0.7 * mean) >= 10}
            for d, (t, mean) in product(dimensions, points.items())
        ],
        "ocai_diagnosis": [
            {"perspective": p, "dominant_type": "hierarchy", "dominance_probability": probability, "second_type": "market",
             "strength": strength, "congruent_dimensions": congruent, "flexibility": flexibility, "external_focus": external}
            for p, probability, strength, congruent, flexibility, external in (
                ("now", 0.98, 16.67, 6, 37.7, 42.2), ("preferred", 0.9, 5, 4, 61.31, 62.66),
            )
        ],
        "sector_scores": [
            {"sector": name, "rank": 4 - k, "band": "positive", **around(mean)}
            for k, (name, mean) in enumerate(scores.items())
        ],
        "reliability": [
            {"sector": name, "items": items, "alpha": alpha, "alpha_ci_low": alpha - 0.02, "alpha_ci_high": alpha + 0.015,
             "omega_total": omega}
            for name, items, alpha, omega in zip(scores, (7, 6, 2, 8), (0.84, 0.91, 0.62, 0.73), (0.86, 0.912, None, 0.78), strict=True)
        ],
        "drivers": [
            {"outcome": "satisfaction", "sector": name, "r_squared": 0.31, "coefficient": 0.1, **interval(0.1, 0.02),
             "r_squared_ci_low": 0.28, "r_squared_ci_high": 0.34, "relative_weight": weight,
             "relative_weight_ci_low": weight - 0.05, "relative_weight_ci_high": weight + 0.05}
            for name, weight in weights.items()
        ],
        "statement_scores": [
            {"statement": s, "sector": sector_of[s], "rank": 29 - k, **around(mean)}
            for k, (s, mean) in enumerate(statements.items())
        ],
        "force_field": [
            {"statement": s, "sector": sector_of[s], "distance": mean - 5.5, **interval(mean - 5.5),
             "force": "driving" if mean > 5.6 else "restraining" if mean < 5.4 else "neutral"}
            for s, mean in statements.items()
        ],
        "question_answers": [
            {"question": question, "category": category, "share": share, **interval(share, 0.01)}
            for question, categories in instrument.questions.categorical().items()
            for category, share in zip(categories, np.resize([0.08, 0.19, 0.38, 0.23, 0.12], 9), strict=False)
        ],
        "competencies": [
            {"competency": name, **around(7.9), "share_high": share, "share_high_ci_low": share - 0.01, "share_high_ci_high": share + 0.01}
            for name, share in zip(instrument.self_ratings.members, (0.67, 0.44), strict=True)
        ],
        "competency_ratings": [
            {"competency": name, "value": value, "share": value / 55}
            for name, value in product(instrument.self_ratings.members, range(1, 11))
        ],
        "wave_change": [
            {"variable": name, "from_wave": before, "to_wave": after, "from_mean": mean + past, "to_mean": mean + past + change,
             "change": change, **interval(change), "equivalence_bound": bound, "p_adjusted": 0.02, "equivalence_p": 0.3,
             "reading": reading}
            for name, mean, bound in [*((f"now_{name}", mean, 5) for name, mean in points.items()), *((name, mean, 0.2) for name, mean in scores.items())]
            for before, after, past, change, reading in (
                ("2021", "2023", 0, 0.4, "changed"), ("2023", "2024", 0.4, 0.01, "shown to be small"),
                ("2024", "2025", 0.41, -0.2, "undecided"),
            )
        ],
    }  # fmt: skip
    of_all: dict[str, list[dict[str, Any]]] = {
        "weighting": [
            {"variable": ALL, "category": ALL, "deff": 1.3, "effective_n": 8400},
            *(
                {"variable": variable, "category": category, "population_share": 1 / size,
                 "sample_share": (1 + 0.05 * k) / size, "weighted_share": 1.01 / size, "assumed": variable == "region"}
                for variable, size in (("region", 20), ("gender", 2))
                for k, category in enumerate(groups[variable])
            ),
        ],
        "agreement": [
            {"group_by": by, "variable": variable, "groups": 3, "icc1": 0.01, "icc2": icc2, "rwg_mean": 0.72 + k / 50}
            for k, by in enumerate(publication["breakdowns"])
            for variable, icc2 in (("now_hierarchy", -0.4), *((name, 0.45 + 0.1 * k) for k, name in enumerate(scores)))
        ],
        "comparability": [
            {"group_by": by, "group": group, "sector": name, "phi": 0.99 - 0.012 * k * (place % 3), "respondents_needed": 90}
            for k, by in enumerate(publication["breakdowns"])
            for group in groups[by]
            for place, name in enumerate(scores)
        ],
        "group_comparison": [
            {"group_by": "region", "variable": name, "test": "Welch ANOVA", "statistic": 9.1, "p": 0.001, "p_adjusted": 0.004,
             "family": "groups of region", "effect_name": "ω²", "effect_size": 0.02, "effect_ci_low": 0.01, "effect_ci_high": 0.03}
            for name in scores
        ],
        "protection": [
            *({"group_by": "region", "group": name, "rule": "threshold", "n": None} for name in MERGED),
            {"group_by": "region", "group": FEW[0], "variable": FEW[1], "rule": "few_answers", "n": None},
        ],
    }  # fmt: skip
    for name, table in of_all.items():
        frame = pd.DataFrame({"group_by": ALL, "group": ALL, "n": 11000, **row} for row in table)
        frame = frame.assign(wave="2023", source=SOURCE, weights="none").reindex(columns=TABLES[name].columns)
        frame.to_csv(folder / f"{name}.csv", index=False)
    for name, table in rows.items():
        frame = pd.DataFrame(
            {"group_by": by, "group": group, **row, "shift": 0.02 * k}
            for k, (by, group) in enumerate(everyone)
            for row in table
        ).assign(wave="2023", source=SOURCE, weights="none", n=lambda f: np.where(f["group"] == ALL, 11000, 512))
        if "mean" in frame:
            frame[["mean", "ci_low", "ci_high"]] = frame[["mean", "ci_low", "ci_high"]].add(frame["shift"], axis=0)
        declared = DECLARED[name]
        frame = frame.reindex(columns=declared.columns).astype(object)
        if "competency" in frame:
            frame.loc[(frame["group"] == FEW[0]) & (frame["competency"] == FEW[1]), ["n", *declared.values]] = None
        frame.to_csv(folder / f"{name}.csv", index=False)
    (folder / "study.json").write_text(json.dumps(publication, ensure_ascii=False), encoding="utf-8")
    return folder


def _merged(categories: list[str]) -> list[str]:
    """Groups of a breakdown as they are published: those that are merged are other groups, at the end."""
    named = [name for name in categories if name not in MERGED]
    return named if len(named) == len(categories) else [*named, OTHER]


def interval(mean: float, half: float = 0.15) -> dict[str, float]:
    return {"ci_low": mean - half, "ci_high": mean + half}


def around(mean: float) -> dict[str, float]:
    return {"mean": mean, **interval(mean)}
