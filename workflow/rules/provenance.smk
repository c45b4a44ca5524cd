"""What was published of a wave, of which inputs, and by what: checksums of every file, and an RO-Crate for machines."""


rule provenance:
    input:
        tables=collect("results/{{wave}}/tables/{file}", file=[*PUBLISHED, "README.md"]),
        pages=collect("results/{{wave}}/{made}/{language}", made=["notebooks", "figures"], language=config["languages"]),
        reports=collect(
            "results/{{wave}}/report/{language}/{file}",
            language=config["languages"],
            file=REPORTED,
        ),
        described=lookup("described_in/{wave}", within=config),
        given="results/{wave}/private/given/provenance.json",
        code=imports_of("workflow/scripts/provenance.py"),
    output:
        crate="results/{wave}/ro-crate-metadata.json",
        sums="results/{wave}/provenance/SHA256SUMS",
        manifest="results/{wave}/private/manifests/provenance.json",
    log:
        "results/{wave}/private/logs/provenance.log",
    params:
        wave="{wave}",
        raw=lookup("raw/{wave}", within=config),
        described=lookup("described/{wave}", within=config),
        settings={key: config[key] for key in ("languages", "breakdowns", "cleaning", "statistics", "disclosure")},
    script:
        "../scripts/provenance.py"
