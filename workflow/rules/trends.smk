"""From the sums of all waves that may be known to changes between them, and their page."""

# What readers of all waves need to know: that of the latest, and the sources of any.
OF_ALL_WAVES = config["publication"][[*config["waves"]][-1]] | {
    "wave": "–".join(dict.fromkeys([[*config["waves"]][0], [*config["waves"]][-1]])),
    **{
        told: [*dict.fromkeys(source for wave in config["publication"].values() for source in wave[told])]
        for told in ("sources", "simulated", "purposive")
    },
}


rule trends:
    input:
        counts=collect("results/{wave}/private/estimates/counts.parquet", wave=WAVES_COMPARED),
        moments=collect("results/{wave}/private/estimates/moments.parquet", wave=WAVES_COMPARED),
        tables=collect("results/{wave}/tables/{table}.csv", wave=WAVES_COMPARED, table=config["tables"]),
        given="results/trends/private/given/trends.json",
        code=imports_of("workflow/scripts/trends.py"),
    output:
        wave_change="results/trends/tables/wave_change.csv",
        wave_profile="results/trends/tables/wave_profile.csv",
        wave_comparability="results/trends/tables/wave_comparability.csv",
        manifest="results/trends/private/manifests/trends.json",
    log:
        "results/trends/private/logs/trends.log",
    priority: -1
    params:
        waves=WAVES_COMPARED,
        tables=[f"results/{wave}/tables" for wave in WAVES_COMPARED],
        study=config["audited"][[*config["waves"]][-1]],
        instrument=config["asked"],
        breakdowns=config["breakdowns"],
        statistics=config["statistics"],
        disclosure=config["disclosure"],
    script:
        "../scripts/trends.py"


rule describe_trends:
    """Names and labels beside the table of changes, as `describe` writes them beside those of a wave."""
    input:
        flow=collect("results/{wave}/tables/flow.csv", wave=config["waves"]),
        given="results/trends/private/given/describe_trends.json",
        code=imports_of("workflow/scripts/describe.py"),
    output:
        study="results/trends/tables/study.json",
        manifest="results/trends/private/manifests/describe_trends.json",
    log:
        "results/trends/private/logs/describe.log",
    params:
        publication=OF_ALL_WAVES,
    script:
        "../scripts/describe.py"


rule trend_pages:
    input:
        notebook=f"{workflow.basedir}/notebooks/trends.py",
        tables=[
            "results/trends/tables/wave_change.csv",
            "results/trends/tables/wave_profile.csv",
            "results/trends/tables/wave_comparability.csv",
            "results/trends/tables/study.json",
        ],
        given="results/trends/private/given/trend_pages_{language}.json",
        code=imports_of("workflow/scripts/trend_pages.py", "notebooks/trends.py"),
        templates=files_in("report/templates"),
        catalogs=CATALOGS,
    output:
        notebooks=directory("results/trends/notebooks/{language}"),
        figures=directory("results/trends/figures/{language}"),
        manifest="results/trends/private/manifests/trend_pages_{language}.json",
    log:
        "results/trends/private/logs/notebooks_{language}.log",
    params:
        language="{language}",
        languages=config["languages"],
        tables="results/trends/tables",
    script:
        "../scripts/trend_pages.py"
