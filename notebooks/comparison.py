# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/comparison"
language = "en"

# %%
from IPython.display import display

from competing_values.report.figures.agreement import FAIR, GOOD, agreement
from competing_values.report.figures.differences import UNITS, differences, heat_map, label
from competing_values.report.figures.gallery import Gallery
from competing_values.report.figures.groups import sector_forest, type_forest
from competing_values.report.figures.participation import participation
from competing_values.report.prose import TESTS, html_table, say
from competing_values.report.results import Results
from competing_values.study.names import ALL, MISSING, OVERALL

results = Results(tables, language)
words = results.language
_ = words.gettext
gallery = Gallery(results, figures)

# %%
display(say(*(results.caveat(source) for source in results.study["sources"])))
weighting = results.table("weighting")
for source in results.sources("weighting"):
    margins = weighting[(weighting["source"] == source) & (weighting["variable"] != ALL)]
    shown = margins[~margins["suppressed"]]
    findings = []
    for variable, rows in shown.groupby("variable", sort=False):
        furthest = rows.loc[(rows["sample_share"] - rows["population_share"]).abs().idxmax()]
        findings.append(
            _(
                "{variable}: furthest from its population is {group}, with {sample} of the sample and {population} of the"
                " population",
                variable=results.label(variable),
                group=results.label(f"{variable}.{furthest['category']}"),
                sample=words.share(furthest["sample_share"], 1),
                population=words.share(furthest["population_share"], 1),
            )
        )
    if findings:
        finding = "; ".join(findings) + "."
        display(
            say(
                "### " + _("Who took part: {source}", source=results.source(source)) + "\n\n",
                finding,
                _("Weights bring the sample to these shares; they cannot mend who answers within a group."),
            ),
            gallery.show(
                participation(results, source),
                f"participation_{source}",
                _(
                    "Shares of groups in the population, in the sample, and in the sample after weighting, {source};"
                    " from the most over-represented group to the most under-represented. Each panel has its own scale.",
                    source=results.source(source),
                ),
                finding,
                margins,
            ),
        )

# %%
display(
    say(
        _(
            "Size comes before p: in a large sample every difference is significant, and in a small one none. P values are"
            " adjusted over all tests of one breakdown. Respondents who did not state their group do not enter the tests."
        )
    )
)
comparison = results.table("group_comparison")
profiles = {"now profile": _("Culture profile now"), "preferred profile": _("Culture profile preferred")}
for column in ("test", "effect_name"):
    comparison[column] = comparison[column].replace({name: _(said) for name, said in TESTS.items()})
