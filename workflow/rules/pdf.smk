"""From the report's page to a PDF. Only `make pdf` asks for it: it takes as long as the rest of a run."""


rule paper:
    input:
        report="results/{wave}/report/{language}/index.html",
        code=imports_of("workflow/scripts/pdf.py"),
    output:
        pdf="results/{wave}/report/{language}/report.pdf",
        manifest="results/{wave}/private/manifests/paper_{language}.json",
    log:
        "results/{wave}/private/logs/pdf_{language}.log",
    script:
        "../scripts/pdf.py"


rule pdf:
    input:
        collect(
            "results/{wave}/private/manifests/paper_{language}.json",
            wave=config["waves"],
            language=config["languages"],
        ),
        collect("results/{wave}/report/{language}/report.pdf", wave=config["waves"], language=config["languages"]),
