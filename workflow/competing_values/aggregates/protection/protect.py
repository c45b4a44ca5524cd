"""Which sums may be known: protection of respondents, before anything is estimated.

What is protected is what people answered. Groups and items that may not be known are merged into *other groups*, or
left out, in the sums themselves: estimates and tests see only what is let through, and can hold nothing else. A source
under the threshold is left out wholly; then the groups of each breakdown are decided (`partition`), then the
items of each group (`telling`). All of it is in a fixed order, and depends on sums alone.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from competing_values.aggregates.protection.items import Item
from competing_values.aggregates.protection.partition import Partition, margin
from competing_values.aggregates.protection.published import (
    WHOLE,
    Aggregates,
    Bools,
    Joint,
    Labels,
    Limits,
    Published,
    Source,
)
from competing_values.aggregates.protection.telling import items_shown
from competing_values.aggregates.sums import DRAWN, RESPONDENTS, added_up
from competing_values.study.names import ALL, OTHER

RECORD = {"source": pl.String, "group_by": pl.String, "group": pl.String, "variable": pl.String, "rule": pl.String}


class Protected(NamedTuple):
    """What may be known.

    sources
        Aggregates of the sources that may be known, in the form of those that came in.
    record
        ``source, group_by, group, variable, rule``: what was merged or hidden, without figures. `group` is empty where
        its name may not be known, `variable` where all of them are meant.
    labels
        source: breakdown: group: the published group that it is part of. Groups and breakdowns that are left out are
        not there.
    """

    sources: dict[str, Aggregates]
    record: pl.DataFrame
    labels: dict[str, Labels]


def protect(
    sources: Mapping[str, Aggregates],
    items: Sequence[Item],
    breakdowns: Sequence[str],
    declared: Mapping[str, Collection[str] | None],
    limits: Limits,
    earlier: Sequence[Mapping[str, Aggregates]] = (),
) -> Protected:
    """The aggregates of a wave that may be known.

    Parameters
    ----------
    sources
        Of one wave, by name.
    items
        What is published, as `items.items` gives it.
    breakdowns
        That are reported, in their order.
    declared
        Categories of each breakdown of the questionnaire; None where they are those of the data: their names are then
        published only with their figures.
    limits
        With ``min_cell`` 1 nothing is protected.
    earlier
        Protected aggregates of earlier waves whose respondents may be the same people.
    """
    if limits.min_cell == 1:
        return Protected(dict(sources), pl.DataFrame(schema=RECORD), {})
    let_through: dict[str, Aggregates] = {}
    labels: dict[str, Labels] = {}
    rows: list[tuple[str, ...]] = []
    for name, aggregates in sources.items():
        known = [wave[name] for wave in earlier if name in wave]
        found = _protected(aggregates, items, breakdowns, declared, limits, known)
        if found is None:
            continue
        let_through[name], labels[name], record = found
        rows += [(name, *row) for row in record]
    return Protected(let_through, pl.DataFrame(list(dict.fromkeys(rows)), RECORD, orient="row"), labels)


def _protected(
    aggregates: Aggregates,
    items: Sequence[Item],
    breakdowns: Sequence[str],
    declared: Mapping[str, Collection[str] | None],
    limits: Limits,
    earlier: Sequence[Aggregates],
) -> tuple[Aggregates, Labels, list[tuple[str, ...]]] | None:
    """One source as it may be known, with its labels and record; None where its respondents are too few."""
    source = Source(aggregates, items)
    if source.size[0] < limits.min_cell:
        return None
    present = [b for b in breakdowns if source.groups(b)]
    joint = Joint(source, aggregates.counts, present)
    groups = Partition(source, joint, present, limits)
    before = [_as_published(wave, items, limits) for wave in earlier]
    groups.as_earlier({cell for wave in before for cell in wave.cells})
    published = groups.settle()
    shown, hidden = items_shown(published, joint, groups.labels, before, limits)
    groups.leave_out_empty(published, shown)
    margins = {
        name: margin(sizes, limits)
        for name, sizes in _margins(aggregates.counts, items).items()
        if name not in breakdowns
    }
    labels = groups.labels | {name: found for name, found in margins.items() if found}

    def named(group_by: str, group: str) -> str:
        return group if group in (declared.get(group_by) or ()) else ""

    record: list[tuple[str, ...]] = [(b, named(b, group), variable, rule) for b, group, variable, rule in groups.record]
    named_anyway = {WHOLE, *((b, label) for b, found in labels.items() for label in found.values())}
    record += [
        (*published.cells[row], items[item].name, rule)
        for row, item, rule in hidden
        if published.cells[row] in named_anyway
    ]
    return _let_through(aggregates, published, shown, labels, limits.min_cell), labels, record


def _as_published(aggregates: Aggregates, items: Sequence[Item], limits: Limits) -> Published:
    """An earlier wave as it was published: each of its cells stands for itself."""
    source = Source(aggregates, items)
    breakdowns = {of for of, _ in source.cells if of != ALL}
    return Published(source, {b: {group: group for group in source.groups(b)} for b in breakdowns}, limits)


def _margins(counts: pl.DataFrame, items: Sequence[Item]) -> dict[str, dict[str, int]]:
    """Sizes of the groups of every breakdown variable, reported or not."""
    answered = [RESPONDENTS, *(name for item in items for name in item.variables)]
    whole = counts.filter(
        (pl.col("group_by") == ALL) & (pl.col("weights") == "none") & ~pl.col("variable").is_in(answered)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for variable, value, n in whole.select("variable", "value", "n").iter_rows():
        found[variable][value] = n
    return found


def _let_through(
    aggregates: Aggregates, published: Published, shown: Bools, labels: Labels, min_cell: int
) -> Aggregates:
    """The sums of the published groups, without those of items that are hidden in them.

    Who did not state a group is no group: of them nothing is let through by themselves.
    Of a pair of measures that fewer than `min_cell` answered together nothing is let through.
    """
    counts, moments, *clusters = aggregates
    source = published.source
    large = {cell for cell, n in zip(published.cells, published.size, strict=True) if n >= min_cell}
    places = [
        (of, group, label)
        for of, group in source.cells
        for label in [labels.get(of, {}).get(group, group if group == ALL else None)]
        if (of, label) in large and (of == ALL or of in labels)
    ]
    place = pl.DataFrame(places, ["group_by", "group", "label"], orient="row")
    hidden = [(*published.cells[row], source.items[item]) for row, item in np.argwhere(~shown)]
    counts = _relabelled(counts, place).pipe(_margins_merged, source.items, labels)
    moments = _relabelled(moments, place).filter(pl.col("n") >= min_cell)
    drawn = (_relabelled(sums, place) for sums in clusters)
    return without(Aggregates(counts, moments, *_numbered([*drawn])), hidden)


def without(aggregates: Aggregates, hidden: Sequence[tuple[str, str, Item]]) -> Aggregates:
    """Aggregates without the sums of items that are hidden of groups: breakdown, group and item."""
    variables = [(of, group, name) for of, group, item in hidden for name in item.variables]
    measures = [(of, group, name) for of, group, item in hidden for name in item.measures]
    pairs = [(of, group, f.of, f.beside) for of, group, item in hidden for f in item.figures if f.of != f.beside]
    counts, moments, *clusters = aggregates
    for gone, names in ((measures, ["i"]), (measures, ["j"]), (pairs, ["i", "j"])):
        moments = _without(moments, gone, names)
    counts = _without(counts, variables, ["variable"])
    kept = ((counts, ["variable"]), (moments, ["i", "j"]))
    clusters = [_of_kept(sums, *one) for sums, one in zip(clusters, kept, strict=True)]
    return Aggregates(counts, moments, *clusters)


def _of_kept(clusters: pl.DataFrame, sums: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Sums by stratum and cluster of which those of all clusters are let through."""
    columns = ["group_by", "group", *names]
    return clusters.join(sums.select(columns).unique(), on=columns, how="semi")


