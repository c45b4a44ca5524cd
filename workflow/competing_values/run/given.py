"""What each rule is given of the study, as files: an edited setting is a changed input, whatever Snakemake remembers."""

import json
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

from snakemake.iocontainers import Wildcards

from competing_values.run.private import close


def write_given(rules: Iterable[Any], study: dict[str, Any], only_absent: bool) -> None:
    """Write the params of every rule, for each of its jobs, into the file that its input ``given`` names.

    A file whose content is right stays as it is, with its time.

    Parameters
    ----------
    rules
        Rules of the workflow, with their ``params``: values, or functions of the wildcards.
    study
        As `study.load` returns it.
    only_absent
        Leave the files that are there: a dry run changes nothing, and Snakemake compares the params itself.
    """
    for rule in rules:
        if not hasattr(rule.input, "given"):
            continue
        for wildcards in _jobs(rule.input.given, study):
            path = Path(rule.input.given.format(**wildcards))
            given = {
                name: value(Wildcards(fromdict=wildcards)) if callable(value) else value
                for name, value in rule.params.items()
            }
            text = json.dumps(given, ensure_ascii=False, indent=1) + "\n"
            if path.exists() and (only_absent or path.read_text(encoding="utf-8", errors="replace") == text):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            close(path)
            beside = path.with_name(f"{path.name}.part")
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)


def _jobs(pattern: str, study: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Values of the wildcards in a path, one mapping a job."""
    for wave, sources in study["sources"].items():
        found = {"wave": [wave], "source": sources, "language": study["languages"]}
        named = [name for name in found if f"{{{name}}}" in pattern]
        for values in product(*(found[name] for name in named)):
            yield dict(zip(named, values, strict=True))
