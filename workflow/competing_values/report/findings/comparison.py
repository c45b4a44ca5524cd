"""Groups compared in words: effects and tests, differences from the whole, and means of every group."""

import pandas as pd
from IPython.display import HTML

from competing_values.report import html
from competing_values.report.emphasis import emphasised
from competing_values.report.figures import differences, groups
from competing_values.report.figures.gallery import Picture
from competing_values.report.findings import protection
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.statistics.effects import CRAMER, HEDGES, OMEGA, OMEGA_APPROXIMATE, PILLAI, RANK_ETA
from competing_values.study.names import ALL, OVERALL

#: Tests and effect sizes as tables name them: how a reader is told of them, briefly.
TESTS = {
    "MANOVA (Pillai)": N_("Pillai"),
    "Welch ANOVA": N_("Welch"),
    "Kruskal–Wallis": N_("Kruskal–Wallis"),
    CRAMER: N_("Cramér's V"),
    OMEGA_APPROXIMATE: N_("ω², approximate"),
    RANK_ETA: N_("rank η²"),
    PILLAI: N_("Pillai's V/s"),
    HEDGES: N_("Hedges' g"),
}
#: Tests of a whole profile: how a reader is told of what they test.
PROFILES = {"now profile": N_("Culture profile now"), "preferred profile": N_("Culture profile preferred")}
#: What stands for a breakdown where sources are compared.
SOURCES = "source"


def made(results: Results) -> list[tuple[str, str]]:
    """Source and breakdown of every comparison, in the order of the study; at last that of the sources themselves."""
    tested = set(results.table("group_comparison")[["source", "group_by"]].itertuples(index=False, name=None))
    sources = [*results.study["sources"], ALL]
    breakdowns = [SOURCES, *results.study["breakdowns"]]
    return [(source, group_by) for source in sources for group_by in breakdowns if (source, group_by) in tested]


def title(results: Results, source: str, group_by: str) -> str:
    """What is compared, and whose answers."""
    return f"{_breakdown(results, group_by)}: {_whose(results, source)}"


def reading(results: Results) -> str:
    """How effects and tests are to be read."""
    _ = results.language.gettext
    return _(
        "Size comes before p: in a large sample differences too small to matter are significant, and in a small one"
        " large ones may not be. Means are tested on points, profiles as a whole on log-ratios. A family, over which p is"
        " adjusted, is all tests of one breakdown; pairs of groups are families of their own, a variable each, and"
        " differences from the whole are not tested. Respondents who did not state their group do not enter."
    )


def largest_effects(results: Results, source: str, group_by: str) -> str:
    """The variable with the largest effect of each kind, with its interval; empty where no test has an effect size."""
    _, words = results.language.gettext, results.language
    sized = _tests(results, source, group_by).dropna(subset="effect_size")
    if sized.empty:
        return ""
    sized = sized.assign(kind=sized["effect_name"].replace({_(TESTS[OMEGA_APPROXIMATE]): OMEGA}))
    tops = sized.loc[sized["effect_size"].abs().groupby(sized["kind"], sort=False).idxmax()].to_dict("records")
    effects = [
        f"{emphasised(top['label'])}, {top['kind']} ="
        f" {words.estimate(top['effect_size'], top['effect_ci_low'], top['effect_ci_high'], 3)}"
        for top in tops
    ]
    said = [
        _(
            "The largest effect of each kind: {effects}. The largest of many is large by chance too, and one kind does not"
            " compare with another.",
            effects="; ".join(effects),
        )
    ]
    if _(TESTS[HEDGES]) in {top["kind"] for top in tops}:
        said.append(_("Hedges' g is the mean of the first group less that of the second, in standard deviations."))
    return " ".join(said)


def tests(results: Results, source: str, group_by: str) -> HTML:
    """Test and effect size of every variable."""
    _ = results.language.gettext
    return html.table(
        results,
        _tests(results, source, group_by),
        {
            "label": _("Variable"),
            "test": _("Test"),
            "effect_name": _("Effect"),
            "effect_size": _("Size"),
            "effect_ci_low": _("from"),
            "effect_ci_high": _("to"),
            "statistic": _("Statistic"),
            "p_adjusted": _("p, adjusted"),
        },
        digits=3,
    )


def apart(results: Results, source: str, group_by: str) -> str:
    """How many groups lie apart from the whole, and the furthest of each unit; empty where no group is shown."""
    _, words = results.language.gettext, results.language
    beside = differences.differences(results, source, group_by)
    shown = beside.dropna(subset="difference")
    if shown.empty:
        return ""
    differing = shown[shown["differs"].astype(bool)]
    found = [
        _(
            "Figures of groups whose interval leaves out that of the whole: {differing} of {cells}",
            differing=words.number(len(differing)),
            cells=words.number(len(shown)),
        ),
        *(_furthest(results, str(unit), rows) for unit, rows in differing.groupby("unit", sort=False)),
    ]
    return "; ".join(found) + "."


def heat_map(results: Results, source: str, group_by: str) -> Picture | None:
    """Difference of each group from the whole in every variable; None where no group is shown."""
    _, words = results.language.gettext, results.language
    finding = apart(results, source, group_by)
    if not finding:
        return None
    caption = _(
        "{breakdown}: difference of each group from the whole, {source}. Coloured, and bold, is a cell"
        " where the {confidence} interval of the group leaves out the figure of the whole; purple is"
        " above it, orange below. Colour is pale up to the bound of a small difference ({points} points of the OCAI,"
        " {deviations} standard deviations elsewhere), and full from {full} times that bound, in every panel. A group is a"
        " part of the whole, so this is no test; and where nothing differed, at most about {chance} of the cells"
        " would be coloured. Shares: of a question, that of its highest answer; of a self-rating, that of high"
        " ones. In brackets: respondents, from the fewest to the most in a row.",
        **_told(results, source, group_by),
        chance=words.share(1 - results.study["confidence"]),
        points=words.plain(results.study["statistics"]["equivalence"]["ocai"]),
        deviations=words.plain(results.study["statistics"]["equivalence"]["other"]),
        full=words.plain(differences.FULL),
    )
    beside = differences.differences(results, source, group_by)
    dash = _("A dash: no figure, for want of answers or to protect respondents.")
    dashes = [dash] if beside["difference"].isna().any() else []
    return Picture(
        differences.heat_map(results, source, group_by),
        f"differences_{group_by}_{source}",
        " ".join([caption, *dashes, *protection.groups(results, source, group_by)]),
        finding,
        beside,
    )


def sectors(results: Results, source: str, group_by: str) -> Picture | None:
    """Sector means of each group, and the highest and lowest group of each sector; None where no group is shown."""
    _ = results.language.gettext
    rows = _with_whole(results.table("sector_scores", source=source, weights="none"), group_by)
    finding = _extremes(results, rows, "sector", digits=2)
    if not finding:
        return None
    caption = _("{breakdown}: sector means with {confidence} intervals, {source}.", **_told(results, source, group_by))
    figure = groups.sector_forest(results, source, group_by)
    said = " ".join([caption, _sections(results), *protection.groups(results, source, group_by)])
    return Picture(figure, f"sectors_{group_by}_{source}", said, finding, rows)


def types(results: Results, source: str, group_by: str) -> Picture | None:
    """Points of the types now in each group, and the highest and lowest group of each; None where no group is shown."""
    _ = results.language.gettext
    profile = results.table("ocai_profile", source=source, weights="none", perspective="now", dimension=OVERALL)
    rows = _with_whole(profile, group_by)
    finding = _extremes(results, rows, "culture_type", digits=1)
    if not finding:
        return None
    caption = _(
        "{breakdown}: mean points of the types now with {confidence} intervals, {source}.",
        **_told(results, source, group_by),
    )
    figure = groups.type_forest(results, source, group_by)
    said = " ".join([caption, _sections(results), *protection.groups(results, source, group_by)])
    return Picture(figure, f"types_{group_by}_{source}", said, finding, rows)


