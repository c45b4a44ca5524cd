"""Random studies, small and awkward: what the protection of published figures has to stand."""

from typing import Any, NamedTuple

import numpy as np
import polars as pl

from competing_values.microdata import scoring
from competing_values.study.instrument import Instrument

TYPES = ("clan", "adhocracy", "market", "hierarchy")
DIMENSIONS = ("glue", "success")
PERSPECTIVES = ("now", "preferred")
STATEMENTS = ("s01", "s02", "s03", "s04", "s05")
SATISFACTION = ("low", "middle", "high", "none")
Group = tuple[str, str]


class RandomStudy(NamedTuple):
    """A study as its stages would leave it.

    Attributes
    ----------
    instrument, breakdowns
        As the study is loaded.
    waves
        wave: source: clean answers, one row a respondent, with ``respondent_id``.
    nesting
        (breakdown, group): the groups of other breakdowns that lie wholly within it.
    margins
        What is known of the population (``variable, category, count``), or None.
    """

    instrument: Instrument
    breakdowns: list[str]
    waves: dict[str, dict[str, pl.DataFrame]]
    nesting: dict[Group, list[Group]]
    margins: pl.DataFrame | None


def random_study(seed: int) -> RandomStudy:
    """A study of 60 to 5,000 people in one or two sources and waves.

    Breakdowns are two to four, crossed, or nested (units within regions); some groups have 1 to 12 people, some
    people do not state theirs. Answers are missing at random, and where a question was asked few. A second wave has
    the people of the first but for a few, and few who joined; a second source is a small one.
    """
    rng = np.random.default_rng([seed, 20240611])
    n = round(60 * (5000 / 60) ** rng.random())
    members = _members(rng, n)
    kept = ["region", "unit"] if rng.random() < 0.5 else ["region"]
    others = [name for name in ("unit", "body", "gender", "age_group") if name not in kept]
    kept += rng.permutation(others)[: rng.integers(2 - len(kept) + (len(kept) == 2), 5 - len(kept))].tolist()
    breakdowns = [name for name in members if name in kept]
    everybody = _frame(rng, members, breakdowns, "p")
    declared = {"region": _names(members["region"]), "unit": None, "body": ["central", "local"],
                "gender": ["female", "male"], "age_group": ["young", "middle", "old"]}  # fmt: skip
    if rng.random() < 0.5:
        declared["region"] = None
    sources = {"survey": everybody}
    if rng.random() < 0.4:
        few = int(rng.integers(4, 41))
        sources["interviews"] = _frame(rng, _members(rng, few), breakdowns, "i")
    waves = {"2023": sources}
    if rng.random() < 0.5:
        waves = {"2023": {name: _earlier(rng, frame) for name, frame in sources.items()}, "2024": sources}
    is_nested = {"region", "unit"} <= set(breakdowns)
    return RandomStudy(
        instrument(declared | {name: declared[name] for name in breakdowns}, breakdowns),
        breakdowns,
        waves,
        _nesting(everybody) if is_nested else {},
        _margins(rng, everybody, breakdowns) if rng.random() < 0.3 else None,
    )


def instrument(declared: dict[str, list[str] | None], breakdowns: list[str]) -> Instrument:
    """Two OCAI dimensions, two sectors, two questions, a self-rating."""
    scale = {"min": 1, "max": 10}
    sectors = {"work": {"s01": False, "s02": True, "s03": False}, "management": {"s04": False, "s05": False}}
    return Instrument.model_validate(
        {
            "ocai": {"perspectives": PERSPECTIVES, "dimensions": {name: {"label": name} for name in DIMENSIONS}},
            "ratings": {
                "scale": scale,
                "bands": [{"name": "excellent", "from": 8.5}, {"name": "positive", "from": 5.5}, {"name": "decadent"}],
                "unfavourable_below": 4,
                "sectors": {
                    sector: {
                        "label": sector,
                        "statements": {name: {"label": name, "reversed": turned} for name, turned in names.items()},
                    }
                    for sector, names in sectors.items()
                },
            },
            "questions": {
                "satisfaction": {
                    "label": "", "categories": dict.fromkeys(SATISFACTION, ""), "ordered": True, "outside": ["none"],
                },
                "complaint": {"label": "", "categories": {"yes": "", "no": ""}, "ordered": False},
            },
            "self_ratings": {"integrity": {"label": "", "scale": scale, "high": 8}},
            "breakdowns": {
                name: {"label": name, "categories": declared[name] and dict.fromkeys(declared[name] or (), "")}
                for name in breakdowns
            },
        }
    )  # fmt: skip


def scores(answers: pl.DataFrame, declared: Instrument) -> pl.LazyFrame:
    """Answers of one source as the stage `score` writes them."""
    ocai, ratings = declared.ocai, declared.ratings
    assert ocai
    assert ratings
    scored = answers.lazy().with_columns(scoring.rescaled(ocai, 5))
    scored = scored.with_columns(*scoring.type_scores(ocai, None), *scoring.turned(ratings))
    return scored.with_columns(scoring.sector_scores(ratings, 0.5)).collect().lazy()


def _sizes(rng: np.random.Generator, n: int, groups: int) -> np.ndarray:
    """Sizes of groups that sum to n; up to three of them have 1 to 12 people."""
    small = rng.integers(1, 13, rng.integers(0, min(3, groups - 1) + 1))
    small = small[np.cumsum(small) < n / 2]
    rest = rng.multinomial(n - small.sum(), rng.dirichlet(np.full(groups - len(small), 3.0)))
    return np.concatenate([rest, small])


