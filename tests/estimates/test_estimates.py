"""Estimates from awkward answers: a defined result or a reason, and neither a crash nor a warning."""

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from examples import TYPES, answers, rated, small_values
from hypothesis import assume, given, settings

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.errors import ContractError
from competing_values.estimates import assembly
from competing_values.estimates.analysis import Analysis
from competing_values.microdata import scoring
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.tables import contract
from competing_values.tables.declared import TABLES

STATISTICS = Statistics(seed=1)

#: Figures that must stand in a row, or have a reason.
FIGURES = {
    "ocai_profile": ["mean", "sd", "ci_low", "centre"],
    "ocai_gap": ["gap", "statistic", "p", "effect_size"],
    "ocai_diagnosis": ["dominant_type", "strength", "dominance_probability"],
    "sector_scores": ["mean", "ci_low", "lowest_probability"],
    "statement_scores": ["mean", "ci_low", "median"],
    "force_field": ["distance", "force"],
    "reliability": ["alpha", "omega_total", "mean_inter_item_r"],
    "question_answers": ["share"],
    "competencies": ["mean", "ci_low", "share_high"],
    "agreement": ["icc1", "icc2"],
    "group_comparison": ["statistic", "p", "effect_size"],
    "drivers": ["coefficient", "relative_weight"],
}


def instrument() -> Instrument:
    """The small one, with a sector of one statement."""
    values = small_values()
    values["ratings"]["sectors"]["motivation"] = {"label": "", "statements": {"s06": {"label": ""}}}
    return Instrument.model_validate(values)


def estimated(
    frame: pd.DataFrame | pl.DataFrame,
    population: float | None = None,
    margins: dict[str, pd.Series] | None = None,
    declared: Instrument | None = None,
) -> dict[str, pd.DataFrame]:
    """All tables of a source, those that have reasons with them."""
    declared = declared or instrument()
    lazy = pl.LazyFrame(frame.to_dict("list") if isinstance(frame, pd.DataFrame) else frame, strict=False)
    lazy = lazy.with_columns(scoring.rescaled(declared.ocai, 5))
    lazy = lazy.with_columns(*scoring.type_scores(declared.ocai, None), *scoring.turned(declared.ratings))
    lazy = lazy.with_columns(scoring.sector_scores(declared.ratings, 0.5)).collect().lazy()
    summed = sums.counts(lazy, declared, ["body"]), sums.moments(lazy, declared, ["body"], 5)
    cells = Cells(*summed, declared, ["body"], 5, population)
    populations = {"survey": margins} if margins else {}
    given = {"survey": cells}, Analysis(declared, ["body"], STATISTICS), populations
    tables = assembly.estimates(*given)
    for name, table in tables.items():
        contract.checked(name, table.assign(wave="w"))
    return tables | assembly.with_reasons(*given)


def sample(rows: int = 40) -> pd.DataFrame:
    rng = np.random.default_rng(11)
    frame = pd.DataFrame({f"s0{k}": rng.integers(1, 11, rows).astype(float) for k in range(1, 7)})
    for name in [name for name in rated() if name not in frame]:
        frame[name] = rng.integers(1, 11, rows).astype(float)
    for stem in (f"{p}_{d}" for p in ("now", "preferred") for d in ("glue", "success")):
        points = rng.multinomial(20, [0.25] * 4, size=rows) * 5.0
        for k, culture_type in enumerate(TYPES):
            frame[f"{stem}_{culture_type}"] = points[:, k]
    frame["satisfaction"] = rng.choice(["low", "middle", "high", "none"], rows)
    frame["body"] = np.where(np.arange(rows) % 2, "central", "local")
    return frame.astype({"satisfaction": object, "body": object})


def every_missing_figure_has_a_reason(found: dict[str, pd.DataFrame]) -> None:
    for name, figures in FIGURES.items():
        if name not in found or not len(found[name]):
            continue
        frame = found[name].reindex(columns=[*found[name].columns, *(f for f in figures if f not in found[name])])
        silent = frame[frame[figures].isna().any(axis=1) & frame["reason"].fillna("").eq("")]
        assert silent.empty, (name, silent.iloc[0].to_dict())


