"""From sums to sums that may be known: small groups are merged, and what tells of few is left out."""


rule protect:
    input:
        counts=collect(
            "results/{{wave}}/private/{source}/counts.parquet", source=lookup("sources/{wave}", within=config)
        ),
        moments=collect(
            "results/{{wave}}/private/{source}/moments.parquet", source=lookup("sources/{wave}", within=config)
        ),
        nonresponse=collect(
            "results/{{wave}}/private/{source}/nonresponse.parquet", source=lookup("sources/{wave}", within=config)
        ),
        earlier_counts=collect(
            "results/{earlier}/private/estimates/counts.parquet", earlier=lookup("earlier/{wave}", within=config)
        ),
        earlier_moments=collect(
            "results/{earlier}/private/estimates/moments.parquet", earlier=lookup("earlier/{wave}", within=config)
        ),
        earlier_nesting=collect(
            "results/{earlier}/private/protected/nesting.json", earlier=lookup("earlier/{wave}", within=config)
        ),
        given="results/{wave}/private/given/protect.json",
        code=imports_of("workflow/scripts/protect.py"),
    output:
        counts="results/{wave}/private/protected/counts.parquet",
        moments="results/{wave}/private/protected/moments.parquet",
        nonresponse="results/{wave}/private/protected/nonresponse.parquet",
        labels="results/{wave}/private/protected/labels.json",
        nesting="results/{wave}/private/protected/nesting.json",
        record="results/{wave}/private/protected/record.csv",
        manifest="results/{wave}/private/manifests/protect.json",
    log:
        "results/{wave}/private/logs/protect.log",
    params:
        sources=lookup("sources/{wave}", within=config),
        instrument=config["instrument"],
        breakdowns=config["breakdowns"],
        disclosure=config["disclosure"],
    script:
        "../scripts/protect.py"
