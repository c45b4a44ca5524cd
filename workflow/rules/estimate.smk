"""From the sums that may be known to tables that may be published: estimated, rounded, audited as one set."""


rule estimate:
    input:
        counts="results/{wave}/private/protected/counts.parquet",
        moments="results/{wave}/private/protected/moments.parquet",
        nonresponse="results/{wave}/private/protected/nonresponse.parquet",
        labels="results/{wave}/private/protected/labels.json",
        record="results/{wave}/private/protected/record.csv",
        nesting="results/{wave}/private/protected/nesting.json",
        fields=collect("results/{{wave}}/private/{source}/fields.csv", source=lookup("sources/{wave}", within=config)),
        flow=collect("results/{{wave}}/private/{source}/flow.csv", source=lookup("sources/{wave}", within=config)),
        cleaning_rules=collect(
            "results/{{wave}}/private/{source}/cleaning_rules.csv", source=lookup("sources/{wave}", within=config)
        ),
        raking=collect("results/{{wave}}/private/{source}/raking.csv", source=lookup("sources/{wave}", within=config)),
        margins=lookup("margins/{wave}", within=config),
        earlier=collect(
            "results/{earlier}/tables/{table}.csv",
            earlier=lookup("earlier/{wave}", within=config),
            table=config["tables"],
        ),
        given="results/{wave}/private/given/estimate.json",
        code=imports_of("workflow/scripts/estimate.py"),
    output:
        **{f"exact_{table}": f"results/{{wave}}/private/estimates/{table}.csv" for table in ESTIMATED},
        **{table: f"results/{{wave}}/tables/{table}.csv" for table in config["tables"]},
        dictionary="results/{wave}/tables/README.md",
        counts="results/{wave}/private/estimates/counts.parquet",
        moments="results/{wave}/private/estimates/moments.parquet",
        manifest="results/{wave}/private/manifests/estimate.json",
    log:
        "results/{wave}/private/logs/estimate.log",
    params:
        wave="{wave}",
        sources=lookup("sources/{wave}", within=config),
        population=lookup("population/{wave}", within=config),
        instrument=config["instrument"],
        breakdowns=config["breakdowns"],
        statistics=config["statistics"],
        disclosure=config["disclosure"],
        estimated=ESTIMATED,
        tables=config["tables"],
        study=lookup("audited/{wave}", within=config),
        claims=lookup("waves/{wave}/claims", within=config),
        simulated=lookup("publication/{wave}/simulated", within=config),
    script:
        "../scripts/estimate.py"


rule describe:
    """Names, labels and thresholds beside the tables, so that a reworded label reruns pages and nothing before them."""
    input:
        flow=["results/{wave}/tables/flow.csv"],
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
