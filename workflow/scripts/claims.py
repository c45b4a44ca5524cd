"""Judge the claims of the article by the published tables."""

from competing_values import tabular
from competing_values.claims import verdicts
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    tables = tabular.read_all(inputs.tables)
    judged = verdicts((params.claims or {}).get("claims", {}), tables, params.simulated)
    tabular.write("claims", judged.assign(wave=params.wave), outputs.claims)
