"""Cleaning: which rows are kept; each excluded row has its reasons, and raw = kept + excluded."""

import math
from itertools import pairwise
from typing import Any

import pandas as pd
import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.ingest import (
    DURATION,
    ID,
    LEFT_OUT,
    OUT_OF_RANGE,
    TEST_ENTRY,
    TOTALS_ROW,
    UNFINISHED,
)
from competing_values.microdata.reading.raw import ROW
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.blocks.ratings import Ratings
from competing_values.study.instrument import Instrument
from competing_values.study.measures import Variable
from competing_values.study.names import parts

REASONS, FLAGS = "reasons", "flags"
#: On the way: how many questions a row answers, and how much its answers tell.
ANSWERED, BITS = ".answered", ".bits"
#: A run of equal ratings that not more respondents than this have by chance.
CHANCE = 0.001
#: Ratings, or rows, from which a standard deviation, or a share, tells something; and the part of the scale that it should have: half a point
#: of a scale from 1 to 10.
FEWEST, LEAST_DEVIATION = 10, 1 / 18
#: Answers to a question that lists none, such as points in steps of 10.
FEWEST_ANSWERS = 10
#: What to look at where a rule excludes most rows.
MEND = {
    "totals_row": "Look at the words under `totals`, and at the first column.",
    "test_entry": "Look at `test_entries` of the codebook, and at what the profile knows of previews and rejected entries.",
    "unfinished": "Look at `unfinished` of the codebook, and at what the profile knows.",
    "empty": "Look whether `columns` names the right columns: a variable without a column is empty.",
    "duplicate_id": "Look whether the column of `respondent_id` tells one person from another.",
    "duplicate_answers": "Look whether the file holds the same rows twice.",
    "straight_lining": "Look at `cleaning.longstring`.",
    "low_variability": "Look at `cleaning.irv_below`.",
    "speed": "Look at `duration` of the codebook, which is in seconds, and at `cleaning.seconds_per_item`.",
    "out_of_range": "Look whether the scale of the questionnaire is that of the file.",
    "ocai_sum": "Look whether the file holds points, and at `ocai.total` of the questionnaire.",
}


def marks(answers: pl.LazyFrame, instrument: Instrument, cleaning: dict[str, Any]) -> pl.DataFrame:
    """Which rules each row meets.

    Parameters
    ----------
    answers
        One row a respondent, as `ingest` writes them.
    instrument, cleaning
        As `study.load` returns them; ``cleaning["rules"]`` holds the action of each rule, in the order of exclusion.

    Returns
    -------
    DataFrame with ``row``, a column of truth values for each rule, named by it, ``reasons`` (rules met that exclude) and
    ``flags`` (rules met that flag).

    Notes
    -----
    ``left_out``, ``totals_row``, ``test_entry``, ``unfinished``: as ingestion marked them. ``empty``: no answer beside
    the breakdowns. ``duplicate_id``: the id is that of another row, which ``kept_of_id`` prefers: the one with most
    answers (of equals the first), the last or the first. ``duplicate_answers``: every answer is that of an earlier row,
    and there are so many that this is no chance. Neither of the two is excluded by a rule before. ``out_of_range``: a
    number off its scale. ``ocai_sum``: an OCAI dimension was begun, and lacks a part or is further than
    ``ocai_tolerance`` from its total. ``straight_lining``: ``longstring`` equal ratings in a row [johnson2005]; not
    named: half of the ratings [curran2016], and so many that even answers would hardly ever be so. ``low_variability``:
    the standard deviation of a respondent's ratings (IRV) is below ``irv_below`` [dunn2018]; not named: below an
    eighteenth of the scale, over `FEWEST` ratings or more. ``speed``: less than ``seconds_per_item`` for each item
    answered [huang2012].
    """
    repeated = repeats(instrument)
    rules = (rule.fill_null(value=False).alias(name) for name, rule in met_alone(instrument, cleaning).items())
    values = (value.alias(name) for name, value in repeated.items())
    substance = [variable for variable in instrument.variables() if variable.block != "breakdowns"]
    answered = _answered([variable.name for variable in substance]).alias(ANSWERED)
    found = answers.select(ROW, *rules, *values, answered, _bits(substance)).collect(engine="streaming")
    excluding: list[str] = []
    for name, action in cleaning["rules"].items():
        if name in repeated:
            still_kept = ~pl.any_horizontal(pl.lit(value=False), *excluding)
            compared = still_kept & pl.col(name).is_not_null()
            if name == "duplicate_answers":
                compared &= pl.col(BITS) > 2 * math.log2(max(2, len(found))) - 1
            preferred = _preferred(found, cleaning["kept_of_id"] if name == "duplicate_id" else "first")
            is_first = pl.struct(name, compared).is_first_distinct()
            found = preferred.with_columns((compared & ~is_first).alias(name)).sort(ROW)
        if action == "exclude":
            excluding.append(name)
    flagging = [name for name, action in cleaning["rules"].items() if action == "flag"]
    marked = found.drop(ANSWERED, BITS)
    return marked.with_columns(_met(excluding).alias(REASONS), _met(flagging).alias(FLAGS))


