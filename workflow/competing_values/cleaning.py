"""Which rows are kept: each excluded row has its reasons, and raw = kept + excluded."""

from itertools import pairwise
from typing import Any

import pandas as pd
import polars as pl

from competing_values.ingest import ID, TEST_ENTRY
from competing_values.instrument import statements, variables
from competing_values.reading import ROW

REASON = "reason"


def with_reason(answers: pl.LazyFrame, instrument: dict[str, Any], exclude: list[str], longstring: int) -> pl.LazyFrame:
    """Answers with the reason why a row is excluded; null where it is kept.

    Parameters
    ----------
    answers
        One row a respondent, as `ingest` writes them.
    instrument
        As `study.load` returns it.
    exclude
        Reasons in the order in which they are tried: ``empty`` (no answer beside the breakdowns), ``test_entry``,
        ``duplicate_id`` and ``duplicate_answers`` (every answer equal to those of an earlier row that is still
        kept), ``straight_lining``.
    longstring
        So many equal ratings in a row are straight-lining (Johnson 2005).
    """
    present = answers.collect_schema().names()
    asked = [variable for variable in variables(instrument) if variable.name in present]
    substance = [variable.name for variable in asked if variable.block != "breakdowns"]
    rated = [name for name in statements(instrument["ratings"]) if name in present] if instrument["ratings"] else []
    pattern = pl.struct(variable.name for variable in asked).hash()
    still_kept = pl.col(REASON).is_null()
    rules = {
        "empty": pl.all_horizontal(pl.col(name).is_null() for name in substance),
        "test_entry": pl.col(TEST_ENTRY),
        "duplicate_id": pl.col(ID).is_not_null() & ~pl.struct(pl.col(ID), still_kept).is_first_distinct(),
        "duplicate_answers": ~pl.struct(pattern, still_kept).is_first_distinct(),
        "straight_lining": _has_run(rated, longstring),
    }
    frame = answers.with_columns(pl.lit(None, pl.String).alias(REASON))
    for reason in exclude:
        frame = frame.with_columns(
            pl.when(still_kept & rules[reason]).then(pl.lit(reason)).otherwise(pl.col(REASON)).alias(REASON)
        )
    return frame


def _has_run(names: list[str], length: int) -> pl.Expr:
    """Whether some `length` neighbouring ratings are answered and equal."""
    equal = [(pl.col(a) == pl.col(b)).fill_null(value=False) for a, b in pairwise(names)]
    runs = [pl.all_horizontal(equal[start : start + length - 1]) for start in range(len(equal) - length + 2)]
    return pl.any_horizontal(runs) if runs else pl.lit(value=False)


def kept(answers: pl.LazyFrame) -> pl.LazyFrame:
    """Rows without a reason to exclude them."""
    return answers.filter(pl.col(REASON).is_null()).drop(REASON, TEST_ENTRY)


def excluded(answers: pl.LazyFrame) -> pl.LazyFrame:
    """Row number in the raw file, and reason, of each excluded row."""
    return answers.filter(pl.col(REASON).is_not_null()).select(ROW, REASON)


def flow(answers: pl.LazyFrame, exclude: list[str]) -> pd.DataFrame:
    """One row a step, of n rows in all: ``raw``, each reason of exclusion, ``kept``; raw = kept + excluded."""
    counted = dict(answers.group_by(REASON).len().collect().iter_rows())
    steps = {"raw": sum(counted.values()), **{reason: counted.get(reason, 0) for reason in exclude}}
    rows = pd.DataFrame([*steps.items(), ("kept", counted.get(None, 0))], columns=["step", "rows"])
    return rows.assign(n=steps["raw"])