def row(found: dict[str, pd.DataFrame], name: str, **where: str) -> dict[str, Any]:
    frame = found[name]
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame.iloc[0].to_dict()


def test_ordinary_answers_leave_nothing_out_but_small_scales() -> None:
    found = estimated(sample())
    every_missing_figure_has_a_reason(found)
    told = found["not_estimable"]
    assert set(told["table"]) <= {"reliability", "item_statistics", "agreement", "drivers"}
    assert set(told.query("table == 'drivers'")["reason"]) == {"R² may be 0: no ranking of what explains nothing"}
    assert set(told.query("table == 'reliability'")["reason"]) >= {
        "a scale needs two items",
        "a factor needs three items",
    }


def test_every_table_of_aggregates_is_estimated() -> None:
    """A table that is declared and nowhere estimated would be published empty."""
    found = estimated(sample().assign(weight=1.0), margins={"body": pd.Series({"central": 3.0, "local": 7.0})})
    counted = {"flow", "cleaning_rules", "fields", "protection", "claims"}
    assert {name for name, table in found.items() if len(table)} == TABLES.keys() - counted


def test_an_instrument_without_bands_has_the_same_columns() -> None:
    values = instrument().dumped()
    values["ratings"] |= {"bands": [], "unfavourable_below": None}
    found = estimated(sample(), declared=Instrument.model_validate(values))
    assert found["statement_scores"][["share_low", "share_high"]].isna().all(axis=None)
    assert found["sector_scores"]["band"].isna().all()


def test_an_estimate_with_another_column_than_its_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = assembly.profile.tables

    def other(*given: Any) -> dict[str, pd.DataFrame]:
        return {name: table.assign(mode=1.0).drop(columns="sd") for name, table in whole(*given).items()}

    monkeypatch.setattr(assembly.profile, "tables", other)
    with pytest.raises(ContractError, match="ocai_profile: `sd` is declared, and not estimated; `mode` is estimated"):
        estimated(sample())


def test_a_constant_item() -> None:
    found = estimated(sample().assign(s01=5.0))
    every_missing_figure_has_a_reason(found)
    work = row(found, "reliability", group_by="all", sector="work")
    assert "an item does not vary" in work["reason"]
    assert row(found, "statement_scores", group_by="all", statement="s01")["sd"] == 0


def test_a_group_of_one_and_a_level_that_nobody_has() -> None:
    frame = sample()
    frame["body"] = ["local"] * (len(frame) - 1) + ["central"]
    found = estimated(frame)
    every_missing_figure_has_a_reason(found)
    alone = row(found, "sector_scores", group="central", sector="work")
    assert alone["n"] == 1
    assert np.isnan(alone["se"])
    assert alone["reason"].startswith("one answer has no spread")
    test = row(found, "group_comparison", group_by="body", variable="work")
    assert "fewer than two groups" in test["reason"]
    frame["body"] = "local"
    every_missing_figure_has_a_reason(estimated(frame))


def test_a_culture_type_that_nobody_gives_points() -> None:
    frame = sample()
    for stem in (f"{p}_{d}" for p in ("now", "preferred") for d in ("glue", "success")):
        frame[f"{stem}_hierarchy"] += frame[f"{stem}_clan"]
        frame[f"{stem}_clan"] = 0.0
    found = estimated(frame)
    every_missing_figure_has_a_reason(found)
    clan = row(found, "ocai_profile", group_by="all", perspective="now", dimension="overall", culture_type="clan")
    assert clan["mean"] == 0
    assert 0 < clan["centre"] < 5
    gap = row(found, "ocai_gap", group_by="all", dimension="overall", culture_type="clan")
    assert gap["gap"] == 0
    assert gap["reason"] == "the differences do not vary"


def test_collinear_items() -> None:
    found = estimated(sample().assign(s03=lambda frame: frame["s01"]))
    every_missing_figure_has_a_reason(found)
    work = row(found, "reliability", group_by="all", sector="work")
    assert np.isfinite(work["alpha"])
    assert "some items repeat others" in work["reason"]


