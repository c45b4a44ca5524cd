"""Write down what readers of a wave's tables need to know."""

import json

from competing_values.run.job import job

with job(snakemake) as (_, outputs, params):
    text = json.dumps(params.publication, ensure_ascii=False, indent=1)
    outputs.study.write_text(text + "\n", encoding="utf-8")
