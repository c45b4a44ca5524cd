"""What leaves the machine: rounded tables in which the audit finds nothing."""

import json
import math
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

#: What a step of 1, 2 and 5 × 10ᵏ is coarser than the one before, in the mean; where so much less is lacking, that of
#: one figure will do.
STEP, ALONE = 10 ** (1 / 3), 1.5
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
    """The tables of a wave as they may be published.

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
    coarser: Counter[precision.Figure] = Counter()
    cells = _cells(exact)
    while True:
        tables = _with_verdicts(exact, precision.published(exact, min_cell, coarser), claims, study)
        if "protection" in tables:
            tables["protection"] = _with_coarser(tables["protection"], coarser, study)
        with TemporaryDirectory() as folder:
            written = _written(tables, study, Path(folder))
            found = findings([*earlier, written], min_cell, width, nesting)
        if not found:
            return tables
        steps = Counter[precision.Figure]()
        for finding in found:
            figures = _figures(finding, str(study["wave"]), cells, coarser)
            if all(coarser[one] > precision.COARSEST for one in figures):
                raise UserError(_message(found))
            steps |= _steps(finding, figures, width)
        coarser += steps


def publishable_changes(
    changes: pd.DataFrame, waves: Mapping[str, Path], study: Mapping[str, Any], limits: tuple[int, float]
) -> pd.DataFrame:
    """Table `wave_change` as it may be published: without rows that would tell, with the tables of the waves, of few.

    Parameters
    ----------
    changes
        As estimated.
    waves
        Folders of the published tables of each wave.
    study, limits
        As for `publishable`.

    Raises
    ------
    UserError
        When the audit finds something in the waves themselves.
    """
    min_cell, width = limits
    if min_cell == 1 or not len(changes):
        return changes
    tables = {wave: files.read_all(map(str, sorted(folder.glob("*.csv")))) for wave, folder in waves.items()}
    while True:
        rounded = precision.published({"wave_change": changes}, min_cell, waves=tables)
        with TemporaryDirectory() as folder:
            found = findings([*waves.values(), _written(rounded, study, Path(folder))], min_cell, width)
        if not found:
            return rounded["wave_change"]
        told = {(source, *cell, name) for one in found for _, source, name, _, *cell in one.figures}
        rows = zip(*(changes[column] for column in (*GROUP, "variable")), strict=True)
        kept = changes[[row not in told for row in rows]]
        if len(kept) == len(changes):
            raise UserError(_message(found))
        changes = kept


def _with_verdicts(
    exact: Mapping[str, pd.DataFrame], rounded: Frames, claims: Claims | None, study: Mapping[str, Any]
) -> Frames:
    if claims is None:
        return rounded
    judged = verdicts(claims.claims, exact, rounded, claims.simulated, study["instrument"])
    return rounded | {"claims": judged.assign(wave=study["wave"])}


def _written(tables: Frames, study: Mapping[str, Any], folder: Path) -> Path:
    """Tables as the audit reads them: with the digits of `files.write`, whose contract is checked once in the end."""
    for name, frame in tables.items():
        if len(frame):
            frame.to_csv(folder / f"{name}.csv", index=False, float_format=f"%.{files.DIGITS}g")
    (folder / "study.json").write_text(json.dumps(dict(study)), encoding="utf-8")
    return folder


def _figures(
    finding: Finding, wave: str, cells: Sequence[tuple[str, str, str]], coarser: Mapping[precision.Figure, int]
) -> list[precision.Figure]:
    """The figures of this wave that tell something together; those of a gap alone, where one is among them.

    Where they are not shown any more, or an earlier wave's figures tell it that did not alone: those of all groups.
    """
    own = [
        (source, variable, group_by, group, base == PAIRED)
        for of_wave, source, variable, base, group_by, group in finding.figures
        if of_wave == wave
    ]
    figures = [figure for figure in own if figure[-1]] or own
    if any(coarser[figure] <= precision.COARSEST for figure in figures):
        return figures
    asked = {(source, variable, base == PAIRED) for _, source, variable, base, *_ in finding.figures}
    return [
        (source, variable, group_by, group, is_paired)
        for source, variable, is_paired in sorted(asked)
        for of, group_by, group in cells
        if of == source
    ]


def _cells(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str, str]]:
    """Source, breakdown and group of all cells of a wave."""
    rows = [zip(*(frame[name] for name in GROUP), strict=True) for frame in tables.values() if len(frame)]
    return sorted({cell for found in rows for cell in found})


def _steps(finding: Finding, figures: Sequence[precision.Figure], width: float) -> Counter[precision.Figure]:
    """By how many steps more figures are to be coarser: the first alone where little is lacking, else all of them."""
    lacking = width / max(finding.width, width * STEP**-2)
    if lacking < ALONE and len(figures) <= len(finding.figures):
        return Counter(figures[:1])
    return Counter(dict.fromkeys(figures, math.ceil(math.log(lacking, STEP) - 1e-9)))


def _message(found: Sequence[Finding]) -> str:
    """What is found, one line each, alike ones counted."""
    lines = [f"{one.rule}: {one.table or 'tables'}, {one.group}, {one.variable}: {one.words}" for one in found]
    more = [f"and {len(lines) - NAMED} more"] if len(lines) > NAMED else []
    return "\n".join(
        [
            "The audit found that tables would tell what few people answered; they are not published.",
            *lines[:NAMED],
            *more,
            "Leave the breakdown out of `breakdowns` in config.yaml, or merge its smallest groups in the codebook; where "
            "waves asked different people, say `disclosure: {independent_waves: true}`. Then run again.",
        ]
    )


def record_of(record: pd.DataFrame, study: Mapping[str, Any]) -> pd.DataFrame:
    """Table `protection` from the record of what was merged or left out, in the order of the study."""
    order = {name: place for place, name in enumerate(["", ALL, *study["breakdowns"]])}
    source = {name: place for place, name in enumerate(study["sources"])}
    place = [record["source"].map(source), record["group_by"].map(order), record["group"]]
    in_order = pd.DataFrame(dict(zip(GROUP, place, strict=True)), index=record.index).sort_values(GROUP, kind="stable")
    rows = record.loc[in_order.index].reset_index(drop=True)
    return rows.assign(wave=study["wave"], weights="none", n=None)


def _with_coarser(
    record: pd.DataFrame, coarser: Mapping[precision.Figure, int], study: Mapping[str, Any]
) -> pd.DataFrame:
    """The table with what is rounded more coarsely than elsewhere, or therefore not shown."""
    rows = [
        {
            "source": source,
            "group_by": group_by,
            "group": group,
            "variable": f"ocai_gap {variable}" if is_paired else variable,
            "rule": "difference" if steps > precision.COARSEST else f"coarser_{steps}",
        }
        for (source, variable, group_by, group, is_paired), steps in sorted(coarser.items())
    ]
    kept = record[["source", "group_by", "group", "variable", "rule"]]
    return record_of(pd.concat([kept, pd.DataFrame(rows, columns=kept.columns)], ignore_index=True), study)
