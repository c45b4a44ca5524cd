"""Exclusion of rows: each reason, their order, and that raw = kept + excluded."""

from typing import Any

import pandas as pd
import polars as pl
import pytest
from examples import CLEANING, answers, asking, points, rated, small_instrument
from hypothesis import given
from hypothesis import strategies as st

from competing_values.errors import UserError
from competing_values.microdata import cleaning
from competing_values.study.measures import Variable
from competing_values.study.rules import RULES

REASONS = ["totals_row", "test_entry", "empty", "duplicate_id", "duplicate_answers", "straight_lining"]
STATEMENTS = [f"s{k:02}" for k in range(1, 6)]
NUMBERS = [*points(), *rated()]
MARKS = dict.fromkeys(("test_entry", "totals_row", "left_out", "unfinished"), False)
WORKING = MARKS | {"respondent_id": None, "out_of_range": 0, "duration": None}


def frame(*rows: dict[str, Any]) -> pl.LazyFrame:
    blank = WORKING | dict.fromkeys(NUMBERS) | {"satisfaction": None, "body": None}
    texts = dict.fromkeys(("respondent_id", "body", "satisfaction"), pl.String)
    kinds = {"row": pl.UInt32, "duration": pl.Float64, **texts, **dict.fromkeys(NUMBERS, pl.Float64)}
    return pl.LazyFrame(
        [{"row": number, **blank, **row} for number, row in enumerate(rows, start=2)], schema_overrides=kinds
    )


def settings(exclude: list[str], flag: list[str] = []) -> dict[str, Any]:  # noqa: B006
    actions = {name: "exclude" if name in exclude else "flag" if name in flag else "count" for name in RULES}
    return CLEANING | {"rules": actions}


def reasons(*rows: dict[str, Any], exclude: list[str] = REASONS) -> list[str]:
    """The reason under which each row counts; empty where it is kept."""
    marks = cleaning.marks(frame(*rows), small_instrument(), settings(exclude))
    return [found[0] if found else "" for found in marks["reasons"].to_list()]


def meets(rule: str, **row: Any) -> bool:
    return cleaning.marks(frame(row), small_instrument(), settings([]))[rule].item()


def ratings(*values: float | None) -> dict[str, float | None]:
    return dict(zip(STATEMENTS, values, strict=False))


ANN = {"respondent_id": "a", **ratings(1.0, 2.0, 3.0, 9.0)}
BEN = {"respondent_id": "b", **ratings(3.0, 4.0, 8.0, 1.0)}


def test_reasons() -> None:
    found = reasons(
        ANN,
        {"respondent_id": "c", "body": "local"},
        BEN | {"respondent_id": "d", "test_entry": True},
        ANN | {"s02": 9.0},
        BEN,
        BEN | {"respondent_id": "e"},
        ratings(7.0, 7.0, 7.0, 7.0, 7.0),
        {"totals_row": True},
    )
    expected = ["", "empty", "test_entry", "duplicate_id", "", "duplicate_answers", "straight_lining", "totals_row"]
    assert found == expected


def test_all_reasons_of_a_row_are_kept() -> None:
    marks = cleaning.marks(frame({"totals_row": True, "test_entry": True}, ANN), small_instrument(), settings(REASONS))
    expected = {"row": 2, "reason": "totals_row", "reasons": "totals_row test_entry empty"}
    assert cleaning.excluded(marks).to_dicts() == [expected]


def test_the_first_row_of_an_id_that_is_still_kept_stays() -> None:
    assert reasons(ANN | {"test_entry": True}, ANN, ANN) == ["test_entry", "", "duplicate_id"]


FEWER = {"respondent_id": "a", "s01": 1.0}


@pytest.mark.parametrize(
    ("kept", "rows", "expected"),
    [
        ("most_complete", [FEWER, ANN, FEWER], ["duplicate_id", "", "duplicate_id"]),
        ("most_complete", [ANN, ANN | {"s01": 7.0}], ["", "duplicate_id"]),
        ("last", [ANN, FEWER], ["duplicate_id", ""]),
        ("first", [FEWER, ANN], ["", "duplicate_id"]),
        ("last", [FEWER, ANN, ANN | {"test_entry": True}], ["duplicate_id", "", "test_entry"]),
    ],
)
def test_of_several_rows_of_an_id_one_is_kept_as_configured(
    kept: str, rows: list[dict[str, Any]], expected: list[str]
) -> None:
    exclude = ["test_entry", "duplicate_id"]
    marks = cleaning.marks(frame(*rows), small_instrument(), settings(exclude) | {"kept_of_id": kept})
    assert [found[0] if found else "" for found in marks["reasons"].to_list()] == expected
    assert marks["row"].to_list() == [*range(2, 2 + len(rows))]


