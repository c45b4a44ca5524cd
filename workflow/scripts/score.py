"""Score the answers of one source."""

import polars as pl

from competing_values.microdata import scoring, weighting
from competing_values.run.job import job
from competing_values.study.instrument import Instrument

with job(snakemake) as (inputs, outputs, params):
    answers = pl.scan_parquet(inputs.clean)
    instrument = Instrument.model_validate(params.instrument)
    for block in instrument.blocks():
        for step in scoring.steps(block, params.cleaning):
            answers = answers.with_columns(step)
    answers = weighting.with_design(answers, params.design, inputs.clean)
    if inputs.population:
        margins = weighting.margins(inputs.population, instrument.breakdowns.groups())
        answers, raking = weighting.with_weights(answers, margins, params.trim)
    answers.sink_parquet(outputs.scores)
    pl.DataFrame([raking] if inputs.population else []).write_csv(outputs.raking)
