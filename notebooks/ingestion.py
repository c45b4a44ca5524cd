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
            _(
                "Rows of the raw file: {rows}. Variables found in it: {variables}.",
                rows=words.number(worst[["answered", "missing", "out_of_range"]].sum()),
                variables=len(asked),
            ),
            _(
                "Answers are missing most often for *{variable}* (rows: {missing}).",
                variable=published.label(worst["variable"]),
                missing=words.number(worst["missing"]),
            )
            if worst["missing"]
            else "",
            _(
                "Entries that lie outside their scale, and count as missing: {entries}.",
                entries=words.number(asked["out_of_range"].sum()),
            ),
            _("Not asked: {variables}.", variables=words.listed(published.labels(absent))) if absent else "",
        ),
        html_table(
            words,
            asked.assign(label=published.labels(asked["variable"].tolist())),
            {
                "variable": _("Variable"),
                "label": _("Label"),
                "raw_name": _("Raw column"),
                "answered": _("Answered"),
                "missing": _("Missing"),
                "out_of_range": _("Out of range"),
                "distinct": _("Different answers"),
            },
            folded=_("All variables"),
        ),
    )
