"""Execute the notebook of changes between waves in one language, and render its page."""

from competing_values.report import pages
from competing_values.report.results import Results
from competing_values.run.job import end, job

with job(snakemake) as (inputs, outputs, params):
    for folder in (outputs.notebooks, outputs.figures):
        folder.mkdir()
    executed = outputs.notebooks / "trends.ipynb"
    given = {"tables": params.tables, "figures": str(outputs.figures), "language": params.language}
    with pages.kernel(end) as kernel:
        pages.execute(inputs.notebook, given, executed, kernel)
    page = pages.page(
        Results(params.tables, params.language).study,
        params.languages,
        params.language,
        ["trends"],
        {"trends": pages.body(executed)},
        here="trends",
    )
    executed.with_suffix(".html").write_text(page, encoding="utf-8")
