"""Exclude rows of one source, each with its reason."""

import polars as pl

from competing_values import cleaning
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    answers = cleaning.with_reason(
        pl.scan_parquet(inputs.answers), params.instrument, params.exclude, params.longstring
    )
    cleaning.kept(answers).sink_parquet(outputs.clean)
    cleaning.excluded(answers).sink_parquet(outputs.excluded)
    cleaning.flow(answers, params.exclude).to_csv(outputs.flow, index=False)