def test_equal_answers_are_told_where_they_are_no_chance() -> None:
    """By hand: four ratings of ten answers tell 4 x 3.32 / 2 = 6.6 bits, enough among 4 rows (3) and not among 16 (7)."""
    twins = [ANN, ANN | {"respondent_id": "z"}]
    assert reasons(*twins, BEN, BEN | {"s01": 9.0}, exclude=["duplicate_answers"])[1] == "duplicate_answers"
    others = [{"respondent_id": str(k), "s01": k % 10 + 1.0, "s02": k // 10 + 1.0} for k in range(14)]
    assert reasons(*twins, *others, exclude=["duplicate_answers"])[1] == ""


@pytest.mark.parametrize(
    ("answers_", "ratings_", "expected"),
    [(10, 29, 15), (5, 20, 10), (5, 8, 6), (5, 6, 6), (5, 5, None), (10, 4, 4), (10, 3, None), (5, 1, None), (2, 12, 12), (2, 10, None)],
)  # fmt: skip
def test_a_run_of_equal_ratings_is_half_of_them_and_no_chance(
    answers_: int, ratings_: int, expected: int | None
) -> None:
    """By hand: of 8 ratings of 5 answers a run of 5 has chance 4 / 625 = 0.0064, one of 6 has 3 / 3125 = 0.00096."""
    rated_ = [Variable(f"s{number}", "ratings", 1, answers_) for number in range(ratings_)]
    assert cleaning.shortest_run(rated_) == expected


def test_a_deviation_is_told_as_a_part_of_the_scale_where_ratings_are_many() -> None:
    """By hand: ten ratings from 1 to 5, nine 3 and a 4, have a deviation of 0.316, more than 4 / 18 = 0.222."""
    instrument = asking({"work": [f"q{k}" for k in range(10)]}, {}, high=5)
    scale = {f"q{k}": 3.0 for k in range(10)}
    base = {"row": 2, "respondent_id": "a", **MARKS, "out_of_range": 0, "duration": None}
    kinds = {"respondent_id": pl.String, "duration": pl.Float64, "out_of_range": pl.UInt32}
    automatic = settings([]) | {"irv_below": None, "longstring": None}
    for given_, expected in ((scale, True), (scale | {"q4": 4.0}, False), (scale | {"q4": None}, False)):
        marks = cleaning.marks(pl.LazyFrame([base | given_], schema_overrides=kinds), instrument, automatic)
        assert marks["low_variability"].item() is expected


FLOWS = [
    ({"raw": 20, "speed": 11, "kept": 9}, "the rule `speed` excludes 11 of 20 rows", "seconds_per_item"),
    ({"raw": 90, "left_out": 80, "duplicate_id": 6, "kept": 4}, "`duplicate_id` excludes 6 of 10", "respondent_id"),
    ({"raw": 3, "empty": 3, "kept": 0}, "no row is kept of 3 rows (empty 3)", "right columns"),
]


@pytest.mark.parametrize(("steps", "told", "mend"), FLOWS)
def test_a_rule_that_takes_most_rows_is_refused(steps: dict[str, int], told: str, mend: str) -> None:
    flow = pd.DataFrame([*steps.items()], columns=["step", "rows"])
    with pytest.raises(UserError) as error:
        cleaning.refuse_most(flow, "survey", 0.5)
    assert told in str(error.value)
    assert mend in str(error.value)


@pytest.mark.parametrize(
    "steps",
    [
        {"raw": 60, "duplicate_id": 30, "kept": 30},
        {"raw": 1000, "left_out": 900, "speed": 50, "kept": 50},
        {"raw": 10, "speed": 4, "empty": 4, "kept": 2},
    ],
)
def test_up_to_half_of_the_rows_may_go_by_one_rule(steps: dict[str, int]) -> None:
    cleaning.refuse_most(pd.DataFrame([*steps.items()], columns=["step", "rows"]), "survey", 0.5)


def test_every_rule_that_may_exclude_says_what_to_look_at() -> None:
    assert {*cleaning.MEND, "left_out"} == {*RULES}


def test_rows_without_id_are_no_duplicates() -> None:
    assert reasons({"s01": 1.0}, {"s01": 2.0}, exclude=["duplicate_id"]) == ["", ""]


@pytest.mark.parametrize(
    ("values", "expected"),
    [((5, 5, 5, 5, 1), True), ((1, 5, 5, 5, 5), True), ((5, 5, None, 5, 5), False), ((5, 5, 5, 1, 5), False)],
)
def test_straight_lining_is_a_run_of_equal_answers(values: tuple[float | None, ...], expected: bool) -> None:
    assert meets("straight_lining", **ratings(*values)) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [((5, 5, 5, 5, 6), True), ((5, 5, 5, 6, 6), False), ((5, None, None, None, None), False), ((5, 6), False)],
)
def test_low_variability_is_a_small_standard_deviation(values: tuple[float | None, ...], expected: bool) -> None:
    """By hand: the sd of four fives and a six is 0.447, of three and two 0.548, of 5 and 6 0.707."""
    assert meets("low_variability", **ratings(*values)) is expected


@pytest.mark.parametrize(("seconds", "expected"), [(7.9, True), (8.0, False), (None, False)])
def test_speed_is_time_an_item_answered(seconds: float | None, expected: bool) -> None:
    """Four answers at two seconds each."""
    assert meets("speed", **ANN, duration=seconds, body="local") is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((25, 25, 25, 25), False),
        ((25, 25, 25, 20), False),  # within the tolerance of 5
        ((25, 25, 25, 19), True),
        ((100, 100, 100, 100), True),
        ((50, 50, 0, None), True),
        ((None, None, None, None), False),
    ],
)
def test_ocai_sum_is_a_dimension_that_cannot_be_scored(given: tuple[float | None, ...], expected: bool) -> None:
    assert meets("ocai_sum", **dict(zip(points()[4:8], given, strict=True))) is expected