def _numbered(clusters: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Strata and clusters as numbers: their names go no further."""
    stratum, _, cluster = DRAWN
    known = pl.concat([frame.select(stratum, cluster) for frame in clusters]).unique()
    numbers = known.sort(stratum, cluster).with_columns(
        pl.col(stratum).rle_id().cast(pl.String).alias("h"),
        pl.when(pl.col(cluster) != "")
        .then(pl.struct(stratum, cluster).rle_id().cast(pl.String))
        .otherwise(pl.lit(""))
        .alias("c"),
    )
    return [
        frame.join(numbers, on=[stratum, cluster], maintain_order="left")
        .with_columns(pl.col("h").alias(stratum), pl.col("c").alias(cluster))
        .drop("h", "c")
        for frame in clusters
    ]


def _relabelled(sums: pl.DataFrame, place: pl.DataFrame) -> pl.DataFrame:
    """Sums of the published groups: plain sums of those of their parts."""
    labelled = sums.join(place, on=["group_by", "group"], maintain_order="left")
    merged = labelled.filter(pl.col("label") == OTHER).with_columns(group="label").drop("label")
    kept = labelled.filter(pl.col("label") != OTHER).drop("label")
    return pl.concat([kept, added_up([merged]).select(kept.columns)])


def _margins_merged(counts: pl.DataFrame, items: Sequence[Item], labels: Labels) -> pl.DataFrame:
    """Counts in which breakdowns are counted in the whole alone, with the groups that are published."""
    answered = [RESPONDENTS, *(name for item in items for name in item.variables)]
    own = counts.filter(pl.col("variable").is_in(answered))
    known = [(name, group, label) for name, groups in labels.items() for group, label in groups.items()]
    label = pl.DataFrame(known, {"variable": pl.String, "value": pl.String, "label": pl.String}, orient="row")
    margins = counts.filter(pl.col("group_by") == ALL).join(label, on=["variable", "value"])
    return pl.concat([own, added_up([margins.with_columns(value="label").drop("label")]).select(own.columns)])


def _without(sums: pl.DataFrame, gone: Sequence[tuple[str, ...]], names: Sequence[str]) -> pl.DataFrame:
    columns = ["group_by", "group", *names]
    return sums.join(pl.DataFrame(gone, dict.fromkeys(columns, pl.String), orient="row"), on=columns, how="anti")
