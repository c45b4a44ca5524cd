"""Invented surveys of one sector, a question and a self-rating, as aggregates."""

from collections.abc import Sequence
from io import StringIO

import numpy as np
import pandas as pd
import polars as pl

from competing_values.aggregates import sums
from competing_values.aggregates.protection.items import items
from competing_values.aggregates.protection.nesting import nesting
from competing_values.aggregates.protection.protect import Protected, protect
from competing_values.aggregates.protection.published import Aggregates, Limits
from competing_values.aggregates.protection.withdrawal import told_by
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.wave import Wave
from competing_values.microdata.scoring import sector_scores
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.tables.audit import intervals
from competing_values.tables.publishing import Rules, publishable

STATEMENTS = ("s01", "s02", "s03", "s04", "s05", "s06")
LIMITS = Limits(min_cell=10, width=0.25)

Groups = dict[str, Sequence[str | None]]


def instrument(declared: dict[str, list[str] | None]) -> Instrument:
    """Six statements in one sector, an ordered question, a self-rating, and some breakdowns."""
    scale = {"min": 1, "max": 10}
    statements = {name: {"label": name} for name in STATEMENTS}
    return Instrument.model_validate(
        {
            "ratings": {
                "scale": scale,
                "bands": [{"name": "excellent", "from": 8.5}, {"name": "decadent"}],
                "unfavourable_below": 4,
                "sectors": {"work": {"label": "Work", "statements": statements}},
            },
            "questions": {"satisfaction": {"label": "S", "categories": dict.fromkeys(("low", "middle", "high"), "")}},
            "self_ratings": {"integrity": {"label": "I", "scale": scale, "high": 8}},
            "breakdowns": {
                name: {"label": name, "categories": groups and dict.fromkeys(groups, "")}
                for name, groups in declared.items()
            },
        }
    )


def answers(groups: Groups, seed: int = 1) -> pl.DataFrame:
    """Answers of as many people as have groups: nobody left one out, and nobody is like the other."""
    n = len(next(iter(groups.values())))
    rng = np.random.default_rng(seed)
    mood = rng.normal(0, 1, n)
    ratings = {name: np.clip(np.rint(6 + mood + rng.normal(0, 1.6, n)), 1, 10) for name in (*STATEMENTS, "integrity")}
    question = rng.choice(["low", "middle", "high"], n, p=[0.25, 0.45, 0.3])
    frame = pl.DataFrame({**ratings, "satisfaction": question})
    return frame.with_columns(pl.Series(name, [*labels], dtype=pl.String) for name, labels in groups.items())


def aggregated(frame: pl.DataFrame, declared: dict[str, list[str] | None]) -> Aggregates:
    """Sums of answers."""
    design = instrument(declared)
    scores = frame.lazy().with_columns(sector_scores(design.ratings, 0.5))
    return sums.aggregated(scores, design, [*declared], 5)


def protected(
    frame: pl.DataFrame,
    declared: dict[str, list[str] | None],
    limits: Limits = LIMITS,
    earlier: Sequence[dict[str, Aggregates]] = (),
) -> Protected:
    """One source of answers, protected."""
    known = items(instrument(declared))
    return protect({"survey": aggregated(frame, declared)}, known, [*declared], declared, limits, earlier)


def published(
    frame: pl.DataFrame, declared: dict[str, list[str] | None], limits: Limits = LIMITS
) -> dict[str, dict[str, pd.DataFrame]]:
    """Tables of a survey, by name: `exact` ones, as estimated from what protection let through, and `published` ones."""
    design, known = instrument(declared), items(instrument(declared))
    found = protected(frame, declared, limits)
    study = {
        "wave": "2024", "sources": ["survey"], "breakdowns": [*declared], "confidence": 0.95,
        "instrument": design.dumped(),
    }  # fmt: skip
    record = pd.DataFrame(found.record.to_dict(as_series=False), columns=found.record.columns, dtype=str)
    analysis = Analysis(design, [*declared], Statistics(seed=1))
    wave = Wave("2024", found.sources, found.labels, record, known, analysis, {}, {})
    nested = nesting({"survey": aggregated(frame, declared)}, found.labels, [*declared])
    rules = Rules(*limits, dict(nested), told_by(known))
    tables = publishable(wave.estimates, None, study, rules, intervals.together([]))
    texts = {name: pd.read_csv(StringIO(text)) for name, text in tables.texts.items()}
    return {"exact": tables.exact, "published": texts}


def sizes(aggregates: Aggregates, group_by: str) -> dict[str, int]:
    """Respondents of each published group."""
    rows = aggregates.counts.filter((pl.col("group_by") == group_by) & (pl.col("variable") == sums.RESPONDENTS))
    return dict(rows.select("group", "n").iter_rows())


def measured(aggregates: Aggregates, name: str) -> dict[tuple[str, str], tuple[int, float]]:
    """Number and sum of the answers to a rating in each group where it is published."""
    rows = aggregates.moments.filter((pl.col("i") == name) & (pl.col("j") == name))
    return {
        (group_by, group): (n, float(total) * sums.UNIT + 5.5 * n)
        for group_by, group, n, total in rows.select(
            "group_by", "group", "n", pl.col("wi").cast(pl.Float64)
        ).iter_rows()
    }


def hidden(found: Protected) -> set[tuple[str, str, str]]:
    """What the record says was hidden of groups: breakdown, group, variable."""
    rows = found.record.filter(pl.col("variable") != "").select("group_by", "group", "variable")
    return set(rows.iter_rows())
