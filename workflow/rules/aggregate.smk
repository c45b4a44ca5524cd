"""From scores to sums over groups: what is needed of the respondents from here on."""


rule aggregate:
    input:
        clean="results/{wave}/private/{source}/clean.parquet",
        scores="results/{wave}/private/{source}/scores.parquet",
        given="results/{wave}/private/given/aggregate_{source}.json",
        code=imports_of("workflow/scripts/aggregate.py"),
    output:
        counts="results/{wave}/private/{source}/counts.parquet",
        moments="results/{wave}/private/{source}/moments.parquet",
        nonresponse="results/{wave}/private/{source}/nonresponse.parquet",
        manifest="results/{wave}/private/manifests/aggregate_{source}.json",
    log:
        "results/{wave}/private/logs/aggregate_{source}.log",
    params:
        instrument=config["asked"],
        breakdowns=config["breakdowns"],
        ocai_step=config["statistics"]["ocai_step"],
    script:
        "../scripts/aggregate.py"
