# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/report"
language = "en"

# %%
import pandas as pd
from IPython.display import display

from competing_values.report.prose import fullest, ledger, named, say
from competing_values.report.results import Results
from competing_values.study.names import OVERALL

results = Results(tables, language)
words = results.language
_ = words.gettext
study = results.study
claims = results.table("claims")
sentences = []

# %% Who answered
rows = pd.DataFrame(
    {source: results.whole("flow", source).set_index("step")["rows"] for source in results.sources("flow")}
)
counts = [
    _(
        "{source} {kept} of {raw}",
        source=named(results, source),
        kept=words.number(rows.loc["kept", source]),
        raw=words.number(rows.loc["raw", source]),
    )
    for source in rows
]
if len(counts) == 1:
    sentences.append(
        _(
            "{source}: {kept} of {raw} rows of the raw file are analysed.",
            source=named(results, rows.columns[0]),
            kept=words.number(rows.loc["kept"].sum()),
            raw=words.number(rows.loc["raw"].sum()),
        )
    )
elif counts:
    sentences.append(
        _(
            "{kept} of {raw} rows of the raw files are analysed: {sources}.",
            kept=words.number(rows.loc["kept"].sum()),
            raw=words.number(rows.loc["raw"].sum()),
            sources=words.listed(counts),
        )
    )

# %% The leading culture
if source := fullest(results, "ocai_profile", "mean"):
    profile = results.whole("ocai_profile", source)
    profile = profile[(profile["dimension"] == OVERALL) & (profile["rank"] == 1)]
    tops = profile.drop_duplicates("perspective").set_index("perspective").to_dict("index")
    led = {
        perspective: {
            "type": results.label(top["culture_type"]),
            "points": words.number(top["mean"], 1),
            "interval": words.between(top["ci_low"], top["ci_high"]),
        }
        for perspective, top in tops.items()
    }
    if len(led) == 2:
        sentences.append(
            _(
                "{source}: the leading culture now is *{now}* with {now_points} points {now_interval}, the preferred one"
                " *{preferred}* with {preferred_points} {preferred_interval}.",
                source=named(results, source),
                now=led["now"]["type"],
                now_points=led["now"]["points"],
                now_interval=led["now"]["interval"],
                preferred=led["preferred"]["type"],
                preferred_points=led["preferred"]["points"],
                preferred_interval=led["preferred"]["interval"],
            )
        )
    for perspective, top in led.items() if len(led) == 1 else ():
        sentences.append(
            _(
                "{source}: the leading culture ({perspective}) is *{type}* with {points} points {interval}.",
                source=named(results, source),
                perspective=results.label(perspective),
                **top,
            )
        )

# %% What should change
if source := fullest(results, "ocai_gap", "gap"):
    gaps = results.whole("ocai_gap", source).dropna(subset="gap")
    gaps = gaps[gaps["dimension"] == OVERALL]
    for widest in gaps.loc[gaps["gap"].abs().nlargest(1).index].to_dict("records"):
        large = gaps[gaps["discrepancy"].fillna(False)]["culture_type"].tolist()
        sentences.append(
            _(
                "{source}: the widest gap from now to preferred is that of *{type}*, {gap} points {interval}; gaps of {points}"
                " points or more, which call for change: {types}.",
                points=words.plain(results.ocai.discrepancy),
                source=named(results, source),
                type=results.label(widest["culture_type"]),
                gap=words.signed(widest["gap"]),
                interval=words.between(widest["ci_low"], widest["ci_high"]),
                types=words.listed(results.labels(large)),
            )
        )

# %% Where it works, and where it does not
if source := fullest(results, "sector_scores", "mean"):
    sectors = results.whole("sector_scores", source).dropna(subset="mean").sort_values("rank", ascending=False)
    bands = [f" ({results.label(f'band.{band}')})" if pd.notna(band) else "" for band in sectors["band"]]
    figures_of = [
        f"{words.estimate(row['mean'], row['ci_low'], row['ci_high'], 2)}{band}"
        for row, band in zip(sectors.to_dict("records"), bands, strict=True)
    ]
    scale = results.ratings.scale
    if len(sectors) > 1:
        sentences.append(
            _(
                "{source}: of the sectors *{lowest}* is lowest with a mean of {low}, and *{highest}* highest with {high},"
                " on a scale from {least} to {most}.",
                source=named(results, source),
                lowest=results.label(sectors["sector"].iloc[0]),
                low=figures_of[0],
                highest=results.label(sectors["sector"].iloc[-1]),
                high=figures_of[-1],
                least=scale.min,
                most=scale.max,
            )
        )
    else:
        sentences.append(
            _(
                "{source}: the mean of *{sector}* is {mean}, on a scale from {least} to {most}.",
                source=named(results, source),
                sector=results.label(sectors["sector"].iloc[0]),
                mean=figures_of[0],
                least=scale.min,
                most=scale.max,
            )
        )

# %% What respondents say of their work and of themselves
asked, rated = fullest(results, "question_answers", "share"), fullest(results, "competencies", "share_high")
if asked:
    answers = results.whole("question_answers", asked).dropna(subset="share")
    commonest = words.listed(
        [
            _(
                "*{answer}* with {share} {interval} ({question})",
                question=results.label(row["question"]),
                answer=results.label(f"{row['question']}.{row['category']}"),
                share=words.share(row["share"]),
                interval=words.between(100 * row["ci_low"], 100 * row["ci_high"]),
            )
            for row in answers.loc[answers.groupby("question", sort=False)["share"].idxmax()].to_dict("records")
        ]
    )
if rated:
    ratings = words.listed(
        [
            _(
                "{share} {interval} ({competency})",
                competency=results.label(row["competency"]),
                share=words.share(row["share_high"]),
                interval=words.between(100 * row["share_high_ci_low"], 100 * row["share_high_ci_high"]),
            )
            for row in results.whole("competencies", rated).dropna(subset="share_high").to_dict("records")
        ]
    )
if asked and asked == rated:
    sentences.append(
        _(
            "{source}: the commonest answer is {answers}; the share who rate themselves high is {ratings}.",
            source=named(results, asked),
            answers=commonest,
            ratings=ratings,
        )
    )
elif asked and rated:
    sentences.append(
        _(
            "{source}: the commonest answer is {answers}; {other}: the share who rate themselves high is {ratings}.",
            source=named(results, asked),
            answers=commonest,
            other=named(results, rated),
            ratings=ratings,
        )
    )
elif asked:
    sentences.append(_("{source}: the commonest answer is {answers}.", source=named(results, asked), answers=commonest))
elif rated:
    sentences.append(
        _("{source}: the share who rate themselves high is {ratings}.", source=named(results, rated), ratings=ratings)
    )

# %%
told = ("ocai_profile", "ocai_gap", "sector_scores", "question_answers", "competencies")
hidden = [results.absence(name) for name in told if len(results.table(name))]
display(
    say("### " + _("In short")),
    say("\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))),
    say(*dict.fromkeys(hidden) if sentences else [results.absence("flow")]),
)

# %%
if len(claims):
    display(
        say("### " + _("The article, claim by claim")),
        say(study["article"]),
        ledger(results, claims),
        say(
            _(
                "*By construction* means: it holds, but the answers are simulated and were calibrated to it, so it is no"
                " evidence that the article is right."
            )
            if (claims["verdict"] == "by construction").any()
            else ""
        ),
    )
