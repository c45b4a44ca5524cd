"""Write the raw export of a simulated source."""

from competing_values.microdata.simulation import simulate
from competing_values.run.job import job
from competing_values.study.instrument import Instrument

with job(snakemake) as (_, outputs, params):
    raw = simulate(Instrument.model_validate(params.instrument), **params.simulate)
    raw.write_csv(outputs.raw, include_bom=True, separator=";")