def _tests(results: Results, source: str, group_by: str) -> pd.DataFrame:
    """Rows of the table `group_comparison`, with what readers are told: labels, tests and effects."""
    _ = results.language.gettext
    rows = results.table("group_comparison", source=source, group_by=group_by)
    rows = results.with_reasons("group_comparison", rows)
    labels = [_(PROFILES[name]) if name in PROFILES else results.label(name) for name in rows["variable"]]
    briefly = {name: _(said) for name, said in TESTS.items()}
    return rows.assign(label=labels, **{name: rows[name].replace(briefly) for name in ("test", "effect_name")})


def _furthest(results: Results, unit: str, rows: pd.DataFrame) -> str:
    """The group and variable of a unit that lie furthest from the whole."""
    _, words = results.language.gettext, results.language
    said, factor, digits = differences.UNITS[unit]
    furthest = rows.iloc[rows["difference"].abs().argmax()]
    low, high = (factor * (furthest[end] - furthest["whole"]) for end in ("ci_low", "ci_high"))
    difference, interval = words.alike(factor * furthest["difference"], low, high, digits, is_signed=True)
    return _(
        "{unit}: furthest is {group}, {variable}, with {difference} {interval}",
        unit=_(said),
        group=results.label(f"{furthest['group_by']}.{furthest['group']}"),
        variable=differences.label(results, furthest["variable"]),
        difference=difference,
        interval=interval,
    )


def _with_whole(rows: pd.DataFrame, group_by: str) -> pd.DataFrame:
    """Rows of the whole source and of the groups of a breakdown."""
    return rows[rows["group_by"].isin([ALL, group_by])]


def _extremes(results: Results, rows: pd.DataFrame, key: str, digits: int) -> str:
    """The highest and the lowest group of every variable in which groups differ; empty where no group is shown."""
    shown = rows[rows["group_by"] != ALL].dropna(subset="mean")
    ends = [
        _ends(results, str(name), of_one, digits)
        for name, of_one in shown.groupby(key, sort=False)
        if of_one["mean"].min() < of_one["mean"].max()
    ]
    if ends:
        return "; ".join(ends) + "."
    return results.language.gettext("No group stands above another.") if len(shown) else ""


def _ends(results: Results, variable: str, rows: pd.DataFrame, digits: int) -> str:
    """The highest and the lowest group of a variable."""
    _, words = results.language.gettext, results.language
    top, bottom = rows.iloc[rows["mean"].argmax()], rows.iloc[rows["mean"].argmin()]
    (most, most_interval), (least, least_interval) = (
        words.alike(row["mean"], row["ci_low"], row["ci_high"], digits) for row in (top, bottom)
    )
    return _(
        "{variable}: highest is {highest} with {most} {most_interval}, lowest {lowest} with {least} {least_interval}",
        variable=results.label(variable),
        highest=results.label(f"{top['group_by']}.{top['group']}"),
        most=most,
        most_interval=most_interval,
        lowest=results.label(f"{bottom['group_by']}.{bottom['group']}"),
        least=least,
        least_interval=least_interval,
    )


def _sections(results: Results) -> str:
    """How the panels of a forest are to be read."""
    return results.language.gettext(
        "Groups stand in the order of the first panel; each panel shows a section of the scale, all equally long; the line is"
        " the mean of all."
    )


def _told(results: Results, source: str, group_by: str) -> dict[str, str]:
    return {
        "breakdown": _breakdown(results, group_by),
        "source": _whose(results, source),
        "confidence": results.language.share(results.study["confidence"]),
    }


def _breakdown(results: Results, group_by: str) -> str:
    return results.language.gettext("Source") if group_by == SOURCES else results.label(group_by)


def _whose(results: Results, source: str) -> str:
    if source != ALL:
        return results.source(source)
    against = results.language.listed([results.named(one) for one in results.study["sources"]])
    return results.language.gettext("{sources} against each other", sources=against)