def test_collinear_sectors_have_no_drivers() -> None:
    found = estimated(sample().assign(s06=lambda frame: (frame["s04"] + frame["s05"]) / 2))
    every_missing_figure_has_a_reason(found)
    assert row(found, "drivers", sector="work")["reason"] == "the predictors are collinear"


@pytest.mark.parametrize("zero", ["all", "one group"])
def test_weights_of_zero(zero: str) -> None:
    frame = sample()
    frame["weight"] = 0.0 if zero == "all" else np.where(frame["body"] == "local", 0.0, 2.0)
    found = estimated(frame)
    every_missing_figure_has_a_reason(found)
    scores = found["sector_scores"].query("weights == 'population' and sector == 'work'").set_index("group")
    assert np.isnan(scores.loc["local", "mean"])
    assert scores.loc["local", "reason"].startswith("all weights are zero")
    if zero == "one group":
        assert scores.loc["all", "mean"] == pytest.approx(scores.loc["central", "mean"])


@settings(max_examples=10)
@given(answers(max_rows=12))
def test_whatever_is_answered(frame: pl.DataFrame) -> None:
    every_missing_figure_has_a_reason(estimated(frame.with_columns(s06=pl.col("s01"))))


@settings(max_examples=6)
@given(answers(max_rows=15))
def test_weights_scaled_by_a_constant_change_nothing(frame: pl.DataFrame) -> None:
    assume(frame["s01"].count())
    full = frame.with_columns(s06=pl.col("s01"))
    weight = np.linspace(0.5, 2, len(frame))
    one = estimated(full.with_columns(weight=pl.Series(weight)))["sector_scores"]
    other = estimated(full.with_columns(weight=pl.Series(4 * weight)))["sector_scores"]
    assert one[["mean", "se", "ci_low"]].to_numpy(dtype=float) == pytest.approx(
        other[["mean", "se", "ci_low"]].to_numpy(dtype=float), nan_ok=True, rel=1e-6, abs=1e-6
    )


def test_permuting_types_permutes_results() -> None:
    frame = sample()
    turned = dict(zip(TYPES, (TYPES[1], TYPES[0], TYPES[3], TYPES[2]), strict=True))
    names = {c: c.rsplit("_", 1)[0] + "_" + turned[c.rsplit("_", 1)[1]] for c in frame if c.rsplit("_", 1)[-1] in TYPES}
    first, second = estimated(frame), estimated(frame.rename(columns=names))
    for name, columns in (
        ("ocai_profile", ["mean", "se", "centre"]),
        ("ocai_gap", ["gap", "statistic", "effect_size"]),
    ):
        key = [c for c in ("group_by", "group", "perspective", "dimension", "culture_type") if c in first[name]]
        expected = first[name].assign(culture_type=first[name]["culture_type"].map(turned)).set_index(key)[columns]
        found = second[name].set_index(key)[columns]
        pd.testing.assert_frame_equal(found.sort_index(), expected.sort_index(), rtol=1e-7, atol=1e-8)
    hotelling = [
        found["group_comparison"].query("test == 'Hotelling T²'")["statistic"].item() for found in (first, second)
    ]
    assert hotelling[0] == pytest.approx(hotelling[1])


def test_a_finite_population_narrows_intervals_and_changes_no_test() -> None:
    frame = sample(40)
    plain, corrected = estimated(frame), estimated(frame, population=160)
    factor = (1 - 40 / 160) ** 0.5  # Cochran (1977)
    for name, centre in (("sector_scores", "mean"), ("ocai_gap", "gap")):
        one, other = plain[name], corrected[name]
        assert (other["ci_high"] - other[centre]).to_numpy() == pytest.approx(
            factor * (one["ci_high"] - one[centre]).to_numpy()
        )
    assert plain["ocai_gap"]["statistic"].to_numpy() == pytest.approx(corrected["ocai_gap"]["statistic"].to_numpy())
    everyone = estimated(frame, population=40)["question_answers"].query("group_by == 'all'")
    assert (everyone["ci_high"] - everyone["share"]).abs().max() < 1e-4
