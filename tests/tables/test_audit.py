"""What the audit finds: every planted leak, and nothing in tables that are safe."""

from itertools import chain, cycle, islice
from pathlib import Path

import numpy as np
import pytest
from tables import leaks
from tables import small_tables as small

from competing_values.tables.audit.findings import findings
from competing_values.tables.audit.intervals import figures, read, rule_step, significant_digits, written_step
from competing_values.tables.audit.programmes import Sums, bounds

WIDTH = 0.25
LEAKS = max(100, 2 * len(leaks.PLANTERS))
RATINGS = ("work", "s01", "s02", "s03", "integrity")


@pytest.mark.parametrize(("seed", "kind"), [*enumerate(islice(cycle(leaks.PLANTERS), LEAKS))])
def test_a_planted_leak_is_found(seed: int, kind: str, tmp_path: Path) -> None:
    leak = leaks.PLANTERS[kind](np.random.default_rng(seed), tmp_path)
    found = findings(read(leak.folders), 10, WIDTH, leak.nesting)
    fitting = [f for f in found if f.rule == leak.rule and leak.table in (f.table, "")]
    fitting = [f for f in fitting if leak.variable in (f.variable, "")]
    assert fitting, found
    if leak.truth is not None:
        assert any(f.low - 1e-9 <= leak.truth <= f.high + 1e-9 for f in fitting)


def test_kinds_of_leaks() -> None:
    assert len(leaks.PLANTERS) >= 45


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_found_in_safe_tables(seed: int, tmp_path: Path) -> None:
    _, tables = leaks.safe(np.random.default_rng(seed))
    folder = small.write(tmp_path / "2024", tables, small.study())
    assert findings(read([folder]), 10, WIDTH, small.NESTING) == []


@pytest.mark.parametrize("seed", range(4))
def test_merged_groups_and_an_item_hidden_alone_are_safe(seed: int, tmp_path: Path) -> None:
    people = small.respondents(np.random.default_rng(seed), (4, 30, 80, 70, 52, 66, 75, 90))
    people["unit"][np.isin(people["unit"].astype(str), ["Alpha", "Beta"])] = "other"
    tables = small.published(people, small.everybody(people))
    for row in tables["competencies"]:
        if row["group"] in ("Gamma", "Kappa"):
            row.update(dict.fromkeys(("n", "mean", "sd", "se", "ci_low", "ci_high", "share_high")))
    for name in ("group_comparison", "agreement"):
        tables[name] = [row for row in tables[name] if row["variable"] != "integrity"]
    labels = {
        key: label for key, label in small.study()["labels"]["en"].items() if key.split(".")[-1] in people["unit"]
    }
    folder = small.write(tmp_path / "2024", tables, small.study() | {"labels": {"en": labels}})
    assert findings(read([folder]), 10, WIDTH, small.NESTING) == []


