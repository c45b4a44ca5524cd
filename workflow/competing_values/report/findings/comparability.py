"""Comparability in words: where the means of groups should not be compared, and where too few answered to tell."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from IPython.display import HTML

from competing_values.report import html
from competing_values.report.figures.comparability import comparability
from competing_values.report.figures.gallery import Picture
from competing_values.report.results import Results
from competing_values.statistics.congruence import EQUAL

#: So many means are named one by one; more are counted.
NAMED = 12


def title(results: Results, source: str) -> str:
    """The question that congruence answers, and of whose answers."""
    return results.language.gettext(
        "Do statements mean the same in every group? {source}", source=results.source(source)
    )


def sources(results: Results) -> list[str]:
    """Sources whose groups are compared, in the order of the study."""
    present = set(results.table("comparability")["source"])
    return [source for source in results.study["sources"] if source in present]


def summary(results: Results, source: str) -> list[str]:
    """Of each breakdown, in which groups means of which sectors should not be compared, and what cannot be told."""
    breakdowns = results.table("comparability", source=source).groupby("group_by", sort=False)
    return [_told(results, str(group_by), rows) for group_by, rows in breakdowns]


def between_waves(results: Results, source: str) -> list[str]:
    """Of each wave and the next, which sectors' means should not be compared, and what cannot be told."""
    pairs = results.table("wave_comparability", source=source).groupby(["from_wave", "to_wave"], sort=False)
    return [_between(results, str(earlier), str(later), rows) for (earlier, later), rows in pairs]


def _between(results: Results, earlier: str, later: str, rows: pd.DataFrame) -> str:
    _, words = results.language.gettext, results.language
    shown = rows.dropna(subset="phi")
    apart = shown[shown["phi"] < EQUAL]
    told = [f"{results.label(str(row['sector']))} (φ = {words.plain(row['phi'])})" for row in apart.to_dict("records")]
    waves = {"earlier": earlier, "later": later}
    said = []
    if told:
        said.append(
            _(
                "From {earlier} to {later} statements of these sectors hang together otherwise (φ below {equal}), so that a"
                " change of their means may be one of meaning: {apart}.",
                equal=words.plain(EQUAL),
                apart="; ".join(told),
                **waves,
            )
        )
    elif len(shown):
        said.append(
            _(
                "From {earlier} to {later} the statements of every sector hang together as before (φ from {lowest}).",
                lowest=words.plain(shown["phi"].min()),
                **waves,
            )
        )
    if len(shown) < len(rows):
        said.append(_few(results, rows))
    return " ".join(said)


def congruences(results: Results, source: str) -> Picture | None:
    """Congruence of every sector in every group with the whole; none where no group is large enough."""
    _, words = results.language.gettext, results.language
    rows = _shown(results, source)
    if rows.empty:
        return None
    return Picture(
        comparability(results, source),
        f"comparability_{source}",
        _(
            "Tucker’s φ, the congruence of the loadings of a sector’s statements on one factor in a group with those in the"
            " whole, {source}. Grey from {equal}: taken as equal (Lorenzo-Seva & ten Berge 2006). Loadings that are equal"
            " are a first step: a group may still use the scale otherwise.",
            source=results.source(source),
            equal=words.plain(EQUAL),
        ),
        _(
            "φ is {equal} or more in {alike} of {all} comparisons, and {lowest} at the lowest.",
            equal=words.plain(EQUAL),
            alike=words.part((rows["phi"] >= EQUAL).sum()),
            all=words.number(len(rows)),
            lowest=words.plain(rows["phi"].min()),
        ),
        rows,
    )


def figures(results: Results, source: str) -> HTML:
    """φ of every sector in every group, and how many respondents it takes, folded."""
    _ = results.language.gettext
    rows = results.table("comparability", source=source)
    labelled = rows.assign(
        by=results.labels(rows["group_by"].tolist()),
        name=results.labels((rows["group_by"] + "." + rows["group"]).tolist()),
        label=results.labels(rows["sector"].tolist()),
    )
    headings = {
        "by": _("Breakdown"),
        "name": _("Group"),
        "label": _("Sector"),
        "n": _("Answered"),
        "phi": "φ",
        "respondents_needed": _("Needed"),
    }
    return html.table(results, labelled, headings, digits=3, folded=_("Congruence of every sector, as a table"))


def _shown(results: Results, source: str) -> pd.DataFrame:
    """Rows of the table `comparability` that have a figure."""
    return results.table("comparability", source=source).dropna(subset="phi")


def _told(results: Results, group_by: str, rows: pd.DataFrame) -> str:
    _, words = results.language.gettext, results.language
    shown = rows.dropna(subset="phi")
    apart = shown[shown["phi"] < EQUAL].sort_values("phi", kind="stable")
    few = _few(results, rows) if len(shown) < len(rows) else ""
    if apart.empty:
        said = _alike(results, shown) if len(shown) else ""
    else:
        said = _(
            "statements hang together otherwise than in the whole (φ below {equal}), so that these means should not be"
            " compared with those of others: {apart}.",
            equal=words.plain(EQUAL),
            apart="; ".join(
                [*(_pair(results, row) for row in apart.head(NAMED).to_dict("records")), *_more(results, apart)]
            ),
        )
    told = " ".join(filter(None, [said, few]))
    return _("**{breakdown}**: {told}", breakdown=results.label(group_by), told=told)


def _more(results: Results, apart: pd.DataFrame) -> list[str]:
    """How many means are not named, where they are many."""
    left = len(apart) - NAMED
    said = results.language.gettext(
        "and {left} more, which the table `comparability` has", left=results.language.number(left)
    )
    return [said] if left > 0 else []


def _pair(results: Results, row: Mapping[Hashable, Any]) -> str:
    return results.language.gettext(
        "{sector} in {group} (φ = {phi})",
        sector=results.label(str(row["sector"])),
        group=results.label(f"{row['group_by']}.{row['group']}"),
        phi=results.language.plain(row["phi"]),
    )


def _alike(results: Results, shown: pd.DataFrame) -> str:
    return results.language.gettext(
        "in every group that is large enough to tell, the statements of each sector hang together as in the whole (φ from"
        " {lowest}).",
        lowest=results.language.plain(shown["phi"].min()),
    )


def _few(results: Results, rows: pd.DataFrame) -> str:
    words = results.language
    return words.gettext(
        "For {missing} of {all} comparisons too few answered to tell.",
        missing=words.part(rows["phi"].isna().sum()),
        all=words.number(len(rows)),
    )
