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
include: "workflow/rules/index.smk"
include: "workflow/rules/pdf.smk"


rule all:
    default_target: True
    input:
        "results/index.html",
        PAPERS,
