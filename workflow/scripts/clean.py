"""Exclude rows of one source, each with its reasons."""

import polars as pl

from competing_values.microdata import cleaning
from competing_values.run.job import job
from competing_values.study.instrument import Instrument

with job(snakemake) as (inputs, outputs, params):
    answers = pl.scan_parquet(inputs.answers)
    marks = cleaning.marks(answers, Instrument.model_validate(params.instrument), params.cleaning)
    cleaning.kept(answers, marks).sink_parquet(outputs.clean)
    cleaning.excluded(marks).write_parquet(outputs.excluded)
    flow = cleaning.flow(marks, params.cleaning["rules"])
    cleaning.refuse_most(flow, inputs.answers, params.cleaning["largest_exclusion"])
    flow.to_csv(outputs.flow, index=False)
    cleaning.rules_met(marks, params.cleaning["rules"]).to_csv(outputs.rules, index=False)
