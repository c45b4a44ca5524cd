"""Compare the waves of a study, source by source, by the sums that may be known."""

from operator import itemgetter
from pathlib import Path

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.protection import files as protected
from competing_values.estimates.change import wave_changes
from competing_values.run.job import job
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.tables import files
from competing_values.tables.publishing import publishable_changes

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    statistics = Statistics.model_validate(params.statistics)
    design = instrument, params.breakdowns, statistics.ocai_step
    paths = zip(params.waves, inputs.counts, inputs.moments, strict=True)
    waves = {
        wave: {source: Cells(one, *design) for source, one in protected.read(*sums).items()} for wave, *sums in paths
    }
    changes = wave_changes(waves, instrument, statistics)
    folders = dict(zip(params.waves, map(Path, params.tables), strict=True))
    limits = itemgetter("min_cell", "width")(params.disclosure)
    files.write("wave_change", publishable_changes(changes, folders, params.study, limits), outputs.wave_change)
