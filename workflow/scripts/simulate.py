"""Write the raw export of a simulated source."""

from competing_values.job import job
from competing_values.simulate import simulate

with job(snakemake) as (_, outputs, params):
    raw = simulate(params.instrument, **params.simulate)
    raw.write_csv(outputs.raw, include_bom=True, separator=";")
