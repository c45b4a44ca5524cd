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

from competing_values.prose import html_table, ledger, say
from competing_values.published import Published

published = Published(tables, language)
words = published.language
_ = words.gettext
study = published.study
claims = published.table("claims")

# %%
sentences = []
for source in published.sources("flow"):
    rows = published.whole("flow", source).set_index("step")["rows"]
    sentences.append(f"{published.source(source)}: {rows['kept']:,.0f} of {rows['raw']:,.0f} rows are analysed.")
for source in published.sources("ocai_diagnosis"):
    reading = published.whole("ocai_diagnosis", source).set_index("perspective")["dominant_type"].dropna()
    if len(reading):
        said = words.listed([f"*{published.label(name)}* {perspective}" for perspective, name in reading.items()])
        sentences.append(f"{published.source(source)}: the leading culture is {said}.")
for source in published.sources("sector_scores"):
    lowest = published.whole("sector_scores", source).sort_values("mean").iloc[0]
    sentences.append(
        f"{published.source(source)}: the lowest sector is *{published.label(lowest['sector'])}* with a mean of {lowest['mean']:.2f}."
    )
for source in published.sources("competencies"):
    rows = published.whole("competencies", source).to_dict("records")
    said = words.listed(
        [
            f"{words.share(row['share_high'])} rate their {published.label(row['competency']).lower()} high"
            for row in rows
        ]
    )
    sentences.append(f"{published.source(source)}: {said}.")
display(say("### In short"), say("\n".join(f"- {sentence}" for sentence in sentences)))

# %%
if len(claims):
    counted = claims["verdict"].value_counts()
    said = {name: texts[language] for name, texts in study["claims"].items()}
    display(
        say(f"### The article, claim by claim\n\n{study['article']}"),
        say(
            "; ".join(f"{count} {verdict}" for verdict, count in counted.items()) + ".",
            "*By construction* means: it holds, but the answers are simulated and were calibrated to it, so it is no"
            " evidence that the article is right."
            if "by construction" in counted
            else "",
        ),
        ledger(words, claims, said),
    )

# %%
weighting = published.table("weighting", category="all")
for source in published.sources("weighting"):
    effect = weighting[weighting["source"] == source].iloc[0]
    beside = []
    for name, key, value, scale in (
        ("question_answers", "category", "share", 100),
        ("competencies", "competency", "share_high", 100),
        ("sector_scores", "sector", "mean", 1),
        ("ocai_diagnosis", "perspective", "flexibility", 1),
    ):
        rows = published.table(name, source=source, group_by="all")
        plain, weighted = (rows[rows["weights"] == kind].reset_index(drop=True) for kind in ("none", "population"))
        names = plain["question"] + "." + plain["category"] if name == "question_answers" else plain[key]
        beside.append(
            plain.assign(
                what=published.labels(names.tolist()),
                figure={
                    "share": "share, %",
                    "share_high": "rated high, %",
                    "mean": "mean",
                    "flexibility": "flexibility",
                }[value],
                unweighted=plain[value] * scale,
                weighted=weighted[value] * scale,
            )
        )
    display(
        say(
            f"### Unweighted and weighted: {published.source(source)}\n\n",
            "The claims stand on unweighted figures, as the article's do. Weights bring the respondents to the population's",
            f"margins; they cost a design effect of {effect['deff']:.2f}, so that {effect['n']:,.0f} respondents count as",
            f"{effect['effective_n']:,.0f}. The table `weighting` has the margins.",
        ),
        html_table(
            words,
            pd.concat(beside),
            {"what": "", "figure": "Figure", "unweighted": "Unweighted", "weighted": "Weighted"},
        ),
    )

# %%
limits = [
    *(published.caveat(source) for source in study["sources"]),
    f"Groups with fewer than {study['min_cell']} respondents are hidden, with others that would give them away.",
    f"Intervals have a confidence of {words.share(study['confidence'])}; they tell of sampling, not of who did not answer.",
    "Points of the OCAI sum to a total, so their correlations are no evidence; tests use log-ratios instead."
    if published.sources("ocai_profile")
    else "",
]
display(say("### Limits"), say("\n".join(f"- {limit}" for limit in limits if limit)))
