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
from competing_values.estimates import assembly, comparability, weighting
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
    "comparability": ["phi"],
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
    asked = sums.asked(lazy, declared)
    cells = Cells(sums.aggregated(lazy, asked, ["body"], 5), declared, ["body"], 5, population)
    populations = {"survey": weighting.merged(margins, None)} if margins else {}
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
    assert set(told["table"]) <= {"reliability", "item_statistics", "agreement", "drivers", "comparability"}
    assert set(told.query("table == 'drivers'")["reason"]) == {"R² may be 0: no ranking of what explains nothing"}
    assert set(told.query("table == 'reliability'")["reason"]) >= {
        "a scale needs two items",
        "a factor needs three items",
    }


#: Weights of 1 in every version, of respondents who are each a cluster.
DRAWN = {
    "weight.population": 1.0,
    "weight.design": 1.0,
    "drawn.stratum": "",
    "drawn.size": "1000000",
    "drawn.cluster": "",
}


def test_every_table_of_aggregates_is_estimated() -> None:
    """A table that is declared and nowhere estimated would be published empty."""
    found = estimated(sample().assign(**DRAWN), margins={"body": pd.Series({"central": 3.0, "local": 7.0})})
    counted = {"flow", "cleaning_rules", "fields", "raking", "break_off", "nonresponse", "protection", "claims"}
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


def test_a_sector_that_nobody_was_asked_leaves_the_others() -> None:
    """Drivers and the lowest sector are those of a questionnaire without it."""
    frame = sample(200)
    frame["satisfaction"] = np.where(frame["s01"] + frame["s04"] > 11, "high", "low")
    found = estimated(frame.assign(s06=np.nan))
    every_missing_figure_has_a_reason(found)
    without = instrument().dumped()
    del without["ratings"]["sectors"]["motivation"]
    fewer = estimated(frame.drop(columns="s06"), declared=Instrument.model_validate(without))
    assert [*found["drivers"]["outcome"].unique()] == ["satisfaction", "integrity"]
    for tables in (found, fewer):
        tables["drivers"] = tables["drivers"].query("outcome == 'satisfaction'")
    for name, figures in (
        ("drivers", ["n", "r_squared", "relative_weight", "coefficient"]),
        ("sector_scores", ["mean", "lowest_probability"]),
    ):
        rows = found[name].query("sector != 'motivation'")
        assert rows[figures].notna().all(axis=None)
        assert rows[figures].to_numpy(dtype=float) == pytest.approx(
            fewer[name][figures].to_numpy(dtype=float), rel=1e-9
        )
    assert row(found, "drivers", sector="motivation")["reason"] == "nobody answered"
    assert row(found, "drivers", sector="motivation")["n"] == 0


def test_two_camps_of_one_mind_each_end_nothing() -> None:
    """Two answers in all, which differ also in what rounding leaves: Hotelling's test says why it is missing."""
    frame = sample()
    camps = np.arange(len(frame)) % 2
    for stem in (f"{p}_{d}" for p in ("now", "preferred") for d in ("glue", "success")):
        for k, culture_type in enumerate(TYPES):
            points = np.where(camps, 10.0 * (k + 1), 10.0 * (4 - k))
            frame[f"{stem}_{culture_type}"] = points + (1e-12 * k if stem.startswith("preferred") else 0)
    found = estimated(frame)
    every_missing_figure_has_a_reason(found)
    assert "vary" in row(found, "group_comparison", test="Hotelling T²")["reason"]
    camps_now = row(found, "group_comparison", variable="now profile")
    assert np.isnan(camps_now["statistic"]) or camps_now["reason"]


def test_n_of_a_test_counts_those_who_stayed() -> None:
    frame = sample(60)
    frame["body"] = np.where(np.arange(60) < 1, "alone", np.where(np.arange(60) < 30, "central", "local"))
    values = instrument().dumped()
    values["breakdowns"]["body"]["categories"] = dict.fromkeys(("alone", "central", "local"), "")
    test = row(
        estimated(frame, declared=Instrument.model_validate(values)),
        "group_comparison",
        variable="work",
        group_by="body",
    )
    assert test["n"] == 59
    assert test["reason"].startswith("without 1 of 3 groups")


def test_a_statistic_that_raises_is_missing_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(assembly.comparison.mean_tests, "welch_anova", broken)
    found = estimated(sample())
    tests = found["group_comparison"].query("group_by == 'body'")
    assert set(tests.query("test == 'Welch ANOVA'")["reason"]) == {"it could not be computed: division by zero"}
    assert tests.query("test == 'Kruskal–Wallis'")["statistic"].notna().all()


