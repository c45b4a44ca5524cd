"""A wave's results described for machines: an RO-Crate (Soiland-Reyes et al. 2022) of the kind Process Run Crate.

It says what was published, of which inputs (by their checksums, without what respondents answered), with which settings and
software, and what became of the article's claims. Nothing in it depends on when or where a run was.
"""

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import requires, version
from mimetypes import guess_type
from pathlib import Path
from platform import python_version
from re import match
from typing import Any
from urllib.parse import quote

import competing_values

#: The project's name as a package.
PACKAGE = "competing-values"
RUN = "#run"
PIPELINE = "#competing-values"
RIGHTS = "#rights"
CONTEXTS = ["https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"]
PROFILE = {
    "@id": "https://w3id.org/ro/wfrun/process/0.5",
    "@type": "CreativeWork",
    "name": "Process Run Crate",
    "version": "0.5",
}
#: Kinds of files that Python does not know, or not on every machine.
KINDS = {
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".ipynb": "application/x-ipynb+json",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
Entity = dict[str, Any]


def crate(
    study: Mapping[str, Any],
    settings: Mapping[str, Any],
    published: Mapping[str, tuple[str, int]],
    described: Mapping[str, str],
    raw: Mapping[str, str],
    verdicts: Mapping[str, str],
) -> dict[str, Any]:
    """The content of ``ro-crate-metadata.json``.

    Parameters
    ----------
    study
        What is said of the wave (`study.publication`).
    settings
        Settings of the study, in mappings within mappings.
    published
        path within the wave's folder: checksum and size.
    described
        path of a file that describes the study: its checksum.
    raw
        source: checksum of its raw file.
    verdicts
        claim: what the run says of it.
    """
    outputs = [
        {
            "@id": quote(path),
            "@type": "File",
            "name": Path(path).name,
            "encodingFormat": KINDS.get(Path(path).suffix) or guess_type(path)[0] or "application/octet-stream",
            "contentSize": str(size),
            "sha256": sha256,
        }
        for path, (sha256, size) in published.items()
    ]
    inputs = [*_inputs(described, raw, study["simulated"])]
    chosen = [
        {"@id": f"#setting-{name}", "@type": "PropertyValue", "name": name, "value": value}
        for name, value in _flat(settings)
    ]
    programs = [*_software()]
    judged = [*_claims(study, verdicts)]
    title = study["title"]["en"]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{title}, wave {study['wave']}",
        "description": "Tables, figures, notebooks and report of a survey of organisational culture by the Competing "
        "Values Framework. Groups of few respondents are merged or left out.",
        "datePublished": _date(),
        "license": _to(RIGHTS),
        "conformsTo": _to(PROFILE["@id"]),
        "hasPart": _all(outputs),
        "mentions": [_to(RUN), *_all(judged)],
    }
    run = {
        "@id": RUN,
        "@type": "CreateAction",
        "name": f"Run of the pipeline on wave {study['wave']}",
        "actionStatus": "http://schema.org/CompletedActionStatus",
        "endTime": _date(),
        "description": "The time is a fixed one, so that equal runs give equal files.",
        "instrument": _to(PIPELINE),
        "object": _all([*inputs, *chosen]),
        "result": _all(outputs),
    }
    rights = {
        "@id": RIGHTS,
        "@type": "CreativeWork",
        "name": "Rights of the study",
        "description": "Whoever publishes these results says under which licence.",
    }
    head = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": _to("https://w3id.org/ro/crate/1.1"),
        "about": _to("./"),
    }
    graph = [head, root, PROFILE, rights, run, *programs, *inputs, *chosen, *judged, *outputs]
    return {"@context": CONTEXTS, "@graph": graph}


def _flat(settings: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Settings in mappings within mappings, each under its whole name, as text."""
    if isinstance(settings, Mapping):
        for key, value in settings.items():
            yield from _flat(value, f"{name}.{key}" if name else str(key))
    elif isinstance(settings, list):
        yield name, ", ".join(map(str, settings))
    else:
        yield name, str(settings)


def verdicts(claims: Path) -> dict[str, str]:
    """claim: verdict, of a table of claims; empty where a study has none."""
    if not claims.exists():
        return {}
    with claims.open(encoding="utf-8", newline="") as rows:
        return {row["claim"]: row["verdict"] for row in csv.DictReader(rows)}


def _inputs(described: Mapping[str, str], raw: Mapping[str, str], simulated: list[str]) -> Iterator[Entity]:
    for path, sha256 in described.items():
        name = Path(path).name if Path(path).is_absolute() else path
        yield {"@id": f"#{quote(name)}", "@type": "CreativeWork", "name": name, "sha256": sha256}
    for source, sha256 in raw.items():
        kind = "simulated" if source in simulated else "confidential, not in the crate"
        yield {
            "@id": f"#raw-{source}",
            "@type": "CreativeWork",
            "name": f"Raw file of {source}, {kind}",
            "sha256": sha256,
        }


def _software() -> Iterator[Entity]:
    """The pipeline, and the packages that it asks for, in the versions that made the results."""
    asked = [match(r"[\w.-]+", one) for one in requires(PACKAGE) or () if "extra ==" not in one]
    packages = sorted({name[0] for name in asked if name})
    yield {
        "@id": PIPELINE,
        "@type": "SoftwareApplication",
        "name": "Competing Values",
        "description": competing_values.__doc__,
        "softwareVersion": version(PACKAGE),
        "license": _to("https://spdx.org/licenses/MIT"),
        "softwareRequirements": [_to("#python"), *(_to(f"#{name}") for name in packages)],
    }
    yield {"@id": "https://spdx.org/licenses/MIT", "@type": "CreativeWork", "name": "MIT License"}
    yield {"@id": "#python", "@type": "SoftwareApplication", "name": "Python", "softwareVersion": python_version()}
    for name in packages:
        yield {
            "@id": f"#{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": version(name),
        }


def _claims(study: Mapping[str, Any], verdicts: Mapping[str, str]) -> Iterator[Entity]:
    """What the article says, and what the run says of it."""
    for name, verdict in verdicts.items():
        says = study["claims"][name]["words"]["en"]["says"] or name
        yield {
            "@id": f"#claim-{name}",
            "@type": "ClaimReview",
            "name": name,
            "claimReviewed": says,
            "reviewBody": verdict,
            "about": study["article"] or "",
        }


def _date() -> str:
    """The time that all files have: `SOURCE_DATE_EPOCH`, as reproducible builds do."""
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC).isoformat()


def _to(identifier: str) -> Entity:
    return {"@id": identifier}


def _all(entities: Iterable[Entity]) -> list[Entity]:
    return [_to(entity["@id"]) for entity in entities]
