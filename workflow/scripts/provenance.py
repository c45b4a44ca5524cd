"""Describe what was published of a wave, and list the checksums of all of it."""

import json
from pathlib import Path

from competing_values.run import crate, provenance
from competing_values.run.job import job
from competing_values.run.manifests import Digests, read_all
from competing_values.study.names import ALL

with job(snakemake) as (inputs, outputs, params):
    wave, digests = Path("results", params.wave), Digests(read_all())
    published = provenance.contents_of(wave, [*inputs.tables, *inputs.pages, *inputs.reports], digests)
    study = json.loads((wave / "tables" / "study.json").read_text(encoding="utf-8"))
    described = ["config.yaml", *(path for name in (ALL, *study["sources"]) for path in params.described[name])]
    content = crate.crate(
        study,
        params.settings,
        published,
        described={path: digests[path][0] for path in described},
        raw={source: digests[params.raw[source]][0] for source in study["sources"]},
        verdicts=crate.verdicts(wave / "tables" / "claims.csv"),
    )
    outputs.crate.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sums = {path: sha256 for path, (sha256, _) in published.items()} | {
        Path(snakemake.output.crate).name: digests[str(outputs.crate)][0]
    }
    outputs.sums.write_text(provenance.listing(sums), encoding="utf-8")
