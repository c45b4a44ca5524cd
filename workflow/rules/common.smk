"""What several rules share: the names that waves, sources, languages and chapters may have, and their messages."""

import os
import re
from logging import FileHandler
from pathlib import Path

from competing_values.run.account import account
from competing_values.run.driver import DRIVER
from competing_values.run.environment import environment
from competing_values.run.imports import files_in, imports_of
from competing_values.run.failures import Ending, is_for_people
from competing_values.run.manifests import discard_stale
from competing_values.run.progress import Progress
from competing_values.study.chapters import CHAPTERS
from competing_values.study.languages import LANGUAGES

os.environ |= environment()
if workflow.is_main_process:
    os.environ[DRIVER] = str(os.getpid())

ESTIMATED = [table for table in config["tables"] if table not in ("claims", "protection")]
WAVES_COMPARED = list(config["waves"]) if len(config["waves"]) > 1 else []
CHANGES = collect(
    "results/trends/tables/{table}.csv",
    table=["wave_change", "wave_profile", "wave_comparability"] if WAVES_COMPARED else [],
)
PUBLISHED = [*(f"{table}.csv" for table in config["tables"]), "study.json"]
REPORTED = ["index.html", "summary.html", "tables.xlsx", "figures_and_tables.zip"]
PAPERS = collect(
    "results/{wave}/report/{language}/{paper}.pdf",
    wave=config["waves"],
    language=config["languages"],
    paper=["report", "summary"] if config["pdf"] else [],
)
MANIFESTS = [  # of every job
    *(
        f"results/{wave}/private/manifests/{stage}_{source}.json"
        for wave, sources in config["waves"].items()
        for source, about in sources["sources"].items()
        for stage in (*["simulate"] * bool(about["codebook"]["simulate"]), "ingest", "clean", "score", "aggregate")
    ),
    *collect(
        "results/{wave}/private/manifests/{job}.json",
        wave=config["waves"],
        job=[
            "protect",
            "estimate",
            "describe",
            "provenance",
            *(f"notebooks_{code}" for code in config["languages"]),
            *(f"paper_{code}" for code in config["languages"] if config["pdf"]),
        ],
    ),
    *collect(
        "results/trends/private/manifests/{job}.json",
        job=["trends", *(f"trend_pages_{code}" for code in config["languages"])] if WAVES_COMPARED else [],
    ),
    "results/private/manifests/index.json",
]
CATALOGS = [catalog for language in config["languages"] for catalog in files_in(f"report/locale/{language}")]


wildcard_constraints:
    wave="|".join(map(re.escape, config["waves"])),
    source="|".join(sorted({source for sources in config["sources"].values() for source in sources})),
    language="|".join(map(re.escape, LANGUAGES)),


PROGRESS = Progress(Path("results/private/times.json"))
ENDING = Ending(Path("results"))
if workflow.is_main_process:
    for handler in logger.handlers:
        if not isinstance(handler, FileHandler):  # Snakemake's own log has all
            handler.addFilter(is_for_people)
    logger.addHandler(PROGRESS)
    logger.addHandler(ENDING)


onstart:
    ENDING.begin()
    PROGRESS.begin(workflow.cores)


onsuccess:
    outdated = discard_stale(besides=MANIFESTS)
    ENDING.well(account([*config["waves"]], config["languages"], PROGRESS.end()), outdated)


onerror:
    PROGRESS.end()
