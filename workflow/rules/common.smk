"""What several rules share: the names that waves, sources, languages and chapters may have, and their messages."""

import re

from competing_values.imports import imports_of
from competing_values.messages import forget_messages, show_messages

ESTIMATED = [table for table in config["tables"] if table != "claims"]
PUBLISHED = [*(f"{table}.csv" for table in config["tables"]), "study.json"]


wildcard_constraints:
    wave="|".join(map(re.escape, config["waves"])),
    source="[a-z][a-z0-9_]*",
    language="[a-z]{2}",
    chapter="[a-z]+",


onstart:
    forget_messages("results")


onerror:
    show_messages("results")