def _members(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    """The groups that people state, by breakdown; None where they do not."""
    found: dict[str, np.ndarray] = {}
    regions = int(rng.integers(2, 7))
    region = np.repeat(np.arange(regions), _sizes(rng, n, regions))
    unit = np.empty(n, dtype=object)
    for k in range(regions):
        inside = np.flatnonzero(region == k)
        if len(inside):
            sizes = _sizes(rng, len(inside), min(int(rng.integers(1, 5)), len(inside)))
            unit[inside] = np.repeat([f"Unit {k + 1}.{j + 1}" for j in range(len(sizes))], sizes)
    found["region"] = np.array([f"region_{k + 1}" for k in region], dtype=object)
    found["unit"] = unit
    for name, groups in (("body", ("central", "local")), ("gender", ("female", "male")),
                         ("age_group", ("young", "middle", "old"))):  # fmt: skip
        parts = np.repeat(np.arange(len(groups)), _sizes(rng, n, len(groups)))
        found[name] = np.array(groups, dtype=object)[rng.permutation(parts)]
    for groups in found.values():
        blank = int(rng.choice([0, 0, 1, 3, 8, round(0.05 * n)]))
        groups[rng.permutation(n)[:blank]] = None
    return found


def _frame(
    rng: np.random.Generator, members: dict[str, np.ndarray], breakdowns: list[str], letter: str
) -> pl.DataFrame:
    """Groups and answers of people, one row each."""
    n = len(members["region"])
    answers = _answers(rng, n, members["region"])
    texts = dict.fromkeys([*breakdowns, "satisfaction", "complaint", "respondent_id"], pl.String)
    numbers = dict.fromkeys([name for name in answers if name not in texts], pl.Float64)
    stated = {name: members[name].tolist() for name in breakdowns}
    ids = {"respondent_id": [f"{letter}{k}" for k in range(n)]}
    return pl.DataFrame(stated | answers | ids, schema_overrides=texts | numbers)


def _answers(rng: np.random.Generator, n: int, region: np.ndarray) -> dict[str, list[Any]]:
    """Answers with something of a person, something of a region, and gaps."""
    level = {group: rng.normal(0, 0.6) for group in sorted({name for name in region if name})}
    person = rng.normal(0, 1.2, n) + np.array([level.get(name, 0.0) for name in region])
    found: dict[str, np.ndarray] = {}
    middle = rng.uniform(4, 8)
    for name in (*STATEMENTS, "integrity"):
        found[name] = np.clip(np.rint(middle + rng.normal(0, 0.7) + person + rng.normal(0, 1.5, n)), 1, 10)
    for perspective in PERSPECTIVES:
        for dimension in DIMENSIONS:
            shares = rng.dirichlet(rng.uniform(1.5, 5, 4), n)
            parts = np.array([rng.multinomial(20, share) for share in shares]) * 5.0
            unanswered = rng.random(n) < rng.choice([0, 0.005, 0.05])
            for k, name in enumerate(TYPES):
                found[f"{perspective}_{dimension}_{name}"] = np.where(unanswered, np.nan, parts[:, k])
    for name in (*STATEMENTS, "integrity"):
        found[name][rng.random(n) < rng.choice([0, 0.003, 0.03])] = np.nan
    found["satisfaction"] = rng.choice(np.array(SATISFACTION, dtype=object), n, p=rng.dirichlet([3, 4, 5, 1]))
    found["satisfaction"][rng.random(n) < 0.01] = None
    found["complaint"] = np.full(n, None, dtype=object)  # a question that few were asked
    asked = rng.permutation(n)[: rng.integers(3, 15)]
    found["complaint"][asked] = rng.choice(np.array(["yes", "no"], dtype=object), len(asked))
    return {name: [None if x is None or x != x else x for x in values] for name, values in found.items()}  # noqa: PLR0124


def _earlier(rng: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    """The wave before: a few had not joined yet, and a few have left since, who answered as others do."""
    n = len(frame)
    joined, left = (int(rng.integers(0, 4)) for _ in range(2))
    kept = frame[np.sort(rng.permutation(n)[joined:]).tolist()]
    gone = frame[rng.integers(0, n, left).tolist()]
    gone = gone.with_columns(pl.Series("respondent_id", [f"former{k}" for k in range(left)], dtype=pl.String))
    return pl.concat([kept, gone])


def _names(groups: np.ndarray) -> list[str]:
    return sorted({name for name in groups if name is not None})


def _nesting(frame: pl.DataFrame) -> dict[Group, list[Group]]:
    """Units within regions; a unit lies in the region of all who state both (its others left the region blank)."""
    both = frame.select("region", "unit").drop_nulls().unique().sort("region", "unit")
    blank = set(frame.filter(pl.col("region").is_null() & pl.col("unit").is_not_null())["unit"])
    found: dict[Group, list[Group]] = {}
    for region, unit in both.iter_rows():
        if unit not in blank:
            found.setdefault(("region", region), []).append(("unit", unit))
    return found


def _margins(rng: np.random.Generator, frame: pl.DataFrame, breakdowns: list[str]) -> pl.DataFrame:
    """Counts of the population in one or two breakdowns, which add up alike."""
    size = 10 * len(frame)
    parts = []
    chosen = breakdowns[: rng.integers(1, 3)]
    stated = frame.drop_nulls(chosen)  # who left one out has no weight
    for name in chosen:
        counts = stated[name].value_counts().sort(name)
        share = counts["count"].to_numpy() * rng.uniform(0.7, 1.4, len(counts))
        whole = np.maximum(1, np.rint(size * share / share.sum())).astype(int)
        whole[np.argmax(whole)] += size - whole.sum()
        parts.append(pl.DataFrame({"variable": [name] * len(counts), "category": counts[name], "count": whole}))
    return pl.concat(parts)
