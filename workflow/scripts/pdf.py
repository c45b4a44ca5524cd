"""Write the report of a wave in one language as a PDF."""

from competing_values.job import job
from competing_values.paper import write_pdf

with job(snakemake) as (inputs, outputs, _):
    write_pdf(inputs.report, outputs.pdf)
