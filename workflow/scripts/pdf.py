"""Write the report of a wave in one language, and its first screen, as PDFs."""

from competing_values.report.pdf import write_pdf
from competing_values.run.job import job

with job(snakemake) as (inputs, outputs, _):
    write_pdf(inputs.report, outputs.report)
    write_pdf(inputs.summary, outputs.summary, on_one_sheet=True)
