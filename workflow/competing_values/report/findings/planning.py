"""The next wave in words and tables: what this wave's own spreads say of margins, differences and respondents needed."""

import numpy as np
import pandas as pd
from IPython.display import HTML

from competing_values.errors import NotEstimableError
from competing_values.report import html
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.statistics import planning
from competing_values.study.names import ALL, OVERALL

CELL = ["group_by", "group"]
#: What is planned for: table, column of its spread, rows that are meant, and what it is called.
SPREADS: dict[str, tuple[str, str, dict[str, str], str]] = {
    "sector": ("sector_scores", "sd", {}, N_("mean of a sector")),
    "points": ("ocai_profile", "sd", {"dimension": OVERALL}, N_("points of a culture type")),
    "gap": ("ocai_gap", "se", {"dimension": OVERALL}, N_("gap of a culture type")),
}
#: A share that is asked for: the one with the widest interval; and margins of it that are planned for.
SHARE, SHARE_MARGINS = 0.5, (0.05, 0.03)
#: Probability that a difference of the size that is asked for is found.
POWER = 0.8
#: Fewest groups that may be drawn as clusters.
CLUSTERS = 10


def sources(results: Results) -> list[str]:
    """Sources with a spread to plan by, in the order of the study."""
    return [source for source in results.study["sources"] if len(_spreads(results, source))]


def title(results: Results, source: str) -> str:
    """What is planned, and by whose spreads."""
    return results.language.gettext("The next wave: {source}", source=results.source(source))


def summary(results: Results, source: str) -> list[str]:
    """How precise as large a wave would be, what change it would find, and what clusters cost."""
    _, words = results.language.gettext, results.language
    cells = by_group(results, source)
    whole = cells[cells["group_by"] == ALL].iloc[0]
    said = [
        _(
            "If as many respond again ({n}), drawn one by one, and answers spread as now, a share is known to ±{share}"
            " percentage points or better. Other figures, with their margin and the smallest change that is found with a"
            " power of {power}: {known}.",
            n=words.number(whole["n"]),
            share=words.number(whole["share"], 1),
            power=words.share(POWER),
            known=_known(results, whole),
        )
    ]
    groups = cells[cells["group_by"] != ALL]
    if len(groups):
        said.append(_smallest(results, groups.sort_values("n", kind="stable").iloc[0]))
    costly = clusters(results, source)
    if len(costly):
        said.append(_costliest(results, costly.sort_values("design_effect", kind="stable").iloc[-1]))
    return said


def by_group(results: Results, source: str) -> pd.DataFrame:
    """Margins of error, and changes that can be found, of the whole and of every group, if as many answer again.

    Returns
    -------
    DataFrame with ``group_by, group, n, share`` (margin in percentage points) and, of each of `SPREADS` that there is, its
    margin and ``<name>_found``.
    """
    confidence = results.study["confidence"]
    rows = _spreads(results, source)
    rows["share"] = 100 * planning.margin_of_share(rows["n"], SHARE, confidence)
    found = {n: _found(n, 1, confidence) for n in rows["n"].unique()}  # in standard deviations
    for name in SPREADS:
        if name in rows:
            sd = rows[name].to_numpy(dtype=float, na_value=np.nan)
            rows[name] = planning.margin_of_mean(rows["n"], sd, confidence)
            rows[f"{name}_found"] = np.where(sd > 0, sd, np.nan) * rows["n"].map(found)
    return rows


def clusters(results: Results, source: str) -> pd.DataFrame:
    """What it costs where the groups of a breakdown are drawn whole: design effect, and respondents that count.

    By the largest ICC(1) of the breakdown's scores; of breakdowns with `CLUSTERS` groups or more, since fewer are no sample.

    Returns
    -------
    DataFrame with ``group_by, n, groups, size, icc1, design_effect, effective_n``.
    """
    columns = ["group_by", "n", "groups", "size", "icc1", "design_effect", "effective_n"]
    rows = results.table("agreement", source=source).dropna(subset="icc1")
    rows = rows[rows["groups"] >= CLUSTERS]
    if rows.empty:
        return pd.DataFrame(columns=columns)
    found = rows.loc[rows.groupby("group_by", sort=False)["icc1"].idxmax()]
    size = found["n"] / found["groups"]
    effect = planning.cluster_design_effect(size, found["icc1"])
    return found.assign(size=size, design_effect=effect, effective_n=found["n"] / effect)[columns].reset_index(
        drop=True
    )


def needed(results: Results, source: str) -> pd.DataFrame:
    """Respondents that each group, or wave, needs: drawn one by one, and in the clusters that cost most.

    Returns
    -------
    DataFrame with ``what, n`` and, where there are clusters, ``clustered``.
    """
    _, words, confidence = results.language.gettext, results.language, results.study["confidence"]
    spread = _spreads(results, source).query("group_by == @ALL").iloc[0]
    costly = clusters(results, source)
    effect = float(costly["design_effect"].max()) if len(costly) else 1.0
    rows: list[tuple[str, int, int]] = []
    deffs = (1.0, effect)
    for margin in SHARE_MARGINS:
        what = _("a share, to ±{margin} percentage points", margin=words.plain(100 * margin))
        one, many = (planning.respondents_for_share(margin, SHARE, confidence, deff) for deff in deffs)
        rows.append((what, one, many))
    for name, (_table, _column, _where, label) in SPREADS.items():
        for difference in _differences(results, name, spread):
            what = _("a difference of {difference}: {label}", difference=words.plain(difference), label=_(label))
            if planned := _counts(difference, float(spread[name]), confidence, deffs):
                rows.append((what, *planned))
    frame = pd.DataFrame(rows, columns=["what", "n", "clustered"])
    return frame if len(costly) else frame.drop(columns="clustered")


