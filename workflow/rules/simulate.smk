"""A simulated raw export, for the sources whose codebook asks for one."""


rule simulate:
    input:
        given="results/{wave}/private/given/simulate_{source}.json",
        code=imports_of("workflow/scripts/simulate.py"),
    output:
        raw="results/{wave}/private/{source}/raw.csv",
        manifest="results/{wave}/private/manifests/simulate_{source}.json",
    log:
        "results/{wave}/private/logs/simulate_{source}.log",
    params:
        instrument=config["asked"],
        simulate=lookup("waves/{wave}/sources/{source}/codebook/simulate", within=config),
    script:
        "../scripts/simulate.py"
