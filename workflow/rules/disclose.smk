"""From estimates to tables that may be published: small groups are hidden, all tables as one set."""


rule disclose:
    input:
        **{table: f"results/{{wave}}/private/estimates/{table}.csv" for table in ESTIMATED},
        code=imports_of("workflow/scripts/disclose.py"),
    output:
        **{table: f"results/{{wave}}/tables/{table}.csv" for table in ESTIMATED},
        dictionary="results/{wave}/tables/README.md",
    log:
        "results/{wave}/private/logs/disclose.log",
    params:
        min_cell=config["disclosure"]["min_cell"],
    script:
        "../scripts/disclose.py"


rule describe:
    """Names, labels and thresholds beside the tables, so that a reworded label reruns pages and nothing before them."""
    input:
        code=imports_of("workflow/scripts/describe.py"),
    output:
        study="results/{wave}/tables/study.json",
    log:
        "results/{wave}/private/logs/describe.log",
    params:
        publication=lookup("publication/{wave}", within=config),
    script:
        "../scripts/describe.py"
