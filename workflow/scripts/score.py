"""Score the answers of one source."""

import polars as pl

from competing_values.microdata import points, ratings, weighting
from competing_values.run.job import job

with job(snakemake) as (inputs, outputs, params):
    answers = pl.scan_parquet(inputs.clean)
    instrument = params.instrument
    if instrument["ocai"]:
        answers = answers.with_columns(points.rescaled(instrument["ocai"], params.tolerance))
        answers = answers.with_columns(points.type_scores(instrument["ocai"], params.min_dimensions))
    if instrument["ratings"]:
        answers = answers.with_columns(ratings.turned(instrument["ratings"]))
        answers = answers.with_columns(ratings.sector_scores(instrument["ratings"], params.min_answered))
    if inputs.population:
        margins = weighting.margins(inputs.population, instrument["breakdowns"])
        answers = weighting.with_weights(answers, margins, params.trim)
    answers.sink_parquet(outputs.scores)
