"""Estimates of a wave from the sums that may be known, and from fewer of them where some are taken back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import polars as pl

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.protection.items import Item
from competing_values.aggregates.protection.published import Aggregates, Labels
from competing_values.aggregates.protection.withdrawal import Withdrawn, groups, taken_back, with_what_tells
from competing_values.estimates import hidden, nonresponse, raw, weighting
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import estimates
from competing_values.microdata.weighting import population_size


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

    def known(self, withdrawn: Collection[Withdrawn] = ()) -> dict[str, Aggregates]:
        """The sums that may be known when items are taken back, and with them what would tell them."""
        return taken_back(self.sums, self.items, with_what_tells(withdrawn, self.items))

    def estimates(self, withdrawn: Collection[Withdrawn] = ()) -> dict[str, pd.DataFrame]:
        """Every table as estimated from them; `protection` is the record, with what is taken back."""
        analysis, statistics = self.analysis, self.analysis.statistics
        known = self.known(withdrawn)
        record = self._recorded(with_what_tells(withdrawn, self.items), known)
        secret = {source: hidden.of_source(record, source) for source in self.sums}
        margins = {source: self.margins[source] for source in self.sums if source in self.margins}
        sizes = {name: population_size(dict(one)) for name, one in margins.items() if statistics.finite_population}
        cells = {
            name: Cells(one, analysis.instrument, analysis.breakdowns, statistics.ocai_step, sizes.get(name))
            for name, one in known.items()
        }
        populations = {
            name: weighting.merged(one, self.labels.get(name), self.assumed.get(name, ()))
            for name, one in margins.items()
        }
        found = estimates(cells, analysis, populations, secret)
        if raked := {name: one for name, one in self.raked.items() if name in margins}:
            found["raking"] = weighting.raking(raked)
        found |= nonresponse.tables(self.missing, secret, analysis.instrument, statistics.confidence)
        for name, sources in self.counted.items():
            found[name] = raw.counted(name, {source: sources[source] for source in self.sums}, secret)
        return {name: frame.assign(wave=self.name) for name, frame in found.items()} | {"protection": record}

    def _recorded(self, withdrawn: set[Withdrawn], known: Mapping[str, Aggregates]) -> pd.DataFrame:
        """The record with what is taken back; a group of which nothing is left is named only where it is declared."""
        declared = self.analysis.instrument.breakdowns.groups()
        left_out = {(name, *cell) for name, one in self.sums.items() for cell in groups(one) - groups(known[name])}
        rows = [tuple(row) for row in self.record.itertuples(index=False, name=None)]
        rows += [(*one, "difference") for one in sorted(withdrawn - {row[:-1] for row in rows})]
        kept = [row for row in rows if row[:3] not in left_out]
        kept += [
            (source, group_by, group if group in (declared.get(group_by) or ()) else "", "", "nothing_left")
            for source, group_by, group in sorted(left_out)
        ]
        return pd.DataFrame(kept, columns=[*self.record], dtype=str)
