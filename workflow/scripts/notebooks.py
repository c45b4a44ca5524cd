"""Execute the notebooks of a wave in one language, and render their pages and the report."""

from functools import partial
from pathlib import Path

from competing_values.report import archive, pages, workbook
from competing_values.report.explorer import explorer
from competing_values.report.findings import summary
from competing_values.report.results import Results
from competing_values.run.job import end, job

with job(snakemake) as (inputs, outputs, params):
    outputs.notebooks.mkdir()
    given = {"tables": params.tables, "language": params.language}
    pages.execute_all(inputs.notebooks, given, outputs.notebooks, outputs.figures, snakemake.threads, end)
    bodies = {chapter: pages.body(outputs.notebooks / f"{chapter}.ipynb") for chapter in params.chapters}
    results = Results(params.tables, params.language)
    page = partial(pages.page, results.study, params.languages, params.language)
    for chapter, body in bodies.items():
        html = page(params.chapters, {chapter: body}, here=chapter)
        (outputs.notebooks / f"{chapter}.html").write_text(html, encoding="utf-8")
    report = page(params.chapters, bodies, here="all", explorer=explorer(results), pdf=params.pdf)
    outputs.report.write_text(report, encoding="utf-8")
    sheet = pages.sheet(
        results.study, params.language, bodies["summary"], summary.steps(results), summary.origin(results)
    )
    outputs.summary.write_text(sheet, encoding="utf-8")
    workbook.write(results, outputs.workbook)
    archive.write(outputs.archive, tables=Path(params.tables), figures=outputs.figures)
