"""Round all tables of a wave as one set, judge the claims, and audit what would be published."""

import json
from operator import itemgetter
from pathlib import Path

import pandas as pd

from competing_values.run.job import job
from competing_values.tables import files
from competing_values.tables.publishing import Claims, publishable, record_of

with job(snakemake) as (inputs, outputs, params):
    names = [name for name in vars(outputs) if name in dict(inputs.items())]
    exact = {name: files.read(name, inputs[name]) for name in names}
    record = pd.read_csv(inputs.record, dtype=str, keep_default_na=False)
    exact["protection"] = record_of(record, params.study)
    nesting = {
        tuple(outer): [*map(tuple, inner)] for outer, inner in json.loads(Path(inputs.nesting).read_text("utf-8"))
    }

    claims = Claims((params.claims or {}).get("claims", {}), params.simulated) if "claims" in vars(outputs) else None
    earlier = sorted({Path(path).parent for path in inputs.earlier})
    limits = itemgetter("min_cell", "width")(params.disclosure)
    tables = publishable(exact, claims, params.study, limits, nesting, earlier)
    for name, frame in tables.items():
        files.write(name, frame, getattr(outputs, name))
    outputs.dictionary.write_text(files.dictionary(tables), encoding="utf-8")
