"""From the sums of all waves to changes between them; of groups that are hidden in a wave nothing is told."""


rule trends:
    input:
        counts=[f"results/{w}/private/{s}/counts.parquet" for w in WAVES_COMPARED for s in config["sources"][w]],
        moments=[f"results/{w}/private/{s}/moments.parquet" for w in WAVES_COMPARED for s in config["sources"][w]],
        tables=collect("results/{wave}/tables/{table}.csv", wave=WAVES_COMPARED, table=ESTIMATED),
        code=imports_of("workflow/scripts/trends.py"),
    output:
        wave_change="results/trends/tables/wave_change.csv",
    log:
        "results/trends/private/logs/trends.log",
    priority: -1
    params:
        sources={wave: config["sources"][wave] for wave in WAVES_COMPARED},
        instrument=config["instrument"],
        breakdowns=config["breakdowns"],
        statistics=config["statistics"],
    script:
        "../scripts/trends.py"
