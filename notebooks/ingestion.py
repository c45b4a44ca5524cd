# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/ingestion"
language = "en"

# %%
from IPython.display import display

from competing_values.prose import html_table, say
from competing_values.published import Published

published = Published(tables, language)
words = published.language
_ = words.gettext
fields = published.table("fields")
display(say(published.absence("fields")))

# %%
for source in published.sources("fields"):
    rows = fields[fields["source"] == source]
    asked = rows[rows["raw_name"].notna()]
    absent = rows[rows["raw_name"].isna()]["variable"].tolist()
    worst = asked.loc[asked["missing"].idxmax()]
    display(
        say(f"### {published.source(source)}\n\n{published.caveat(source)}"),
        say(
            f"The raw file has {worst[['answered', 'missing', 'out_of_range']].sum():,.0f} rows.",
            f"{len(asked)} variables were found in it.",
            f"Answers are missing most often for *{published.label(worst['variable'])}* ({worst['missing']:,.0f} rows).",
            f"{asked['out_of_range'].sum():,.0f} entries lie outside their scale and count as missing.",
            f"Not asked: {words.listed(published.labels(absent))}." if absent else "",
        ),
        html_table(
            words,
            asked.assign(label=published.labels(asked["variable"].tolist())),
            {
                "variable": "Variable",
                "label": "Label",
                "raw_name": "Raw column",
                "answered": "Answered",
                "missing": "Missing",
                "out_of_range": "Out of range",
                "distinct": "Different answers",
            },
            folded=f"All {len(asked)} variables",
        ),
    )