def groups_table(results: Results, source: str) -> HTML:
    """`by_group` for readers, folded."""
    _ = results.language.gettext
    rows = by_group(results, source)
    names = (rows["group_by"] + "." + rows["group"]).where(rows["group_by"] != ALL, ALL)
    labelled = rows.assign(
        by=[results.label(name) if name != ALL else "" for name in rows["group_by"]],
        label=[results.label(name) if name != ALL else _("Whole") for name in names],
    )
    headings = {"by": _("Breakdown"), "label": _("Group"), "n": _("Respondents"), "share": _("Share, ± points")}
    for name, (_table, _column, _where, label) in SPREADS.items():
        if name in rows:
            headings[name] = _("{what}, ±", what=_(label))
            headings[f"{name}_found"] = _("{what}: change found from", what=_(label))
    return html.table(results, labelled, headings, folded=_("Margins and changes found, by group, as a table"))


def clusters_table(results: Results, source: str) -> HTML | None:
    """`clusters` for readers; nothing where there are none."""
    _ = results.language.gettext
    rows = clusters(results, source)
    headings = {
        "by": _("Drawn whole"),
        "groups": _("Groups"),
        "size": _("Respondents each"),
        "icc1": "ICC(1)",
        "design_effect": _("Design effect"),
        "effective_n": _("Count as"),
    }
    shown = rows.assign(
        by=results.labels(rows["group_by"].tolist()), size=rows["size"].round(), effective_n=rows["effective_n"].round()
    )
    return html.table(results, shown, headings) if len(rows) else None


def needed_table(results: Results, source: str) -> HTML:
    """`needed` for readers."""
    _ = results.language.gettext
    rows = needed(results, source)
    headings = {
        "what": _("To know, or to find"),
        "n": _("Respondents in each group or wave"),
        "clustered": _("In clusters"),
    }
    return html.table(results, rows, {name: said for name, said in headings.items() if name in rows})


def _spreads(results: Results, source: str) -> pd.DataFrame:
    """Of the whole and of every group the respondents, and the largest standard deviation of each of `SPREADS`."""
    sizes, spreads = [], {}
    for name, (table, column, where, _label) in SPREADS.items():
        rows = results.table(table, source=source, weights="none", **where).dropna(subset=[column, "n"])
        if len(rows):
            sd = rows[column] * np.sqrt(rows["n"].astype(float)) if column == "se" else rows[column]
            cells = rows.assign(sd=sd).groupby(CELL, sort=False)
            sizes.append(cells["n"].max())
            spreads[name] = cells["sd"].max()
    if not sizes:
        return pd.DataFrame(columns=[*CELL, "n"])
    rows = pd.DataFrame({"n": pd.concat(sizes, axis=1).max(axis=1), **spreads})
    return rows[rows["n"] > 1].reset_index()


def _found(n: float, sd: float, confidence: float) -> float:
    try:
        return planning.detectable_difference(n, n, sd, confidence, POWER)
    except NotEstimableError:
        return float("nan")


def _counts(difference: float, sd: float, confidence: float, deffs: tuple[float, float]) -> tuple[int, int] | None:
    try:
        one, many = (planning.respondents_to_find(difference, sd, confidence, POWER, deff) for deff in deffs)
    except NotEstimableError:
        return None
    return one, many


def _differences(results: Results, name: str, spread: pd.Series) -> list[float]:
    """Differences of one of `SPREADS` that are planned for: the bound of a small change, and half of it."""
    if name not in spread or pd.isna(spread[name]):
        return []
    bounds = results.study["statistics"]["equivalence"]
    bound = bounds["ocai"] if name in ("points", "gap") else round(bounds["other"] * float(spread[name]), 1)
    return [bound, bound / 2] if bound > 0 else []


def _known(results: Results, row: pd.Series) -> str:
    _, words = results.language.gettext, results.language
    told = [
        _(
            "{what} ±{margin}, change from {found}",
            what=_(label),
            margin=words.number(row[name], 2),
            found=words.number(row[f"{name}_found"], 2),
        )
        for name, (_table, _column, _where, label) in SPREADS.items()
        if name in row and pd.notna(row[name])
    ]
    return "; ".join(told)


def _smallest(results: Results, row: pd.Series) -> str:
    _, words = results.language.gettext, results.language
    return _(
        "In the smallest group, {group} ({n}), a share is known to ±{share} percentage points. Other figures: {known}.",
        group=results.label(f"{row['group_by']}.{row['group']}"),
        n=words.number(row["n"]),
        share=words.number(row["share"], 1),
        known=_known(results, row),
    )


def _costliest(results: Results, row: pd.Series) -> str:
    _, words = results.language.gettext, results.language
    return _(
        "If groups of {breakdown} are drawn whole, {n} respondents count as {effective_n}, since members of a group answer"
        " alike (ICC(1) up to {icc}, design effect {effect}): margins and changes are then {times} times as wide.",
        breakdown=results.label(row["group_by"]),
        n=words.number(row["n"]),
        effective_n=words.number(row["effective_n"]),
        icc=words.plain(row["icc1"]),
        effect=words.number(row["design_effect"], 1),
        times=words.number(np.sqrt(row["design_effect"]), 1),
    )
