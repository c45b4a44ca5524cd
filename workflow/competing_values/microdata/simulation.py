"""A simulated raw export, with the dirt of a real one.

The article's microdata are not public. This stands in for them, so that every stage has real work to do: answers are
drawn from a model whose constants stand below, and the shares that the article cites hold by construction. What is
computed from it says nothing about the civil service.
"""

from functools import singledispatch

import numpy as np
import polars as pl
from numpy.typing import NDArray

from competing_values.study.blocks.base import Block
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.blocks.self_ratings import SelfRatings
from competing_values.study.instrument import Instrument
from competing_values.study.measures import Variable
from competing_values.study.names import TYPES, parts

Floats = NDArray[np.float64]
Text = NDArray[np.object_]
Rows = dict[str, Text]

#: Mean points of clan, adhocracy, market, hierarchy before noise: hierarchy leads in four dimensions, market in two.
NOW = {
    "dominant_characteristics": (19, 20, 34, 27),
    "leadership": (18, 21, 33, 28),
    "employees": (23, 14, 20, 43),
    "glue": (24, 16, 18, 42),
    "strategy": (17, 20, 21, 42),
    "success": (19, 15, 23, 43),
}
#: Preferred: more even, and more flexible than now.
PREFERRED = dict.fromkeys(NOW, (30, 27, 20, 23))
UNKNOWN_DIMENSION = (25, 25, 25, 25)
#: Spread of the logarithms of points, between respondents and within them between dimensions.
PERSON_SD, DIMENSION_SD = 0.35, 0.45
#: Share of alternatives that a respondent gives nothing to, and of respondents who give in steps of 10, not 5.
ZERO_SHARE, TENS_SHARE = 0.16, 0.5

#: Mean rating of a sector, as a share of the scale: management is lowest, work second lowest.
SECTOR_MEAN = {"work": 0.56, "communication": 0.67, "management": 0.46, "motivation": 0.63}
UNKNOWN_SECTOR = 0.55
#: Statements differ from their sector by up to this share of the scale; ratings spread with this sd around them.
STATEMENT_SPREAD, RATING_SD = 0.08, 0.2
#: Part of a rating's variance that respondents' general outlook, and their view of the sector, explain.
GENERAL_LOADING, SECTOR_LOADING = 0.45, 0.45

#: Share of each category of those who answered; 38 % are rather satisfied, as the article has it.
SATISFACTION = {
    "fully_dissatisfied": 0.08,
    "rather_dissatisfied": 0.19,
    "rather_satisfied": 0.38,
    "fully_satisfied": 0.23,
    "hard_to_say": 0.12,
}
#: Share of those who answered 8 or more, as the article has it.
HIGH_SHARE = {"integrity": 0.67, "initiative": 0.44}
UNKNOWN_HIGH = 0.5
HIGH_FROM = 8

#: Share of each group among respondents; groups that are not named are equally likely.
GROUP_SHARES = {
    "body": {"central": 0.35, "local": 0.65},
    "position": {"managers": 0.08, "middle_managers": 0.24, "specialists": 0.68},
    "gender": {"female": 0.58, "male": 0.42},
    "age_group": {"under_30": 0.24, "from_30_to_44": 0.47, "from_45": 0.29},
}
#: Standard deviation of the groups' own outlook, in standard deviations of the respondents'.
GROUP_SD = 0.25

#: Share of ratings, questions and groups that are missing, and of respondents who leave the OCAI before its end.
MISSING_SHARE, BREAK_OFF_SHARE = 0.02, 0.02
#: Rows beside the respondents, as a share of them; each kind is there at least once.
EXTRA_ROWS = {"duplicate_id": 0.004, "duplicate_answers": 0.002, "test": 0.002, "empty": 0.003, "straight": 0.005}
#: OCAI dimensions of respondents with another sum than the total: slips of one step (rescaled), tenfold points, a part
#: left out, a step of 20 missing.
SLIP_SHARE, TENFOLD_SHARE, LEFT_OUT_SHARE, SHORT_SHARE = 0.01, 0.0005, 0.001, 0.0005

