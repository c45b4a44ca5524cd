"""Random studies as a run would publish them: from answers to audited tables."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import polars as pl
from tables.random_studies import RandomStudy, scores

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.aggregates.protection.items import items
from competing_values.aggregates.protection.nesting import Nested, nesting
from competing_values.aggregates.protection.protect import Protected, protect
from competing_values.aggregates.protection.published import Aggregates, Limits
from competing_values.estimates import hidden, weighting
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import estimates
from competing_values.estimates.change import wave_changes
from competing_values.microdata import weighting as weights
from competing_values.study.config import Statistics
from competing_values.tables import files
from competing_values.tables.publishing import publishable, publishable_changes, record_of

LIMITS = Limits(10, 0.25)
STATISTICS = Statistics(seed=1)


class Run(NamedTuple):
    """What a run of a random study leaves: aggregates before protection and after, and folders of tables."""

    summed: dict[str, dict[str, Aggregates]]
    protected: dict[str, Protected]
    folders: list[Path]


def margins_of(study: RandomStudy) -> dict[str, pd.Series]:
    """Margins of the population, by variable."""
    if study.margins is None:
        return {}
    return {
        name: pd.Series(rows["count"].to_list(), rows["category"].to_list()).rename_axis("category")
        for (name,), rows in study.margins.partition_by("variable", as_dict=True, maintain_order=True).items()
    }


def aggregated(study: RandomStudy, answers: pl.DataFrame, margins: Mapping[str, pd.Series]) -> Aggregates:
    """Sums of the answers of one source, weighted where its margins can be met."""
    scored = scores(answers, study.instrument)
    if margins:
        scored = weights.with_weights(scored, dict(margins), 5)
    return Aggregates(
        sums.counts(scored, study.instrument, study.breakdowns),
        sums.moments(scored, study.instrument, study.breakdowns, 5),
    )


def run(study: RandomStudy, folder: Path) -> Run:
    """Protect, estimate, round and audit all waves of a study, and compare them."""
    margins, known = margins_of(study), items(study.instrument)
    summed: dict[str, dict[str, Aggregates]] = {}
    protected: dict[str, Protected] = {}
    folders: list[Path] = []
    cells: dict[str, dict[str, Cells]] = {}
    nested: list[list[Nested]] = []
    for wave, sources in study.waves.items():
        is_last = wave == max(study.waves)
        summed[wave] = {
            name: aggregated(study, frame, margins if is_last and name == "survey" else {})
            for name, frame in sources.items()
        }
        declared, before = study.instrument.breakdowns.groups(), [one.sources for one in protected.values()]
        found = protected[wave] = protect(summed[wave], known, study.breakdowns, declared, LIMITS, before)
        cells[wave] = {name: Cells(one, study.instrument, study.breakdowns, 5) for name, one in found.sources.items()}
        if not found.sources:
            continue
        described = {
            "wave": wave, "sources": list(sources), "breakdowns": study.breakdowns, "confidence": 0.95,
            "instrument": study.instrument.dumped(),
        }  # fmt: skip
        record = pd.DataFrame(found.record.to_dict(as_series=False), dtype=str)
        secret = {name: hidden.of_source(record, name) for name in found.sources}
        populations = {"survey": weighting.merged(margins, found.labels["survey"])} if margins and is_last else {}
        analysis = Analysis(study.instrument, study.breakdowns, STATISTICS)
        exact = estimates(cells[wave], analysis, {k: v for k, v in populations.items() if k in found.sources}, secret)
        exact = {name: frame.assign(wave=wave) for name, frame in exact.items()}
        exact["protection"] = record_of(record, described)
        own = {name: summed[wave][name] for name in found.sources}
        nested.append(nesting(own, found.labels, study.breakdowns, nested))
        tables = publishable(exact, None, described, LIMITS, dict(nested[-1]), folders)
        folders.append(_write(folder / wave, tables))
    if len(folders) > 1:
        changes = wave_changes(cells, study.instrument, STATISTICS)
        tables = publishable_changes(changes, dict(zip(protected, folders, strict=True)), described, LIMITS)
        folders.append(_write(folder / "trends", {"wave_change": tables}))
    return Run(summed, protected, folders)


def _write(folder: Path, tables: dict[str, pd.DataFrame]) -> Path:
    folder.mkdir(parents=True)
    for name, frame in tables.items():
        files.write(name, frame, folder / f"{name}.csv")
    return folder
