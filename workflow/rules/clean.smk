"""Which rows are kept, and why the others are not."""


rule clean:
    input:
        answers="results/{wave}/private/{source}/answers.parquet",
        given="results/{wave}/private/given/clean_{source}.json",
        code=imports_of("workflow/scripts/clean.py"),
    output:
        clean="results/{wave}/private/{source}/clean.parquet",
        excluded="results/{wave}/private/{source}/excluded.parquet",
        flow="results/{wave}/private/{source}/flow.csv",
        rules="results/{wave}/private/{source}/cleaning_rules.csv",
        manifest="results/{wave}/private/manifests/clean_{source}.json",
    log:
        "results/{wave}/private/logs/clean_{source}.log",
    params:
        cleaning={
            setting: value
            for setting, value in config["cleaning"].items()
            if setting not in ("min_dimensions", "min_answered")  # these are of the scores
        },
        instrument=config["asked"],
    script:
        "../scripts/clean.py"
