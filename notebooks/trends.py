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

from competing_values.figures.gallery import Gallery
from competing_values.figures.trends import READINGS, changes, compared, digits
from competing_values.instrument import ALL
from competing_values.prose import html_table, say
from competing_values.published import Published
from competing_values.waves import CHANGED, SMALL, UNDECIDED

published = Published(tables, language)
words = published.language
_ = words.gettext
gallery = Gallery(published, figures)
readings = {reading: _(said) for reading, (said, mark) in READINGS.items()}
table = published.table("wave_change", weights="none")
table = table.assign(
    label=published.labels(table["variable"].tolist()),
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
    say(published.absence("wave_change")),
)

# %%
for source in published.sources("wave_change"):
    whole = compared(published, source)
    if whole.empty:
        continue
    findings = []
    for (earlier, later), of_pair in whole.groupby(["from_wave", "to_wave"], sort=False):
        told = [
            f"{published.label(row['variable'])} "
            + words.difference(row["change"], row["ci_low"], row["ci_high"], digits(row["equivalence_bound"]))
            for row in of_pair.to_dict("records")
        ]
        rows = of_pair.assign(label=published.labels(of_pair["variable"].tolist()), with_figures=told)
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
            f"### {published.source(source)}\n\n{published.caveat(source)}\n\n"
            + "\n".join(f"- {finding}" for finding in findings)
        ),
        gallery.show(
            changes(published, source),
            f"changes_{source}",
            _(
                "Mean of every score in each wave, {source}. The bar about a later mean is the {confidence} interval of the"
                " change from the wave before; the grey band is the change that counts as small; mark and word say how the"
                " change reads. Each panel has its own scale; n is that of later waves.",
                source=published.source(source),
                confidence=words.share(published.study["confidence"]),
            ),
            " ".join(findings),
            whole,
        ),
        html_table(words, of_source[of_source["group_by"] == ALL], headings),
        *(
            html_table(
                words,
                rows.assign(name=published.labels(rows["group"].tolist(), of=group_by)),
                {"name": published.label(group_by), **headings},
                folded=_("{breakdown}: changes of every group", breakdown=published.label(group_by)),
            )
            for group_by, rows in of_source[of_source["group_by"] != ALL].groupby("group_by", sort=False)
        ),
    )
