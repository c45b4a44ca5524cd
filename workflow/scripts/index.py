"""Write the page that leads to everything."""

import json
from pathlib import Path

from competing_values.report import pages
from competing_values.run.job import job
from competing_values.tables.declared import DECLARED

with job(snakemake) as (inputs, outputs, params):
    told = [json.loads(Path(path).read_text(encoding="utf-8")) for path in inputs.studies]
    publications = dict(zip(params.waves, told, strict=True))
    titles = {name: table.title for name, table in DECLARED.items()}
    newest = Path(f"results/{params.waves[-1]}/report/{params.languages[0]}/index.html")
    picture = pages.first_picture(newest.read_text(encoding="utf-8"))
    outputs.page.write_text(pages.index(publications, params.languages, titles, picture, params.pdf), encoding="utf-8")
