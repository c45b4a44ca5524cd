"""What is taken back of what was let through, where tables would tell of few people after all."""

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from competing_values.aggregates.protection.items import Item
from competing_values.aggregates.protection.protect import without
from competing_values.aggregates.protection.published import Aggregates
from competing_values.study.names import ALL

#: Source, breakdown, group and item.
Withdrawn = tuple[str, str, str, str]


def told_by(items: Sequence[Item]) -> dict[tuple[str, bool], str]:
    """The item of each published figure, by its name and by whether it is over those who answered both perspectives."""
    return {name: item.name for item in items for name in item.names()}


def with_what_tells(withdrawn: Collection[Withdrawn], items: Sequence[Item]) -> set[Withdrawn]:
    """Items that are taken back, and those of the same groups that would tell them.

    A mean is told by its parts, a part by the mean and the other parts, a profile by the gap and the other profile.
    """
    parts = {item.name: item.mean_of for item in items}
    telling = {item.name: {*item.mean_of, *item.needs} for item in items}
    groups: dict[tuple[str, str, str], set[str]] = {}
    for source, group_by, group, name in withdrawn:
        groups.setdefault((source, group_by, group), set()).update({name, *parts.get(name, ())})
    for gone in groups.values():
        while told := {name for name, others in telling.items() if name not in gone and not gone.isdisjoint(others)}:
            gone.update(told)
    return {(*cell, name) for cell, gone in groups.items() for name in gone}


def taken_back(
    sources: Mapping[str, Aggregates], items: Sequence[Item], withdrawn: Collection[Withdrawn]
) -> dict[str, Aggregates]:
    """The aggregates that were let through, without items that are taken back, and without groups of which none is left."""
    by_name = {item.name: item for item in items}
    gone = {
        source: [(of, group, by_name[name]) for at, of, group, name in sorted(withdrawn) if at == source]
        for source in sources
    }
    return {
        source: _with_something_left(without(one, gone[source]), items) if gone[source] else one
        for source, one in sources.items()
    }


def _with_something_left(aggregates: Aggregates, items: Sequence[Item]) -> Aggregates:
    """Aggregates of the whole, and of groups of which anything is known but how many they are."""
    answered = [name for item in items for name in item.variables]
    known = [aggregates.moments, aggregates.counts.filter(pl.col("variable").is_in(answered))]
    cells = pl.concat([frame.select("group_by", "group") for frame in known]).unique()
    kept = (pl.col("group_by") == ALL) | pl.struct("group_by", "group").is_in(cells.to_struct().implode())
    return Aggregates(aggregates.counts.filter(kept), aggregates.moments)


def groups(aggregates: Aggregates) -> set[tuple[str, str]]:
    """Breakdown and group of every cell."""
    return set(aggregates.counts.select("group_by", "group").unique().iter_rows())