def test_rows_are_excluded_flagged_or_counted_as_configured() -> None:
    rows = [ANN | {"out_of_range": 1}, BEN | {"out_of_range": 2, "test_entry": True}, {"s01": 4.0}]
    found = frame(*rows)
    marks = cleaning.marks(found, small_instrument(), settings(["test_entry"], flag=["out_of_range"]))
    assert cleaning.kept(found, marks).collect()["flags"].to_list() == ["out_of_range", ""]
    met = cleaning.rules_met(marks, settings(["test_entry"], flag=["out_of_range"])["rules"]).set_index("rule")
    assert met.loc["out_of_range", ["action", "rows", "n"]].tolist() == ["flag", 2, 3]
    assert met.loc["test_entry", ["action", "rows"]].tolist() == ["exclude", 1]


@given(answers(), st.lists(st.sampled_from([*RULES]), unique=True), st.randoms(use_true_random=False))
def test_the_flow_adds_up(rows: pl.DataFrame, exclude: list[str], random: Any) -> None:
    raw = rows.with_columns(
        respondent_id=pl.Series([random.choice(["a", "b", None]) for _ in range(len(rows))], dtype=pl.String),
        test_entry=pl.Series([random.random() < 0.2 for _ in range(len(rows))]),
        totals_row=pl.Series([random.random() < 0.1 for _ in range(len(rows))]),
        left_out=pl.Series([random.random() < 0.1 for _ in range(len(rows))]),
        unfinished=pl.Series([random.random() < 0.1 for _ in range(len(rows))]),
        out_of_range=pl.Series([random.randint(0, 2) for _ in range(len(rows))], dtype=pl.UInt32),
        duration=pl.Series([random.choice([None, 5.0, 500.0]) for _ in range(len(rows))], dtype=pl.Float64),
    )
    marks = cleaning.marks(raw.lazy(), small_instrument(), settings(exclude))
    flow = cleaning.flow(marks, settings(exclude)["rules"]).set_index("step")["rows"]
    assert flow["raw"] == len(raw) == flow.drop("raw").sum()
    kept, excluded = cleaning.kept(raw.lazy(), marks).collect(), cleaning.excluded(marks)
    assert len(kept) == flow["kept"]
    assert sorted([*kept["row"], *excluded["row"]]) == raw["row"].to_list()
