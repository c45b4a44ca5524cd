"""Random studies as a run would publish them: from answers to audited tables."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import polars as pl
from tables.random_studies import RandomStudy, scores

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.aggregates.nonresponse import let_through, nonresponse
from competing_values.aggregates.protection.items import items
from competing_values.aggregates.protection.nesting import Nested, nesting
from competing_values.aggregates.protection.protect import Protected, protect
from competing_values.aggregates.protection.published import Aggregates, Limits
from competing_values.aggregates.protection.withdrawal import Withdrawn, told_by
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.change import wave_changes
from competing_values.estimates.wave import Wave
from competing_values.microdata import weighting as weights
from competing_values.study.config import Statistics
from competing_values.tables import files
from competing_values.tables.audit import intervals
from competing_values.tables.publishing import Rules, publishable, publishable_changes

LIMITS = Limits(10, 0.25)
STATISTICS = Statistics(seed=1)


class Run(NamedTuple):
    """What a run of a random study leaves: aggregates before protection and after, what was taken back, and tables."""

    summed: dict[str, dict[str, Aggregates]]
    protected: dict[str, Protected]
    withdrawn: dict[str, set[Withdrawn]]
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
        scored = weights.with_weights(scored, dict(margins), 5).answers
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
    before: list[dict[str, Aggregates]] = []
    taken: dict[str, set[Withdrawn]] = {}
    for wave, sources in study.waves.items():
        is_last = wave == max(study.waves)
        summed[wave] = {
            name: aggregated(study, frame, margins if is_last and name == "survey" else {})
            for name, frame in sources.items()
        }
        declared = study.instrument.breakdowns.groups()
        found = protected[wave] = protect(summed[wave], known, study.breakdowns, declared, LIMITS, before)
        if not found.sources:
            continue
        described = {
            "wave": wave, "sources": list(sources), "breakdowns": study.breakdowns, "confidence": 0.95,
            "instrument": study.instrument.dumped(),
        }  # fmt: skip
        record = pd.DataFrame(found.record.to_dict(as_series=False), dtype=str)
        nested.append(
            nesting({name: summed[wave][name] for name in found.sources}, found.labels, study.breakdowns, nested)
        )
        analysis = Analysis(study.instrument, study.breakdowns, STATISTICS)
        of_survey = {"survey": margins} if margins and is_last else {}
        missing = {
            name: let_through(
                nonresponse(sources[name].lazy(), scores(sources[name], study.instrument), study.instrument), 10
            )
            for name in found.sources
        }
        estimated = Wave(wave, found.sources, found.labels, record, known, analysis, of_survey, {}, missing)
        rules = Rules(*LIMITS, dict(nested[-1]), told_by(known))
        tables = publishable(estimated.estimates, None, described, rules, intervals.read_tables(folders))
        before.append(estimated.known(tables.withdrawn))
        cells[wave] = {name: Cells(one, study.instrument, study.breakdowns, 5) for name, one in before[-1].items()}
        folders.append(_write(folder / wave, tables.texts))
        taken[wave] = tables.withdrawn
    if len(folders) > 1:
        published = {wave: files.read_all(map(str, (folder / wave).glob("*.csv"))) for wave in cells}
        changes = partial(wave_changes, cells, study.instrument, STATISTICS, LIMITS.min_cell)
        text = publishable_changes(changes, published, intervals.read_tables(folders), described, LIMITS)
        folders.append(_write(folder / "trends", {"wave_change": text}))
    return Run(summed, protected, taken, folders)


def _write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder
