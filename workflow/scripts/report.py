"""Put the chapters of a wave together, the summary first."""

from pathlib import Path

from competing_values import pages
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    notebooks = {Path(path).stem: path for path in inputs.notebooks}
    order = sorted(notebooks, key=lambda chapter: chapter != "report")
    bodies = {chapter: pages.body(notebooks[chapter]) for chapter in order}
    page = pages.page(params.publication, params.language, order, bodies, here="all")
    outputs.page.write_text(page, encoding="utf-8")
