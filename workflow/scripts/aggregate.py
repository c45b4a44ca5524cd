"""Sum the scores of one source over its groups."""

import polars as pl

from competing_values.aggregates import sums
from competing_values.aggregates.nonresponse import nonresponse
from competing_values.run.job import job
from competing_values.study.instrument import Instrument

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    scores = pl.scan_parquet(inputs.scores)
    instrument = sums.asked(scores, instrument)
    missing = nonresponse(pl.scan_parquet(inputs.clean), scores, instrument)
    missing.write_parquet(outputs.nonresponse)
    counts, moments = sums.aggregated(scores, instrument, params.breakdowns, params.ocai_step).frames()
    counts.write_parquet(outputs.counts)
    moments.write_parquet(outputs.moments)
