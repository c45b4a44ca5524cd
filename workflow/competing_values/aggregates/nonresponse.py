"""Who is missing, as sums: where respondents broke off, and the sectors of those with and without an OCAI score.

Of whole sources alone, and unweighted: they describe who answered.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from competing_values.aggregates.sums import SOURCE, UNIT
from competing_values.study.instrument import Instrument
from competing_values.study.names import COMPLETED, OVERALL, WITH_SCORE, WITHOUT_SCORE, parts

BREAK_OFF = "break_off"
SCHEMA = {"variable": pl.String, "group": pl.String, "n": pl.Int64, "sum": pl.Int128, "squares": pl.Int128}


def nonresponse(answers: pl.LazyFrame, scores: pl.LazyFrame, instrument: Instrument) -> pl.DataFrame:
    """Sums of one source.

    Parameters
    ----------
    answers, scores
        One row a respondent, as `clean` and as `score` writes them.
    instrument
        The questionnaire.

    Returns
    -------
    DataFrame with ``variable, group, n, sum, squares``. Of `BREAK_OFF` the groups are blocks, or `completed`; of a sector
    those with and without an OCAI score, with Σy and Σy² in units of 2⁻³².
    """
    found = [pl.DataFrame(schema=SCHEMA), _broken_off(answers, instrument), *_by_score(scores, instrument)]
    return pl.concat(found).sort("variable", "group")


def _broken_off(answers: pl.LazyFrame, instrument: Instrument) -> pl.DataFrame:
    """How many broke off in each block: where the first question stands from which on they answered nothing.

    Questions that nobody in the source answered were not asked.
    """
    questions = [v for v in instrument.variables() if v.block != instrument.breakdowns.kind]
    given = answers.select(pl.col(v.name).count() for v in questions).collect().row(0) if questions else ()
    asked = [question for question, n in zip(questions, given, strict=True) if n]
    if not asked:
        return pl.DataFrame(schema=SCHEMA)
    last = pl.max_horizontal(
        pl.when(pl.col(v.name).is_not_null()).then(place).otherwise(0) for place, v in enumerate(asked, start=1)
    )
    blocks = [*(v.block for v in asked), COMPLETED]
    return (
        answers.group_by(last.replace_strict(dict(enumerate(blocks)), return_dtype=pl.String).alias("group"))
        .agg(pl.len().cast(pl.Int64).alias("n"))
        .collect()
        .select(variable=pl.lit(BREAK_OFF), group="group", n="n", sum=_nothing(), squares=_nothing())
    )


def _nothing() -> pl.Expr:
    return pl.lit(0).cast(pl.Int128)


def _by_score(scores: pl.LazyFrame, instrument: Instrument) -> Iterator[pl.DataFrame]:
    """Sums of each sector, of those with and without an OCAI score of every perspective."""
    ocai, ratings = instrument.ocai, instrument.ratings
    if not ocai or not ratings:
        return
    points = [pl.col(name).is_not_null() for p in ocai.perspectives for name in parts(p, OVERALL)]
    group = pl.when(pl.all_horizontal(points)).then(pl.lit(WITH_SCORE)).otherwise(pl.lit(WITHOUT_SCORE)).alias("group")
    for sector in ratings.sectors:
        y = pl.col(sector)
        yield (
            scores.filter(y.is_not_null())
            .group_by(group)
            .agg(
                pl.len().cast(pl.Int64).alias("n"),
                *((power / UNIT).round().cast(pl.Int64).cast(pl.Int128).sum().alias(name)
                  for name, power in (("sum", y), ("squares", y**2))),
            )
            .collect()
            .select(pl.lit(sector).alias("variable"), "group", "n", "sum", "squares")
        )  # fmt: skip


def let_through(found: pl.DataFrame, min_cell: int) -> pl.DataFrame:
    """Sums that may be known: of sectors both of whose groups are large enough and vary.

    Where one group is too small, the other would tell of it, with the whole. Where respondents broke off is no answer to
    anything, and published as shares.
    """
    if min_cell == 1:
        return found
    n = pl.col("n").cast(pl.Int128)
    is_safe = (pl.col("n") >= min_cell) & (n * pl.col("squares") * int(1 / UNIT) > pl.col("sum") ** 2)
    both = pl.len().over("variable") == 2
    return found.filter((pl.col("variable") == BREAK_OFF) | (both & is_safe.all().over("variable")))


def write(sources: Mapping[str, pl.DataFrame], path: str | Path) -> None:
    """Write the sums of all sources that may be known."""
    pl.concat([frame.with_columns(pl.lit(source).alias(SOURCE)) for source, frame in sources.items()]).write_parquet(
        path
    )


def read(path: str | Path) -> dict[str, pl.DataFrame]:
    """The sums that may be known, by source."""
    parts = pl.read_parquet(path).partition_by(SOURCE, as_dict=True, include_key=False, maintain_order=True)
    return {str(source): frame for (source,), frame in parts.items()}
