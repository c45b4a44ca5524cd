"""Who is missing, by hand: where each of a few respondents broke off, and sums by whether their OCAI was scored."""

import math
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from examples import points, rated, small_instrument

from competing_values.aggregates.nonresponse import BREAK_OFF, let_through, nonresponse, read, write
from competing_values.aggregates.sums import UNIT
from competing_values.estimates.hidden import Hidden
from competing_values.estimates.nonresponse import tables

ALL_ANSWERS = dict.fromkeys(points(), 25.0) | dict.fromkeys(rated(), 5.0) | {"satisfaction": "low", "body": "local"}


def answered(*without: str) -> dict[str, object]:
    """A row of answers without those whose names begin so."""
    return {name: None if name.startswith(without) else value for name, value in ALL_ANSWERS.items()}


def shares(*rows: dict[str, object]) -> dict[str, float]:
    answers = pl.LazyFrame(list(rows), infer_schema_length=None)
    scores = answers.with_columns(work=pl.lit(None), management=pl.lit(None), **dict.fromkeys(OVERALL, pl.lit(None)))
    found = nonresponse(answers, scores, small_instrument())
    frame = tables({"survey": found}, {}, small_instrument(), 0.95)["break_off"]
    return {block: share for block, share in zip(frame["block"], frame["share"], strict=True) if share}


OVERALL = [f"{p}_{t}" for p in ("now", "preferred") for t in ("clan", "adhocracy", "market", "hierarchy")]


def test_a_respondent_breaks_off_where_the_answers_end() -> None:
    """One answers all, one all but some in the middle, one leaves within the ratings, one after them, one at the last."""
    found = shares(
        answered("neither"),
        answered("now_glue", "s02"),
        answered("s04", "s05", "satisfaction", "integrity"),
        answered("satisfaction", "integrity"),
        answered("integrity"),
    )
    assert found == pytest.approx({"completed": 0.4, "ratings": 0.2, "questions": 0.2, "self_ratings": 0.2})


def test_what_nobody_was_asked_ends_nothing() -> None:
    assert shares(answered("satisfaction", "integrity"), answered("satisfaction", "integrity", "s05")) == pytest.approx(
        {"completed": 0.5, "ratings": 0.5}
    )


def scored(rows: list[tuple[float | None, bool]]) -> pl.DataFrame:
    """Sums of respondents with a score of the sector `work`, and whether their OCAI was scored."""
    schema = dict.fromkeys([*OVERALL, "work", "management"], pl.Float64)
    given = [dict.fromkeys(OVERALL, 25.0 if known else None) | {"work": work} for work, known in rows]
    scores = pl.LazyFrame(given, schema=schema)
    answers = pl.LazyFrame([ALL_ANSWERS] * len(rows))
    return nonresponse(answers, scores, small_instrument())


def compared(found: pl.DataFrame, hidden: Hidden = frozenset()) -> pd.DataFrame:
    return tables({"survey": found}, {"survey": set(hidden)}, small_instrument(), 0.95).get(
        "nonresponse", pd.DataFrame()
    )


def test_the_difference_is_that_of_the_two_means() -> None:
    """Means 3 and 6 of two each; a pooled variance of 2, so that Hedges' g is J · 3/√2 with J = Γ(1)/Γ(1/2) = 1/√π."""
    found = scored([(2.0, True), (4.0, True), (5.0, False), (7.0, False), (None, False)])
    by_group = compared(found).set_index("group")
    assert by_group["mean"].to_dict() == {"with": 3, "without": 6}
    assert by_group["n"].to_dict() == {"with": 2, "without": 2}
    assert by_group.loc["without", "difference"] == pytest.approx(3)
    assert by_group.loc["without", "difference_ci_high"] == pytest.approx(3 + 4.302653 * 2**0.5)  # t on 2 df, se √2
    assert by_group.loc["without", "effect_size"] == pytest.approx(3 / (2 * math.pi) ** 0.5)


def test_parts_of_a_wave_add_up() -> None:
    rows = [(1.5, True), (2.25, False), (9.1, True), (7.7, False)]
    whole, parts = scored(rows), pl.concat([scored(rows[:1]), scored(rows[1:])])
    added = parts.group_by("variable", "group").sum().sort("variable", "group")
    assert added.equals(whole)
    assert whole.filter(variable="work", group="with")["sum"].item() * UNIT == pytest.approx(10.6)


@pytest.mark.parametrize(
    ("few", "values", "shown"),
    [
        (10, (4.0, 5.0), True),
        (9, (4.0, 5.0), False),  # too few
        (10, (4.0, 4.0), False),  # all gave the same
    ],
)
def test_only_what_tells_of_enough_is_let_through(few: int, values: tuple[float, float], shown: bool) -> None:
    rows = [(values[k % 2], k >= few) for k in range(60)]
    found = let_through(scored(rows), 10)
    assert found.filter(variable="work").height == 2 * shown
    assert found.filter(variable=BREAK_OFF).height
    assert let_through(scored(rows), 1).filter(variable="work").height == 2


@pytest.mark.parametrize("cell", [("all", "all"), ("ocai_score", "without")])
def test_a_sector_that_is_hidden_is_compared_no_more(cell: tuple[str, str]) -> None:
    found = scored([(float(k), k > 20) for k in range(60)])
    assert len(compared(found)) == 2
    assert not len(compared(found, {(*cell, "work")}))
    assert len(compared(found, {("body", "local", "work")})) == 2


def test_sums_that_may_be_known_are_read_as_they_were_written(tmp_path: Path) -> None:
    known = {"survey": scored([(1.0, True), (2.0, False)]), "focus_group": scored([(3.0, True)])}
    write(known, tmp_path / "known.parquet")
    found = read(tmp_path / "known.parquet")
    assert list(found) == list(known)
    assert all(found[name].equals(known[name]) for name in known)
