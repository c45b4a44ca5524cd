"""From clean answers to scores: OCAI points and types, sectors and weights, one row a respondent."""


rule score:
    input:
        clean="results/{wave}/private/{source}/clean.parquet",
        population=lookup("population/{wave}/{source}", within=config, default=[]),
        given="results/{wave}/private/given/score_{source}.json",
        code=imports_of("workflow/scripts/score.py"),
    output:
        scores="results/{wave}/private/{source}/scores.parquet",
        raking="results/{wave}/private/{source}/raking.csv",
        manifest="results/{wave}/private/manifests/score_{source}.json",
    log:
        "results/{wave}/private/logs/score_{source}.log",
    params:
        instrument=config["asked"],
        cleaning=config["cleaning"],
        trim=config["statistics"]["trim"],
        design=lookup("waves/{wave}/sources/{source}/codebook/design", within=config),
    script:
        "../scripts/score.py"
