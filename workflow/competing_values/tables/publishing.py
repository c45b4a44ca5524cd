"""What leaves the machine: rounded tables in which the audit finds nothing."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from competing_values.errors import UserError
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL
from competing_values.tables import files, precision
from competing_values.tables.audit import intervals
from competing_values.tables.audit.findings import Finding, Nesting, Told, findings
from competing_values.tables.audit.intervals import PAIRED
from competing_values.tables.formulas import inert_text, restored_text
from competing_values.tables.verdicts import verdicts

Frames = dict[str, pd.DataFrame]
#: An item of a group: source, breakdown, group, and its name.
Item = tuple[str, str, str, str]

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


class Rules(NamedTuple):
    """What a wave is audited by.

    min_cell, width
        Fewest people of whom a figure may tell, and the narrowest bound of their mean as a part of the scale.
    nesting
        As `findings` takes it, with the names of the study.
    items
        The item of each published figure, by its variable and by whether it is over those who answered both
        perspectives.
    """

    min_cell: int
    width: float
    nesting: Nesting
    items: Mapping[tuple[str, bool], str]


class Publication(NamedTuple):
    """Tables of a wave: as estimated, and as they are published, in text; and the items that were taken back for it."""

    exact: Frames
    texts: dict[str, str]
    withdrawn: set[Item]


def publishable(
    estimated: Callable[[set[Item]], Frames],
    claims: Claims | None,
    study: Mapping[str, Any],
    rules: Rules,
    earlier: intervals.Published,
) -> Publication:
    """The tables of a wave as they may be published.

    Parameters
    ----------
    estimated
        The tables as they are estimated when some items are taken back of what protection let through; `protection`,
        with these items, is among them.
    claims
        What the article says; None where there is no article.
    study
        Of ``study.json``: wave, questionnaire and level of the intervals.
    rules
        What is audited; with `min_cell` 1, nothing is, and all is published as it is.
    earlier
        Tables that are published already, and that tell of the same people.

    Raises
    ------
    UserError
        When the audit finds what neither coarser figures nor fewer of them mend: that is a fault of the pipeline.

    Notes
    -----
    Figures that tell something together are rounded more coarsely, by `precision.COARSEST` steps at most; then the item
    of the smallest of their groups is taken back and all is estimated anew, so that no test holds it; then that of its
    breakdown, and of the source; at last the breakdown, and the source. Each round takes something away, so there is a
    last one. What is left depends on what would have been published alone: it tells nothing more.
    """
    exact = estimated(set())
    if rules.min_cell == 1:
        tables = exact | {"protection": record_of(exact["protection"], study)}
        return Publication(exact, _Texts().of(_with_verdicts(exact, tables, claims, study)), set())
    instrument = Instrument.model_validate(study["instrument"])
    nesting = {_inert(outer): [*map(_inert, inner)] for outer, inner in rules.nesting.items()}
    coarser: Counter[precision.Figure] = Counter()
    withdrawn: set[Item] = set()
    written = _Texts()
    while True:
        tables = precision.published(exact, instrument, coarser)
        tables["protection"] = record_of(_with_coarser(tables["protection"], coarser), study)
        texts = written.of(tables)
        wave = intervals.together([earlier, intervals.parsed(texts, study)])
        found = [_restored(one) for one in findings(wave, rules.min_cell, rules.width, nesting)]
        mending = _Mending(exact, str(study["wave"]), rules, coarser, withdrawn)
        steps, items = mending.of(found)
        if not steps and not items:
            break
        coarser |= steps
        if items:
            withdrawn |= items
            exact = estimated(withdrawn)
            coarser = Counter({one: coarser[one] for one in precision.figures(exact) if one in coarser})
    if claims is not None:  # judged once, since it takes as long as an audit
        texts = written.of(_with_verdicts(exact, tables, claims, study))
        judged = intervals.parsed({"claims": texts["claims"]}, study)
        found += findings(intervals.together([judged]), rules.min_cell, rules.width)
    if left := [one for one in found if not one.figures or mending.own(one)]:
        raise UserError(_message(left))
    return Publication(exact, texts, withdrawn)


def publishable_changes(
    estimated: Callable[..., pd.DataFrame],
    waves: Mapping[str, Mapping[str, pd.DataFrame]],
    published: intervals.Published,
    study: Mapping[str, Any],
    limits: tuple[int, float],
) -> str:
    """Table `wave_change` as it may be published: without rows that would tell, with the tables of the waves, of few.

    Parameters
    ----------
    estimated
        The table as it is estimated ``without`` some variables of groups.
    waves, published
        wave: its published tables, by name; and the same as the audit reads them.
    study
        Of the latest wave, as for `publishable`.
    limits
        `min_cell` and `width`.
    """
    min_cell, width = limits
    instrument = Instrument.model_validate(study["instrument"])
    left_out: set[Item] = set()
    while True:
        changes = estimated(without=left_out)
        if min_cell == 1 or not len(changes):
            return files.text("wave_change", changes)
        rounded = precision.published({"wave_change": changes}, instrument, waves=waves)["wave_change"]
        text = files.text("wave_change", rounded)
        everything = intervals.together([published, intervals.parsed({"wave_change": text}, study)])
        found = findings(everything, min_cell, width)
        rows = set(zip(*(changes[column] for column in (*GROUP, "variable")), strict=True))
        figures = {figure for finding in found for figure in _restored(finding).figures}
        told = rows & {(one.source, one.group_by, one.group, one.variable) for one in figures}
        if not told:
            return text  # what waves tell by themselves was decided with each of them
        left_out |= told


class _Texts(dict[str, str]):
    """Tables as they are written; those that stay what they were are not written anew."""

    def __init__(self) -> None:
        self._tables: Frames = {}

    def of(self, tables: Frames) -> dict[str, str]:
        """The text of each table; one that was there in an earlier round only is gone."""
        for name in self.keys() - tables.keys():
            del self[name]
        for name, frame in tables.items():
            if name not in self or not frame.equals(self._tables[name]):
                self[name] = files.text(name, frame)
        self._tables = tables
        return dict(self)


def _with_verdicts(
    exact: Mapping[str, pd.DataFrame], rounded: Frames, claims: Claims | None, study: Mapping[str, Any]
) -> Frames:
    if claims is None:
        return rounded
    if not claims.claims:
        return rounded | {"claims": pd.DataFrame()}
    judged = verdicts(claims.claims, exact, rounded, claims.simulated, study["instrument"])
    known = {source for frame in exact.values() if len(frame) for source in frame["source"].unique()}
    named = judged["source"].where(judged["source"].isin(known), ALL)  # a source that is not known appears nowhere
    return rounded | {"claims": judged.assign(wave=study["wave"], source=named)}


def _inert(group: tuple[str, str]) -> tuple[str, str]:
    """A breakdown and a group as tables write them."""
    return inert_text(group[0]), inert_text(group[1])


def _restored(finding: Finding) -> Finding:
    """A finding whose groups have the names of the study."""
    figures = tuple(one._replace(group=restored_text(one.group)) for one in finding.figures)
    return finding._replace(figures=figures)


class _Mending:
    """What is to be done about findings in the tables of a wave.

    Parameters
    ----------
    exact, wave, rules
        The tables as estimated, their wave, and what it is audited by.
    coarser, withdrawn
        What has been done already.
    """

    def __init__(
        self, exact: Frames, wave: str, rules: Rules, coarser: Counter[precision.Figure], withdrawn: set[Item]
    ) -> None:
        self._wave, self._rules, self._coarser, self._withdrawn = wave, rules, coarser, withdrawn
        self._figures = precision.figures(exact)
        self._groups: dict[str, dict[str, set[str]]] = {}
        for frame in exact.values():
            for source, group_by, group in set(zip(*(frame.get(name, ()) for name in GROUP), strict=True)):
                self._groups.setdefault(source, {}).setdefault(group_by, set()).add(group)

    def of(self, found: Iterable[Finding]) -> tuple[Counter[precision.Figure], set[Item]]:
        """By how many steps figures are to be coarser, and which items are to be taken back."""
        steps: Counter[precision.Figure] = Counter()
        items: set[Item] = set()
        for finding in found:
            if more := self._steps(finding):
                steps |= more
            else:
                items |= next((some for some in self._fewer(finding) if not some <= self._withdrawn), set())
        return steps, items

    def own(self, finding: Finding) -> list[Told]:
        """The figures of this wave that tell something together."""
        return [one for one in finding.figures if one.wave == self._wave]

    def _asked(self, finding: Finding) -> Sequence[Told]:
        """The same, or, where those of earlier waves tell it that did not alone, those of this wave's groups."""
        return self.own(finding) or [
            Told(self._wave, of, name, base, group_by, group, 0)
            for of, name, base in sorted({(one.source, one.variable, one.base) for one in finding.figures})
            for group_by, groups in sorted(self._groups.get(of, {}).items())
            for group in sorted(groups)
        ]

    def _steps(self, finding: Finding) -> Counter[precision.Figure]:
        """Steps of figures that may still be coarser: those of a gap alone, where one is among them, else all.

        Of one alone where little is lacking.
        """
        named = [
            (one.source, one.variable, one.group_by, one.group, one.base == PAIRED) for one in self._asked(finding)
        ]
        left = [one for one in named if one in self._figures and self._coarser[one] < precision.COARSEST]
        figures = [one for one in left if one[-1]] or left
        lacking = self._rules.width / max(finding.width, self._rules.width * STEP**-2)
        if lacking < ALONE and self.own(finding):
            figures, more = figures[:1], 1
        else:
            more = math.ceil(math.log(lacking, STEP) - 1e-9)
        return Counter({one: min(self._coarser[one] + max(more, 1), precision.COARSEST) for one in figures})

    def _fewer(self, finding: Finding) -> Iterator[set[Item]]:
        """Items to be taken back, fewest first: that of the smallest group, of its breakdown, of the source; then all."""
        if not (asked := self._asked(finding)):
            return
        smallest = min(asked, key=lambda one: (one.group_by == ALL, one.n, one.group_by, one.group))
        groups = self._groups.get(smallest.source, {})
        of_breakdown = {smallest.group_by: groups.get(smallest.group_by, set())}
        item = self._rules.items.get((smallest.variable, smallest.base == PAIRED))
        for names in ({item} - {None}, set(self._rules.items.values())):
            for cells in ({smallest.group_by: {smallest.group}}, of_breakdown, groups):
                yield {(smallest.source, by, group, str(name)) for by in cells for group in cells[by] for name in names}


def _message(found: Sequence[Finding]) -> str:
    """What is found, one line each, alike ones counted."""
    lines = [f"{one.rule}: {one.table or 'tables'}, {one.group}, {one.variable}: {one.words}" for one in found]
    more = [f"and {len(lines) - NAMED} more"] if len(lines) > NAMED else []
    return "\n".join(
        [
            "The audit found that tables would tell what few people answered; they are not published.",
            *lines[:NAMED],
            *more,
            "This is a fault of the pipeline, and none of the study: please report it with these lines.",
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


def _with_coarser(record: pd.DataFrame, coarser: Mapping[precision.Figure, int]) -> pd.DataFrame:
    """The record with what is rounded more coarsely than elsewhere."""
    rows = [
        {
            "source": source,
            "group_by": group_by,
            "group": group,
            "variable": f"ocai_gap {variable}" if is_paired else variable,
            "rule": f"coarser_{steps}",
        }
        for (source, variable, group_by, group, is_paired), steps in sorted(coarser.items())
    ]
    return pd.concat([record, pd.DataFrame(rows, columns=record.columns)], ignore_index=True)
