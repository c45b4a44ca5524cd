# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/trends/tables"
figures = "results/trends/figures/en"
language = "en"

# %%
from IPython.display import display

from competing_values.report.figures.change import READINGS, changes, compared, digits
from competing_values.report.figures.gallery import Gallery
from competing_values.report.prose import html_table, say
from competing_values.report.results import Results
from competing_values.statistics.change import CHANGED, SMALL, UNDECIDED
from competing_values.study.names import ALL

results = Results(tables, language)
words = results.language
_ = words.gettext
gallery = Gallery(results, figures)
readings = {reading: _(said) for reading, (said, mark) in READINGS.items()}
table = results.table("wave_change", weights="none")
table = table.assign(
    label=results.labels(table["variable"].tolist()),
    waves=table["from_wave"] + "\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}" + table["to_wave"],
    said=table["reading"].map(readings),
)
headings = {
    "label": _("Variable"),
    "waves": _("Waves"),
    "said": _("Reading"),
    "from_mean": _("Earlier mean"),
    "to_mean": _("Later mean"),
    "change": _("Change"),
    "ci_low": _("from"),
    "ci_high": _("to"),
    "equivalence_bound": _("Small up to"),
    "effect_size": _("Hedges’ g"),
    "p_adjusted": _("p, adjusted"),
    "equivalence_p": _("p of small"),
}

# %%
display(
    say(
        _(
            "That a change is not significant does not show that nothing changed. So two things are tested: whether there is"
            " a change (Welch; p adjusted over all scores of two waves), and whether it is smaller than a bound set before"
            " (two one-sided tests; Schuirmann 1987). A change is *shown to be small* where the second says so, *changed*"
            " where only the first does, and *undecided* where neither does: then there are too few answers to tell."
        )
    ),
    say(results.absence("wave_change")),
)

# %%
for source in results.sources("wave_change"):
    whole = compared(results, source)
    if whole.empty:
        continue
    findings = []
    for (earlier, later), of_pair in whole.groupby(["from_wave", "to_wave"], sort=False):
        told = [
            f"{results.label(row['variable'])} "
            + words.difference(row["change"], row["ci_low"], row["ci_high"], digits(row["equivalence_bound"]))
            for row in of_pair.to_dict("records")
        ]
        rows = of_pair.assign(label=results.labels(of_pair["variable"].tolist()), with_figures=told)
        findings.append(
            _(
                "From {earlier} to {later}: changed: {changed}. Undecided: {undecided}. Shown to be small: {small}.",
                earlier=earlier,
                later=later,
                changed="; ".join(rows.loc[rows["reading"] == CHANGED, "with_figures"]) or _("none"),
                undecided="; ".join(rows.loc[rows["reading"] == UNDECIDED, "with_figures"]) or _("none"),
                small=words.listed(rows.loc[rows["reading"] == SMALL, "label"].tolist()),
            )
        )
    of_source = table[(table["source"] == source) & table["variable"].isin(whole["variable"])]
    display(
        say(
            f"### {results.source(source)}\n\n{results.caveat(source)}\n\n"
            + "\n".join(f"- {finding}" for finding in findings)
        ),
        gallery.show(
            changes(results, source),
            f"changes_{source}",
            _(
                "Mean of every score in each wave, {source}. The bar about a later mean is the {confidence} interval of the"
                " change from the wave before; the grey band is the change that counts as small; mark and word say how the"
                " change reads. Each panel has its own scale; n is that of later waves.",
                source=results.source(source),
                confidence=words.share(results.study["confidence"]),
            ),
            " ".join(findings),
            whole,
        ),
        html_table(words, of_source[of_source["group_by"] == ALL], headings),
        *(
            html_table(
                words,
                rows.assign(name=results.labels(rows["group"].tolist(), of=group_by)),
                {"name": results.label(group_by), **headings},
                folded=_("{breakdown}: changes of every group", breakdown=results.label(group_by)),
            )
            for group_by, rows in of_source[of_source["group_by"] != ALL].groupby("group_by", sort=False)
        ),
    )
