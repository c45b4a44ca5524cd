"""From the raw file to answers under their canonical names."""


rule ingest:
    input:
        raw=lookup("waves/{wave}/sources/{source}/codebook/file", within=config),
        given="results/{wave}/private/given/ingest_{source}.json",
        code=imports_of("workflow/scripts/ingest.py"),
    output:
        answers="results/{wave}/private/{source}/answers.parquet",
        fields="results/{wave}/private/{source}/fields.csv",
        manifest="results/{wave}/private/manifests/ingest_{source}.json",
    log:
        "results/{wave}/private/logs/ingest_{source}.log",
    params:
        codebook=lookup("waves/{wave}/sources/{source}/codebook", within=config),
        instrument=config["asked"],
    script:
        "../scripts/ingest.py"
