"""Write down what readers of tables need to know."""

import csv
import json
from pathlib import Path

from competing_values.run.job import job
from competing_values.study.publication import of_known

with job(snakemake) as (inputs, outputs, params):
    known = {
        row["source"] for path in inputs.flow for row in csv.DictReader(Path(path).read_text("utf-8").splitlines())
    }
    text = json.dumps(of_known(params.publication, known), ensure_ascii=False, indent=1)
    outputs.study.write_text(text + "\n", encoding="utf-8")
