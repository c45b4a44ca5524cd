"""Execute the notebooks of a wave in one language, and render their pages and the report."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from competing_values import pages
from competing_values.explorer import explorer
from competing_values.job import job
from competing_values.published import Published

with job(snakemake) as (inputs, outputs, params):
    outputs.notebooks.mkdir()
    # All kernels take from one queue, and the longest notebooks come first: so none waits for a slow one.
    queue = iter(sorted(inputs.notebooks, key=lambda notebook: Path(notebook).stat().st_size, reverse=True))

    def execute(_: int) -> None:
        """Execute notebooks in one kernel until none waits."""
        with pages.kernel() as kernel:
            for notebook in queue:
                chapter = Path(notebook).stem
                figures = outputs.figures / chapter
                figures.mkdir(parents=True)
                given = {"tables": params.tables, "figures": str(figures), "language": params.language}
                pages.execute(notebook, given, outputs.notebooks / f"{chapter}.ipynb", kernel)

    with ThreadPoolExecutor(snakemake.threads) as threads:
        list(threads.map(execute, range(snakemake.threads)))
    bodies = {chapter: pages.body(outputs.notebooks / f"{chapter}.ipynb") for chapter in params.chapters}
    for chapter in params.chapters:
        page = pages.page(
            params.publication,
            params.languages,
            params.language,
            params.chapters,
            {chapter: bodies[chapter]},
            here=chapter,
        )
        (outputs.notebooks / f"{chapter}.html").write_text(page, encoding="utf-8")
    summary_first = sorted(params.chapters, key=lambda chapter: chapter != "report")
    in_order = {chapter: bodies[chapter] for chapter in summary_first}
    report = pages.page(
        params.publication,
        params.languages,
        params.language,
        summary_first,
        in_order,
        here="all",
        explorer=explorer(Published(params.tables, params.language)),
    )
    outputs.report.write_text(report, encoding="utf-8")