MISSING_CODES = ("", "", "", "-", "N/A", "нет ответа")
IMPOSSIBLE = ("0", "11", "55", "99")
WORDS = {"10": ("ten", "десять", "он"), "5": ("five", "пять", "бес")}
TEST_STATUS = ("test", "тест", "Preview")

#: Other ways in which a group is written, beside its canonical name.
SPELLINGS = {
    "body": {
        "central": ("Орталық орган", "Центральный орган", "CENTRAL "),
        "local": ("Жергілікті орган", "Местный орган", "LOCAL "),
    },
    "region": {
        "abai": ("Абай облысы", "Абайская область", "Abai region "),
        "akmola": ("Ақмола облысы", "Акмолинская область", "Akmola region"),
        "aktobe": ("Ақтөбе облысы", "Актюбинская область", "AKTOBE"),
        "almaty_region": ("Алматы облысы", "Алматинская область", "Almaty region"),
        "atyrau": ("Атырау облысы", "Атырауская область", "Atyrau region"),
        "west_kazakhstan": ("Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan"),
        "zhambyl": ("Жамбыл облысы", "Жамбылская область", "Zhambyl region"),
        "zhetisu": ("Жетісу облысы", "область Жетісу", "Zhetysu"),
        "karaganda": ("Қарағанды облысы", "Карагандинская область", "Qaraghandy"),
        "kostanay": ("Қостанай облысы", "Костанайская область", "Qostanai"),
        "kyzylorda": ("Қызылорда облысы", "Кызылординская область", "Kyzylorda region"),
        "mangystau": ("Маңғыстау облысы", "Мангистауская область", "Mangystau region"),
        "pavlodar": ("Павлодар облысы", "Павлодарская область", "PAVLODAR"),
        "north_kazakhstan": ("Солтүстік Қазақстан облысы", "Северо-Казахстанская область", "North Kazakhstan"),
        "turkistan": ("Түркістан облысы", "Туркестанская область", "Turkestan"),
        "ulytau": ("Ұлытау облысы", "область Ұлытау", "Ulytau region"),
        "east_kazakhstan": ("Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan"),
        "astana": ("Астана қаласы", "город Астана", "Nur-Sultan"),
        "almaty": ("Алматы қаласы", "город Алматы", "Almaty city"),
        "shymkent": ("Шымкент қаласы", "город Шымкент", "Shymkent city"),
    },
}

ID, STATUS = "ID", "Status"


