"""What a person should know at the end of a run, from the published tables of each wave; no figure is told that is in none."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from competing_values.study.names import ALL
from competing_values.study.rules import RULES

#: A rule that excludes more than this share of the rows is told.
MANY = 0.03
#: Largest difference of weighted shares from the population's that is nothing to tell: half a percentage point.
TOLERANCE = 0.005
#: So many names are listed; more are counted.
LISTED = 8
#: Rules of protection that merge or leave out groups.
OF_GROUPS = {"threshold", "merged", "earlier_wave", "nothing_left", "breakdown"}


def account(waves: list[str], languages: list[str], took: str, results: Path = Path("results")) -> str:
    """Everything that is worth a line, wave by wave."""
    lines = [f"Done in {took}."]
    for wave in waves:
        if (results / wave / "tables" / "study.json").exists():  # a run may be asked for less
            lines += ["", f"Wave {wave}", *(f"  {line}" for line in _of_wave(results / wave, languages))]
    return "\n".join(lines) + "\n"


def _of_wave(folder: Path, languages: list[str]) -> Iterator[str]:
    study = json.loads((folder / "tables" / "study.json").read_text(encoding="utf-8"))
    labels = study["labels"]["en"]
    for source in study["sources"]:
        told = [*_of_source(folder, source, labels)]
        yield f"{labels.get(f'source.{source}', source)}: {told[0] if told else 'too few rows to tell of.'}"
        yield from (f"  {line}" for line in told[1:])
    if verdicts := Counter(row["verdict"] for row in _rows(folder, "claims")):
        yield f"Claims: {', '.join(f'{count} {verdict}' for verdict, count in verdicts.items())}."
    for language in languages:
        page = folder / "report" / language / "index.html"
        if page.exists():
            yield f"Report: {page}"
        if page.with_name("report.pdf").exists():
            yield f"PDF: {page.with_name('report.pdf')}"
    if study["min_cell"] == 1:
        yield "NOT PROTECTED: small groups are shown (min_cell: 1). These results are confidential."


def _of_source(folder: Path, source: str, labels: dict[str, str]) -> Iterator[str]:
    flow = {row["step"]: int(row["rows"]) for row in _rows(folder, "flow", source) if row["rows"]}
    if not flow.get("raw"):
        return
    yield f"{flow['raw']:,} rows read, {flow['kept']:,} kept."
    for rule, rows in flow.items():
        if rule in RULES and rows > MANY * flow["raw"]:
            yield f"Excluded by `{rule}`: {rows:,} rows, {rows / flow['raw']:.0%}."
    absent = [row["variable"] for row in _rows(folder, "fields", source) if not row["raw_name"]]
    if absent:
        yield f"Not found in the file: {_listed(absent)}."
    yield from _protected(folder, source, labels)
    for row in _rows(folder, "raking", source):
        if float(row["margin_error"] or 0) > TOLERANCE:
            yield (
                f"The weights miss the population's margins by up to {100 * float(row['margin_error']):.2g} percentage points. "
                "Raise `statistics: trim` in config.yaml, or merge small categories in the margins and in the codebook."
            )


def _protected(folder: Path, source: str, labels: dict[str, str]) -> Iterator[str]:
    """Breakdowns of which groups were merged or left out, and how many figures were left out."""
    rows = [row for row in _rows(folder, "protection", source) if not row["rule"].startswith("coarser")]
    of_groups = [row for row in rows if not row["variable"] and row["rule"] in OF_GROUPS]
    for group_by in dict.fromkeys(row["group_by"] for row in of_groups):
        met = [row for row in of_groups if row["group_by"] == group_by]
        name = labels.get(group_by, group_by)
        if any(row["rule"] == "breakdown" for row in met):
            yield f"{name}: left out, since fewer than two groups would be left to compare."
        else:
            yield f"{name}: {len(met)} {'group' if len(met) == 1 else 'groups'} merged or left out, to protect respondents."
    if figures := sum(1 for row in rows if row["variable"]):
        what, whose = ("figure", "it") if figures == 1 else ("figures", "them")
        yield f"{figures} {what} left out, to protect respondents: the table `protection` names {whose}."
    if any(row["rule"] == "earlier_wave" for row in rows):
        yield (
            "Some of it since an earlier wave had almost as many people, and is taken to have had the same ones. "
            "If each wave asks other people, say so in config.yaml: `disclosure: {independent_waves: true}`."
        )


def _rows(folder: Path, table: str, source: str | None = None) -> list[dict[str, Any]]:
    """Rows of a published table on whole sources or groups; none where the study has not the table."""
    path = folder / "tables" / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(lines)]
    return [row for row in rows if source in {None, row["source"]} and (table == "protection" or row["group"] == ALL)]


def _listed(names: list[str]) -> str:
    more = [f"and {len(names) - LISTED} more"] if len(names) > LISTED else []
    return ", ".join([*names[:LISTED], *more])
