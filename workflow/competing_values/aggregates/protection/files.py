"""Protected aggregates of a wave as files: those of all sources in one, since a source may not be known at all."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from competing_values.aggregates.protection.nesting import Nested
from competing_values.aggregates.protection.published import Aggregates, Labels
from competing_values.aggregates.sums import SOURCE
from competing_values.errors import UserError

Name = str | Path


def write(sources: Mapping[str, Aggregates], counts: Name, moments: Name) -> None:
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


def read(counts: Name, moments: Name) -> dict[str, Aggregates]:
    """The aggregates that were let through, by source."""
    found = [pl.read_parquet(path) for path in (counts, moments)]
    sources = found[0][SOURCE].unique(maintain_order=True)  # questions without an order have no moments
    return {
        name: Aggregates.of_frames(*(part.filter(pl.col(SOURCE) == name).drop(SOURCE) for part in found))
        for name in sources
    }


def write_nesting(nested: Sequence[Nested], path: Name) -> None:
    """Write which groups lie within which."""
    Path(path).write_text(json.dumps(nested, ensure_ascii=False), encoding="utf-8")


def read_nesting(path: Name) -> list[Nested]:
    """Which groups lie within which."""
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    return [((outer[0], outer[1]), [(group_by, group) for group_by, group in inner]) for outer, inner in found]


def write_labels(labels: Mapping[str, Labels], path: Name) -> None:
    """Write of which published group each group is a part."""
    Path(path).write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")


def read_labels(path: Name) -> dict[str, Labels]:
    """Of which published group each group is a part, by source."""
    return dict(json.loads(Path(path).read_text(encoding="utf-8")))
