"""Agreement within groups in words: whether the mean of a group speaks for the group."""

import pandas as pd
from IPython.display import HTML

from competing_values.report import html
from competing_values.report.results import Results

#: From which values on reliability is marginal and acceptable [klein2000], and agreement moderate and strong
#: [lebreton2008].
FAIR, GOOD = 0.5, 0.7
STATISTICS = ("icc2", "rwg_mean")


def title(results: Results, source: str) -> str:
    """The question that agreement answers, and of whose answers."""
    return results.language.gettext("Does a group’s mean speak for the group? {source}", source=results.source(source))


def summary(results: Results, source: str) -> list[str]:
    """Of each breakdown, which means are too unreliable to rank groups, and where groups agree too little."""
    return [
        _unfit(results, str(group_by), rows)
        for group_by, rows in _shown(results, source).groupby("group_by", sort=False)
    ]


def independence(results: Results, source: str) -> list[str]:
    """How much too narrow intervals are if groups were drawn whole; nothing of a source that says how it was drawn."""
    _, words = results.language.gettext, results.language
    if len(results.table("design", source=source)):
        return []
    rows = _shown(results, source).dropna(subset="widening")
    said = [
        _(
            "**{breakdown}**: if its groups were drawn whole, intervals of all respondents ought to be {least} to {most} times"
            " as wide, by the variable.",
            breakdown=results.label(str(group_by)),
            least=words.number(of_one["widening"].min(), 1),
            most=words.number(of_one["widening"].max(), 1),
        )
        for group_by, of_one in rows.groupby("group_by", sort=False)
    ]
    before = _(
        "It is not said how respondents of {source} were drawn: they are taken as independent.",
        source=results.source(source),
    )
    return [before, *said] if said else []


def figures(results: Results, source: str) -> HTML:
    """ICC(1), ICC(2), rwg and the average deviation of every variable, as a table."""
    _ = results.language.gettext
    rows = results.with_reasons("agreement", _shown(results, source))
    return html.table(
        results,
        rows.assign(label=results.labels(rows["variable"].tolist()), by=results.labels(rows["group_by"].tolist())),
        {
            "by": _("Breakdown"),
            "label": _("Variable"),
            "groups": _("Groups"),
            "icc1": "ICC(1)",
            "icc2": "ICC(2)",
            "widening": _("Widening"),
            "rwg_mean": _("rwg, mean"),
            "ad_mean": _("AD, points"),
        },
    )


def _shown(results: Results, source: str) -> pd.DataFrame:
    """Rows of the table `agreement` that have a figure."""
    return results.table("agreement", source=source).dropna(subset=[*STATISTICS], how="all")


def _unfit(results: Results, group_by: str, rows: pd.DataFrame) -> str:
    _, words = results.language.gettext, results.language
    return _(
        "**{breakdown}**: means that are too unreliable to rank groups, ICC(2) below {icc2}: {unreliable}. Too little"
        " agreement within groups for a mean to speak for them, rwg below {rwg}: {disagreeing}.",
        breakdown=results.label(group_by),
        icc2=words.plain(FAIR),
        unreliable=words.listed(results.labels(rows.loc[rows["icc2"] < FAIR, "variable"].tolist())),
        rwg=words.plain(GOOD),
        disagreeing=words.listed(results.labels(rows.loc[rows["rwg_mean"] < GOOD, "variable"].tolist())),
    )
