"""Decide which sums of a wave may be known: everything after this sees no others."""

from operator import itemgetter
from pathlib import Path

import polars as pl

from competing_values.aggregates.nonresponse import let_through
from competing_values.aggregates.nonresponse import write as write_nonresponse
from competing_values.aggregates.protection import files
from competing_values.aggregates.protection.items import items
from competing_values.aggregates.protection.nesting import nesting
from competing_values.aggregates.protection.protect import protect
from competing_values.aggregates.protection.published import Aggregates, Limits
from competing_values.run.job import job
from competing_values.study.instrument import Instrument

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    limits = Limits(*itemgetter("min_cell", "width")(params.disclosure))
    if limits.min_cell == 1:  # nothing is protected: the results are confidential
        Path("results").chmod(0o700)
    sources = {
        source: Aggregates.of_frames(pl.read_parquet(counts), pl.read_parquet(moments))
        for source, counts, moments in zip(params.sources, inputs.counts, inputs.moments, strict=True)
    }
    earlier = [files.read(*paths) for paths in zip(inputs.earlier_counts, inputs.earlier_moments, strict=True)]
    found = protect(sources, items(instrument), params.breakdowns, instrument.breakdowns.groups(), limits, earlier)
    files.write(found.sources, outputs.counts, outputs.moments)
    found.record.write_csv(outputs.record)
    missing = dict(zip(params.sources, map(pl.read_parquet, inputs.nonresponse), strict=True))
    write_nonresponse(
        {source: let_through(missing[source], limits.min_cell) for source in found.sources}, outputs.nonresponse
    )
    files.write_labels(found.labels, outputs.labels)
    before = [files.read_nesting(path) for path in inputs.earlier_nesting]
    own = {source: sources[source] for source in found.sources}
    files.write_nesting(nesting(own, found.labels, params.breakdowns, before), outputs.nesting)