comparison["label"] = [profiles.get(name) or results.label(name) for name in comparison["variable"]]
sections = _(
    "Groups stand in the order of the first panel; each panel shows a section of the scale, all equally long; the line is"
    " the mean of all."
)
labels = {"source": _("Source"), **{name: results.label(name) for name in results.study["breakdowns"]}}
for source in [*results.study["sources"], ALL]:
    for group_by, breakdown in labels.items():
        tests = comparison.query("source == @source and group_by == @group_by")
        if tests.empty:
            continue
        named = results.source(source) if source != ALL else _("sources against each other")
        display(say(f"### {breakdown}: {named}"))
        if tests["suppressed"].all():
            display(say(_("Fewer than two groups are large enough to be shown; the comparison is hidden.")))
            continue
        sized = tests.dropna(subset="effect_size")
        if len(sized):
            tops = sized.loc[sized.groupby("effect_name", sort=False)["effect_size"].idxmax()].to_dict("records")
            display(
                say(
                    _(
                        "The largest effect of each kind: {effects}. On each, 0 is no difference and 1 the largest"
                        " possible; one kind does not compare with another.",
                        effects="; ".join(
                            f"*{top['label']}*, {top['effect_name']} = {words.number(top['effect_size'], 3)}"
                            for top in tops
                        ),
                    )
                )
            )
        cells = differences(results, source, group_by)
        compared = cells[~cells["suppressed"].astype(bool) & (cells["group"] != MISSING)]
        if len(compared):
            apart = compared[compared["differs"].astype(bool)]
            found = [
                _(
                    "Figures of groups whose interval leaves out that of the whole: {differing} of {cells}",
                    differing=words.number(len(apart)),
                    cells=words.number(len(compared)),
                )
            ]
            for unit, rows in apart.groupby("unit", sort=False):
                said, factor, digits = UNITS[unit]
                furthest = rows.loc[rows["difference"].abs().idxmax()]
                found.append(
                    _(
                        "{unit}: furthest is {group}, {variable}, with {difference} {interval}",
                        unit=_(said),
                        group=results.label(f"{group_by}.{furthest['group']}"),
                        variable=label(results, furthest["variable"]),
                        difference=words.signed(factor * furthest["difference"], digits),
                        interval=words.between(
                            *(factor * (furthest[end] - furthest["whole"]) for end in ("ci_low", "ci_high")), digits
                        ),
                    )
                )
            display(
                say("; ".join(found) + "."),
                gallery.show(
                    heat_map(results, source, group_by),
                    f"differences_{group_by}_{source}",
                    _(
                        "{breakdown}: difference of each group from the whole, {source}. Coloured, and bold, is a cell"
                        " where the {confidence} interval of the group leaves out the figure of the whole; purple is"
                        " above it, orange below, and each of the panels has its own scale of colour. A group is a part"
                        " of the whole, so this is no test; and where nothing differed, at most about {chance} of the cells"
                        " would be coloured. Shares: of a question, that of its highest answer; of a self-rating, that of high"
                        " ones. In brackets: respondents, from the fewest to the most in a row.",
                        breakdown=breakdown,
                        source=results.source(source),
                        confidence=words.share(results.study["confidence"]),
                        chance=words.share(1 - results.study["confidence"]),
                    ),
                    "; ".join(found) + ".",
                    cells,
                ),
            )
        sectors = results.table("sector_scores", source=source, weights="none")
        types = results.table("ocai_profile", source=source, weights="none", perspective="now", dimension=OVERALL)
        told = {"breakdown": breakdown, "source": named, "confidence": words.share(results.study["confidence"])}
        for figure, name, caption, key, table, digits in (
            (sector_forest, "sectors", _("{breakdown}: sector means with {confidence} intervals, {source}.", **told), "sector", sectors, 2),
            (type_forest, "types", _("{breakdown}: mean points of the types now with {confidence} intervals, {source}.", **told), "culture_type", types, 1),
        ):  # fmt: skip
            drawn = table[table["group_by"].isin([ALL, group_by])]
            shown = drawn[(drawn["group_by"] == group_by) & (drawn["group"] != MISSING) & ~drawn["suppressed"]]
            if shown.empty:
                continue
            ends = [
                (variable, rows.loc[rows["mean"].idxmax()], rows.loc[rows["mean"].idxmin()])
                for variable, rows in shown.dropna(subset="mean").groupby(key, sort=False)
            ]
            finding = "; ".join(
                _(
                    "{variable}: highest is {highest} with {most} {most_interval}, lowest {lowest} with {least}"
                    " {least_interval}",
                    variable=results.label(variable),
                    highest=results.label(f"{group_by}.{top['group']}"),
                    most=words.number(top["mean"], digits),
                    most_interval=words.between(top["ci_low"], top["ci_high"], digits),
                    lowest=results.label(f"{group_by}.{bottom['group']}"),
                    least=words.number(bottom["mean"], digits),
                    least_interval=words.between(bottom["ci_low"], bottom["ci_high"], digits),
                )
                for variable, top, bottom in ends
            )
            display(
                gallery.show(
                    figure(results, source, group_by),
                    f"{name}_{group_by}_{source}",
                    f"{caption} {sections}",
                    f"{finding}.",
                    drawn,
                )
            )
        display(
            html_table(
                words,
                tests,
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
        )

# %%
agreements = results.table("agreement")
for source in results.sources("agreement"):
    rows = agreements[(agreements["source"] == source) & ~agreements["suppressed"]]
    said = [
        _(
            "**{breakdown}**: means that are too unreliable to rank groups, ICC(2) below {icc2}: {unreliable}. Too little"
            " agreement within groups for a mean to speak for them, rwg below {rwg}: {disagreeing}.",
            breakdown=results.label(group_by),
            icc2=words.plain(FAIR),
            unreliable=words.listed(results.labels(of_one.loc[of_one["icc2"] < FAIR, "variable"].tolist())),
            rwg=words.plain(GOOD),
            disagreeing=words.listed(results.labels(of_one.loc[of_one["rwg_mean"] < GOOD, "variable"].tolist())),
        )
        for group_by, of_one in rows.groupby("group_by", sort=False)
    ]
    display(
        say(
            "### "
            + _("Does a group’s mean speak for the group? {source}", source=results.source(source))
            + "\n\n"
            + "\n".join(f"- {sentence}" for sentence in said)
        ),
        gallery.show(
            agreement(results, source),
            f"agreement_{source}",
            _(
                "ICC(2), the reliability of the means of groups, and mean rwg, the agreement within groups, {source}. Grey"
                " from {fair}: marginal reliability (Klein & Kozlowski 2000), moderate agreement (LeBreton & Senter 2008);"
                " darker from {good}: acceptable reliability, strong agreement (the same authors).",
                source=results.source(source),
                good=words.plain(GOOD),
                fair=words.plain(FAIR),
            ),
            _(
                "ICC(2) is {good} or more in {reliable} of {cells} means compared, and rwg in {agreeing}.",
                good=words.plain(GOOD),
                reliable=words.number((rows["icc2"] >= GOOD).sum()),
                cells=words.number(len(rows)),
                agreeing=words.number((rows["rwg_mean"] >= GOOD).sum()),
            ),
            rows,
        ),
        html_table(
            words,
            rows.assign(label=results.labels(rows["variable"].tolist()), by=results.labels(rows["group_by"].tolist())),
            {
                "by": _("Breakdown"),
                "label": _("Variable"),
                "groups": _("Groups"),
                "icc1": "ICC(1)",
                "icc2": "ICC(2)",
                "rwg_mean": _("rwg, mean"),
                "ad_mean": _("AD, points"),
            },
            folded=_("Agreement of every variable, as a table"),
        ),
    )
