"""Estimate, test and compare from the sums of all sources of a wave."""

from functools import partial

import pandas as pd
import polars as pl

from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import estimates
from competing_values.microdata import weighting
from competing_values.run.job import job
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.tables import contract, files

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    statistics = Statistics.model_validate(params.statistics)
    design = instrument, params.breakdowns, statistics.ocai_step
    margins = {
        source: weighting.margins(path, instrument.breakdowns.groups()) for source, path in params.population.items()
    }
    corrected = margins if statistics.finite_population else {}
    sizes = {source: weighting.population_size(population) for source, population in corrected.items()}
    sources = {
        source: Cells(pl.read_parquet(counts), pl.read_parquet(moments), *design, sizes.get(source))
        for source, counts, moments in zip(params.sources, inputs.counts, inputs.moments, strict=True)
    }
    found = estimates(sources, Analysis(instrument, params.breakdowns, statistics), margins)
    for name in ("flow", "cleaning_rules", "fields"):
        counted = zip(params.sources, inputs[name], strict=True)
        read = partial(pd.read_csv, dtype={"raw_name": str}, keep_default_na=False)  # a header may be `1`, or `NA`
        rows = pd.concat(read(path).assign(source=source) for source, path in counted)
        found[name] = contract.of_whole_source(rows)
    for name, path in vars(outputs).items():
        files.write(name, found.get(name, pd.DataFrame()).assign(wave=params.wave, suppressed=False), path)
