"""Aggregates: exact sums that pool in any partition, and what follows from them."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from examples import answers, rated, small_instrument
from hypothesis import given
from hypothesis import strategies as st

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.microdata import scoring
from competing_values.study.instrument import Instrument

INSTRUMENT = small_instrument()
STEP = 5


def scored(frame: pl.DataFrame) -> pl.LazyFrame:
    lazy = frame.lazy().with_columns(scoring.rescaled(INSTRUMENT.ocai, 60))
    lazy = lazy.with_columns(*scoring.type_scores(INSTRUMENT.ocai, None), *scoring.turned(INSTRUMENT.ratings))
    lazy = lazy.with_columns(scoring.sector_scores(INSTRUMENT.ratings, 0.5))
    return lazy.with_columns(pl.Series("weight.population", 0.5 + np.arange(len(frame)) % 3))


def both(scores: pl.LazyFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    return sums.counts(scores, INSTRUMENT, ["body"]), sums.moments(scores, INSTRUMENT, ["body"], STEP)


@given(answers(), st.integers(0, 25))
def test_any_partition_of_the_rows_adds_up_to_the_whole(frame: pl.DataFrame, cut: int) -> None:
    scores = scored(frame).collect()
    parts = [part for part in (scores[:cut], scores[cut:]) if len(part)]
    for whole, *pieces in zip(both(scores.lazy()), *(both(part.lazy()) for part in parts), strict=True):
        assert sums.added_up(pieces).equals(sums.added_up([whole]))


@given(answers())
def test_groups_pool_to_the_whole(frame: pl.DataFrame) -> None:
    counted, moments = both(scored(frame))
    for summed in counted, moments.filter(~pl.col("j").str.contains("*", literal=True)):  # products: the whole alone
        labels = [
            name for name, kind in summed.schema.items() if kind == pl.String and name not in ("group_by", "group")
        ]
        numbers = [name for name in summed.columns if name not in (*labels, "group_by", "group")]

        def pooled(
            group_by: str, whole: pl.DataFrame = summed, by: list[str] = labels, n: list[str] = numbers
        ) -> pl.DataFrame:
            return whole.filter(pl.col("group_by") == group_by).group_by(by).agg(pl.col(n).sum()).sort(by)

        assert pooled("body").equals(pooled("all"))


@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_bit(frame: pl.DataFrame, random: object) -> None:
    scores = scored(frame).collect()
    order = list(range(len(scores)))
    random.shuffle(order)  # type: ignore[attr-defined]
    for one, other in zip(both(scores.lazy()), both(scores[order].lazy()), strict=True):
        assert one.equals(other)


def test_batches_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    n = 250
    columns: dict[str, object] = {name: rng.choice([None, *range(1, 11)], n).tolist() for name in rated()}
    points = rng.multinomial(20, [0.25] * 4, size=(n, 4)) * 5.0
    for block, stem in enumerate(f"{p}_{d}" for p in ("now", "preferred") for d in ("glue", "success")):
        columns |= {
            f"{stem}_{t}": points[:, block, k] for k, t in enumerate(("clan", "adhocracy", "market", "hierarchy"))
        }
    columns |= {
        "satisfaction": rng.choice(["low", "middle", "high", "none"], n),
        "body": rng.choice(["central", "local"], n),
    }
    scores = scored(pl.DataFrame(columns).with_columns(pl.col(rated()).cast(pl.Float64)))
    whole = sums.moments(scores, INSTRUMENT, ["body"], STEP)
    monkeypatch.setattr(sums, "BATCH", 40)
    assert sums.moments(scores, INSTRUMENT, ["body"], STEP).equals(whole)


def cells_of(frame: pl.DataFrame) -> tuple[pl.DataFrame, Cells]:
    scores = scored(frame)
    return scores.collect(), Cells(sums.Aggregates(*both(scores)), INSTRUMENT, ["body"], STEP)


def test_means_and_covariances_are_those_of_the_rows() -> None:
    rows = 60
    rng = np.random.default_rng(3)
    columns = {name: rng.integers(1, 11, rows).astype(float) for name in rated()}
    for stem in (f"{p}_{d}" for p in ("now", "preferred") for d in ("glue", "success")):
        share = rng.multinomial(20, [0.2, 0.2, 0.2, 0.4], size=rows) * 5.0
        columns |= {f"{stem}_{t}": share[:, k] for k, t in enumerate(("clan", "adhocracy", "market", "hierarchy"))}
    frame = pl.DataFrame(columns).with_columns(
        satisfaction=pl.Series(rng.choice(["low", "middle", "high"], rows)),
        body=pl.Series(rng.choice(["central", "local"], rows)),
        s01=pl.Series(np.where(np.arange(rows) % 7 == 0, np.nan, columns["s01"])).fill_nan(None),
    )
    scores, cells = cells_of(frame)
    names = ["s01", "s02", "s03"]
    data = pd.DataFrame(scores.select(names).to_dict(as_series=False), dtype=float)
    n, covariance = cells.covariance(0, names)
    assert covariance == pytest.approx(data.cov().to_numpy(), rel=1e-7)  # pandas: pairwise complete
    assert n[0, 1] == data["s01"].notna().sum()
    means = cells.means(["work", "gap_clan"])
    whole = means[(means["group_by"] == "all") & (means["weights"] == "none")].set_index("name")
    assert whole.loc["work", "mean"] == pytest.approx(scores["work"].mean())
    assert whole.loc["work", "sd"] == pytest.approx(scores["work"].std())
    gap = scores["preferred_clan"] - scores["now_clan"]
    assert whole.loc["gap_clan", "mean"] == pytest.approx(gap.mean(), abs=1e-8)
    assert whole.loc["gap_clan", "se"] == pytest.approx(gap.std() / rows**0.5)
    weighted = means[(means["group_by"] == "all") & (means["weights"] == "population") & (means["name"] == "work")]
    assert weighted["mean"].item() == pytest.approx(np.average(scores["work"], weights=scores["weight.population"]))


def test_balances_are_those_of_the_averaged_points() -> None:
    """One respondent, worked by hand: now (10, 20, 30, 40) and (30, 20, 10, 40), so (20, 20, 20, 40) on average."""
    points = {"glue": (10, 20, 30, 40), "success": (30, 20, 10, 40)}
    types = ("clan", "adhocracy", "market", "hierarchy")
    columns = {f"now_{d}_{t}": [float(v)] for d, values in points.items() for t, v in zip(types, values, strict=True)}
    columns |= {f"preferred_{d}_{t}": [25.0] for d in points for t in types}
    columns |= {name: [5.0] for name in rated()}
    _, cells = cells_of(pl.DataFrame(columns).with_columns(satisfaction=pl.lit("low"), body=pl.lit("local")))
    _, found = cells.mean_of(
        0, ["now_flexibility", "now_clan_over_adhocracy", "now_hierarchy_over_market", "gap_flexibility"]
    )
    flexibility = 0.5 * np.log(20 * 20 / (20 * 40))
    assert found == pytest.approx([flexibility, 0, np.sqrt(0.5) * np.log(2), -flexibility], abs=1e-9)


def test_no_pair_is_declared_twice() -> None:
    declared = INSTRUMENT.pairs(INSTRUMENT.measures(STEP))
    assert len({frozenset(pair) for pair in declared}) == len(declared)


def test_a_questionnaire_without_numbers_is_counted_and_has_no_sums() -> None:
    """Such as one question with categories in no order."""
    categories = dict.fromkeys(["phone", "mail"], "")
    asked = Instrument.model_validate({"questions": {"way": {"label": "", "categories": categories, "ordered": False}}})
    scores = pl.LazyFrame({"way": ["phone", None, "mail"]})
    summed = sums.counts(scores, asked, []), sums.moments(scores, asked, [], STEP)
    assert summed[1].is_empty()
    cells = Cells(sums.Aggregates(*summed), asked, [], STEP)
    assert cells.answers(["way"]).set_index("value")["n"].to_dict() == {"phone": 1, "mail": 1}
