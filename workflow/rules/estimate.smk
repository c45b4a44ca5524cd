"""From the sums that may be known to estimates, intervals, tests and effects: one job a wave."""


rule estimate:
    input:
        counts="results/{wave}/private/protected/counts.parquet",
        moments="results/{wave}/private/protected/moments.parquet",
        labels="results/{wave}/private/protected/labels.json",
        record="results/{wave}/private/protected/record.csv",
        fields=collect("results/{{wave}}/private/{source}/fields.csv", source=lookup("sources/{wave}", within=config)),
        flow=collect("results/{{wave}}/private/{source}/flow.csv", source=lookup("sources/{wave}", within=config)),
        cleaning_rules=collect(
            "results/{{wave}}/private/{source}/cleaning_rules.csv", source=lookup("sources/{wave}", within=config)
        ),
        margins=lookup("margins/{wave}", within=config),
        given="results/{wave}/private/given/estimate.json",
        code=imports_of("workflow/scripts/estimate.py"),
    output:
        **{table: f"results/{{wave}}/private/estimates/{table}.csv" for table in ESTIMATED},
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
    script:
        "../scripts/estimate.py"
