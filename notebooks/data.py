# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # The data
#
# What was read, which rows are analysed and why not the others, who took part, and what was merged or left out. Tables:
# `flow`, `cleaning_rules`, `fields`, `weighting`, `protection`.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/data"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import fields, flow, nonresponse, protection, weighting
from competing_values.report.html import beside, folded, heading, show

results, gallery = opened(tables, figures, language)
_ = results.language.gettext
show(results.absence("flow"))

# %% [markdown]
# ## Rows
#
# A rule that excludes many deserves a look at the raw file before its figures are believed. To see what a rule costs,
# set it to `flag` in config.yaml and run again.

# %%
show(heading(_("From the raw files to the analysis")))
show(
    beside(*(flow.summary(results, one) for one in results.sources("flow")), flow.note(results), flow.figures(results))
)

# %% [markdown]
# ## Variables
#
# To find where answers are lost, sort `results.table("fields")` by `missing` or by `out_of_range`. Look first for
# variables that were not asked although they should have been: their raw name in the codebook is wrong.

# %%
show(heading(_("Raw data")))
show(beside(*(fields.summary(results, source) for source in results.sources("fields"))))
show(folded(_("All variables"), *(fields.figures(results, source) for source in results.sources("fields"))))

# %% [markdown]
# ## Who took part
#
# Where the population is known (table `weighting`): the groups that answered more or less often than others, and whether
# weights mend it.

# %%
for source in results.sources("weighting", "sample_share"):
    show(heading(weighting.title(results, source)))
    said = weighting.response(results, source), weighting.summary(results, source)
    show(beside(*said, gallery.draw(weighting.shares(results, source))))
    show(weighting.rates(results, source), weighting.diagnostics(results, source))

# %% [markdown]
# ## Who is missing
#
# Where respondents broke off (table `break_off`), and whether those whose OCAI cannot be scored answer otherwise where
# they did answer (table `nonresponse`).

# %%
for source in results.sources("break_off"):
    said = nonresponse.break_off(results, source), nonresponse.without_score(results, source)
    show(folded(nonresponse.title(results, source), *said, nonresponse.sectors(results, source), on_paper=True))

# %% [markdown]
# ## What was merged or left out
#
# To protect respondents, small groups are merged into `other`, and single figures left out, before anything is estimated.
# `min_cell` in `config.yaml` is the fewest respondents of a group; with 1 nothing is protected, and the results must stay
# with you.

# %%
for source in protection.sources(results):
    show(heading(protection.title(results, source)), protection.summary(results, source))
