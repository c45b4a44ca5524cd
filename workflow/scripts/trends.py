"""Compare the waves of a study, source by source."""

from collections import defaultdict
from pathlib import Path

import pandas as pd
import polars as pl

from competing_values.aggregates.cells import Cells
from competing_values.estimates.change import wave_changes
from competing_values.run.job import job
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.tables import disclosure, files

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    statistics = Statistics.model_validate(params.statistics)
    design = instrument, params.breakdowns, statistics.ocai_step
    sums = iter(zip(inputs.counts, inputs.moments, strict=True))
    waves = {
        wave: {source: Cells(*map(pl.read_parquet, next(sums)), *design) for source in sources}
        for wave, sources in params.sources.items()
    }
    published = defaultdict(list)
    for path in inputs.tables:
        published[Path(path).parent].append(path)
    hidden = pd.concat(
        [disclosure.NONE_HIDDEN, *(disclosure.hidden_in(files.read_all(paths)) for paths in published.values())]
    )
    changes = wave_changes(waves, instrument, statistics)
    files.write("wave_change", disclosure.disclosed("wave_change", changes, hidden), outputs.wave_change)
