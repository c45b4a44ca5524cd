"""From estimates to tables that may be published: rounded, with the claims judged, and audited as one set."""


rule publish:
    input:
        **{table: f"results/{{wave}}/private/estimates/{table}.csv" for table in ESTIMATED},
        record="results/{wave}/private/protected/record.csv",
        nesting="results/{wave}/private/protected/nesting.json",
        earlier=collect(
            "results/{earlier}/tables/{table}.csv",
            earlier=lookup("earlier/{wave}", within=config),
            table=config["tables"],
        ),
        given="results/{wave}/private/given/publish.json",
        code=imports_of("workflow/scripts/publish.py"),
    output:
        **{table: f"results/{{wave}}/tables/{table}.csv" for table in config["tables"]},
        dictionary="results/{wave}/tables/README.md",
        manifest="results/{wave}/private/manifests/publish.json",
    log:
        "results/{wave}/private/logs/publish.log",
    params:
        study=lookup("audited/{wave}", within=config),
        disclosure=config["disclosure"],
        claims=lookup("waves/{wave}/claims", within=config),
        simulated=lookup("publication/{wave}/simulated", within=config),
    script:
        "../scripts/publish.py"


rule describe:
    """Names, labels and thresholds beside the tables, so that a reworded label reruns pages and nothing before them."""
    input:
        given="results/{wave}/private/given/describe.json",
        code=imports_of("workflow/scripts/describe.py"),
    output:
        study="results/{wave}/tables/study.json",
        manifest="results/{wave}/private/manifests/describe.json",
    log:
        "results/{wave}/private/logs/describe.log",
    params:
        publication=lookup("publication/{wave}", within=config),
    script:
        "../scripts/describe.py"
