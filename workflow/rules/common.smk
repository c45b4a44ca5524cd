"""What several rules share: the names that waves, sources, languages and chapters may have, and their messages."""

import os
import re

from competing_values.run.account import show_account
from competing_values.run.imports import files_in, imports_of
from competing_values.run.failures import forget_messages, show_messages
from competing_values.study.chapters import CHAPTERS
from competing_values.study.languages import LANGUAGES

# One thread of linear algebra a job: with more, last digits depend on the machine, and small matrices take longer.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "SOURCE_DATE_EPOCH": "1700438400"}

ESTIMATED = [table for table in config["tables"] if table not in ("claims", "protection")]
WAVES_COMPARED = list(config["waves"]) if len(config["waves"]) > 1 else []
PUBLISHED = [*(f"{table}.csv" for table in config["tables"]), "study.json"]
PAPERS = collect(
    "results/{wave}/report/{language}/{paper}.pdf",
    wave=config["waves"],
    language=config["languages"],
    paper=["report", "summary"] if config["pdf"] else [],
)
CATALOGS = [catalog for language in config["languages"] for catalog in files_in(f"report/locale/{language}")]


wildcard_constraints:
    wave="|".join(map(re.escape, config["waves"])),
    source="|".join(sorted({source for sources in config["sources"].values() for source in sources})),
    language="|".join(map(re.escape, LANGUAGES)),


onstart:
    forget_messages("results")


onsuccess:
    show_account("results")


onerror:
    show_messages("results")
