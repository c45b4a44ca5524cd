"""Sum the scores of one source over its groups."""

import polars as pl

from competing_values import aggregates
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    scores = pl.scan_parquet(inputs.scores)
    aggregates.counts(scores, params.instrument, params.breakdowns).write_parquet(outputs.counts)
    aggregates.moments(scores, params.instrument, params.breakdowns, params.ocai_step).write_parquet(outputs.moments)
