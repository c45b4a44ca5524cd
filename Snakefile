"""Rerun the study: from each wave's raw export to its report."""

from competing_values.study import loading

config = loading.load("config.yaml", overrides=config)


include: "workflow/rules/common.smk"
include: "workflow/rules/simulate.smk"
include: "workflow/rules/ingest.smk"
include: "workflow/rules/clean.smk"
include: "workflow/rules/score.smk"
include: "workflow/rules/aggregate.smk"
include: "workflow/rules/protect.smk"
include: "workflow/rules/estimate.smk"
include: "workflow/rules/trends.smk"
include: "workflow/rules/notebooks.smk"
include: "workflow/rules/provenance.smk"
include: "workflow/rules/index.smk"
include: "workflow/rules/pdf.smk"
include: "workflow/rules/check.smk"


rule all:
    """Every file of every wave and language: one that was deleted is made anew."""
    default_target: True
    input:
        MANIFESTS,
        collect("results/{wave}/tables/{file}", wave=config["waves"], file=[*PUBLISHED, "README.md"]),
        collect(
            "results/{wave}/{made}/{language}",
            wave=config["waves"],
            made=["notebooks", "figures"],
            language=config["languages"],
        ),
        collect(
            "results/{wave}/report/{language}/{file}",
            wave=config["waves"],
            language=config["languages"],
            file=REPORTED,
        ),
        collect("results/{wave}/provenance/SHA256SUMS", wave=config["waves"]),
        collect("results/{wave}/ro-crate-metadata.json", wave=config["waves"]),
        CHANGES,
        "results/index.html",
        PAPERS,
