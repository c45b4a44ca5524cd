# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/ocai"
language = "en"

# %%
import pandas as pd
from IPython.display import display

from competing_values.report.figures.framework import framework
from competing_values.report.figures.gallery import Gallery
from competing_values.report.figures.profiles import benchmark_kites, benchmark_profiles, gaps, kite, kites
from competing_values.report.prose import html_table, say
from competing_values.report.results import Results
from competing_values.study.names import OVERALL, TYPES

results = Results(tables, language)
words = results.language
_ = words.gettext
gallery = Gallery(results, figures)
ocai = results.ocai
benchmarks = benchmark_profiles(results)

# %%
display(
    say(
        _(
            "The framework places four types of culture between flexibility and stability, and between an internal and an"
            " external focus. No type is right or wrong. Respondents shared {total} points between the four, in each dimension.",
            total=words.plain(ocai.total),
        )
    ),
    gallery.show(
        framework(results),
        "framework",
        _("The Competing Values Framework (after Quinn & Rohrbaugh 1983; Cameron & Quinn 2011)."),
        " ".join(
            [
                _(
                    "Four quadrants, between flexibility and stability, internal and external: {types}.",
                    types=words.listed(results.labels([*TYPES])),
                ),
                *(
                    _(
                        "{type}, competencies: {competencies}.",
                        type=results.label(culture_type),
                        competencies=words.listed(results.labels(names)),
                    )
                    for culture_type, names in results.ocai.competencies().items()
                    if names
                ),
            ]
        ),
    ),
)

# %%
display(say(results.absence("ocai_profile")))
for source in results.sources("ocai_profile"):
    profile = results.whole("ocai_profile", source)
    overall = profile[profile["dimension"] == OVERALL]
    diagnosis = results.whole("ocai_diagnosis", source).set_index("perspective").dropna(subset="dominant_type")
    display(say(f"### {results.source(source)}\n\n{results.caveat(source)}"))
    findings = []
    for perspective, reading in diagnosis.iterrows():
        top = overall.query("perspective == @perspective and rank == 1").iloc[0]
        findings.append(
            _(
                "{perspective}: {type} leads with {mean} points",
                perspective=results.label(perspective).capitalize(),
                type=results.label(reading["dominant_type"]),
                mean=words.number(top["mean"], 1),
            )
        )
        display(
            say(
                _(
                    "**{perspective}**: the leading type is *{type}* with {mean} points {interval}, n = {n}; second is"
                    " *{second}*. The probability that it leads in the population is {probability}. It stands {strength}"
                    " points above the mean of the others (strength) and leads in {congruent} of {dimensions} dimensions"
                    " (congruence). Flexibility has {flexibility} points, external focus {external}.",
                    perspective=results.label(perspective).capitalize(),
                    type=results.label(reading["dominant_type"]),
                    mean=words.number(top["mean"], 1),
                    interval=words.between(top["ci_low"], top["ci_high"]),
                    n=words.number(top["n"]),
                    second=results.label(reading["second_type"]),
                    probability=words.number(reading["dominance_probability"], 2),
                    strength=words.number(reading["strength"], 1),
                    congruent=words.number(reading["congruent_dimensions"]),
                    dimensions=len(ocai.dimensions),
                    flexibility=words.number(reading["flexibility"], 1),
                    external=words.number(reading["external_focus"], 1),
                )
            )
        )
    display(
        gallery.show(
            kite(results, source),
            f"profile_{source}",
            _(
                "Mean points of the four types, {source}. Rings are {step} points apart; bars along the diagonals are"
                " {confidence} intervals.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
                step=words.plain(ocai.total / 10),
            ),
            "; ".join(findings),
            overall,
        ),
        gallery.show(
            kites(results, source),
            f"dimensions_{source}",
            _(
                "Mean points of the four types by dimension, {source}. Rings are {step} points apart; bars along the"
                " diagonals are {confidence} intervals.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
                step=words.plain(ocai.total / 10),
            ),
            "; ".join(
                _(
                    "{perspective}: the leading type of the whole leads in {congruent} of {dimensions} dimensions",
                    perspective=results.label(perspective).capitalize(),
                    congruent=words.number(reading["congruent_dimensions"]),
                    dimensions=len(ocai.dimensions),
                )
                for perspective, reading in diagnosis.iterrows()
            ),
            profile[profile["dimension"] != OVERALL],
        ),
        html_table(
            words,
            overall.assign(
                type=results.labels(overall["culture_type"].tolist()),
                when=results.labels(overall["perspective"].tolist()),
            ),
            {
                "when": _("Perspective"),
                "type": _("Type"),
                "n": "n",
                "mean": _("Mean points"),
                "ci_low": _("from"),
                "ci_high": _("to"),
                "sd": _("SD"),
                "centre": _("Centre"),
            },
        ),
        say(
            _(
                "*Centre* is the compositional centre, the closed geometric mean. Cameron (1985) found the type of culture"
                " related to effectiveness, while congruence and strength were not."
            )
        ),
    )

