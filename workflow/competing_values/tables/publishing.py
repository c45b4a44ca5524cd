"""What leaves the machine: rounded tables in which the audit finds nothing."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd

from competing_values.errors import UserError
from competing_values.study.names import ALL
from competing_values.tables import files, precision
from competing_values.tables.audit.findings import Finding, Nesting, findings
from competing_values.tables.audit.intervals import PAIRED
from competing_values.tables.verdicts import verdicts

Frames = dict[str, pd.DataFrame]

#: A figure is at most so many steps coarser than the rule asks for; where that does not do, the run fails.
STEPS = 4
GROUP = ["source", "group_by", "group"]
#: Findings that a message names.
NAMED = 5


class Claims(NamedTuple):
    """What the article says, as `study.load` returns it, and the sources that were simulated."""

    claims: dict[str, dict[str, Any]]
    simulated: list[str]


def publishable(
    exact: Mapping[str, pd.DataFrame],
    claims: Claims | None,
    study: Mapping[str, Any],
    limits: tuple[int, float],
    nesting: Nesting,
    earlier: Sequence[Path] = (),
) -> Frames:
    """The tables of a wave, or of trends, as they may be published.

    Parameters
    ----------
    exact
        As estimated.
    claims
        What the article says; None where there is no article.
    study
        Of ``study.json``: wave, questionnaire and level of the intervals.
    limits
        `min_cell` and `width`; with `min_cell` 1, all is published as it is.
    nesting
        As `findings` takes it.
    earlier
        Folders of tables that are published already, and that tell of the same people.

    Raises
    ------
    UserError
        When the audit finds something that coarser rounding does not mend.

    Notes
    -----
    Which figures are rounded more coarsely than the rule asks for depends on what is published alone: it tells nothing
    more.
    """
    min_cell, width = limits
    if min_cell == 1:
        return _with_verdicts(exact, dict(exact), claims, study)
    coarser: Counter[tuple[str, str, str, str, str]] = Counter()
    while True:
        tables = _with_verdicts(exact, precision.published(exact, min_cell, coarser), claims, study)
        with TemporaryDirectory() as folder:
            written = _written(tables, study, Path(folder))
            found = findings([*earlier, written], min_cell, width, nesting)
        if not found:
            return tables
        told = {_to_coarsen(finding, str(study["wave"])) for finding in found}
        if None in told or any(coarser[figure] == STEPS for figure in told if figure):
            raise UserError(_message(found))
        coarser.update(figure for figure in told if figure)


def _with_verdicts(
    exact: Mapping[str, pd.DataFrame], rounded: Frames, claims: Claims | None, study: Mapping[str, Any]
) -> Frames:
    if claims is None:
        return rounded
    judged = verdicts(claims.claims, exact, rounded, claims.simulated)
    return rounded | {"claims": judged.assign(wave=study["wave"])}


def _written(tables: Frames, study: Mapping[str, Any], folder: Path) -> Path:
    for name, frame in tables.items():
        files.write(name, frame, folder / f"{name}.csv")
    (folder / "study.json").write_text(json.dumps(dict(study)), encoding="utf-8")
    return folder


def _to_coarsen(finding: Finding, wave: str) -> tuple[str, str, str, str, str] | None:
    """The figure of this wave that tells something, and costs least to be coarser: of a gap, else of most people."""
    own = [figure for figure in finding.figures if figure[1] == wave]
    paired = [figure for figure in own if figure[4] == PAIRED]
    if not own:
        return None
    table, _, source, variable, _, group_by, group = (paired or own)[0]
    return table, source, variable, group_by, group


def _message(found: Sequence[Finding]) -> str:
    """What is found, one line each, alike ones counted."""
    lines = [f"{one.rule}: {one.table or 'tables'}, {one.group}, {one.variable}: {one.words}" for one in found]
    more = [f"and {len(lines) - NAMED} more"] if len(lines) > NAMED else []
    return "\n".join(
        [
            "The audit found that tables would tell what few people answered; they are not published.",
            *lines[:NAMED],
            *more,
        ]
    )


def record_of(record: pd.DataFrame, study: Mapping[str, Any]) -> pd.DataFrame:
    """Table `protection` from the record of what was merged or left out, in the order of the study."""
    order = {name: place for place, name in enumerate(["", ALL, *study["breakdowns"]])}
    source = {name: place for place, name in enumerate(study["sources"])}
    place = [record["source"].map(source), record["group_by"].map(order), record["group"]]
    in_order = pd.DataFrame(dict(zip(GROUP, place, strict=True))).sort_values(GROUP, kind="stable")
    return record.loc[in_order.index].assign(weights="none", n=None).reset_index(drop=True)
