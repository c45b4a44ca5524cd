"""The plan of the next wave on a terminal: what the chapter of methods says of it, as text."""

from pathlib import Path
from typing import Any

import pandas as pd

from competing_values.errors import UserError
from competing_values.report.emphasis import plain
from competing_values.report.findings import planning
from competing_values.report.results import Results
from competing_values.study.names import ALL

WIDTH = 200


def plan(study: dict[str, Any]) -> str:
    """What the latest wave's published spreads say of the next one.

    Parameters
    ----------
    study
        As `study.load` returns it; its folder is the working directory.

    Raises
    ------
    UserError
        When that wave has no tables yet.
    """
    wave = list(study["waves"])[-1]
    tables = Path("results", wave, "tables")
    if not (tables / "study.json").exists():
        raise UserError(f"{tables}: wave {wave} has no tables yet. Run `make` for this study, then `make plan` again.")
    results = Results(str(tables), study["languages"][0])
    found = planning.sources(results)
    return (
        "\n\n".join(_of_source(results, source) for source in found)
        or "There is no spread to plan by: nobody was asked."
    )


def _of_source(results: Results, source: str) -> str:
    """Sentences and tables of one source."""
    groups = planning.by_group(results, source)
    named = [results.label(ALL if of == ALL else f"{of}.{group}") for of, group in groups[planning.CELL].to_numpy()]
    tables = [planning.needed(results, source), planning.clusters(results, source), groups.assign(group=named)]
    said = [plain(sentence) for sentence in (results.caveat(source), *planning.summary(results, source))]
    return "\n\n".join([planning.title(results, source), *filter(None, said), *map(_text, tables)])


def _text(rows: pd.DataFrame) -> str:
    shown = [
        name for name in rows if name not in ("wave", "source", "weights", "variable") and rows[name].notna().any()
    ]
    return (
        rows[shown].to_string(index=False, line_width=WIDTH, float_format="{:.3g}".format, na_rep="–")
        if len(rows)
        else ""
    )