def _preferred(found: pl.DataFrame, kept: str) -> pl.DataFrame:
    """The rows, those first that are kept of several with one id."""
    if kept == "most_complete":
        return found.sort(ANSWERED, ROW, descending=[True, False])
    return found.reverse() if kept == "last" else found


def met_alone(instrument: Instrument, cleaning: dict[str, Any]) -> dict[str, pl.Expr]:
    """Rules that a row meets by itself: whether it does."""
    substance = [variable.name for variable in instrument.variables() if variable.block != "breakdowns"]
    rated = [variable for variable in instrument.variables() if variable.block == Ratings.kind]
    return {
        "left_out": pl.col(LEFT_OUT),
        "totals_row": pl.col(TOTALS_ROW),
        "test_entry": pl.col(TEST_ENTRY),
        "unfinished": pl.col(UNFINISHED),
        "empty": pl.all_horizontal(pl.col(name).is_null() for name in substance),
        "out_of_range": pl.col(OUT_OF_RANGE) > 0,
        "ocai_sum": _is_unscorable(instrument.ocai, cleaning["ocai_tolerance"]),
        "straight_lining": _has_run(
            [variable.name for variable in rated], cleaning["longstring"] or shortest_run(rated)
        ),
        "low_variability": _hardly_varies(rated, cleaning["irv_below"]),
        "speed": pl.col(DURATION) < cleaning["seconds_per_item"] * _answered(substance),
    }


def repeats(instrument: Instrument) -> dict[str, pl.Expr]:
    """Rules that a row meets when another one, still kept, has the same: what they have in common."""
    return {
        "duplicate_id": pl.when(pl.col(ID).is_not_null()).then(pl.col(ID).hash()),
        "duplicate_answers": pl.struct(variable.name for variable in instrument.variables()).hash(),
    }


def shortest_run(rated: list[Variable]) -> int | None:
    """How many equal ratings in a row are straight-lining; None where a questionnaire has too few to tell.

    Half of the ratings [curran2016], and at least so many that of respondents who choose each answer equally often
    not more than `CHANCE` have such a run: with L of n ratings of k answers (n - L + 1) / k^(L - 1) of them.

    Examples
    --------
    >>> rated = [Variable(f"s{number}", "ratings", 1, 5) for number in range(12)]
    >>> shortest_run(rated), shortest_run(rated[:6]), shortest_run(rated[:3])
    (6, 6, None)
    """
    n = len(rated)
    k = min((len(variable.answers) or FEWEST_ANSWERS for variable in rated), default=2)
    enough = (run for run in range(max(2, math.ceil(n / 2)), n + 1) if (n - run + 1) / k ** (run - 1) <= CHANCE)
    return next(enough, None)


def _bits(variables: list[Variable]) -> pl.Expr:
    """What the answers of a row tell, in bits: half of what they would if all answers were equally common.

    How often two respondents agree in everything by chance depends on how many questions and answers there are, and
    on how many respondents [simmons2016]: among n with b bits each, n² / 2^(b + 1) pairs do.
    """
    bits = (
        pl.col(variable.name).is_not_null() * (math.log2(len(variable.answers) or FEWEST_ANSWERS) / 2)
        for variable in variables
    )
    return pl.sum_horizontal(pl.lit(0.0), *bits).alias(BITS)


def _met(rules: list[str]) -> pl.Expr:
    names = (pl.when(name).then(pl.lit(name)) for name in rules)
    return pl.concat_list(*names, pl.lit(None, pl.String)).list.drop_nulls()


def _answered(names: list[str]) -> pl.Expr:
    return pl.sum_horizontal(pl.lit(0, pl.UInt32), *(pl.col(name).is_not_null().cast(pl.UInt32) for name in names))


def _has_run(names: list[str], length: int | None) -> pl.Expr:
    """Whether some `length` neighbouring ratings are answered and equal."""
    if length is None:
        return pl.lit(value=False)
    equal = [(pl.col(a) == pl.col(b)).fill_null(value=False) for a, b in pairwise(names)]
    runs = [pl.all_horizontal(equal[start : start + length - 1]) for start in range(len(equal) - length + 2)]
    return pl.any_horizontal(runs) if runs else pl.lit(value=False)


def _hardly_varies(rated: list[Variable], below: float | None) -> pl.Expr:
    """Whether the ratings of a row have a small standard deviation: in points, or as a part of their scales."""
    if below is not None:
        return _deviation([pl.col(variable.name) for variable in rated]) < below
    parts_of_scale = [pl.col(one.name) / (one.high - one.low) for one in rated if one.low is not None and one.high]
    is_enough = _answered([variable.name for variable in rated]) >= FEWEST
    return is_enough & (_deviation(parts_of_scale) < LEAST_DEVIATION)