# %%
for source in results.sources("ocai_profile") if len(benchmarks) else []:
    own = results.whole("ocai_profile", source).query("dimension == @OVERALL")
    told, leading = [], []
    for _name, rows in benchmarks.groupby("source", sort=False):
        one = rows.iloc[0]
        told += [
            _(
                "{label} ({n}): {reference}.",
                label=one["label"],
                n=words.n(rows["n"]),
                reference=one["reference"],
            ),
            *rows["note"].unique(),
        ]
        for perspective, theirs in rows.groupby("perspective", sort=False):
            leading += [
                _(
                    "Leading type, {perspective}: {type} ({source}, {mean} points); {other_type} ({label}, {other_mean}"
                    " points).",
                    perspective=results.label(perspective),
                    type=results.label(ours["culture_type"]),
                    mean=words.number(ours["mean"], 1),
                    source=results.source(source),
                    other_type=results.label(theirs.loc[theirs["mean"].idxmax(), "culture_type"]),
                    other_mean=words.number(theirs["mean"].max(), 1),
                    label=one["label"],
                )
                for ours in own.query("perspective == @perspective and rank == 1").to_dict("records")
            ]
    display(
        say(
            "### " + _("Beside published profiles: {source}", source=results.source(source)) + "\n\n",
            *leading,
            _(
                "Others were asked elsewhere and in another way, and published profiles come without intervals: a"
                " difference says where to look, not that one is better."
            ),
        ),
        gallery.show(
            benchmark_kites(results, source),
            f"published_{source}",
            " ".join(
                [
                    _(
                        "Mean points of the four types, {source} and published profiles. Rings are {step} points apart.",
                        source=results.source(source),
                        step=words.plain(ocai.total / 10),
                    ),
                    *told,
                    _("Published profiles are not simulated.") if results.is_simulated(source) else "",
                ]
            ).strip(),
            " ".join(leading),
            pd.concat([own, benchmarks]),
        ),
    )

# %%
for source in results.sources("ocai_gap"):
    gap = results.whole("ocai_gap", source)
    overall = gap[gap["dimension"] == OVERALL].dropna(subset="gap").set_index("culture_type")
    if overall.empty:
        continue
    large = results.labels(overall.index[overall["discrepancy"].fillna(False)].tolist())
    widest = overall.loc[overall["gap"].abs().idxmax()]
    finding = _(
        "The widest gap: {type}, {gap} points {interval}.",
        type=results.label(widest.name),
        gap=words.signed(widest["gap"]),
        interval=words.between(widest["ci_low"], widest["ci_high"]),
    )
    test = results.table("group_comparison", source=source, group_by="all", variable="ocai")
    together = test[test["test"] == "Hotelling T²"].dropna(subset="effect_size").to_dict("records")
    display(
        say(
            "### " + _("What should change: {source}", source=results.source(source)) + "\n\n",
            finding,
            _("It is {size} standard deviations of the differences.", size=words.number(abs(widest["effect_size"]), 1))
            if pd.notna(widest["effect_size"])
            else "",
            _(
                "Gaps of {points} points or more, which call for change: {types}.",
                points=words.plain(ocai.discrepancy),
                types=words.listed(large),
            ),
            *(
                _(
                    "Taken together, now and preferred differ by η² = {size} {interval} (Hotelling's T² on log-ratios).",
                    size=words.number(row["effect_size"], 2),
                    interval=words.between(row["effect_ci_low"], row["effect_ci_high"], 2),
                )
                for row in together
            ),
            _(
                "With zeros replaced by half as much, or half as much again, η² goes from {least} to {most}.",
                least=words.number(test["effect_size"].min(), 3),
                most=words.number(test["effect_size"].max(), 3),
            )
            if together
            else "",
            _("P values of gaps are adjusted over the four overall gaps, and over the gaps of the dimensions."),
        ),
        gallery.show(
            gaps(results, source),
            f"gaps_{source}",
            _(
                "Preferred minus now with {confidence} intervals, {source}. Grey: gaps under {points} points.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
                points=words.plain(ocai.discrepancy),
            ),
            finding,
            gap,
        ),
    )
