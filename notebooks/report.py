# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/report"
language = "en"

# %%
from IPython.display import display

from competing_values.prose import ledger, listed, say, share
from competing_values.published import Published

published = Published(tables, language)
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
        said = listed([f"*{published.label(name)}* {perspective}" for perspective, name in reading.items()])
        sentences.append(f"{published.source(source)}: the leading culture is {said}.")
for source in published.sources("sector_scores"):
    lowest = published.whole("sector_scores", source).sort_values("mean").iloc[0]
    sentences.append(
        f"{published.source(source)}: the lowest sector is *{published.label(lowest['sector'])}* with a mean of {lowest['mean']:.2f}."
    )
for source in published.sources("competencies"):
    rows = published.whole("competencies", source).to_dict("records")
    said = listed(
        [f"{share(row['share_high'])} rate their {published.label(row['competency']).lower()} high" for row in rows]
    )
    sentences.append(f"{published.source(source)}: {said}.")
display(say("### In short"), say("\n".join(f"- {sentence}" for sentence in sentences)))

# %%
if len(claims):
    counted = claims["verdict"].value_counts()
    words = {name: said[language] for name, said in study["claims"].items()}
    display(
        say(f"### The article, claim by claim\n\n{study['article']}"),
        say(
            "; ".join(f"{count} {verdict}" for verdict, count in counted.items()) + ".",
            "*By construction* means: it holds, but the answers are simulated and were calibrated to it, so it is no"
            " evidence that the article is right."
            if "by construction" in counted
            else "",
        ),
        ledger(claims, words),
    )

# %%
limits = [
    *(published.caveat(source) for source in study["sources"]),
    f"Groups with fewer than {study['min_cell']} respondents are hidden, with others that would give them away.",
    f"Intervals have a confidence of {share(study['confidence'])}; they tell of sampling, not of who did not answer.",
    "Points of the OCAI sum to a total, so their correlations are no evidence; tests use log-ratios instead."
    if published.sources("ocai_profile")
    else "",
]
display(say("### Limits"), say("\n".join(f"- {limit}" for limit in limits if limit)))
