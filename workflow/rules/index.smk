"""The way in: one page that leads to every wave, language, chapter and table."""


rule index:
    input:
        reports=collect(
            "results/{wave}/report/{language}/index.html", wave=config["waves"], language=config["languages"]
        ),
        papers=PAPERS,
        studies=collect("results/{wave}/tables/study.json", wave=config["waves"]),
        trends=CHANGES,
        trend_pages=collect(
            "results/trends/notebooks/{language}", language=config["languages"] if WAVES_COMPARED else []
        ),
        given="results/private/given/index.json",
        code=imports_of("workflow/scripts/index.py"),
        templates=files_in("report/templates"),
        catalogs=CATALOGS,
    output:
        page="results/index.html",
        manifest="results/private/manifests/index.json",
    log:
        "results/private/logs/index.log",
    params:
        waves=list(config["waves"]),
        languages=config["languages"],
        pdf=config["pdf"],
    script:
        "../scripts/index.py"
