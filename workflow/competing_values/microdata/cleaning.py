"""Cleaning: which rows are kept; each excluded row has its reasons, and raw = kept + excluded."""

from itertools import pairwise
from typing import Any

import pandas as pd
import polars as pl

from competing_values.errors import UserError
from competing_values.microdata.ingest import DURATION, ID, OUT_OF_RANGE, TEST_ENTRY, TOTALS_ROW
from competing_values.microdata.reading.raw import ROW
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.instrument import Instrument
from competing_values.study.names import parts

REASONS, FLAGS = "reasons", "flags"


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
    ``totals_row``, ``test_entry``: as ingestion marked them. ``empty``: no answer beside the breakdowns.
    ``duplicate_id``, ``duplicate_answers``: the id, or every answer, is that of an earlier row; neither of the two is
    excluded by a rule before. ``out_of_range``: a number off its scale. ``ocai_sum``: an OCAI dimension was begun, and
    lacks a part or is further than ``ocai_tolerance`` from its total. ``straight_lining``: ``longstring`` equal ratings
    in a row [johnson2005]. ``low_variability``: the standard deviation of a respondent's ratings (IRV) is below
    ``irv_below`` [dunn2018]. ``speed``: less than ``seconds_per_item`` for each item answered [huang2012].
    """
    repeated = repeats(instrument)
    rules = (rule.fill_null(value=False).alias(name) for name, rule in met_alone(instrument, cleaning).items())
    values = (value.alias(name) for name, value in repeated.items())
    found = answers.select(ROW, *rules, *values).collect(engine="streaming")
    excluding: list[str] = []
    for name, action in cleaning["rules"].items():
        if name in repeated:
            still_kept = ~pl.any_horizontal(pl.lit(value=False), *excluding)
            is_first = pl.struct(name, still_kept).is_first_distinct()
            found = found.with_columns((still_kept & pl.col(name).is_not_null() & ~is_first).alias(name))
        if action == "exclude":
            excluding.append(name)
    flagging = [name for name, action in cleaning["rules"].items() if action == "flag"]
    return found.with_columns(_met(excluding).alias(REASONS), _met(flagging).alias(FLAGS))


def met_alone(instrument: Instrument, cleaning: dict[str, Any]) -> dict[str, pl.Expr]:
    """Rules that a row meets by itself: whether it does."""
    substance = [variable.name for variable in instrument.variables() if variable.block != "breakdowns"]
    rated = list(instrument.ratings.statements()) if instrument.ratings else []
    return {
        "totals_row": pl.col(TOTALS_ROW),
        "test_entry": pl.col(TEST_ENTRY),
        "empty": pl.all_horizontal(pl.col(name).is_null() for name in substance),
        "out_of_range": pl.col(OUT_OF_RANGE) > 0,
        "ocai_sum": _is_unscorable(instrument.ocai, cleaning["ocai_tolerance"]),
        "straight_lining": _has_run(rated, cleaning["longstring"]),
        "low_variability": _deviation(rated) < cleaning["irv_below"],
        "speed": pl.col(DURATION) < cleaning["seconds_per_item"] * _answered(substance),
    }


def repeats(instrument: Instrument) -> dict[str, pl.Expr]:
    """Rules that a row meets when an earlier one, still kept, has the same: what they have in common."""
    return {
        "duplicate_id": pl.when(pl.col(ID).is_not_null()).then(pl.col(ID).hash()),
        "duplicate_answers": pl.struct(variable.name for variable in instrument.variables()).hash(),
    }


def _met(rules: list[str]) -> pl.Expr:
    names = (pl.when(name).then(pl.lit(name)) for name in rules)
    return pl.concat_list(*names, pl.lit(None, pl.String)).list.drop_nulls()


def _answered(names: list[str]) -> pl.Expr:
    return pl.sum_horizontal(pl.lit(0, pl.UInt32), *(pl.col(name).is_not_null().cast(pl.UInt32) for name in names))


def _has_run(names: list[str], length: int) -> pl.Expr:
    """Whether some `length` neighbouring ratings are answered and equal."""
    equal = [(pl.col(a) == pl.col(b)).fill_null(value=False) for a, b in pairwise(names)]
    runs = [pl.all_horizontal(equal[start : start + length - 1]) for start in range(len(equal) - length + 2)]
    return pl.any_horizontal(runs) if runs else pl.lit(value=False)


def _deviation(names: list[str]) -> pl.Expr:
    """Standard deviation (n - 1) of a row's ratings; null where fewer than two are answered."""
    if not names:
        return pl.lit(None, pl.Float64)
    ratings, n = [pl.col(name) for name in names], _answered(names)
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
    respondents = answers.drop(TEST_ENTRY, TOTALS_ROW, OUT_OF_RANGE, DURATION)
    return respondents.join(whole, on=ROW, maintain_order="left")


def excluded(marks: pl.DataFrame) -> pl.DataFrame:
    """Row number in the raw file, and all reasons, of each excluded row; ``reason`` is the one it counts under."""
    rows = marks.filter(pl.col(REASONS).list.len() > 0)
    return rows.select(ROW, pl.col(REASONS).list.first().alias("reason"), pl.col(REASONS).list.join(" "))


def flow(marks: pl.DataFrame, rules: dict[str, str]) -> pd.DataFrame:
    """One row a step, of n rows in all: ``raw``, each reason of exclusion, ``kept``; raw = kept + excluded.

    A row counts under the first rule that excludes it.
    """
    counted = dict(marks.group_by(pl.col(REASONS).list.first()).len().iter_rows())
    reasons = {name: counted.get(name, 0) for name, action in rules.items() if action == "exclude"}
    steps = {"raw": len(marks), **reasons, "kept": counted.get(None, 0)}
    return pd.DataFrame([*steps.items()], columns=["step", "rows"]).assign(n=len(marks))


def refuse_nobody(flow: pd.DataFrame, place: str) -> None:
    """Refuse a source of which no row is kept, which leaves nothing to estimate.

    Parameters
    ----------
    flow
        As `flow` gives it.
    place
        What to call the source.

    Raises
    ------
    UserError
        When the step ``kept`` has no row; the message says under which rules the rows went.
    """
    rows = flow.set_index("step")["rows"]
    if rows["kept"] == 0:
        reasons = ", ".join(f"{name} {count}" for name, count in rows.drop(["raw", "kept"]).items() if count)
        raise UserError(
            f"{place}: no row is kept of {rows['raw']} rows ({reasons}). Look whether the codebook names the right columns, "
            "and what `cleaning.rules` in config.yaml excludes."
        )


def rules_met(marks: pl.DataFrame, rules: dict[str, str]) -> pd.DataFrame:
    """One row a rule: its ``action``, and how many ``rows`` of n meet it, whatever other rules they meet."""
    rows = [(name, action, marks[name].sum()) for name, action in rules.items()]
    return pd.DataFrame(rows, columns=["rule", "action", "rows"]).assign(n=len(marks))
