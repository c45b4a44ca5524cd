# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/ocai"
language = "en"

# %%
from IPython.display import display

from competing_values.figures.framework import framework
from competing_values.figures.ocai import gaps, kite, kites
from competing_values.figures.style import show
from competing_values.instrument import OVERALL
from competing_values.prose import between, html_table, listed, say
from competing_values.published import Published

published = Published(tables, language)
types = ["clan", "adhocracy", "market", "hierarchy"]

# %%
display(
    say(
        "The framework places four types of culture between flexibility and stability, and between an internal and an",
        "external focus. No type is right or wrong. Respondents shared 100 points between the four, in each dimension.",
    ),
    show(
        framework(published),
        figures,
        "framework",
        "The Competing Values Framework (after Quinn & Rohrbaugh 1983; Cameron & Quinn 2011).",
        f"Four quadrants: {listed(published.labels(types))}, between flexibility and stability, internal and external.",
    ),
)

# %%
display(say(published.absence("ocai_profile")))
for source in published.sources("ocai_profile"):
    profile = published.whole("ocai_profile", source)
    diagnosis = published.whole("ocai_diagnosis", source).set_index("perspective")
    display(say(f"### {published.source(source)}\n\n{published.caveat(source)}"))
    for perspective, reading in diagnosis.dropna(subset="dominant_type").iterrows():
        top = profile.query("perspective == @perspective and dimension == @OVERALL and rank == 1").iloc[0]
        display(
            say(
                f"**{perspective.capitalize()}** the leading type is *{published.label(reading['dominant_type'])}* with",
                f"{top['mean']:.1f} points {between(top['ci_low'], top['ci_high'])}, n = {top['n']:,.0f};",
                f"second is *{published.label(reading['second_type'])}*.",
                f"The probability that it leads in the population is {reading['dominance_probability']:.2f}.",
                f"It stands {reading['strength']:.1f} points above the mean of the others (strength) and leads in",
                f"{reading['congruent_dimensions']:.0f} of the dimensions (congruence).",
                f"Flexibility has {reading['flexibility']:.1f} points, external focus {reading['external_focus']:.1f}.",
            )
        )
    leading = {perspective: published.label(name) for perspective, name in diagnosis["dominant_type"].dropna().items()}
    finding = "; ".join(f"{perspective}: {name} leads" for perspective, name in leading.items())
    display(
        show(
            kite(published, source),
            figures,
            f"profile_{source}",
            f"Mean points of the four types, {published.source(source)}. Rings are ten points apart.",
            f"Kite of the OCAI profile. {finding.capitalize()}.",
        ),
        show(
            kites(published, source),
            figures,
            f"dimensions_{source}",
            f"The same by dimension, {published.source(source)}.",
            "Kites of the dimensions, now and preferred.",
        ),
        html_table(
            profile[profile["dimension"] == OVERALL].assign(
                label=lambda rows: published.labels(rows["culture_type"].tolist())
            ),
            {
                "perspective": "Perspective",
                "label": "Type",
                "n": "n",
                "mean": "Mean points",
                "ci_low": "from",
                "ci_high": "to",
                "sd": "SD",
                "centre": "Centre",
            },
        ),
        say(
            "*Centre* is the compositional centre, the closed geometric mean. Cameron (1985) found the type of culture",
            "related to effectiveness, while congruence and strength were not.",
        ),
    )

# %%
for source in published.sources("ocai_gap"):
    gap = published.whole("ocai_gap", source)
    overall = gap[gap["dimension"] == OVERALL].set_index("culture_type")
    large = [published.label(name) for name in overall.index[overall["discrepancy"].fillna(False)]]
    widest = overall["gap"].abs().idxmax()
    test = published.table("group_comparison", source=source, group_by="all", variable="ocai")
    display(
        say(
            f"### What should change: {published.source(source)}\n\n",
            f"The widest gap is towards {'more' if overall.loc[widest, 'gap'] > 0 else 'less'}"
            f" *{published.label(widest)}*: {overall.loc[widest, 'gap']:+.1f} points",
            f"{between(overall.loc[widest, 'ci_low'], overall.loc[widest, 'ci_high'])},",
            f"{abs(overall.loc[widest, 'effect_size']):.1f} standard deviations of the differences.",
            f"Gaps of ten points or more, which call for change: {listed(large)}.",
            *(
                f"Taken together, now and preferred differ by η² = {row['effect_size']:.2f}"
                f" {between(row['effect_ci_low'], row['effect_ci_high'], 2)} (Hotelling's T² on log-ratios)."
                for row in test[test["test"] == "Hotelling T²"].dropna(subset="effect_size").to_dict("records")
            ),
            f"With zeros replaced by half as much, or half as much again, η² goes from {test['effect_size'].min():.3f}"
            f" to {test['effect_size'].max():.3f}."
            if test["effect_size"].notna().any()
            else "",
            "P values of gaps are adjusted over the four overall gaps, and over the gaps of the dimensions.",
        ),
        show(
            gaps(published, source),
            figures,
            f"gaps_{source}",
            f"Preferred minus now with intervals, {published.source(source)}. Grey: gaps under ten points.",
            f"Gaps by type and dimension; the widest is {published.label(widest)} with {overall.loc[widest, 'gap']:+.1f} points.",
        ),
    )
