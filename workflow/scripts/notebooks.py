"""Execute the notebooks of a wave in one language, and render their pages and the report."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from competing_values import pages
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    outputs.notebooks.mkdir()

    def body(notebook: str) -> str:
        """Execute one notebook, and give what it shows."""
        chapter = Path(notebook).stem
        figures = outputs.figures / chapter
        figures.mkdir(parents=True)
        given = {"tables": params.tables, "figures": str(figures), "language": params.language}
        executed = outputs.notebooks / f"{chapter}.ipynb"
        pages.execute(notebook, given, executed)
        return pages.body(executed)

    with ThreadPoolExecutor(snakemake.threads) as threads:
        last_first = inputs.notebooks[::-1]  # the short ones come last, and fill up the time
        bodies = dict(zip(params.chapters[::-1], threads.map(body, last_first), strict=True))
    for chapter in params.chapters:
        page = pages.page(
            params.publication, params.language, params.chapters, {chapter: bodies[chapter]}, here=chapter
        )
        (outputs.notebooks / f"{chapter}.html").write_text(page, encoding="utf-8")
    summary_first = sorted(params.chapters, key=lambda chapter: chapter != "report")
    in_order = {chapter: bodies[chapter] for chapter in summary_first}
    report = pages.page(params.publication, params.language, summary_first, in_order, here="all")
    outputs.report.write_text(report, encoding="utf-8")
