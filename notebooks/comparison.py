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

from competing_values.figures.gallery import Gallery
from competing_values.figures.groups import sector_forest, type_forest
from competing_values.prose import html_table, say
from competing_values.published import Published

published = Published(tables, language)
words = published.language
_ = words.gettext
gallery = Gallery(published, figures)
comparison = published.table("group_comparison")

# %%
display(
    say(
        "Size comes before p: in a large sample every difference is significant, and in a small one none. P values are",
        "adjusted over all tests of one breakdown. Respondents who did not state their group do not enter the tests.",
    )
)
labels = {"source": "Source", **{name: published.label(name) for name in published.study["breakdowns"]}}
for source in [*published.study["sources"], "all"]:
    for group_by, label in labels.items():
        tests = comparison.query("source == @source and group_by == @group_by")
        if tests.empty:
            continue
        named = published.source(source) if source != "all" else "sources against each other"
        display(say(f"### {label}: {named}\n\n{published.caveat(source)}"))
        if tests["suppressed"].all():
            display(say("Fewer than two groups are large enough to be shown; the comparison is hidden."))
            continue
        sized = tests.dropna(subset="effect_size")
        if len(sized):
            tops = sized.loc[sized.groupby("effect_name", sort=False)["effect_size"].idxmax()].to_dict("records")
            found = words.listed(
                [
                    f"{top['effect_name']} = {top['effect_size']:.3f} on *{published.label(top['variable'])}*"
                    for top in tops
                ]
            )
            display(
                say(
                    f"The largest effect of each kind: {found}. On each, 0 is no difference and 1 the largest possible;",
                    "one kind does not compare with another.",
                )
            )
        if len(published.whole("sector_scores", source)):
            display(
                gallery.show(
                    sector_forest(published, source, group_by),
                    f"sectors_{group_by}_{source}",
                    f"Sector means by {published.label(group_by).lower()}, {published.source(source)}.",
                    f"Sector means with intervals for each group of {published.label(group_by).lower()}.",
                )
            )
        if len(published.whole("ocai_profile", source)):
            display(
                gallery.show(
                    type_forest(published, source, group_by, "now"),
                    f"types_{group_by}_{source}",
                    f"Mean points of the types now, by {published.label(group_by).lower()}, {published.source(source)}.",
                    f"Points of the four types now, for each group of {published.label(group_by).lower()}.",
                )
            )
        display(
            html_table(
                words,
                tests.assign(
                    label=published.labels(tests["variable"].tolist()), p_text=tests["p_adjusted"].map(words.p_value)
                ),
                {
                    "label": "Variable",
                    "test": "Test",
                    "effect_name": "Effect",
                    "effect_size": "Size",
                    "effect_ci_low": "from",
                    "effect_ci_high": "to",
                    "statistic": "Statistic",
                    "p_text": "p, adjusted",
                },
                digits=3,
            )
        )

# %%
agreement = published.table("agreement")
for source in published.sources("agreement"):
    rows = agreement[(agreement["source"] == source) & ~agreement["suppressed"]]
    unreliable = rows[rows["icc2"] < 0.5]
    disagreeing = rows[rows["rwg_mean"] < 0.7]
    flagged = {
        "means of these are too unreliable to rank groups (ICC(2) below 0.5)": unreliable,
        "within groups respondents agree too little for a mean to speak for the group (rwg below 0.7)": disagreeing,
    }
    display(
        say(f"### Does a group's mean speak for the group? {published.source(source)}"),
        *(
            say(
                f"- {reason}: "
                + words.listed(
                    [
                        f"{published.label(v)} by {published.label(g).lower()}"
                        for v, g in zip(found["variable"], found["group_by"], strict=True)
                    ]
                )
            )
            for reason, found in flagged.items()
            if len(found)
        ),
        html_table(
            words,
            rows.assign(
                label=published.labels(rows["variable"].tolist()), by=published.labels(rows["group_by"].tolist())
            ),
            {
                "by": "Breakdown",
                "label": "Variable",
                "groups": "Groups",
                "icc1": "ICC(1)",
                "icc2": "ICC(2)",
                "rwg_mean": "rwg, mean",
                "ad_mean": "AD, points",
            },
        ),
    )
