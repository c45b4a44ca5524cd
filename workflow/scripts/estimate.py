"""Estimate, test and compare from the sums of a wave that may be known, and round and audit what is published of it."""

from functools import partial
from operator import itemgetter
from pathlib import Path

import pandas as pd

from competing_values.aggregates import nonresponse
from competing_values.aggregates.protection import files as protected
from competing_values.aggregates.protection.items import items
from competing_values.aggregates.protection.withdrawal import told_by
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.wave import Wave
from competing_values.microdata.weighting import margins
from competing_values.run.job import job
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.study.population import assumed
from competing_values.tables import files
from competing_values.tables.audit import intervals
from competing_values.tables.publishing import Claims, Rules, publishable

with job(snakemake) as (inputs, outputs, params):
    instrument = Instrument.model_validate(params.instrument)
    analysis = Analysis(instrument, params.breakdowns, Statistics.model_validate(params.statistics))
    known = {source: margins(path, instrument.breakdowns.groups()) for source, path in params.population.items()}
    read = partial(pd.read_csv, dtype={"raw_name": str}, keep_default_na=False)  # a header may be `1`, or `NA`
    counted = {
        name: dict(zip(params.sources, map(read, inputs[name]), strict=True))
        for name in ("flow", "cleaning_rules", "fields")
    }
    record = pd.read_csv(inputs.record, dtype=str, keep_default_na=False)
    sums, labels = protected.read(inputs.counts, inputs.moments), protected.read_labels(inputs.labels)
    missing = nonresponse.read(inputs.nonresponse)
    raked = dict(zip(params.sources, inputs.raking, strict=True))
    weights = {source: pd.read_csv(raked[source]) for source in known}
    guessed = {source: assumed(path) for source, path in params.population.items()}
    wave = Wave(
        params.wave, sums, labels, record, items(instrument), analysis, known, counted, missing, weights, guessed
    )

    limits, nesting = itemgetter("min_cell", "width")(params.disclosure), dict(protected.read_nesting(inputs.nesting))
    claims = Claims((params.claims or {}).get("claims", {}), params.simulated) if "claims" in vars(outputs) else None
    earlier = intervals.read_tables(sorted({Path(path).parent for path in inputs.earlier}))
    rules = Rules(*limits, nesting, told_by(wave.items))
    found = publishable(wave.estimates, claims, params.study, rules, earlier)
    for name in params.estimated:
        files.write(name, found.exact.get(name, pd.DataFrame()), getattr(outputs, f"exact_{name}"))
    for name in params.tables:
        text = found.texts.get(name) or files.text(name, pd.DataFrame())  # nobody was asked
        getattr(outputs, name).write_text(text, encoding="utf-8", newline="")
    protected.write(wave.known(found.withdrawn), outputs.counts, outputs.moments)
    dictionary = files.dictionary(params.tables, is_confidential=rules.min_cell == 1)
    outputs.dictionary.write_text(dictionary, encoding="utf-8")
