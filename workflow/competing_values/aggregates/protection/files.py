"""Protected aggregates of a wave as files: those of all sources in one, since a source may not be known at all."""

import os
from collections.abc import Mapping

import polars as pl

from competing_values.aggregates.protection.published import Aggregates
from competing_values.errors import UserError

SOURCE = "source"


def write(sources: Mapping[str, Aggregates], counts: str | os.PathLike[str], moments: str | os.PathLike[str]) -> None:
    """Write the aggregates that were let through.

    Raises
    ------
    UserError
        When nothing was.
    """
    if not sources:
        raise UserError(
            "no source has as many respondents as disclosure.min_cell asks for: nothing can be published. "
            "Set disclosure.min_cell lower if the results may be shown, or to 1 if they stay with you."
        )
    frames = {name: one.frames() for name, one in sources.items()}
    for path, kind in ((counts, 0), (moments, 1)):
        of_sources = [one[kind].with_columns(pl.lit(name).alias(SOURCE)) for name, one in frames.items()]
        pl.concat(of_sources, how="diagonal").write_parquet(path)


def read(counts: str, moments: str) -> dict[str, Aggregates]:
    """The aggregates that were let through, by source."""
    parts = [
        pl.read_parquet(path).partition_by(SOURCE, as_dict=True, include_key=False, maintain_order=True)
        for path in (counts, moments)
    ]
    return {str(key[0]): Aggregates.of_frames(parts[0][key], parts[1][key]) for key in parts[0]}
