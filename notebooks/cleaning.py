# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Who was kept
#
# Which rows are analysed, and why not the others? Tables: `flow`, rows from the raw file to the analysis, and
# `cleaning_rules`, all rows that each rule meets. `cleaning` in config.yaml sets what the rules do and where they begin.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/cleaning"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import flow, nonresponse
from competing_values.report.html import heading, show

results, gallery = opened(tables, figures, language)
show(results.absence("flow"))

# %% [markdown]
# ## Rows of each raw file
#
# A rule that excludes many deserves a look at the raw file before its figures are believed. To see what a rule costs,
# set it to `flag` and run again.

# %%
for source in results.sources("flow"):
    show(heading(results.source(source)), results.caveat(source))
    show(flow.summary(results, source), gallery.draw(flow.stages(results, source)))

# %% [markdown]
# ## Who is missing
#
# Where respondents broke off (table `break_off`), and whether those whose OCAI cannot be scored answer otherwise where
# they did answer (table `nonresponse`). How many of each group answered stands in the chapter on groups.

# %%
for source in results.sources("break_off"):
    show(heading(nonresponse.title(results, source)), nonresponse.break_off(results, source))
    show(nonresponse.without_score(results, source), nonresponse.sectors(results, source))
