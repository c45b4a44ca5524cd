"""Compare the waves of a study, source by source."""

from collections import defaultdict
from pathlib import Path

import pandas as pd
import polars as pl

from competing_values import disclosure, tabular
from competing_values.cells import Cells
from competing_values.estimates.trends import wave_changes
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    design = params.instrument, params.breakdowns, params.statistics["ocai_step"]
    files = iter(zip(inputs.counts, inputs.moments, strict=True))
    waves = {
        wave: {source: Cells(*map(pl.read_parquet, next(files)), *design) for source in sources}
        for wave, sources in params.sources.items()
    }
    published = defaultdict(list)
    for path in inputs.tables:
        published[Path(path).parent].append(path)
    hidden = pd.concat(
        [disclosure.NONE_HIDDEN, *(disclosure.hidden_in(tabular.read_all(paths)) for paths in published.values())]
    )
    changes = wave_changes(waves, params.instrument, params.statistics)
    tabular.write("wave_change", disclosure.disclosed("wave_change", changes, hidden), outputs.wave_change)
