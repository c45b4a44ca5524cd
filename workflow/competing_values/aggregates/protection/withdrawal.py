"""What is taken back of what was let through, where tables would tell of few people after all."""

from collections.abc import Collection, Mapping, Sequence

from competing_values.aggregates.protection.items import Item
from competing_values.aggregates.protection.protect import without
from competing_values.aggregates.protection.published import Aggregates

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
    """The aggregates that were let through, without items that are taken back: as if they had never been known."""
    by_name = {item.name: item for item in items}
    return {
        source: without(one, [(of, group, by_name[name]) for at, of, group, name in sorted(withdrawn) if at == source])
        for source, one in sources.items()
    }
