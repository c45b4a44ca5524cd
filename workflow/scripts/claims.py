"""Judge the claims of the article by the published tables."""

from competing_values.run.job import job
from competing_values.tables import files
from competing_values.tables.verdicts import verdicts

with job(snakemake) as (inputs, outputs, params):
    tables = files.read_all(inputs.tables)
    judged = verdicts((params.claims or {}).get("claims", {}), tables, params.simulated)
    files.write("claims", judged.assign(wave=params.wave, suppressed=False), outputs.claims)
