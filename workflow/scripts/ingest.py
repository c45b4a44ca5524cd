"""Read the raw file of one source into answers."""

import shutil

import polars as pl

from competing_values.microdata.ingest import Ingestion, raw_columns
from competing_values.microdata.pseudonyms import secret_key
from competing_values.microdata.reading.reader import read_text
from competing_values.run.job import job
from competing_values.study.instrument import Instrument

with job(snakemake) as (_, outputs, params):
    scratch = outputs.answers.with_name("entries.part")
    try:
        raw = read_text(params.codebook, scratch, raw_columns(params.codebook))
        ingestion = Ingestion(raw, Instrument.model_validate(params.instrument), params.codebook)
        ingestion.answers(secret_key()).sink_parquet(outputs.answers)
        ingestion.fields(pl.scan_parquet(outputs.answers)).to_csv(outputs.fields, index=False)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
