"""Scores of the OCAI and of the sectors, against hand calculation and by their invariants."""

import polars as pl
import pytest
from examples import TYPES, answers, small_instrument
from hypothesis import given
from hypothesis import strategies as st

from competing_values.microdata import scoring
from competing_values.study.blocks.ocai import Ocai

BLOCK = Ocai.model_validate(
    {"perspectives": ["now"], "dimensions": {name: {"label": ""} for name in ("glue", "success")}}
)
RATINGS = small_instrument().ratings


def scored(
    glue: tuple[float | None, ...], success: tuple[float | None, ...], **options: object
) -> dict[str, float | None]:
    columns = {f"now_glue_{t}": [v] for t, v in zip(TYPES, glue, strict=True)}
    columns |= {f"now_success_{t}": [v] for t, v in zip(TYPES, success, strict=True)}
    frame = pl.LazyFrame(columns, schema=dict.fromkeys(columns, pl.Float64))
    tolerance = options.pop("tolerance", 5)
    frame = frame.with_columns(scoring.rescaled(BLOCK, tolerance))
    row = (
        frame.with_columns(scoring.type_scores(BLOCK, options.pop("min_dimensions", None))).collect().row(0, named=True)
    )
    return {t: row[f"now_{t}"] for t in TYPES}


def test_type_score_is_the_mean_over_dimensions() -> None:
    assert scored((10, 20, 30, 40), (30, 20, 10, 40)) == {"clan": 20, "adhocracy": 20, "market": 20, "hierarchy": 40}


def test_a_sum_within_the_tolerance_is_rescaled() -> None:
    found = scored((9.5, 19, 28.5, 38), (10, 20, 30, 40))  # 95 points, each worth 100/95
    assert found == pytest.approx({"clan": 10, "adhocracy": 20, "market": 30, "hierarchy": 40})


@pytest.mark.parametrize("glue", [(10, 20, 30, 34), (25, 25, 25, 31), (30, 30, 40, None), (0, 0, 0, 0), (250,) * 4])
def test_a_sum_further_off_or_a_part_missing_makes_the_dimension_missing(glue: tuple[float | None, ...]) -> None:
    assert set(scored(glue, (10, 20, 30, 40)).values()) == {None}
    kept = scored(glue, (10, 20, 30, 40), min_dimensions=1)
    assert kept == {"clan": 10, "adhocracy": 20, "market": 30, "hierarchy": 40}


def sector_means(needed: float, **values: float | None) -> dict[str, float | None]:
    names = ("s01", "s02", "s03", "s04", "s05")
    frame = pl.LazyFrame({n: [values.get(n)] for n in names}, schema=dict.fromkeys(names, pl.Float64))
    frame = frame.with_columns(scoring.turned(RATINGS)).with_columns(scoring.sector_scores(RATINGS, needed))
    return frame.select("work", "management").collect().row(0, named=True)


def test_sector_score_is_the_mean_of_answered_statements_with_reversed_ones_turned() -> None:
    found = sector_means(0.5, s01=8, s02=2, s04=5, s05=6)  # s02 is reversed: 2 counts as 9
    assert found == {"work": 8.5, "management": 5.5}


def test_sector_score_needs_its_share_of_answers() -> None:
    assert sector_means(0.5, s01=8, s04=5) == {"work": None, "management": 5}
    assert sector_means(1.0, s01=8, s02=2, s04=5, s05=6) == {"work": None, "management": 5.5}


@given(answers(), st.sampled_from([0, 5, 60]), st.sampled_from([None, 1]))
def test_types_sum_to_the_total_or_are_missing(frame: pl.DataFrame, tolerance: float, needed: int | None) -> None:
    block = small_instrument().ocai
    rescaled = frame.lazy().with_columns(scoring.rescaled(block, tolerance))
    scores = rescaled.with_columns(scoring.type_scores(block, needed)).collect()
    for perspective in ("now", "preferred"):
        for row in scores.select(f"{perspective}_{t}" for t in TYPES).rows():
            assert set(row) == {None} or sum(row) == pytest.approx(100)


@given(answers(), st.randoms(use_true_random=False))
def test_scoring_ignores_the_order_of_rows(frame: pl.DataFrame, random: object) -> None:
    block = small_instrument().ocai

    def scores(rows: pl.DataFrame) -> pl.DataFrame:
        lazy = rows.lazy().with_columns(*scoring.rescaled(block, 5), *scoring.turned(RATINGS))
        return lazy.with_columns(*scoring.type_scores(block, None), *scoring.sector_scores(RATINGS, 0.5)).collect()

    order = list(range(len(frame)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert scores(frame[order]).sort("row").equals(scores(frame))
