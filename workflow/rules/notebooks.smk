"""From published tables to executed notebooks, their figures and pages, and to the report."""


rule notebook:
    input:
        notebook=f"{workflow.basedir}/notebooks/{{chapter}}.py",
        tables=collect("results/{{wave}}/tables/{file}", file=PUBLISHED),
        code=imports_of("workflow/scripts/render.py", *(f"notebooks/{chapter}.py" for chapter in config["chapters"])),
    output:
        notebook="results/{wave}/notebooks/{language}/{chapter}.ipynb",
        page="results/{wave}/notebooks/{language}/{chapter}.html",
        figures=directory("results/{wave}/figures/{language}/{chapter}"),
    log:
        "results/{wave}/private/logs/notebook_{language}_{chapter}.log",
    params:
        wave="{wave}",
        language="{language}",
        chapter="{chapter}",
        chapters=config["chapters"],
        tables="results/{wave}/tables",
        publication=lookup("publication/{wave}", within=config),
    script:
        "../scripts/render.py"


rule report:
    input:
        notebooks=collect("results/{{wave}}/notebooks/{{language}}/{chapter}.ipynb", chapter=config["chapters"]),
        code=imports_of("workflow/scripts/report.py"),
    output:
        page="results/{wave}/report/{language}/index.html",
    log:
        "results/{wave}/private/logs/report_{language}.log",
    params:
        wave="{wave}",
        language="{language}",
        chapters=config["chapters"],
        publication=lookup("publication/{wave}", within=config),
    script:
        "../scripts/report.py"
