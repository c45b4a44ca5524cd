# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # What was read
#
# Has the codebook found every column, and do the answers lie on their scales? Table: `fields`, a row a variable. Look
# first for variables that were not asked although they should have been: their raw name in the codebook is wrong.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/ingestion"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import fields
from competing_values.report.html import heading, show

results, gallery = opened(tables, figures, language)
show(results.absence("fields"))

# %% [markdown]
# ## Variables of each raw file
#
# To find where answers are lost, sort `results.table("fields")` by `missing` or by `out_of_range`.

# %%
for source in results.sources("fields"):
    show(heading(results.source(source)), results.caveat(source))
    show(fields.summary(results, source), fields.figures(results, source))
