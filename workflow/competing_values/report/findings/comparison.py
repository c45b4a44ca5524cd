"""Groups compared in words: effects and tests, differences from the whole, and means of every group."""

import pandas as pd
from IPython.display import HTML

from competing_values.report import html
from competing_values.report.emphasis import emphasised
from competing_values.report.figures import differences
from competing_values.report.figures.gallery import Picture
from competing_values.report.findings import protection
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.statistics.effects import CRAMER, HEDGES, OMEGA, OMEGA_APPROXIMATE, PILLAI, RANK_ETA
from competing_values.study.names import ALL

#: Tests and effect sizes as tables name them: how a reader is told of them, briefly.
TESTS = {
    "MANOVA (Pillai)": N_("Pillai"),
    "Welch ANOVA": N_("Welch"),
    "Kruskal–Wallis": N_("Kruskal–Wallis"),
    "Wald F": N_("Wald"),
    "MANOVA (Wald)": N_("Wald, profile"),
    "Kruskal–Wallis (weighted)": N_("Wald, ranks"),
    "Rao–Scott F": N_("Rao–Scott"),
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


def lead(results: Results) -> str:
    """The source with most respondents of those whose groups are compared."""
    sizes = results.table("group_comparison").dropna(subset="n").groupby("source")["n"].max().drop(ALL, errors="ignore")
    return str(sizes.idxmax()) if len(sizes) else ""


def title(results: Results, source: str, group_by: str) -> str:
    """What is compared, and whose answers."""
    return f"{_breakdown(results, group_by)}: {_whose(results, source)}"


def reading(results: Results) -> str:
    """How the heat maps are to be read."""
    _, words = results.language.gettext, results.language
    bounds = results.study["statistics"]["equivalence"]
    return _(
        "Cells show how far a group lies from the whole; purple is above it, orange below. Colour is pale up to the bound"
        " of a small difference ({points} points of the OCAI, {sd} standard deviations elsewhere) and full from {full}"
        " times that bound; a cell is empty where the {confidence} interval of the group holds the figure of the whole. A group is a part of the whole, so this is no test; where"
        " nothing differed, at most about {chance} of the cells would be coloured. Of a question its highest answer is"
        " counted, of a self-rating high ones. n: respondents.",
        points=words.plain(bounds["ocai"]),
        sd=words.plain(bounds["other"]),
        full=words.plain(differences.FULL),
        confidence=words.share(results.study["confidence"]),
        chance=words.share(1 - results.study["confidence"]),
    )


def reading_of_tests(results: Results) -> str:
    """How effects and tests are to be read."""
    return results.language.gettext(
        "Size comes before p: in a large sample differences too small to matter are significant, and in a small one"
        " large ones may not be. Means are tested on points, profiles as a whole on log-ratios. A family, over which p is"
        " adjusted, is all tests of one breakdown; pairs of groups are families of their own, a variable each, and"
        " differences from the whole are not tested. Respondents who did not state their group do not enter. The largest"
        " of many effects is large by chance too, and one kind does not compare with another."
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
            "{title}: the largest effect of each kind is {effects}.",
            title=title(results, source, group_by),
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
            "{breakdown}, {source}: of {cells} figures of groups, {differing} have an interval that leaves out the figure of"
            " the whole",
            breakdown=_breakdown(results, group_by),
            source=_whose(results, source),
            differing=words.part(len(differing)),
            cells=words.number(len(shown)),
        ),
        *(_furthest(results, str(unit), rows) for unit, rows in differing.groupby("unit", sort=False)),
    ]
    return "; ".join(found) + "."


def pictures(results: Results, compared: list[tuple[str, str]]) -> list[Picture]:
    """Of each source and breakdown the distribution of its groups, where they are many, and the heat map."""
    drawn = [draw(results, *one) for one in compared for draw in (distribution, heat_map)]
    return [picture for picture in drawn if picture]


def heat_map(results: Results, source: str, group_by: str) -> Picture | None:
    """Difference of each group from the whole in every variable; None where no group is shown."""
    _ = results.language.gettext
    finding = apart(results, source, group_by)
    if not finding:
        return None
    caption = _("{breakdown}: difference of each group from the whole, {source}.", **_told(results, source, group_by))
    beside = differences.differences(results, source, group_by)
    dash = _("A dash: no figure, for want of answers or to protect respondents.")
    notes = [dash] if beside["difference"].isna().any() else []
    if beside["group"].nunique() > differences.MOST:
        notes.append(
            _(
                "Of {groups} groups the {rows} lowest and the {rows} highest in {variable} have a row.",
                groups=results.language.number(beside["group"].nunique()),
                rows=differences.MOST // 2,
                variable=differences.label(results, beside["variable"].iloc[0]),
            )
        )
    return Picture(
        differences.heat_map(results, source, group_by),
        f"differences_{group_by}_{source}",
        " ".join([caption, *notes, *protection.groups(results, source, group_by)]),
        finding,
        beside[beside["group"].isin(differences.shown(beside))],
    )


def distribution(results: Results, source: str, group_by: str) -> Picture | None:
    """How many groups lie how far from the whole; None where all of them have a row in the heat map."""
    _, words = results.language.gettext, results.language
    beside = differences.differences(results, source, group_by)
    bins = differences.counts(beside)
    if beside["group"].nunique() <= differences.MOST or bins.empty:
        return None
    found = bins.assign(far=bins["differing"].where((bins["low"] >= 1) | (bins["high"] <= -1), 0))
    counted = found.groupby("variable", sort=False)[["far", "groups"]].sum()
    told = [
        _(
            "{variable} {far} of {groups}",
            variable=differences.label(results, str(name)),
            far=words.number(far),
            groups=words.number(size),
        )
        for name, far, size in counted.itertuples(name=None)
    ]
    return Picture(
        differences.distribution(results, source, group_by),
        f"distribution_{group_by}_{source}",
        _(
            "{breakdown}: how many groups lie how far from the whole, {source}. Small groups scatter more by chance.",
            **_told(results, source, group_by),
        ),
        _(
            "Groups further from the whole than a small difference, and whose interval leaves it out: {told}.",
            told="; ".join(told),
        ),
        bins,
    )


def _tests(results: Results, source: str, group_by: str) -> pd.DataFrame:
    """Rows of the table `group_comparison`, with what readers are told: labels, tests and effects."""
    _ = results.language.gettext
    rows = results.leading("group_comparison", source=source, group_by=group_by)
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
    sources = results.study["sources"]
    is_mixed = len({results.is_simulated(one) for one in sources}) > 1  # then each says which it is
    against = results.language.listed([results.named(one) if is_mixed else results.source(one) for one in sources])
    return results.language.gettext("{sources} against each other", sources=against)
