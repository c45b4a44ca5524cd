"""What was merged or left out to protect respondents: of each breakdown, by which rule, without figures."""

import pandas as pd

from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.study.names import ALL, GAP, OVERALL, complete, part

#: Rule of groups, by its name in the table: what is said of the groups that it met.
GROUPS = {
    "threshold": N_("Merged into other groups, for fewer than {fewest} respondents each: {groups}."),
    "merged": N_("Merged with them, since the small groups would otherwise follow from the rest: {groups}."),
    "earlier_wave": N_("Merged as in an earlier wave, since the difference would tell of a few people: {groups}."),
    "nothing_left": N_("Left out, since no figure of them may be shown: {groups}."),
    "breakdown": N_("The breakdown is left out, since fewer than two groups would be left to compare."),
}
#: Rule of single figures: what is said of the variables that it met.
FIGURES = {
    "few_answers": N_("Left out, since fewer than {fewest} answered: {variables}."),
    "unanimity": N_("Left out, since all, or all but one, gave the same answer: {variables}."),
    "difference": N_("Left out, since other figures would tell by subtraction what a few answered: {variables}."),
    "earlier_wave": N_("Left out, since the figures of an earlier wave would tell of a few people: {variables}."),
    "coarser": N_(
        "Rounded more coarsely, since finer figures would tell by subtraction what a few answered: {variables}."
    ),
}
#: After the name of a rule: by how many steps figures are rounded more coarsely.
STEPS = r"_\d+$"
#: So many figures or groups of a rule are named one by one; more are counted.
NAMED = 12


def sources(results: Results) -> list[str]:
    """Sources of which something was merged or left out, in the order of the study."""
    met = set(results.table("protection")["source"])
    return [source for source in results.study["sources"] if source in met]


def title(results: Results, source: str) -> str:
    """What is listed, and of which source."""
    return results.language.gettext("What was merged or left out: {source}", source=results.source(source))


def summary(results: Results, source: str) -> list[str]:
    """Of the whole and of each breakdown: groups and single figures, a sentence a rule; in Markdown."""
    _ = results.language.gettext
    names = {ALL: _("Everyone")} | {name: results.label(name) for name in results.study["breakdowns"]}
    said = {
        name: [*groups(results, source, group_by), *figures(results, source, group_by)]
        for group_by, name in names.items()
    }
    return [_("**{whose}**: {rules}", whose=name, rules=" ".join(told)) for name, told in said.items() if told]


def groups(results: Results, source: str, group_by: str) -> list[str]:
    """Groups of a breakdown that were merged or left out, a sentence a rule."""
    _ = results.language.gettext
    rows = _rows(results, source, group_by)
    return [
        _(GROUPS[str(rule)], fewest=results.study["min_cell"], groups=_named(results, met))
        for rule, met in rows[rows["variable"].isna()].groupby("rule", sort=False)
    ]


def figures(results: Results, source: str, group_by: str) -> list[str]:
    """Variables of which some groups of a breakdown have no figures, a sentence a rule."""
    _ = results.language.gettext
    rows = _rows(results, source, group_by)
    return [
        _(FIGURES[str(rule)], fewest=results.study["min_cell"], variables=_told(results, met))
        for rule, met in rows[rows["variable"].notna()].groupby(
            rows["rule"].str.replace(STEPS, "", regex=True), sort=False
        )
    ]


def _rows(results: Results, source: str, group_by: str) -> pd.DataFrame:
    rows = results.table("protection")
    return rows[(rows["source"] == source) & (rows["group_by"] == group_by)]


def _named(results: Results, rows: pd.DataFrame) -> str:
    """Groups by their labels; at last, those whose names are published nowhere."""
    known = rows["group"].dropna()
    if len(rows) > NAMED:
        return results.language.gettext(
            "{groups} groups (table `protection`)", groups=results.language.number(len(rows))
        )
    names = results.labels(known.tolist(), of=str(rows["group_by"].iloc[0]))
    unnamed = [results.language.gettext("groups that are not named")] if len(known) < len(rows) else []
    return results.language.listed([*names, *unnamed])


def _told(results: Results, rows: pd.DataFrame) -> str:
    """Variables, each with the groups that lack it; where they are many, their number."""
    _, words = results.language.gettext, results.language
    if len(rows) > NAMED:
        return _(
            "variables: {variables}, groups: {groups}; the table `protection` names them",
            variables=words.number(rows["variable"].nunique()),
            groups=words.number(rows["group"].nunique()),
        )
    labels = _labels(results)
    found = {labels.get(str(name), results.label(str(name))): met for name, met in rows.groupby("variable", sort=False)}
    if (rows["group_by"] == ALL).all():
        return "; ".join(found)
    return "; ".join(f"{label} ({_named(results, met)})" for label, met in found.items())


def _labels(results: Results) -> dict[str, str]:
    """Labels of what is left out together: the points of a dimension, its gaps, the drivers of an outcome."""
    _, ocai = results.language.gettext, results.instrument.ocai
    perspectives = {name: results.label(name) for name in ocai.perspectives} | {GAP: _("gap")} if ocai else {}
    points = {
        part(perspective, dimension, "points"): f"{results.label(dimension)} ({said})"
        for perspective, said in perspectives.items()
        for dimension in (OVERALL, *(ocai.dimensions if ocai else ()))
    }
    drivers = {
        complete(name, "drivers"): _("What goes with {outcome}", outcome=results.label(name))
        for name in results.instrument.outcomes()
    }
    return points | drivers
