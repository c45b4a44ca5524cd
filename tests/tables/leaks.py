"""Leaks of many kinds, each planted at a place of chance into tables that are safe without it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from tables import small_tables as small
from tables.small_tables import Answers, Tables


class Leak(NamedTuple):
    """Published folders with one leak, and what an audit must say of it; `truth` is the mean that is bounded."""

    folders: list[Path]
    rule: str
    table: str = ""
    variable: str = ""
    truth: float | None = None
    nesting: Mapping[tuple[str, str], list[tuple[str, str]]] = small.NESTING


Planter = Callable[[np.random.Generator, Path], Leak]
PLANTERS: dict[str, Planter] = {}


def planter(function: Planter) -> Planter:
    PLANTERS[function.__name__] = function
    return function


def safe(rng: np.random.Generator) -> tuple[Answers, Tables]:
    people = small.respondents(rng)
    return people, small.published(people, small.everybody(people))


def _written(folder: Path, tables: Tables, **changes: Any) -> list[Path]:
    return [small.write(folder / "2024", tables, small.study() | changes)]


def _row(rng: np.random.Generator, tables: Tables, name: str, **where: Any) -> dict[str, Any]:
    rows = [row for row in tables[name] if all(row.get(key) == value for key, value in where.items())]
    return rows[rng.integers(len(rows))]


def _variable(row: Mapping[str, Any]) -> str:
    return next(str(row[key]) for key in ("statement", "sector", "competency", "variable", "question") if key in row)


def _off(rng: np.random.Generator) -> float:
    """Digits below any rounding."""
    return float(rng.integers(1, 10**6)) * 1e-8


_CELL = ("wave", "source", "weights", "group_by", "group")


def _whole(n: int) -> dict[str, Any]:
    return dict(zip(_CELL, ("2024", "survey", "none", "all", "all"), strict=True)) | {"n": n}


# Figures that are too precise


@planter
def an_unrounded_mean(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    name = str(rng.choice(["sector_scores", "statement_scores", "competencies"]))
    row = _row(rng, tables, name)
    row["mean"] += _off(rng)
    return Leak(_written(folder, tables), "digits", name, _variable(row))


@planter
def a_mean_with_one_digit_more(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    row = _row(rng, tables, "sector_scores")
    step = small.half_step(row["se"] * 0.9)
    row["mean"] = row["mean"] + 0.1 * step * (1 if row["mean"] < 9 else -1)
    return Leak(_written(folder, tables), "digits", "sector_scores", "work")


@planter
def ends_of_an_interval_with_digits_more(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    name = str(rng.choice(["sector_scores", "statement_scores", "competencies"]))
    row = _row(rng, tables, name)
    shift = _off(rng)
    row["ci_low"] += shift
    row["ci_high"] += shift
    return Leak(_written(folder, tables), "digits", name, _variable(row))


@planter
def an_unrounded_table(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    name = str(rng.choice(["ocai_profile", "statement_scores", "competencies"]))
    for row in tables[name]:
        for column in ("mean", "ci_low", "ci_high"):
            row[column] += _off(rng)
    return Leak(_written(folder, tables), "digits", name)


@planter
def an_unrounded_gap(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    row = _row(rng, tables, "ocai_gap")
    row["gap"] += _off(rng)
    return Leak(_written(folder, tables), "digits", "ocai_gap")


@planter
def an_unrounded_share(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    row = _row(rng, tables, "question_answers")
    row["share"] = float(np.clip(row["share"], 0.01, 0.98)) + _off(rng)
    return Leak(_written(folder, tables), "digits", "question_answers")


@planter
def an_unrounded_share_of_high_answers(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    name = str(rng.choice(["statement_scores", "competencies"]))
    row = _row(rng, tables, name)
    row["share_high"] = float(np.clip(row["share_high"], 0.01, 0.98)) + _off(rng)
    return Leak(_written(folder, tables), "digits", name)


@planter
def an_unrounded_spread(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    name = str(rng.choice(["sector_scores", "statement_scores", "competencies", "ocai_profile"]))
    _row(rng, tables, name)["sd"] += 0.0123
    return Leak(_written(folder, tables), "digits", name)


@planter
def an_unrounded_p(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    _row(rng, tables, "group_comparison")[str(rng.choice(["p", "p_adjusted"]))] = 0.012 + _off(rng) / 10
    return Leak(_written(folder, tables), "digits", "group_comparison")


@planter
def an_unrounded_statistic(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    if rng.random() < 0.5:
        _row(rng, tables, "group_comparison", test="Welch ANOVA")[str(rng.choice(["statistic", "df2"]))] += _off(rng)
        return Leak(_written(folder, tables), "digits", "group_comparison")
    _row(rng, tables, "agreement")[str(rng.choice(["icc1", "icc2", "f"]))] += _off(rng)
    return Leak(_written(folder, tables), "digits", "agreement")


@planter
def an_unrounded_difference(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    _row(rng, tables, "pairwise")["difference"] += _off(rng)
    return Leak(_written(folder, tables), "digits", "pairwise")


@planter
def an_unrounded_change(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    change = {"wave": "2024", "source": "survey", "weights": "none", "group_by": "all", "group": "all", "n": 538,
              "variable": "work", "from_wave": "2022", "to_wave": "2024", "from_mean": 5.6, "to_mean": 5.75,
              "change": 0.15, "ci_low": -0.05, "ci_high": 0.35}  # fmt: skip
    column = str(rng.choice(["from_mean", "to_mean", "change"]))
    change[column] += 0.01 + _off(rng)
    trends = small.write(folder / "trends", {"wave_change": [change]}, small.study())
    (trends / "tables" / "study.json").unlink()
    return Leak([*_written(folder, tables), trends], "digits", "wave_change")


@planter
def an_unrounded_weighted_mean(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    row = dict(_row(rng, tables, str(name := rng.choice(["sector_scores", "statement_scores", "competencies"]))))
    tables[str(name)].append(row | {"weights": "population", "mean": row["mean"] + _off(rng)})
    return Leak(_written(folder, tables), "digits", str(name), _variable(row))


@planter
def an_unrounded_force(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    row = _row(rng, tables, "statement_scores")
    ends = {name: row[name] - 5.5 for name in ("ci_low", "ci_high")}
    kept = {name: row[name] for name in (*_CELL, "n", "statement", "sector")}
    tables["force_field"] = [kept | ends | {"distance": row["mean"] - 5.5 + _off(rng), "force": "neutral"}]
    return Leak(_written(folder, tables), "digits", "force_field", _variable(row))


@planter
def an_unrounded_reliability(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    at = _whole(len(tables["sector_scores"])) | {"sector": "work", "items": 3, "alpha": 0.8, "omega_total": 0.81}
    at[str(rng.choice(["alpha", "omega_total"]))] += 0.01 + _off(rng)
    tables["reliability"] = [at]
    return Leak(_written(folder, tables), "digits", "reliability")


@planter
def an_unrounded_coefficient(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    driver = {
        "outcome": "satisfaction",
        "sector": "work",
        "coefficient": 0.2 + _off(rng),
        "ci_low": 0.1,
        "ci_high": 0.3,
    }
    tables["drivers"] = [_whole(538) | driver | {"relative_weight": 1}]
    return Leak(_written(folder, tables), "digits", "drivers")


@planter
def an_unrounded_design_effect(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    row = _whole(538) | {"weights": "population", "variable": "all", "category": "all", "deff": 1.2, "effective_n": 448}
    row[str(rng.choice(["deff", "effective_n"]))] += 0.05 + _off(rng)
    tables["weighting"] = [row]
    return Leak(_written(folder, tables), "digits", "weighting")


@planter
def an_unrounded_claim(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    claim = {"claim": "first", "kind": "value", "computed": 5.9, "other_reading": 6.1, "verdict": "reproduced"}
    claim[str(rng.choice(["computed", "other_reading"]))] += _off(rng)
    tables["claims"] = [_whole(538) | claim]
    return Leak(_written(folder, tables), "digits", "claims")


@planter
def counted_answers(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    for row in tables["question_answers"]:
        row["count"] = round(row["n"] * row["share"])
    return Leak(_written(folder, tables), "column", "question_answers", "count")


@planter
def a_figure_of_people_who_are_hidden(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    name = str(rng.choice(["sector_scores", "statement_scores", "competencies"]))
    row = _row(rng, tables, name, group_by="unit")
    row["n"] = None
    return Leak(_written(folder, tables), "hidden", name, _variable(row))


@planter
def a_field_that_few_answered(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    _row(rng, tables, "fields", variable="s01")["answered"] = int(rng.integers(1, 10))
    return Leak(_written(folder, tables), "few", "fields", "s01")


@planter
def a_test_of_waves_that_differ_by_few(rng: np.random.Generator, folder: Path) -> Leak:
    people, tables = safe(rng)
    stayed = np.delete(np.arange(len(people["s01"])), rng.integers(len(people["s01"]), size=int(rng.integers(1, 4))))
    earlier = small.published({name: values[stayed] for name, values in people.items()}, {}, "2023")
    means = {"variable": "work", "from_wave": "2023", "to_wave": "2024", "from_mean": 5.8, "to_mean": 5.8}
    change = _whole(len(people["s01"])) | means | {str(rng.choice(["statistic", "p"])): 0.12}
    folders = [*_written(folder, tables), small.write(folder / "2023", earlier, small.study("2023"))]
    trends = small.write(folder / "trends", {"wave_change": [change]}, small.study())
    (trends / "tables" / "study.json").unlink()
    return Leak([*folders, trends], "test", "wave_change", "work")


@planter
def a_row_of_few_people(rng: np.random.Generator, folder: Path) -> Leak:
    sizes = [60] * 8
    sizes[rng.integers(8)] = int(rng.integers(3, 10))
    people = small.respondents(rng, tuple(sizes))
    return Leak(_written(folder, small.published(people, small.everybody(people))), "few")


@planter
def an_item_that_few_answered(rng: np.random.Generator, folder: Path) -> Leak:
    people, _ = safe(rng)
    blank = rng.permutation(len(people["s01"]))[int(rng.integers(4, 10)) :]
    people["integrity"][blank] = np.nan
    return Leak(_written(folder, small.published(people, {})), "few", "competencies", "integrity")


@planter
def other_groups_of_few_people(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    row = _row(rng, tables, "sector_scores", group_by="unit")
    row |= {"group": "other", "n": int(rng.integers(2, 10))}
    return Leak(_written(folder, tables), "few", "sector_scores", "work")


@planter
def a_source_of_few_people(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    kept = int(rng.integers(1, 10))
    at = {"wave": "2024", "source": "interviews", "weights": "none", "group_by": "all", "group": "all", "n": kept + 20}
    tables["flow"].append(at | {"step": "kept", "rows": kept})
    return Leak(_written(folder, tables), "source", "flow")


@planter
def a_name_in_a_table(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    at = {"wave": "2024", "source": "survey", "weights": "none", "group_by": "unit", "group": "Zeta"}
    place = str(rng.choice(["not_estimable", "protection", "sector_scores"]))
    tables.setdefault(place, []).append(at | {"reason": "few", "variable": "", "rule": "threshold"})
    return Leak(_written(folder, tables), "name", place)


@planter
def a_name_among_labels(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    labels = small.study()["labels"]["en"] | {f"unit.Zeta {rng.integers(100)}": "Zeta"}
    return Leak(_written(folder, tables, labels={"en": labels}), "name", "study.json")


@planter
def a_small_category_of_the_margins(rng: np.random.Generator, folder: Path) -> Leak:
    people, tables = safe(rng)
    n = len(people["s01"])
    at = {"wave": "2024", "source": "survey", "weights": "population", "group_by": "all", "group": "all"}
    few = int(rng.integers(2, 10))
    tables["weighting"] = [
        at | {"n": n, "variable": "all", "category": "all"},
        at | {"n": n - few, "variable": "gender", "category": "female", "sample_share": round(1 - few / n, 4)},
        at | {"variable": "gender", "category": "male", "sample_share": round(few / n, 4)},
    ]
    return Leak(_written(folder, tables), "few", "weighting")


# Statistics over what is hidden


def _with_hidden_unit(rng: np.random.Generator) -> tuple[Answers, Tables, str]:
    """One unit is not shown; it has so many people that its absence alone tells nothing."""
    people = small.respondents(rng)
    hidden = str(rng.choice(small.UNITS))
    shown = small.everybody(people)
    shown["unit"].remove(hidden)
    return people, small.published(people, shown), hidden


@planter
def a_pair_with_a_hidden_group(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables, hidden = _with_hidden_unit(rng)
    row = _row(rng, tables, "pairwise", group_by="unit")
    row[str(rng.choice(["group_a", "group_b"]))] = hidden
    return Leak(_written(folder, tables), "pair", "pairwise", "work")


@planter
def a_test_over_a_hidden_group(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables, _ = _with_hidden_unit(rng)
    row = _row(rng, tables, "group_comparison", group_by="unit")
    row["df1"] += len(small.CATEGORIES) - 1 if row["test"] == "χ²" else 1
    return Leak(_written(folder, tables), "test", "group_comparison", row["variable"])


@planter
def a_test_over_hidden_people(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables, _ = _with_hidden_unit(rng)
    name = str(rng.choice(["group_comparison", "agreement"]))
    row = _row(rng, tables, name, group_by="unit")
    row["n"] += int(rng.integers(1, 60))
    return Leak(_written(folder, tables), "test", name, row["variable"])


@planter
def agreement_over_a_hidden_group(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables, _ = _with_hidden_unit(rng)
    row = _row(rng, tables, "agreement", group_by="unit")
    row["groups"] += int(rng.integers(1, 4))
    return Leak(_written(folder, tables), "test", "agreement", row["variable"])


@planter
def a_test_between_sources_of_which_one_is_hidden(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    at = {"wave": "2024", "source": "all", "weights": "none", "group_by": "source", "group": "all", "n": 540}
    test = {"variable": "work", "test": "Welch ANOVA", "statistic": 2.2, "df1": 1, "df2": 12, "p": 0.2}
    tables["group_comparison"].append(at | test)
    return Leak(_written(folder, tables), "test", "group_comparison", "work")


# Everybody's answer


@planter
def everybody_at_an_end_of_the_scale(rng: np.random.Generator, folder: Path) -> Leak:
    people, _ = safe(rng)
    unit, name = str(rng.choice(small.UNITS)), str(rng.choice(["s01", "s02", "s03", "integrity"]))
    members = np.flatnonzero(people["unit"] == unit)
    people[name][members] = rng.choice([1.0, 10.0])
    if rng.random() < 0.5:
        people[name][members[0]] = np.clip(people[name][members[0]] + 1, 2, 9)
    return Leak(_written(folder, small.published(people, small.everybody(people))), "unanimity", variable=name)


@planter
def everybody_in_the_middle(rng: np.random.Generator, folder: Path) -> Leak:
    people, _ = safe(rng)
    unit, name = str(rng.choice(small.UNITS)), str(rng.choice(["s01", "s02", "s03", "integrity"]))
    members = np.flatnonzero(people["unit"] == unit)
    people[name][members] = 6.0
    people[name][members[0]] = rng.choice([5.0, 6.0, 7.0])
    table = "competencies" if name == "integrity" else "statement_scores"
    return Leak(_written(folder, small.published(people, small.everybody(people))), "unanimity", table, name)


@planter
def everybody_in_one_category(rng: np.random.Generator, folder: Path) -> Leak:
    people = small.respondents(rng, (60, 45, 80, 70, 52, 66, 10, 11))
    unit, category = str(rng.choice(small.UNITS[-2:])), str(rng.choice(small.CATEGORIES))
    people["satisfaction"][people["unit"] == unit] = category
    tables = small.published(people, small.everybody(people))
    return Leak(_written(folder, tables), "unanimity", variable=f"satisfaction={category}")


@planter
def everybody_in_the_highest_answers(rng: np.random.Generator, folder: Path) -> Leak:
    """A share of 1 of answers of 9 and 10, whose mean and spread say nothing of the kind."""
    people, _ = safe(rng)
    unit = people["unit"] == str(rng.choice(small.UNITS))
    people["s01"][unit] = rng.choice([9.0, 10.0], unit.sum())
    tables = small.published(people, small.everybody(people))
    described = small.study()
    described["instrument"]["ratings"]["bands"] = [{"name": "excellent", "from": 8.5}, {"name": "decadent"}]
    return Leak(_written(folder, tables, instrument=described["instrument"]), "unanimity", variable="s01:high")


@planter
def a_field_with_one_answer(rng: np.random.Generator, folder: Path) -> Leak:
    _, tables = safe(rng)
    _row(rng, tables, "fields", variable="s01")["distinct"] = 1
    return Leak(_written(folder, tables), "unanimity", "fields", "s01")


# Differences between sets of people, all figures rounded by the rule


def _is_narrow(parts: list[np.ndarray], few: int, scale: float) -> bool:
    """Whether rounding alone bounds the mean of the few within a quarter of the scale, well and truly."""
    room = sum(len(part) * small.half_step(part.std(ddof=1) / len(part) ** 0.5) for part in parts)
    return room / few < 0.2 * scale


VARIABLES = ("work", "s01", "s02", "integrity", "now_clan", "preferred_market", "now_glue_adhocracy")


def _drawn(
    rng: np.random.Generator,
    people: Answers,
    few: np.ndarray,
    sets: list[np.ndarray],
    names: tuple[str, ...] = VARIABLES,
) -> tuple[str, float] | None:
    """A variable of which the sets tell too much of the few, and their mean; None where rounding protects them."""
    found = small.scored(people)
    for name in rng.permutation(np.array(names)):
        scale = 100 if "_" in name else 9
        if _is_narrow([found[name][members] for members in sets], int(few.sum()), scale):
            return str(name), float(found[name][few].mean())
    return None


def _until_narrow(draw: Callable[[], Leak | None]) -> Leak:
    for _ in range(200):
        if (leak := draw()) is not None:
            return leak
    raise AssertionError("rounding protected all that was drawn")


@planter
def a_total_and_its_groups(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        people = small.respondents(rng, (10,) * 8)
        few = np.zeros(80, dtype=bool)
        few[rng.permutation(80)[: rng.integers(6, 10)]] = True
        people["gender"][few] = None
        groups = [people["gender"] == group for group in ("female", "male")]
        drawn = _drawn(rng, people, few, [np.ones(80, dtype=bool), *groups])
        if drawn is None:
            return None
        tables = small.published(people, {"gender": ["female", "male"]})
        return Leak(_written(folder, tables), "total", variable=drawn[0], truth=drawn[1])

    return _until_narrow(draw)


@planter
def shares_of_a_total_and_its_groups(rng: np.random.Generator, folder: Path) -> Leak:
    """All of 36 but for one who stated no gender: the counts behind the shares are whole numbers, and tell the answer."""
    people = small.respondents(rng, (4, 5, 4, 5, 4, 5, 4, 5))
    people["gender"] = np.array(["female", "male"] * 18, dtype=object)
    people["satisfaction"] = np.array(["low", "low", "middle", "middle", "high", "high"] * 6, dtype=object)
    people["gender"][rng.integers(36)] = None
    tables = small.published(people, {"gender": ["female", "male"]})
    for row in tables["question_answers"]:
        members = np.ones(36, bool) if row["group"] == "all" else people["gender"] == row["group"]
        row["share"] = float(f"{(people['satisfaction'][members] == row['category']).mean():.3g}")
    return Leak(_written(folder, tables), "total")


@planter
def an_item_hidden_in_one_group_alone(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        people = small.respondents(rng, (12,) * 8)
        name, region = "integrity", str(rng.choice(small.REGIONS))
        inside = people["region"] == region
        answered = int(rng.integers(6, 10))
        people[name][np.flatnonzero(inside)[answered:]] = np.nan
        known = ~np.isnan(people[name])
        sets = [known, *(known & (people["region"] == other) for other in small.REGIONS if other != region)]
        drawn = _drawn(rng, people, inside & known, sets, (name,))
        if drawn is None:
            return None
        tables = small.published(people, {"region": list(small.REGIONS)})
        for row in tables["competencies"]:
            if row["group"] == region:
                row.update(dict.fromkeys(("n", "mean", "sd", "se", "ci_low", "ci_high", "share_high")))
        return Leak(_written(folder, tables), "total", variable=name, truth=drawn[1])

    return _until_narrow(draw)


@planter
def an_unmerged_nest(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        sizes = rng.integers(14, 40, 8)
        hidden = int(rng.integers(8))
        sizes[hidden] = rng.integers(5, 10)
        sizes[7 if hidden < 4 else 0] = 9  # another hidden unit: the total gives neither away
        people = small.respondents(rng, tuple(sizes.tolist()))
        parent, twin = small.REGIONS[hidden // 2], small.UNITS[hidden ^ 1]
        few = people["unit"] == small.UNITS[hidden]
        drawn = _drawn(rng, people, few, [people["region"] == parent, people["unit"] == twin])
        if drawn is None:
            return None
        shown = small.everybody(people)
        shown["unit"] = [unit for unit, size in zip(small.UNITS, sizes, strict=True) if size >= 10]
        tables = small.published(people, shown)
        labels = {key: label for key, label in small.study()["labels"]["en"].items() if "unit" not in key}
        return Leak(_written(folder, tables, labels={"en": labels}), "nesting", variable=drawn[0], truth=drawn[1])

    return _until_narrow(draw)


@planter
def a_nest_within_a_hidden_group(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        few_people = int(rng.integers(6, 10))
        people = small.respondents(rng, (12, 12, 12, 12, 12, 12, 14, few_people))
        few = people["unit"] == "Theta"
        sets = [people["region"] != "", *(people["region"] == name for name in small.REGIONS[:3])]
        drawn = _drawn(rng, people, few, [*sets, people["unit"] == "Omega"])
        if drawn is None:
            return None
        tables = small.published(people, {"region": list(small.REGIONS[:3]), "unit": ["Omega"]})
        labels = {"en": {"work": "Work"}}
        return Leak(_written(folder, tables, labels=labels), "nesting", variable=drawn[0], truth=drawn[1])

    return _until_narrow(draw)


@planter
def who_answered_one_perspective(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        people = small.respondents(rng, (12,) * 8)
        unit = people["region"] == str(rng.choice(small.REGIONS))
        few = np.zeros(96, dtype=bool)
        few[rng.permutation(np.flatnonzero(unit))[: rng.integers(5, 10)]] = True
        for name in small.TYPES:
            people[f"preferred_glue_{name}"][few] = np.nan
            people[f"preferred_success_{name}"][few] = np.nan
        found, both = small.scored(people), unit & ~few
        for name in rng.permutation(np.array(small.TYPES)):  # now of those who gave both is preferred less the gap
            now, preferred = found[f"now_{name}"], found[f"preferred_{name}"]
            if _is_narrow([now[unit], preferred[both], (preferred - now)[both]], int(few.sum()), 100):
                tables = small.published(people, {"region": list(small.REGIONS)})
                truth = float(now[few].mean())
                return Leak(_written(folder, tables), "base", variable=f"now_{name}", truth=truth)
        return None

    return _until_narrow(draw)


@planter
def the_same_group_a_wave_later(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        people = small.respondents(rng, tuple(rng.integers(11, 16, 8).tolist()))
        region = str(rng.choice(small.REGIONS))
        members = np.flatnonzero(people["region"] == region)
        few = np.zeros(len(people["region"]), dtype=bool)
        few[rng.permutation(members)[: rng.integers(6, 10)]] = True
        inside = people["region"] == region
        drawn = _drawn(rng, people, few, [inside, inside & ~few])
        if drawn is None:
            return None
        earlier = {name: values[~few] for name, values in people.items()}
        shown = {"region": list(small.REGIONS)}
        waves = {"2023": earlier, "2024": people}
        folders = [small.write(folder / wave, small.published(answers, shown, wave), small.study(wave))
                   for wave, answers in (waves.items() if rng.random() < 0.5 else reversed(waves.items()))]  # fmt: skip
        return Leak(folders, "wave", variable=drawn[0], truth=drawn[1])

    return _until_narrow(draw)


@planter
def who_answered_one_dimension(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        people = small.respondents(rng, (12,) * 8)
        inside = people["region"] == str(rng.choice(small.REGIONS))
        few = np.zeros(96, dtype=bool)
        few[rng.permutation(np.flatnonzero(inside))[: rng.integers(6, 10)]] = True
        for name in small.TYPES:
            people[f"now_success_{name}"][few] = np.nan
        kind = str(rng.choice(small.TYPES))
        found = small.scored(people)
        rest = inside & ~few
        parts = [(f"now_glue_{kind}", inside), (f"now_success_{kind}", rest), *[(f"now_{kind}", rest)] * 2]
        if not _is_narrow([found[name][members] for name, members in parts], int(few.sum()), 100):
            return None
        tables = small.published(people, {"region": list(small.REGIONS)})
        truth = float(people[f"now_glue_{kind}"][few].mean())
        return Leak(_written(folder, tables), "score", variable=f"now_{kind}", truth=truth)

    return _until_narrow(draw)


@planter
def who_left_out_a_statement(rng: np.random.Generator, folder: Path) -> Leak:
    def draw() -> Leak | None:
        people = small.respondents(rng, (10, 6, 10, 6, 10, 6, 10, 6))
        inside = people["region"] == str(rng.choice(small.REGIONS))
        few = np.zeros(64, dtype=bool)
        few[rng.permutation(np.flatnonzero(inside))[: rng.integers(7, 10)]] = True
        people["s02"][few] = np.nan
        found = small.scored(people)
        parts = [("s01", inside), ("s02", inside & ~few), ("s03", inside), *[("work", inside)] * 3]
        if not _is_narrow([found[name][members] for name, members in parts], int(few.sum()), 9):
            return None
        tables = small.published(people, {"region": list(small.REGIONS)})
        return Leak(_written(folder, tables), "score", variable="work", truth=float(found["work"][few].mean()))

    return _until_narrow(draw)
