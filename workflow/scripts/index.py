"""Write the page that leads to everything."""

from competing_values.report import pages
from competing_values.run.job import job
from competing_values.tables.declared import DECLARED

with job(snakemake) as (_, outputs, params):
    titles = {name: table.title for name, table in DECLARED.items()}
    outputs.page.write_text(pages.index(params.publication, params.languages, titles), encoding="utf-8")
