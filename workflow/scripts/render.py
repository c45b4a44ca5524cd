"""Execute one notebook on the published tables, and render its page."""

from competing_values import pages
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    outputs.figures.mkdir()
    given = {"tables": params.tables, "figures": str(outputs.figures), "language": params.language}
    pages.execute(inputs.notebook, given, outputs.notebook)
    bodies = {params.chapter: pages.body(outputs.notebook)}
    page = pages.page(params.publication, params.language, params.chapters, bodies, here=params.chapter)
    outputs.page.write_text(page, encoding="utf-8")
