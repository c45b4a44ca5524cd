"""From the pages of a report to PDFs. Only a study whose `pdf` is true, as `make pdf` sets it, has them: they take long."""


rule paper:
    input:
        report="results/{wave}/report/{language}/index.html",
        summary="results/{wave}/report/{language}/summary.html",
        code=imports_of("workflow/scripts/pdf.py"),
    output:
        report="results/{wave}/report/{language}/report.pdf",
        summary="results/{wave}/report/{language}/summary.pdf",
        manifest="results/{wave}/private/manifests/paper_{language}.json",
    log:
        "results/{wave}/private/logs/pdf_{language}.log",
    script:
        "../scripts/pdf.py"
