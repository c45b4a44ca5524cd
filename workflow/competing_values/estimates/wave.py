"""Estimates of a wave from the sums that may be known, and from fewer of them where some are taken back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
import polars as pl

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.protection.items import Item
from competing_values.aggregates.protection.published import Aggregates, Labels
from competing_values.aggregates.protection.withdrawal import Withdrawn, groups, taken_back, with_what_tells
from competing_values.estimates import hidden, nonresponse, raw, weighting
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import of_source, together, told_apart
from competing_values.microdata.weighting import population_size


class _Source(NamedTuple):
    """What of a source may be known, its cells, the items that are hidden, and its tables with reasons."""

    known: Aggregates
    cells: Cells
    secret: hidden.Hidden
    tables: dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Wave:
    """What the estimates of a wave stand on.

    Attributes
    ----------
    name
        Of the wave.
    sums, labels, record
        What protection let through of each source, of which published group each group is a part, and what was merged
        or left out.
    items
        What is hidden together in a group.
    analysis
        What is estimated, and how.
    margins
        Margins of the population, of sources that have them.
    counted
        ``flow``, ``cleaning_rules`` and ``fields`` of each source, as ingestion and cleaning counted them.
    missing
        Who is missing of each source, as `aggregates.nonresponse` lets it be known.
    raked
        What raking did, of sources that have margins.
    assumed
        Variables and categories of these whose counts are assumptions.
    """

    name: str
    sums: Mapping[str, Aggregates]
    labels: Mapping[str, Labels]
    record: pd.DataFrame
    items: Sequence[Item]
    analysis: Analysis
    margins: Mapping[str, Mapping[str, pd.Series]]
    counted: Mapping[str, Mapping[str, pd.DataFrame]]
    missing: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    raked: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    assumed: Mapping[str, Collection[tuple[str, str]]] = field(default_factory=dict)
    _estimated: dict[tuple[str, frozenset[Withdrawn]], _Source] = field(default_factory=dict, init=False, repr=False)

    def known(self, withdrawn: Collection[Withdrawn] = ()) -> dict[str, Aggregates]:
        """The sums that may be known when items are taken back, and with them what would tell them."""
        return taken_back(self.sums, self.items, with_what_tells(withdrawn, self.items))

    def estimates(self, withdrawn: Collection[Withdrawn] = ()) -> dict[str, pd.DataFrame]:
        """Every table as estimated from them; `protection` is the record, with what is taken back."""
        told = with_what_tells(withdrawn, self.items)
        sources = {
            source: self._source(source, frozenset(one for one in told if one[0] == source)) for source in self.sums
        }
        cells = {source: one.cells for source, one in sources.items()}
        secret = {source: one.secret for source, one in sources.items()}
        found = told_apart(together(cells, self.analysis, {source: one.tables for source, one in sources.items()}))
        if raked := {name: one for name, one in self.raked.items() if name in self.margins and name in self.sums}:
            found["raking"] = weighting.raking(raked)
        found |= nonresponse.tables(self.missing, secret, self.analysis.instrument, self.analysis.statistics.confidence)
        for name, counted in self.counted.items():
            found[name] = raw.counted(name, {source: counted[source] for source in self.sums}, secret)
        record = self._recorded(told, {source: one.known for source, one in sources.items()})
        return {name: frame.assign(wave=self.name) for name, frame in found.items()} | {"protection": record}

    def _source(self, source: str, withdrawn: frozenset[Withdrawn]) -> _Source:
        """What is estimated of one source: once, since what is taken back of one says nothing of the others."""
        if (source, withdrawn) not in self._estimated:
            analysis, statistics = self.analysis, self.analysis.statistics
            known = taken_back({source: self.sums[source]}, self.items, withdrawn)[source]
            secret = hidden.of_source(self._recorded(withdrawn, {source: known}), source)
            margins = self.margins.get(source)
            size = population_size(dict(margins)) if margins and statistics.finite_population else None
            cells = Cells(known, analysis.instrument, analysis.breakdowns, statistics.ocai_step, size)
            assumed, labels = self.assumed.get(source, ()), self._labels(source, known)
            population = weighting.merged(margins, labels, assumed) if margins else None
            tables = of_source(cells, analysis, population, secret)
            self._estimated[source, withdrawn] = _Source(known, cells, secret, tables)
        return self._estimated[source, withdrawn]

    def _gone(self, source: str, known: Aggregates) -> set[tuple[str, str]]:
        """Breakdown and group of those of which nothing is left."""
        return groups(self.sums[source]) - groups(known)

    def _labels(self, source: str, known: Aggregates) -> Labels | None:
        """breakdown: category: its published group, of groups of which something is left."""
        if source not in self.labels:
            return None
        gone = self._gone(source, known)
        left = {
            name: {category: group for category, group in labels.items() if (name, group) not in gone}
            for name, labels in self.labels[source].items()
        }
        return {name: labels for name, labels in left.items() if labels}

    def _recorded(self, withdrawn: Collection[Withdrawn], known: Mapping[str, Aggregates]) -> pd.DataFrame:
        """The record with what is taken back; a group of which nothing is left is named only where it is declared."""
        declared = self.analysis.instrument.breakdowns.groups()
        left_out = {(name, *cell) for name, one in known.items() for cell in self._gone(name, one)}
        rows = [tuple(row) for row in self.record.itertuples(index=False, name=None)]
        rows += [(*one, "difference") for one in sorted({*withdrawn} - {row[:-1] for row in rows})]
        kept = [row for row in rows if row[:3] not in left_out]
        named = {(s, by, group if group in (declared.get(by) or ()) else "") for s, by, group in left_out}
        kept += [(*one, "", "nothing_left") for one in sorted(named)]
        return pd.DataFrame(kept, columns=[*self.record], dtype=str)