def raw_header(name: str, instrument: Instrument) -> str:
    """Header of a variable in the simulated export, as a survey tool writes it."""
    ocai, ratings = instrument.ocai, instrument.ratings
    if ocai and name in (known := ocai.parts()):
        position = known.index(name)
        perspective = ocai.perspectives[position // (len(known) // len(ocai.perspectives))]
        dimension = position // len(TYPES) % len(ocai.dimensions)
        return f"OCAI_{perspective}[{dimension + 1}_{'ABCD'[position % len(TYPES)]}]"
    if ratings and name in ratings.statements():
        return f"G2[{name}]"
    return f"Q_{name}"


def simulate(instrument: Instrument, blocks: list[str], respondents: int, seed: int) -> pl.DataFrame:
    """Rows of a raw export, all cells as text.

    Parameters
    ----------
    instrument
        The questionnaire; variables that the constants do not name get neutral values.
    blocks
        Blocks of the instrument that are asked.
    respondents
        How many remain when duplicates, test entries, empty rows and straight-lining ones are excluded.
    seed
        The same seed gives the same rows.
    """
    rng = np.random.default_rng(seed)
    asked = [variable for variable in instrument.variables() if variable.block in blocks]
    groups = {v.name: _groups(v, respondents, rng) for v in asked if not v.is_number and v.block == "breakdowns"}
    outlook = _outlook(groups, respondents, rng)
    answers: Rows = dict(groups)
    for block in instrument.blocks():
        if block.kind in blocks and block.kind != "breakdowns":
            answers |= _answers(block, outlook, rng)
    answers = {v.name: answers[v.name] for v in asked}
    _spoil_cells(answers, asked, rng)
    _spell_groups(answers, groups, rng)
    rows = _with_extra_rows(answers, asked, respondents, rng)
    header = {name: raw_header(name, instrument) for name in answers}
    return pl.DataFrame({header.get(name, name): column.tolist() for name, column in rows.items()})


def _groups(variable: Variable, respondents: int, rng: np.random.Generator) -> Text:
    categories = variable.categories or ("a", "b", "c")
    known = GROUP_SHARES.get(variable.name, {})
    shares = np.array([known.get(category, 1.0) for category in categories])
    if not known:
        shares = 0.4 + rng.random(len(categories))
    return np.array(categories, dtype=object)[rng.choice(len(categories), respondents, p=shares / shares.sum())]


def _outlook(groups: Rows, respondents: int, rng: np.random.Generator) -> Floats:
    """How favourably each respondent sees things: own part and that of the groups."""
    total = rng.standard_normal(respondents)
    for labels in groups.values():
        _, codes = np.unique(labels.astype(str), return_inverse=True)
        effects = rng.standard_normal(codes.max() + 1)
        total += GROUP_SD * (effects - effects.mean())[codes]
    return total / total.std()


@singledispatch
def _answers(block: Block, outlook: Floats, rng: np.random.Generator) -> Rows:
    """Answers in exact shares of those who give one, the higher ones to those with the better outlook."""
    return {variable.name: _by_quota(*_shares(variable), outlook, rng) for variable in block.variables()}


def _shares(variable: Variable) -> tuple[Text, Floats]:
    """The possible answers, and how often each is given; equally often where no constant says otherwise."""
    values = np.array(variable.answers, dtype=object)
    return values, np.array([SATISFACTION.get(value, 1.0) for value in values])


@_answers.register
def _ocai(ocai: Ocai, outlook: Floats, rng: np.random.Generator) -> Rows:
    """Points in steps of 5 or 10, each dimension summing to the total: a logistic-normal model."""
    n = len(outlook)
    step = np.where(rng.random(n) < TENS_SHARE, 10, 5) * ocai.total / 100
    columns: Rows = {}
    for perspective in ocai.perspectives:
        person = PERSON_SD * rng.standard_normal((n, len(TYPES)))
        person[:, 0] += 0.15 * outlook
        person[:, 3] -= 0.15 * outlook
        for dimension in ocai.dimensions:
            centre = (NOW if perspective == "now" else PREFERRED).get(dimension, UNKNOWN_DIMENSION)
            logits = np.log(centre) + person + DIMENSION_SD * rng.standard_normal((n, len(TYPES)))
            share = np.exp(logits)
            share[(rng.random(share.shape) < ZERO_SHARE) & (share < share.max(axis=1, keepdims=True))] = 0
            points = _in_steps(share / share.sum(axis=1, keepdims=True), ocai.total / step) * step[:, None]
            columns |= dict(zip(parts(perspective, dimension), _numbers(points).T, strict=True))
    return columns


def _in_steps(share: Floats, steps: Floats) -> Floats:
    """Whole numbers of steps in proportion to shares, by largest remainder."""
    exact = share * steps[:, None]
    whole = np.floor(exact)
    left = (steps - whole.sum(axis=1)).round()
    rank = np.argsort(np.argsort(-(exact - whole), axis=1, kind="stable"), axis=1)
    return whole + (rank < left[:, None])


@_answers.register
def _ratings(ratings: Ratings, outlook: Floats, rng: np.random.Generator) -> Rows:
    low, high = ratings.scale.min, ratings.scale.max
    unique = np.sqrt(1 - GENERAL_LOADING**2 - SECTOR_LOADING**2)
    columns: Rows = {}
    for sector, declared in ratings.sectors.items():
        view = rng.standard_normal(len(outlook))
        offsets = STATEMENT_SPREAD * np.cos(np.arange(len(declared.statements)) * 2.4)
        for (name, statement), offset in zip(declared.statements.items(), offsets - offsets.mean(), strict=True):
            noise = rng.standard_normal(len(outlook))
            latent = GENERAL_LOADING * outlook + SECTOR_LOADING * view + unique * noise
            share = SECTOR_MEAN.get(sector, UNKNOWN_SECTOR) + offset + RATING_SD * latent
            value = np.clip(np.rint(low + share * (high - low)), low, high)
            columns[name] = _numbers(low + high - value if statement.reversed else value)
    return columns


@_answers.register
def _self_ratings(block: SelfRatings, outlook: Floats, rng: np.random.Generator) -> Rows:
    """Ratings with an exact share of high ones."""
    columns: Rows = {}
    for name, rating in block.members.items():
        values = np.array(rating.scale.answers, dtype=float)
        high = HIGH_SHARE.get(name, UNKNOWN_HIGH)
        weight = np.exp(-0.5 * ((values - HIGH_FROM) / 2.2) ** 2)
        is_high = values >= min(HIGH_FROM, rating.scale.max)
        shares = np.where(is_high, high * weight / weight[is_high].sum(), (1 - high) * weight / weight[~is_high].sum())
        columns[name] = _by_quota(_numbers(values), shares, outlook, rng)
    return columns


def _by_quota(values: Text, shares: Floats, outlook: Floats, rng: np.random.Generator) -> Text:
    """Values in exact shares of the respondents who answer; the rest is empty."""
    answered = np.flatnonzero(rng.random(len(outlook)) >= MISSING_SHARE)
    latent = 0.5 * outlook[answered] + rng.standard_normal(len(answered))
    rank = np.argsort(np.argsort(latent, kind="stable"))
    bounds = np.rint(np.cumsum(shares / shares.sum()) * len(answered))
    column = np.full(len(outlook), "", dtype=object)
    column[answered] = values[np.searchsorted(bounds, rank, side="right")]
    return column


def _numbers(values: Floats) -> Text:
    return values.astype(int).astype(str).astype(object)


def _spoil_cells(answers: Rows, asked: list[Variable], rng: np.random.Generator) -> None:
    """Missing codes, impossible numbers and words in cells of kept rows; the cited shares stay as they are."""
    blocks: dict[str, list[str]] = {}
    for variable in asked:
        blocks.setdefault(variable.block, []).append(variable.name)
    points = blocks.get("ocai", [])
    dimensions = [points[k : k + len(TYPES)] for k in range(0, len(points), len(TYPES))]
    for names in dimensions:
        _spoil_dimension(answers, names, rng)
    _break_off(answers, dimensions, rng)
    for name in (*blocks.get("ratings", []), *blocks.get("self_ratings", [])):
        column = answers[name]
        if name in blocks.get("ratings", []):
            column[rng.random(len(column)) < MISSING_SHARE] = ""
        empty = np.flatnonzero(column == "")
        impossible = empty[rng.random(len(empty)) < 0.1]
        column[impossible] = rng.choice(np.array(IMPOSSIBLE, dtype=object), len(impossible))
        for number, words in WORDS.items():
            spelt = np.flatnonzero((column == number) & (rng.random(len(column)) < 0.01))
            column[spelt] = rng.choice(np.array(words, dtype=object), len(spelt))
    for name in (*blocks.get("questions", []), *blocks.get("ratings", []), *blocks.get("self_ratings", [])):
        empty = np.flatnonzero(answers[name] == "")
        answers[name][empty] = rng.choice(np.array(MISSING_CODES, dtype=object), len(empty))


def _spoil_dimension(answers: Rows, names: list[str], rng: np.random.Generator) -> None:
    """Sums other than the total, in some rows of one OCAI dimension; a row has at most one kind."""
    draw, points = rng.random(len(answers[names[0]])), np.array([answers[name].astype(float) for name in names])
    largest = points.argmax(axis=0)
    bounds = np.cumsum([SLIP_SHARE / 2, SLIP_SHARE / 2, TENFOLD_SHARE, SHORT_SHARE, LEFT_OUT_SHARE])
    kind = np.searchsorted(bounds, draw, side="right")
    for position, change in enumerate((5, -5, 0, -20)):
        rows = np.flatnonzero(kind == position)
        points[largest[rows], rows] += change
    points[:, kind == 2] *= 10
    for name, column in zip(names, _numbers(points), strict=True):
        answers[name] = column
    answers[names[3]][kind == 4] = ""


def _break_off(answers: Rows, dimensions: list[list[str]], rng: np.random.Generator) -> None:
    """Leave empty what some respondents did not come to: all dimensions from one on, which is not the first."""
    if not dimensions:
        return
    respondents = len(answers[dimensions[0][0]])
    leaves = rng.random(respondents) < BREAK_OFF_SHARE
    reached = np.where(leaves, rng.integers(1, len(dimensions), respondents), len(dimensions))
    for position, names in enumerate(dimensions):
        for name in names:
            answers[name][reached <= position] = ""


def _spell_groups(answers: Rows, groups: Rows, rng: np.random.Generator) -> None:
    """Groups as three tools in three languages write them; some are left out."""
    for name, labels in groups.items():
        spellings = SPELLINGS.get(name, {})
        ways = {label: (label, *spellings.get(label, (label.upper(), f" {label.title()} "))) for label in set(labels)}
        written = [
            ways[label][way % len(ways[label])]
            for label, way in zip(labels, rng.integers(0, 60, len(labels)), strict=True)
        ]
        answers[name] = np.array(written, dtype=object)
        answers[name][rng.random(len(labels)) < MISSING_SHARE / 2] = ""


def _with_extra_rows(answers: Rows, asked: list[Variable], respondents: int, rng: np.random.Generator) -> Rows:
    """Respondents and the rows that cleaning must exclude, shuffled, with the columns that nobody asked for."""
    counts = {kind: max(1, round(share * respondents)) for kind, share in EXTRA_ROWS.items()}
    rated = [variable.name for variable in asked if variable.block == "ratings"]
    if len(rated) < 2:
        counts["straight"] = 0
    order = np.concatenate(
        [np.arange(respondents), *(rng.choice(respondents, n, replace=False) for n in counts.values())]
    )
    kind = np.repeat(["respondent", *counts], [respondents, *counts.values()])
    identity = np.where(kind == "duplicate_id", order, np.arange(len(order)))
    rows: Rows = {ID: np.array([f"R{100000 + 7 * number}" for number in identity], dtype=object)}
    rows[STATUS] = np.where(kind == "test", np.resize(np.array(TEST_STATUS, dtype=object), len(order)), "complete")
    rows["Started"] = np.array(
        [f"2023-{3 + k % 3:02}-{1 + k % 28:02} {8 + k % 11:02}:{k % 60:02}" for k in identity], dtype=object
    )
    rows["IP"] = np.array([f"192.0.2.{1 + k % 254}" for k in identity], dtype=object)
    rows["E-mail"] = np.array([f"r{k}@example.org" if k % 9 == 0 else "" for k in identity], dtype=object)
    rows |= {name: column[order] for name, column in answers.items()}
    straight = np.flatnonzero(kind == "straight")
    for name in rated:
        rows[name][straight] = np.array([str(3 + k % 6) for k in range(len(straight))], dtype=object)
    for variable in asked:
        if variable.block != "breakdowns":
            rows[variable.name][kind == "empty"] = ""
    rows["Comment"] = np.array(["" if k % 40 else "ok; thanks" for k in identity], dtype=object)
    shuffled = rng.permutation(len(order))
    return {name: column[shuffled] for name, column in rows.items()}
