"""Which groups and items are let through, on surveys whose right answer follows by hand."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys import (
    STATEMENTS,
    aggregated,
    answers,
    hidden,
    instrument,
    measured,
    protected,
    sizes,
)

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.aggregates.protection import files
from competing_values.aggregates.protection.items import items
from competing_values.aggregates.protection.protect import protect
from competing_values.aggregates.protection.published import (
    Aggregates,
    Limits,
    Published,
    Source,
    nearly_same,
    overlaps,
)
from competing_values.study.names import complete

GENDER = {"gender": ["female", "male"]}


def test_nothing_is_lost_where_groups_are_large() -> None:
    frame = answers({"gender": ["female"] * 300 + ["male"] * 300})
    found = protected(frame, GENDER)
    before = aggregated(frame, GENDER)
    assert found.record.is_empty()
    kept = found.sources["survey"]
    assert kept.moments.sort("group_by", "group", "i", "j").equals(before.moments.sort("group_by", "group", "i", "j"))
    assert (
        kept.counts.filter(pl.col("variable") != "gender").height
        == before.counts.filter(pl.col("variable") != "gender").height
    )


def test_min_cell_1_leaves_the_aggregates_as_they_are() -> None:
    before = aggregated(answers({"team": ["a"] * 3 + ["b"]}), {"team": None})
    found = protect({"survey": before}, [], ["team"], {"team": None}, Limits(1, 0.25))
    assert found.sources["survey"] is before
    assert found.record.is_empty()


def test_a_source_under_the_threshold_is_not_there() -> None:
    few, many = (aggregated(answers({"gender": ["female"] * n}), GENDER) for n in (9, 50))
    found = protect({"few": few, "many": many}, [], [], GENDER, Limits(10, 0.25))
    assert list(found.sources) == ["many"]
    assert "few" not in found.record["source"].to_list()


@pytest.mark.parametrize("seed", range(5))
def test_one_blank_of_a_thousand_costs_no_gender(seed: int) -> None:
    found = protected(answers({"gender": [None] + ["female"] * 499 + ["male"] * 500}, seed), GENDER)
    assert sizes(found.sources["survey"], "gender") == {"female": 499, "male": 500}
    assert len(hidden(found)) <= 3  # now and then counts lie so that the blank one's answer would be told


def test_a_question_that_seven_of_1500_answered_is_lost_alone() -> None:
    frame = answers({"gender": ["female"] * 700 + ["male"] * 800})
    few = pl.int_range(pl.len()).is_between(697, 703)
    found = protected(frame.with_columns(pl.when(few).then("integrity")), GENDER)
    assert hidden(found) == {
        (*cell, name)
        for cell in (("all", "all"), ("gender", "female"), ("gender", "male"))
        for name in ("integrity", complete("integrity", "drivers"))
    }
    assert not measured(found.sources["survey"], "integrity")
    assert len(measured(found.sources["survey"], "s01")) == 3


def test_teams_of_5_and_12_become_one_and_are_not_named() -> None:
    """The total less Alpha and Beta, F and df told the means of Delta and Gamma."""
    teams = ["Alpha"] * 40 + ["Beta"] * 30 + ["Gamma"] * 12 + ["Delta"] * 5
    found = protected(answers({"team": teams}), {"team": None})
    assert sizes(found.sources["survey"], "team") == {"Alpha": 40, "Beta": 30, "other": 17}
    assert {"Gamma", "Delta"}.isdisjoint(str(found.record.to_dicts()).replace("'", " ").split())
    assert {"Gamma", "Delta"}.isdisjoint(found.sources["survey"].counts["value"])


def test_declared_names_are_told_in_the_record() -> None:
    found = protected(answers({"team": ["a"] * 40 + ["b"] * 30 + ["c"] * 5 + ["d"] * 6}), {"team": list("abcd")})
    rows = set(found.record.select("group_by", "group", "rule").iter_rows())
    assert rows >= {("team", "c", "threshold"), ("team", "d", "threshold")}


@pytest.mark.parametrize(
    ("small", "expected"),
    [
        (
            {"c": 9, "d": 2},
            {"a": 40, "other": 41},
        ),  # two beside nine: their mean would be known within 2/9 of the scale
        ({"c": 9, "d": 3}, {"a": 40, "b": 30, "other": 12}),
        ({"c": 8, "d": 2}, {"a": 40, "b": 30, "other": 10}),
    ],
)
def test_other_groups_hide_the_largest_of_the_small(small: dict[str, int], expected: dict[str, int]) -> None:
    teams = ["a"] * 40 + ["b"] * 30 + [name for name, n in small.items() for _ in range(n)]
    assert sizes(protected(answers({"team": teams}), {"team": None}).sources["survey"], "team") == expected


def test_a_breakdown_of_one_group_is_left_out() -> None:
    found = protected(answers({"team": ["a"] * 40 + ["b"] * 5}), {"team": None})
    assert set(found.sources["survey"].counts["group_by"]) == {"all"}
    assert ("team", "breakdown") in set(found.record.select("group_by", "rule").iter_rows())


def test_those_who_stated_no_group_are_no_group() -> None:
    teams = ["a"] * 60 + ["b"] * 50 + ["c"] * 6 + ["d"] * 6
    many = protected(answers({"team": [*teams, *[None] * 20]}), {"team": None})
    assert sizes(many.sources["survey"], "team") == {"a": 60, "b": 50, "other": 12}
    few = protected(answers({"team": [*teams, None]}), {"team": None})
    assert sizes(few.sources["survey"], "team") == {"a": 60, "b": 50, "other": 12}


def test_what_all_or_all_but_one_said_is_hidden() -> None:
    frame = answers({"gender": ["female"] * 40 + ["male"] * 60})
    first = pl.int_range(pl.len())
    same = frame.with_columns(s01=pl.when(first == 0).then(2.0).when(first < 40).then(7.0).otherwise("s01"))
    found = protected(same, GENDER)
    assert ("gender", "female", "s01") in hidden(found)
    assert ("gender", "male", "s01") in hidden(found)  # else the whole less men would tell it
    assert ("all", "all") in measured(found.sources["survey"], "s01")
    one_part = [name for _, group, name in hidden(found) if group == "female" and name in STATEMENTS]
    assert len(one_part) == 2  # sector less the other five would tell it


def test_a_team_that_said_one_thing_to_everything_is_not_there() -> None:
    frame = answers({"team": ["a"] * 60 + ["b"] * 50 + ["Flat"] * 15})
    flat = pl.col("team") == "Flat"
    numbers = [pl.when(flat).then(7.0).otherwise(name).alias(name) for name in (*STATEMENTS, "integrity")]
    found = protected(
        frame.with_columns(*numbers, satisfaction=pl.when(flat).then(pl.lit("low")).otherwise("satisfaction")),
        {"team": None},
    )
    assert "Flat" not in sizes(found.sources["survey"], "team")
    assert "Flat" not in found.record["group"]
    assert ("team", "nothing_left") in set(found.record.select("group_by", "rule").iter_rows())


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([12, 0], True), ([11, 1], True), ([10, 2], False), ([0, 0], False), ([1, 0], True), ([1, 1], True)],
)
def test_nearly_same(counts: list[int], expected: bool) -> None:
    assert nearly_same(np.array([counts], dtype=float))[0] == expected


def test_a_unit_is_not_told_by_its_region_less_the_others() -> None:
    """Regions n (40 + 5), m (33 + 6), s (30 + 30): `other` has 11, but each region less its large unit would tell."""
    units = ["u1"] * 40 + ["u2"] * 5 + ["u5"] * 33 + ["u6"] * 6 + ["u3"] * 30 + ["u4"] * 30
    regions = ["n"] * 45 + ["m"] * 39 + ["s"] * 60
    found = protected(answers({"region": regions, "unit": units}), {"region": ["n", "m", "s"], "unit": None})
    assert sizes(found.sources["survey"], "region") == {"n": 45, "m": 39, "s": 60}
    assert sizes(found.sources["survey"], "unit") == {"u3": 30, "u4": 30, "other": 84}


def test_a_small_unit_is_merged_with_one_of_its_own_region() -> None:
    """The smallest other group is u3 of the other region; with it, n less u1 would be u2 alone."""
    units = ["u1"] * 40 + ["u2"] * 5 + ["u3"] * 30 + ["u4"] * 30
    found = protected(answers({"region": ["n"] * 45 + ["s"] * 60, "unit": units}), {"region": ["n", "s"], "unit": None})
    assert sizes(found.sources["survey"], "unit") == {"u3": 30, "u4": 30, "other": 45}


def test_a_crossed_breakdown_is_not_told_by_the_two_that_it_crosses() -> None:
    gender = ["f"] * 60 + ["m"] * 44
    region = ["n"] * 30 + ["s"] * 30 + ["n"] * 4 + ["s"] * 40
    crossed = [f"{a} {b}" for a, b in zip(gender, region, strict=True)]
    found = protected(
        answers({"gender": gender, "region": region, "crossed": crossed}),
        {"gender": ["f", "m"], "region": ["n", "s"], "crossed": None},
    )
    shown = sizes(found.sources["survey"], "crossed")
    # n less (f n) is (m n), so is m less (m s): neither may stay beside the whole; 4 people
    assert "m n" not in shown
    assert not {"f n"} & shown.keys() or not {"m s"} & shown.keys()


def test_overlaps_are_by_membership() -> None:
    frame = answers({"a": ["x", "x", "y", None], "b": ["p", "q", "q", "q"]})
    found = overlaps(aggregated(frame, {"a": None, "b": None}).counts, ["a", "b"])
    assert set(found.filter(pl.col("a") == "a").drop("a", "b").iter_rows()) == {
        ("x", "p", 1),
        ("x", "q", 1),
        ("y", "q", 1),
        ("missing", "q", 1),
    }


def test_a_group_that_joined_other_groups_before_stays_among_them() -> None:
    first = answers({"team": ["a"] * 40 + ["b"] * 30 + ["c"] * 9 + ["d"] * 8 + ["e"] * 7})
    before = protected(first, {"team": None})
    later = answers({"team": ["a"] * 40 + ["b"] * 30 + ["c"] * 11 + ["d"] * 8 + ["e"] * 7})
    alone = sizes(protected(later, {"team": None}).sources["survey"], "team")
    found = sizes(protected(later, {"team": None}, earlier=[before.sources]).sources["survey"], "team")
    assert alone == {"a": 40, "b": 30, "c": 11, "other": 15}
    assert "c" not in found


def test_one_who_joined_a_group_is_not_told_by_two_waves() -> None:
    """Twelve answered 6 or 7 to s01; a thirteenth, who answers 1, pulls the sum by so much that the roundings tell."""
    groups = {"team": ["a"] * 12 + ["b"] * 30}
    frame = answers(groups)
    before = protected(frame, {"team": None})
    joined = pl.concat([frame, frame[:4].with_columns(pl.lit("a").alias("team"))])
    found = protected(joined, {"team": None}, earlier=[before.sources])
    free = protected(joined, {"team": None})
    was, now = measured(before.sources["survey"], "s01"), measured(found.sources["survey"], "s01")
    assert ("team", "a") in measured(free.sources["survey"], "s01")
    assert ("team", "a") in was
    assert ("team", "a") not in now


def test_sums_of_other_groups_are_plain_sums() -> None:
    frame = answers({"team": ["a"] * 40 + ["b"] * 30 + ["c"] * 6 + ["d"] * 7})
    before, after = aggregated(frame, {"team": None}), protected(frame, {"team": None}).sources["survey"]
    numbers = ["n", *sums.SUMS]

    def of(aggregates: object, groups: list[str]) -> list[int]:
        moments = aggregates.moments.filter(  # type: ignore[attr-defined]
            pl.col("group").is_in(groups) & (pl.col("i") == "s01") & (pl.col("j") == "s02")
        )
        return [moments[name].sum() for name in numbers]

    assert of(after, ["other"]) == of(before, ["c", "d"])


@st.composite
def groupings(draw: st.DrawFn) -> list[str | None]:
    """Groups of up to five teams, small and large ones, and blanks."""
    counts = draw(st.lists(st.integers(1, 45), min_size=2, max_size=6))
    blanks = draw(st.integers(0, 12))
    return [name for name, n in zip("abcdef", counts, strict=False) for _ in range(n)] + [None] * blanks


@given(groupings(), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_partitions_add_up_and_hold_no_small_group(teams: list[str | None], seed: int) -> None:
    frame = answers({"team": teams}, seed)
    found = protected(frame, {"team": None})
    if len(frame) < 10:
        assert not found.sources
        return
    kept = found.sources["survey"]
    shown = sizes(kept, "team")
    labels = found.labels["survey"].get("team", {})
    assert all(n >= 10 for n in shown.values())
    for label in set(labels.values()):
        assert shown[label] == sum(teams.count(team) for team, other in labels.items() if other == label)
    assert set(shown) - {"missing"} == set(labels.values())
    assert kept.moments.filter(pl.col("n") < 10).is_empty()
    answered = kept.counts.group_by("group_by", "group", "variable").agg(pl.col("n").sum())
    assert answered.filter((pl.col("n") < 10) & (pl.col("variable") != "team")).is_empty()


@given(groupings(), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_what_is_left_of_the_whole_is_not_told(teams: list[str | None], seed: int) -> None:
    """An attacker of his own: each published sum lies within its rounding, of the statements at least."""
    found = protected(answers({"team": teams}, seed), {"team": None})
    for name in STATEMENTS if found.sources else ():
        shown = measured(found.sources["survey"], name)
        spreads = found.sources["survey"].moments.filter((pl.col("i") == name) & (pl.col("j") == name))
        squares = {
            (b, g): float(q) * sums.UNIT
            for b, g, q in spreads.select("group_by", "group", pl.col("wij").cast(pl.Float64)).iter_rows()
        }
        low = high = people = 0.0
        for cell, (n, total) in shown.items():
            mean = total / n
            variance = (squares[cell] - n * (mean - 5.5) ** 2) / (n - 1)
            error = np.sqrt(variance / n)
            sign = 1 if cell == ("all", "all") else -1
            published = round_to(mean, error)
            ends = sorted(sign * n * (published + side * step_of(error) / 2) for side in (-1, 1))
            low, high, people = low + ends[0], high + ends[1], people + sign * n
        if ("all", "all") in shown and len(shown) > 1 and 0 < people < 10:
            assert min(high, 10 * people) - max(low, people) >= 0.25 * 9 * people - 1e-6


def step_of(error: float) -> float:
    """The largest of 1, 2, 5 × 10ᵏ under half an error, by trying."""
    return max(m * 10.0**k for k in range(-6, 3) for m in (1, 2, 5) if m * 10.0**k <= error / 2)


def round_to(value: float, error: float) -> float:
    return float(np.floor(value / step_of(error) + 0.5) * step_of(error))


@given(groupings(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_and_names_of_sources_change_nothing(teams: list[str | None], random: object) -> None:
    frame = answers({"team": teams})
    one = aggregated(frame, {"team": None})
    mixed = type(one)(*(part.sample(fraction=1, shuffle=True, seed=3) for part in one))
    known = items(instrument({"team": None}))
    found = [protect({"survey": part}, known, ["team"], {"team": None}, Limits(10, 0.25)) for part in (one, mixed)]
    assert found[0].record.equals(found[1].record)
    assert found[0].labels == found[1].labels


def drawn(n: int) -> pl.DataFrame:
    """Answers of two large groups and a small one, drawn in eight clusters of two strata, with weights."""
    groups = {"team": (["a"] * 60 + ["b"] * 60 + ["c"] * 6)[:n], "gender": ["female", "male"] * (n // 2)}
    rng = np.random.default_rng(3)
    return answers(groups).with_columns(
        pl.Series("weight.design", rng.gamma(4, 0.25, n)),
        pl.Series("drawn.stratum", [("north", "south")[k % 2] for k in range(n)]),
        pl.lit("").alias("drawn.size"),
        pl.Series("drawn.cluster", [f"agency {k % 8}" for k in range(n)]),
    )


def test_of_clusters_only_sums_of_published_groups_go_on_and_no_names() -> None:
    """Team c is merged with another: of it no cluster is known; and of clusters and strata there are numbers."""
    declared: dict[str, list[str] | None] = {"team": ["a", "b", "c"], "gender": ["female", "male"]}
    found = protected(drawn(126), declared).sources["survey"]
    for clusters, plain in (
        (found.counts_of_clusters, found.counts),
        (found.moments_of_clusters, found.moments),
    ):
        cells = set(clusters.select("group_by", "group").unique().iter_rows())
        assert cells == set(
            plain.filter(pl.col("weights") == "design").select("group_by", "group").unique().iter_rows()
        )
        assert ("team", "c") not in cells
        assert set(clusters["drawn.stratum"]) == {"0", "1"}
        assert all(name.isdigit() for name in clusters["drawn.cluster"])
    both = found.moments.filter(weights="design", i="s01", j="s01").sort("group_by", "group")
    pooled = found.moments_of_clusters.filter(i="s01").group_by("group_by", "group").agg(pl.col("n", "w", "wi").sum())
    assert both.select("n", "w", "wi").equals(pooled.sort("group_by", "group").select("n", "w", "wi"))


def test_an_item_that_is_hidden_of_a_group_is_hidden_of_its_clusters() -> None:
    declared: dict[str, list[str] | None] = {"gender": ["female", "male"]}
    frame = drawn(120).with_columns(
        pl.when((pl.col("gender") == "male") & (pl.int_range(pl.len()) > 15))
        .then(None)
        .otherwise(pl.col("s01"))
        .alias("s01")
    )
    found = protected(frame, declared).sources["survey"]
    assert found.moments_of_clusters.filter(i="s01", group="male").is_empty()
    assert found.counts_of_clusters.filter(variable="s01", group="male").is_empty()
    assert found.moments_of_clusters.filter(i="s02", group="male").height


def test_rounding_is_by_the_errors_of_the_design() -> None:
    """What protection takes as the error of a published mean is what is estimated of it."""
    declared: dict[str, list[str] | None] = {"gender": ["female", "male"]}
    asked, before = instrument(declared), aggregated(drawn(120), declared)
    source = Source(before, items(asked))
    labels = {"gender": {"female": "female", "male": "male"}}
    error = source.drawn["design"].errors(Published(source, labels, Limits(10, 0.25))._matrix, np.zeros((3, 1)))
    names = [figure.error for figure in source.figures]
    cells = Cells(before, asked, ["gender"], 5)
    expected = cells.means(names).query("weights == 'design'")["se"].to_numpy().reshape(3, -1)
    assert error == pytest.approx(expected, rel=1e-9)


def test_a_source_of_questions_without_an_order_has_counts_alone(tmp_path: Path) -> None:
    whole = aggregated(answers({"gender": ["female"] * 30 + ["male"] * 30}), GENDER)
    files.write({"survey": Aggregates(whole.counts, whole.moments.clear())}, tmp_path / "counts", tmp_path / "moments")
    found = files.read(tmp_path / "counts", tmp_path / "moments")["survey"]
    assert (len(found.counts), len(found.moments)) == (len(whole.counts), 0)
