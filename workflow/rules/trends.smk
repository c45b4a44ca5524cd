"""From the sums of all waves to changes between them; of groups that are hidden in a wave nothing is told."""


rule trends:
    input:
        counts=collect("results/{pair}/counts.parquet", pair=WAVE_SOURCES),
        moments=collect("results/{pair}/moments.parquet", pair=WAVE_SOURCES),
        tables=collect("results/{wave}/tables/{table}.csv", wave=config["waves"], table=ESTIMATED),
        code=imports_of("workflow/scripts/trends.py"),
    output:
        wave_change="results/trends/tables/wave_change.csv",
    log:
        "results/trends/private/logs/trends.log",
    params:
        sources=config["sources"],
        instrument=config["instrument"],
        breakdowns=config["breakdowns"],
        statistics=config["statistics"],
    script:
        "../scripts/trends.py"
