# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/sectors"
language = "en"

# %%
from IPython.display import display

from competing_values.figures.gallery import Gallery
from competing_values.figures.sectors import force_field, sector_means, statement_means
from competing_values.prose import html_table, say
from competing_values.published import Published

published = Published(tables, language)
words = published.language
_ = words.gettext
gallery = Gallery(published, figures)
scale = published.study["instrument"]["ratings"]["scale"]

# %%
display(say(published.absence("sector_scores")))
for source in published.sources("sector_scores"):
    sectors = published.whole("sector_scores", source).dropna(subset="rank").sort_values("rank")
    statements = published.whole("statement_scores", source).dropna(subset="rank").sort_values("rank")
    lowest, highest = sectors.iloc[-1], sectors.iloc[0]
    certain = [published.label(name) for name in sectors[sectors["band_certain"].fillna(False)]["sector"]]
    below = [published.label(name) for name in sectors[sectors["unfavourable"].fillna(False)]["sector"]]
    display(
        say(f"### {published.source(source)}\n\n{published.caveat(source)}"),
        say(
            f"On a scale from {scale['min']} to {scale['max']} the lowest sector is *{published.label(lowest['sector'])}*"
            f" with a mean of {lowest['mean']:.2f} {words.between(lowest['ci_low'], lowest['ci_high'], 2)}, n = {lowest['n']:,.0f};",
            f"the highest is *{published.label(highest['sector'])}* with {highest['mean']:.2f}.",
            f"The probability that the lowest is the lowest in the population is {lowest['lowest_probability']:.2f}."
            if len(sectors) > 1
            else "",
            f"The band is certain, the whole interval lying in it, for: {words.listed(certain)}." if certain else "",
            f"Unfavourable sectors: {words.listed(below)}.",
        ),
        gallery.show(
            sector_means(published, source),
            f"sectors_{source}",
            f"Sector means with intervals over the bands, {published.source(source)}.",
            f"{published.label(lowest['sector'])} is lowest with {lowest['mean']:.2f}, "
            f"{published.label(highest['sector'])} highest with {highest['mean']:.2f}.",
        ),
        gallery.show(
            statement_means(published, source),
            f"statements_{source}",
            f"Statement means with intervals, {published.source(source)}.",
            f"Lowest is {published.label(statements['statement'].iloc[-1])} with {statements['mean'].iloc[-1]:.2f}, "
            f"highest {published.label(statements['statement'].iloc[0])} with {statements['mean'].iloc[0]:.2f}.",
        ),
    )

# %%
for source in published.sources("force_field"):
    forces = published.whole("force_field", source)
    counted = forces["force"].value_counts()
    display(
        say(
            f"### Forces: {published.source(source)}\n\n",
            "After Lewin (1951): statements above the midpoint of the scale drive the change that respondents prefer,",
            "those below hold it back.",
            f"{counted.get('driving', 0)} drive, {counted.get('restraining', 0)} restrain, {counted.get('neutral', 0)} are neutral:"
            " their interval holds the midpoint.",
        ),
        gallery.show(
            force_field(published, source),
            f"forces_{source}",
            f"Distance of each statement from the midpoint of the scale, {published.source(source)}.",
            f"{counted.get('driving', 0)} driving and {counted.get('restraining', 0)} restraining statements.",
        ),
    )

# %%
for source in published.sources("reliability"):
    reliability = published.whole("reliability", source)
    display(
        say(
            f"### Reliability: {published.source(source)}\n\n",
            "How well the statements of a sector measure one thing. A dash means that it cannot be estimated: a sector",
            "of one statement has no alpha, one of two no omega.",
        ),
        html_table(
            words,
            reliability.assign(label=published.labels(reliability["sector"].tolist())),
            {
                "label": "Sector",
                "items": "Statements",
                "n": "n",
                "alpha": "Alpha",
                "alpha_ci_low": "from",
                "alpha_ci_high": "to",
                "omega_total": "Omega total",
                "mean_inter_item_r": "Mean r",
            },
        ),
    )

# %%
for source in published.sources("drivers"):
    drivers = published.whole("drivers", source).dropna(subset="relative_weight")
    for outcome, rows in drivers.groupby("outcome", sort=False):
        strongest = rows.loc[rows["relative_weight"].idxmax()]
        display(
            say(
                f"### What goes with *{published.label(outcome)}*: {published.source(source)}\n\n",
                f"Of what the sectors explain, *{published.label(strongest['sector'])}* has the largest part",
                f"({100 * strongest['relative_weight']:.0f} %, Johnson's relative weights; n = {strongest['n']:,.0f}).",
                "This is association, not cause.",
            ),
            html_table(
                words,
                rows.assign(label=published.labels(rows["sector"].tolist())),
                {
                    "label": "Sector",
                    "coefficient": "Coefficient",
                    "ci_low": "from",
                    "ci_high": "to",
                    "relative_weight": "Relative weight",
                },
            ),
        )