@pytest.mark.parametrize("seed", range(4))
def test_rounding_protects_the_ratings_of_few_among_many(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    sizes = tuple(size * 5 for size in (60, 45, 80, 70, 52, 66, 75, 90))
    later = small.respondents(rng, sizes)
    n = len(later["gender"])
    few = [rng.permutation(n)[: rng.integers(1, 4)] for _ in range(3)]
    later["gender"][few[0]] = None
    for name in small.TYPES:
        later[f"preferred_glue_{name}"][few[1]] = np.nan
    later["s01"][few[2]] = np.nan
    stayed = np.delete(np.arange(n), rng.integers(n, size=2))
    earlier = {name: values[stayed] for name, values in later.items()}
    folders = [
        small.write(tmp_path / wave, small.published(people, small.everybody(people), wave), small.study(wave))
        for wave, people in (("2023", earlier), ("2024", later))
    ]
    found = findings(read(folders), 10, WIDTH, small.NESTING)
    assert [f for f in found if f.variable in RATINGS] == []


@pytest.mark.parametrize("seed", range(6))
def test_what_was_rounded_lies_in_its_interval(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(seed)
    people = small.respondents(rng, tuple(rng.integers(10, 40 * 3**seed, 8).tolist()))
    tables = small.published(people, small.everybody(people))
    monkeypatch.setattr(small, "rounded", lambda value, step: value)
    exact = small.published(people, small.everybody(people))
    rounded, known = (
        figures(read([small.write(tmp_path / name, rows, small.study())])).drop_nulls("least")
        for name, rows in (("rounded", tables), ("exact", exact))
    )
    keys = ["table", "variable", "group_by", "group"]
    assert rounded.select(keys).equals(known.select(keys))
    truth = ((known["low"] + known["high"]) / 2).to_numpy()
    outside = (truth < rounded["low"].to_numpy() - 1e-8) | (truth > rounded["high"].to_numpy() + 1e-8)
    assert rounded.filter(outside).is_empty()
    assert len(rounded) > 500


def test_a_difference_that_is_bounded_by_hand() -> None:
    total = Sums(1, 10, is_whole=False)
    whole = total.add(20, 5.95, 6.05)  # 119 to 121
    part = total.add(15, 5.9, 6.1)  # 88.5 to 91.5
    rest = total.rest(whole, [part])
    assert rest is not None
    assert bounds([total], [[rest]])[0][0] == pytest.approx((27.5 / 5, 32.5 / 5))
    counted = Sums(0, 1, is_whole=True)
    whole = counted.add(30, 0.48, 0.52)  # 14.4 to 15.6: 15
    part = counted.add(27, 0.475, 0.525)  # 12.8 to 14.2: 13 or 14
    rest = counted.rest(whole, [part])
    assert rest is not None
    assert bounds([counted], [[rest]])[0][0] == pytest.approx((1 / 3, 2 / 3))


def test_parts_that_are_shown_twice_bound_each_other() -> None:
    sums = Sums(1, 10, is_whole=False)
    region, unit = sums.add(30, 5, 6), sums.add(20, 5, 5.1)
    other = sums.add(10, 4, 5)  # who is left, by another breakdown that has the same people
    rest = sums.rest(region, [unit])
    assert rest is not None
    sums.rest(rest, [other])
    assert bounds([sums], [[rest]])[0][0] == pytest.approx((4.8, 5))  # 150 − 102 at least


@pytest.mark.parametrize("is_whole", [True, False])
def test_what_is_told_vaguely_needs_no_ends_and_what_is_told_has_them(is_whole: bool) -> None:
    """Sets of random sizes and roundings that nest, overlap and repeat: one by one to the ends, and as the audit asks."""
    rng = np.random.default_rng(int(is_whole))
    systems, wanted = [], []
    for _ in range(20):
        sums, rests = Sums(1, 10, is_whole), []
        sizes = rng.integers(1, 40, 8)
        total = np.rint(sizes * rng.uniform(2, 9, 8))
        step = rng.choice([0.1, 0.5, 2.0])

        def mean(parts: range, sums: Sums = sums, n: np.ndarray = sizes, x: np.ndarray = total, d: float = step) -> int:
            places = [*parts]
            middle = np.rint(x[places].sum() / n[places].sum() / d) * d
            return sums.add(int(n[places].sum()), middle - d / 2, middle + d / 2)

        whole = mean(range(8))
        for cut in range(1, 8):
            left, right = mean(range(cut)), mean(range(cut, 8))
            sums.rest(whole, [left, right])
            if cut > 1:
                rests.append(sums.rest(left, [mean(range(cut - 1))]))
        systems.append(sums)
        wanted.append([rest for rest in rests if rest is not None])
    exact = bounds(systems, wanted)
    seen = bounds(systems, wanted, [lambda low, high: (high - low) / 9] * 20, 0.25)
    narrow = 0
    for ends, shown in zip(chain(*exact), chain(*seen), strict=True):
        if ends[1] - ends[0] < 0.25 * 9:
            narrow += 1
            assert shown == pytest.approx(ends)
        else:
            assert shown[1] - shown[0] >= 0.25 * 9
            assert ends[0] - 1e-6 <= shown[0] <= shown[1] <= ends[1] + 1e-6
    assert 10 < narrow < 110


def test_waves_of_other_people_are_told_apart() -> None:
    sums = Sums(1, 10, is_whole=False)
    later, earlier = sums.add(21, 8, 8.1), sums.add(20, 3, 3.1)
    joined = sums.rest(later, [earlier], is_assumed=True)
    assert joined is not None
    assert bounds([sums], [[joined]]) == [[(1, 10)]]  # one person cannot have raised the mean from 3 to 8


def test_steps_that_digits_show() -> None:
    figures = [[6.15, 6.1, 6.2], [6.12, 6.1, 6.2], [6.2, 5.8, 6.4], [60, 50, 70], [6.123456, np.nan, np.nan]]
    assert written_step(figures, np.full(5, 20.0)).tolist() == pytest.approx([0.05, 0.02, 0.2, 10, 2e-6], rel=1e-6)
    assert written_step([[6.0, 5.0, 7.0]], [0.1]).tolist() == pytest.approx([0.1])


def test_the_rule_of_rounding() -> None:
    assert rule_step([0.1, 0.099, 0.3, 0.39, 0.4, 3, 30]).tolist() == pytest.approx([0.05, 0.02, 0.1, 0.1, 0.2, 1, 10])


def test_significant_digits() -> None:
    assert significant_digits(["0.0120", "12.50", "-3", "1.2e-05", "100", "0"]).tolist() == [2, 3, 1, 2, 1, 0]
