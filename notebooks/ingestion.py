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

from competing_values.report.prose import html_table, say
from competing_values.report.results import Results

results = Results(tables, language)
words = results.language
_ = words.gettext
fields = results.table("fields")
display(say(results.absence("fields")))

# %%
for source in results.sources("fields"):
    rows = fields[fields["source"] == source]
    asked = rows[rows["raw_name"].notna()]
    absent = rows[rows["raw_name"].isna()]["variable"].tolist()
    worst = asked.loc[asked["missing"].idxmax()]
    display(
        say(f"### {results.source(source)}\n\n{results.caveat(source)}"),
        say(
            _(
                "Rows of the raw file: {rows}. Variables found in it: {variables}.",
                rows=words.number(worst[["answered", "missing", "out_of_range"]].sum()),
                variables=len(asked),
            ),
            _(
                "Answers are missing most often for *{variable}* (rows: {missing}).",
                variable=results.label(worst["variable"]),
                missing=words.number(worst["missing"]),
            )
            if worst["missing"]
            else "",
            _(
                "Entries that lie outside their scale, and count as missing: {entries}.",
                entries=words.number(asked["out_of_range"].sum()),
            ),
            _("Not asked: {variables}.", variables=words.listed(results.labels(absent))) if absent else "",
        ),
        html_table(
            words,
            asked.assign(label=results.labels(asked["variable"].tolist())),
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
