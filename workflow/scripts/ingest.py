"""Read the raw file of one source into answers."""

import polars as pl

from competing_values.ingest import Ingestion
from competing_values.job import job
from competing_values.pseudonyms import secret_key
from competing_values.reading import read_text

with job(snakemake) as (_, outputs, params):
    scratch = outputs.answers.with_suffix(".utf8")
    try:
        ingestion = Ingestion(read_text(params.codebook, scratch), params.instrument, params.codebook)
        ingestion.answers(secret_key()).sink_parquet(outputs.answers)
        ingestion.fields(pl.scan_parquet(outputs.answers)).to_csv(outputs.fields, index=False)
    finally:
        scratch.unlink(missing_ok=True)
