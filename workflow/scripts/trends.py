"""Compare the waves of a study, source by source, by the sums that may be known."""

from functools import partial
from operator import itemgetter
from pathlib import Path

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.protection import files as protected
from competing_values.estimates.change import wave_changes, wave_profiles
from competing_values.estimates.comparability import wave_comparability
from competing_values.run.job import job
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.tables import files, precision
from competing_values.tables.audit import intervals
from competing_values.tables.publishing import publishable_changes

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    statistics = Statistics.model_validate(params.statistics)
    design = instrument, params.breakdowns, statistics.ocai_step
    paths = zip(params.waves, inputs.counts, inputs.moments, strict=True)
    waves = {
        wave: {source: Cells(one, *design) for source, one in protected.read(*sums).items()} for wave, *sums in paths
    }
    folders = dict(zip(params.waves, map(Path, params.tables), strict=True))
    tables = {wave: files.read_all(map(str, sorted(folder.glob("*.csv")))) for wave, folder in folders.items()}
    independent, *limits = itemgetter("independent_waves", "min_cell", "width")(params.disclosure)
    published = intervals.read_tables([] if independent else folders.values())
    few = 0 if independent else limits[0]
    estimated = partial(wave_changes, waves, instrument, statistics, few)
    changes = publishable_changes(estimated, tables, published, params.study, limits)
    compared = {
        "wave_profile": wave_profiles(waves, instrument, statistics, few),
        "wave_comparability": wave_comparability(waves, instrument),
    }
    if limits[0] > 1:
        compared = precision.published(compared, instrument)
    for name, frame in compared.items():
        files.write(name, frame, getattr(outputs, name))
    outputs.wave_change.write_text(changes, encoding="utf-8", newline="")
