"""Exclusion of rows: each reason, their order, and that raw = kept + excluded."""

from typing import Any

import polars as pl
import pytest
from examples import answers, small_instrument
from hypothesis import given
from hypothesis import strategies as st

from competing_values import cleaning

REASONS = ["empty", "test_entry", "duplicate_id", "duplicate_answers", "straight_lining"]
STATEMENTS = [f"s{k:02}" for k in range(1, 6)]


def frame(*rows: dict[str, Any]) -> pl.LazyFrame:
    complete = [
        {"row": number, "respondent_id": None, "test_entry": False, **dict.fromkeys(STATEMENTS), "body": None, **row}
        for number, row in enumerate(rows, start=2)
    ]
    numbers = dict.fromkeys(STATEMENTS, pl.Float64)
    return pl.LazyFrame(
        complete, schema_overrides={"row": pl.UInt32, "respondent_id": pl.String, "body": pl.String, **numbers}
    )


def reasons(*rows: dict[str, Any], exclude: list[str] = REASONS, longstring: int = 4) -> list[str | None]:
    found = cleaning.with_reason(frame(*rows), small_instrument(), exclude, longstring)
    return found.collect()["reason"].to_list()


ANN = {"respondent_id": "a", "s01": 1.0, "s02": 2.0}
BEN = {"respondent_id": "b", "s01": 3.0, "s02": 4.0}


def test_reasons() -> None:
    found = reasons(
        ANN,
        {"respondent_id": "c", "body": "local"},
        BEN | {"respondent_id": "d", "test_entry": True},
        ANN | {"s02": 9.0},
        BEN,
        BEN | {"respondent_id": "e"},
        dict.fromkeys(STATEMENTS, 7.0),
    )
    assert found == [None, "empty", "test_entry", "duplicate_id", None, "duplicate_answers", "straight_lining"]


def test_the_first_row_of_an_id_that_is_still_kept_stays() -> None:
    assert reasons(ANN | {"test_entry": True}, ANN, ANN) == ["test_entry", None, "duplicate_id"]


def test_rows_without_id_are_no_duplicates() -> None:
    assert reasons({"s01": 1.0}, {"s01": 2.0}, exclude=["duplicate_id"]) == [None, None]


@pytest.mark.parametrize(
    ("values", "expected"),
    [((5, 5, 5, 5, 1), True), ((1, 5, 5, 5, 5), True), ((5, 5, None, 5, 5), False), ((5, 5, 5, 1, 5), False)],
)
def test_straight_lining_is_a_run_of_equal_answers(values: tuple[float | None, ...], expected: bool) -> None:
    row = {name: None if value is None else float(value) for name, value in zip(STATEMENTS, values, strict=True)}
    assert (reasons(row) == ["straight_lining"]) is expected


@given(answers(), st.lists(st.sampled_from(REASONS), unique=True), st.randoms(use_true_random=False))
def test_the_flow_adds_up(rows: pl.DataFrame, exclude: list[str], random: Any) -> None:
    raw = rows.with_columns(
        respondent_id=pl.Series([random.choice(["a", "b", None]) for _ in range(len(rows))], dtype=pl.String),
        test_entry=pl.Series([random.random() < 0.2 for _ in range(len(rows))]),
    )
    marked = cleaning.with_reason(raw.lazy(), small_instrument(), exclude, 4)
    flow = cleaning.flow(marked, exclude).set_index("step")["rows"]
    assert flow["raw"] == len(raw) == flow.drop("raw").sum()
    kept, excluded = cleaning.kept(marked).collect(), cleaning.excluded(marked).collect()
    assert len(kept) == flow["kept"]
    assert sorted([*kept["row"], *excluded["row"]]) == raw["row"].to_list()
