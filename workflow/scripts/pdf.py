"""Write the report of a wave in one language as a PDF."""

from competing_values.report.pdf import write_pdf
from competing_values.run.job import job

with job(snakemake) as (inputs, outputs, _):
    write_pdf(inputs.report, outputs.pdf)