@pytest.mark.parametrize("zero", ["all", "one group"])
def test_weights_of_zero(zero: str) -> None:
    frame = sample()
    frame["weight.population"] = 0.0 if zero == "all" else np.where(frame["body"] == "local", 0.0, 2.0)
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
    one = estimated(full.with_columns(pl.Series("weight.population", weight)))["sector_scores"]
    other = estimated(full.with_columns(pl.Series("weight.population", 4 * weight)))["sector_scores"]
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


MARGINS = {"body": pd.Series({"central": 60.0, "local": 140.0})}


def test_a_merged_group_is_assumed_where_a_part_of_it_is() -> None:
    margins = {"region": pd.Series({"a": 10, "b": 20, "c": 30}), "hidden": pd.Series({"x": 1})}
    found = weighting.merged(
        margins, {"region": {"a": "other", "b": "other", "c": "c"}}, {("region", "b"), ("hidden", "x")}
    )
    assert [*found] == ["region"]
    assert found["region"].to_dict("index") == {
        "other": {"count": 30, "assumed": True},
        "c": {"count": 30, "assumed": False},
    }


def test_response_is_respondents_of_people() -> None:
    """20 of 60, 20 of 140, and 40 of 200."""
    found = estimated(sample().assign(**DRAWN), margins=MARGINS)["response"].set_index("category")
    assert found["response_rate"].to_dict() == pytest.approx({"all": 0.2, "central": 1 / 3, "local": 1 / 7})
    assert found["population"].to_dict() == {"all": 200, "central": 60, "local": 140}


def test_margins_that_give_shares_give_no_response() -> None:
    found = estimated(sample().assign(**DRAWN), margins={"body": pd.Series({"central": 0.3, "local": 0.7})})
    assert found["response"][["population", "response_rate"]].isna().all(axis=None)
    assert set(found["not_estimable"].query("table == 'response'")["reason"]) == {
        "the margins give shares, and no sizes"
    }


def factor(rows: int, loadings: dict[str, float]) -> pd.DataFrame:
    """Answers to three statements that one thing moves, as the sector `work` has them once `s02` is turned."""
    rng = np.random.default_rng(5)
    latent = rng.normal(size=rows)
    frame = sample(rows)
    for name, loading in loadings.items():
        noise = rng.normal(size=rows)
        value = 5.5 + 1.5 * (loading * latent + np.sqrt(1 - loading**2) * noise)
        frame[name] = np.clip(np.rint(11 - value if name == "s02" else value), 1, 10)
    return frame


def cells_of(frame: pd.DataFrame) -> Cells:
    """Cells of a source whose statements are answered."""
    declared = instrument()
    lazy = pl.LazyFrame(frame.to_dict("list"), strict=False)
    lazy = lazy.with_columns(scoring.rescaled(declared.ocai, 5))
    lazy = lazy.with_columns(*scoring.type_scores(declared.ocai, None), *scoring.turned(declared.ratings))
    lazy = lazy.with_columns(scoring.sector_scores(declared.ratings, 0.5)).collect().lazy()
    summed = sums.counts(lazy, declared, ["body"]), sums.moments(lazy, declared, ["body"], 5)
    return Cells(sums.Aggregates(*summed), declared, ["body"], 5)


def test_a_sector_that_hangs_together_otherwise_is_told_of_groups_and_of_waves() -> None:
    """Loadings 0.8, 0.7, 0.6 against 0.8, 0.7, −0.6, turned to a positive sum: φ = (0.64 + 0.49 − 0.36)/1.49 = 0.517."""
    alike, other = factor(600, {"s01": 0.8, "s02": 0.7, "s03": 0.6}), factor(600, {"s01": 0.8, "s02": 0.7, "s03": -0.6})
    waves = {"1": {"survey": cells_of(alike)}, "2": {"survey": cells_of(other)}, "3": {"survey": cells_of(other)}}
    found = comparability.wave_comparability(waves, instrument()).query("sector == 'work'").set_index("to_wave")
    assert found.loc["2", "phi"] == pytest.approx(0.517, abs=0.1)
    assert found.loc["3", "phi"] == pytest.approx(1)
    contract.checked("wave_comparability", found.reset_index())
    many = factor(3000, {"s01": 0.8, "s02": 0.7, "s03": 0.6})
    both = pd.concat([many.assign(body="central"), other.head(300).assign(body="local")])
    rows = estimated(both)["comparability"].query("sector == 'work'").set_index("group")
    assert rows.loc["central", "phi"] > 0.95 > rows.loc["local", "phi"]


def test_too_few_respondents_have_no_congruence_and_a_reason() -> None:
    frame = factor(200, {"s01": 0.8, "s02": 0.7, "s03": 0.6})
    frame["body"] = ["central"] * 160 + ["local"] * 40
    rows = estimated(frame)["comparability"].query("sector == 'work'").set_index("group")
    assert np.isfinite(rows.loc["central", "phi"])
    assert np.isnan(rows.loc["local", "phi"])
    assert rows.loc["local", "reason"].startswith("fewer than")
