"""From published tables to a verdict on every claim of the article."""


rule claims:
    input:
        tables=collect("results/{{wave}}/tables/{table}.csv", table=ESTIMATED),
        code=imports_of("workflow/scripts/claims.py"),
    output:
        claims="results/{wave}/tables/claims.csv",
    log:
        "results/{wave}/private/logs/claims.log",
    params:
        wave="{wave}",
        claims=lookup("waves/{wave}/claims", within=config),
        simulated=lookup("publication/{wave}/simulated", within=config),
    script:
        "../scripts/claims.py"
