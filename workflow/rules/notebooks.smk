"""From published tables to executed notebooks, their figures and pages, and to the report.

All chapters of a language are one job: starting up takes longer than any of them.
"""


rule notebooks:
    input:
        notebooks=collect(
            f"{workflow.basedir}/notebooks/{{chapter}}.py", chapter=lookup("chapters/{wave}", within=config)
        ),
        tables=collect("results/{{wave}}/tables/{file}", file=[*PUBLISHED, "README.md"]),
        trends=collect("results/trends/tables/{file}", file=lookup("trends/{wave}", within=config)),
        given="results/{wave}/private/given/notebooks_{language}.json",
        code=imports_of("workflow/scripts/notebooks.py", *(f"notebooks/{chapter}.py" for chapter in CHAPTERS)),
        references=f"{workflow.basedir}/workflow/competing_values/report/references.bib",
        templates=files_in("report/templates"),
        catalogs=CATALOGS,
    output:
        notebooks=directory("results/{wave}/notebooks/{language}"),
        figures=directory("results/{wave}/figures/{language}"),
        report="results/{wave}/report/{language}/index.html",
        summary="results/{wave}/report/{language}/summary.html",
        workbook="results/{wave}/report/{language}/tables.xlsx",
        archive="results/{wave}/report/{language}/figures_and_tables.zip",
        manifest="results/{wave}/private/manifests/notebooks_{language}.json",
    log:
        "results/{wave}/private/logs/notebooks_{language}.log",
    threads: 2
    params:
        language="{language}",
        languages=config["languages"],
        chapters=lookup("chapters/{wave}", within=config),
        tables="results/{wave}/tables",
        pdf=config["pdf"],
    script:
        "../scripts/notebooks.py"
