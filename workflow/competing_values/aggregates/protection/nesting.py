"""Which groups lie wholly within which, as anybody knows who knows the organisation: what the audit is told."""

from collections.abc import Mapping, Sequence

import polars as pl

from competing_values.aggregates.protection.published import Aggregates, Labels, overlaps
from competing_values.aggregates.sums import RESPONDENTS
from competing_values.study.names import ALL, MISSING, OTHER

#: Breakdown and group, and the groups of other breakdowns within it.
Nested = tuple[tuple[str, str], list[tuple[str, str]]]


def nesting(
    sources: Mapping[str, Aggregates],
    labels: Mapping[str, Labels],
    breakdowns: Sequence[str],
    earlier: Sequence[Sequence[Nested]] = (),
) -> list[Nested]:
    """Groups, by their own names and by those under which they are published, and what lies within them everywhere.

    Parameters
    ----------
    sources
        Sums of each source before protection.
    labels
        As `protect` gives them.
    breakdowns
        That are reported.
    earlier
        The same of earlier waves: *other groups*, which are other people in each, lie within one where they always did.
    """
    within: dict[tuple[str, str], set[tuple[str, str]]] = {}
    known: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for name, aggregates in sources.items():
        for found in (labels.get(name, {}), {}):
            nested, parted = _within(aggregates.counts, found, breakdowns)
            known |= parted
            for outer, inner in nested:
                within.setdefault(outer, set()).add(inner)
    return [
        (outer, kept)
        for outer, inner in sorted(within.items())
        if (kept := sorted(one for one in inner if (outer, one) not in known and _always(outer, one, earlier)))
    ]


def _always(outer: tuple[str, str], inner: tuple[str, str], earlier: Sequence[Sequence[Nested]]) -> bool:
    if OTHER not in (outer[1], inner[1]):
        return True
    return all(any(found == outer and inner in within for found, within in wave) for wave in earlier)


def _within(
    counts: pl.DataFrame, labels: Labels, breakdowns: Sequence[str]
) -> tuple[list[tuple[tuple[str, str], tuple[str, str]]], set[tuple[tuple[str, str], tuple[str, str]]]]:
    """Pairs of groups of which the second lies within the first, and those that share some people alone."""

    def label(group_by: str, group: str) -> tuple[str, str]:
        return group_by, labels.get(group_by, {}).get(group, group)

    size: dict[tuple[str, str], int] = {}
    respondents = counts.filter((pl.col("variable") == RESPONDENTS) & (pl.col("weights") == "none"))
    for group_by, group, n in respondents.select("group_by", "group", "n").iter_rows():
        if group_by != ALL and group != MISSING:
            size[label(group_by, group)] = size.get(label(group_by, group), 0) + n
    shared: dict[tuple[tuple[str, str], tuple[str, str]], int] = {}
    for a, group_a, b, group_b, n in overlaps(counts, breakdowns).iter_rows():
        if MISSING in (group_a, group_b):
            continue
        pair = label(b, group_b), label(a, group_a)
        shared[pair] = shared.get(pair, 0) + n
    nested = [pair for pair, n in shared.items() if n == size[pair[1]]]
    return nested, {pair for pair, n in shared.items() if n < size[pair[1]]}