def _deviation(ratings: list[pl.Expr]) -> pl.Expr:
    """Standard deviation (n - 1) of a row's ratings; null where fewer than two are answered."""
    if not ratings:
        return pl.lit(None, pl.Float64)
    n = pl.sum_horizontal(rating.is_not_null().cast(pl.UInt32) for rating in ratings)
    mean = pl.sum_horizontal(ratings) / n
    squares = pl.sum_horizontal((rating - mean) ** 2 for rating in ratings)
    return pl.when(n > 1).then((squares / (n - 1)).sqrt())


def _is_unscorable(ocai: Ocai | None, tolerance: float) -> pl.Expr:
    """Whether an OCAI dimension was begun, and its points cannot be scored."""
    if ocai is None:
        return pl.lit(value=False)
    found = []
    for perspective in ocai.perspectives:
        for dimension in ocai.dimensions:
            points = [pl.col(name) for name in parts(perspective, dimension)]
            lacks_one = pl.any_horizontal(point.is_null() for point in points)
            begun = pl.any_horizontal(point.is_not_null() for point in points)
            off = (pl.sum_horizontal(points) - ocai.total).abs() > tolerance
            found.append(begun & (lacks_one | off))
    return pl.any_horizontal(found)


def kept(answers: pl.LazyFrame, marks: pl.DataFrame) -> pl.LazyFrame:
    """Answers of the rows that no rule excludes; ``flags`` names the rules that flag them, separated by spaces."""
    whole = marks.lazy().filter(pl.col(REASONS).list.len() == 0).select(ROW, pl.col(FLAGS).list.join(" "))
    respondents = answers.drop(TEST_ENTRY, TOTALS_ROW, LEFT_OUT, UNFINISHED, OUT_OF_RANGE, DURATION)
    return respondents.join(whole, on=ROW, maintain_order="left")


def excluded(marks: pl.DataFrame) -> pl.DataFrame:
    """Row number in the raw file, and all reasons, of each excluded row; ``reason`` is the one it counts under."""
    rows = marks.filter(pl.col(REASONS).list.len() > 0)
    return rows.select(ROW, pl.col(REASONS).list.first().alias("reason"), pl.col(REASONS).list.join(" "))


def flow(marks: pl.DataFrame, rules: dict[str, str]) -> pd.DataFrame:
    """One row a step, of n rows in all: ``raw``, each reason of exclusion, ``kept``; raw = kept + excluded.

    A row counts under the first rule that excludes it. Where the codebook leaves no row out, there is no such step.
    """
    counted = dict(marks.group_by(pl.col(REASONS).list.first()).len().iter_rows())
    reasons = {name: counted.get(name, 0) for name, action in rules.items() if action == "exclude"}
    if not reasons.get("left_out"):
        reasons.pop("left_out", None)
    steps = {"raw": len(marks), **reasons, "kept": counted.get(None, 0)}
    return pd.DataFrame([*steps.items()], columns=["step", "rows"]).assign(n=len(marks))


def refuse_most(flow: pd.DataFrame, place: str, largest: float) -> None:
    """Refuse a source of which no row is kept, or of which one rule takes too large a share of `FEWEST` rows or more.

    What the codebook leaves out is not asked for, and no loss.

    Parameters
    ----------
    flow
        As `flow` gives it.
    place
        What to call the source.
    largest
        The share of rows that a rule may exclude.

    Raises
    ------
    UserError
        When the step ``kept`` has no row, or a reason has more than that share; the message says under which rules the
        rows went.
    """
    rows = flow.set_index("step")["rows"]
    excluded = rows.drop(["raw", "kept"])
    if rows["kept"] == 0:
        reasons = ", ".join(f"{name} {count}" for name, count in excluded.items() if count)
        raise UserError(
            f"{place}: no row is kept of {rows['raw']} rows ({reasons}). Look whether the codebook names the right columns, "
            "and what `cleaning.rules` in config.yaml excludes."
        )
    asked = rows["raw"] - excluded.get("left_out", 0)
    for name, count in excluded.drop("left_out", errors="ignore").items():
        if count > largest * asked and asked >= FEWEST:
            raise UserError(
                f"{place}: the rule `{name}` excludes {count} of {asked} rows, more than {largest:.0%}. {MEND[str(name)]} "
                f"If it is right, set `cleaning: {{largest_exclusion: {min(1, math.ceil(100 * count / asked) / 100):g}}}` in "
                f"config.yaml, or `cleaning: {{rules: {{{name}: flag}}}}` to keep these rows."
            )


def rules_met(marks: pl.DataFrame, rules: dict[str, str]) -> pd.DataFrame:
    """One row a rule: its ``action``, and how many ``rows`` of n meet it, whatever other rules they meet.

    Where the codebook leaves no row out, that is no rule.
    """
    met = [(name, action, marks[name].sum()) for name, action in rules.items()]
    rows = [(name, action, count) for name, action, count in met if count or name != "left_out"]
    return pd.DataFrame(rows, columns=["rule", "action", "rows"]).assign(n=len(marks))
