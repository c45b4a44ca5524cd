"""Estimate, test and compare from the sums of a wave that may be known."""

import json
from functools import partial
from pathlib import Path

import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.protection import files as protected
from competing_values.estimates import hidden, raw, weighting
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import estimates
from competing_values.microdata.weighting import margins, population_size
from competing_values.run.job import job
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.tables import files

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    statistics = Statistics.model_validate(params.statistics)
    design = instrument, params.breakdowns, statistics.ocai_step
    record = pd.read_csv(inputs.record, dtype=str, keep_default_na=False)
    labels = json.loads(Path(inputs.labels).read_text(encoding="utf-8"))
    sums = protected.read(inputs.counts, inputs.moments)
    known = {source: margins(path, instrument.breakdowns.groups()) for source, path in params.population.items()}
    sizes = {source: population_size(counts) for source, counts in known.items() if statistics.finite_population}
    sources = {source: Cells(one, *design, sizes.get(source)) for source, one in sums.items()}
    populations = {source: weighting.merged(known[source], labels.get(source)) for source in sums if source in known}
    secret = {source: hidden.of_source(record, source) for source in sums}
    found = estimates(sources, Analysis(instrument, params.breakdowns, statistics), populations, secret)
    for name in ("flow", "cleaning_rules", "fields"):
        paths = dict(zip(params.sources, inputs[name], strict=True))
        read = partial(pd.read_csv, dtype={"raw_name": str}, keep_default_na=False)  # a header may be `1`, or `NA`
        found[name] = raw.counted(name, {source: read(paths[source]) for source in sums}, secret)
    for name, path in vars(outputs).items():
        files.write(name, found.get(name, pd.DataFrame()).assign(wave=params.wave), path)
