"""Sum the scores of one source over its groups."""

import polars as pl

from competing_values.aggregates import sums
from competing_values.run.job import job

with job(snakemake) as (inputs, outputs, params):
    scores = pl.scan_parquet(inputs.scores)
    sums.counts(scores, params.instrument, params.breakdowns).write_parquet(outputs.counts)
    sums.moments(scores, params.instrument, params.breakdowns, params.ocai_step).write_parquet(outputs.moments)
