# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Methods
# How were the figures made, what do they stand on, and how far may they be trusted?
#
# What is said follows from the study: a method stands here if a table of `results.study["tables"]` needs it, with the
# settings of `config.yaml`. The paragraphs and the keys of their sources are in `competing_values.report.findings.methods`;
# the sources themselves in `references.bib`, which programs for references read.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/methods"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import methods, planning
from competing_values.report.html import folded, show

results, gallery = opened(tables, figures, language)
_ = results.language.gettext

# %% [markdown]
# ## What was done
# A paragraph a method. `methods.used(results)` has them with the keys of their sources, for a text of your own.

# %%
show(folded(_("What was done"), *methods.paragraphs(results), on_paper=True))

# %% [markdown]
# ## What is simulated
# Nothing is said where every answer was given by a person.

# %%
if results.study["simulated"]:
    said = methods.simulated(results), methods.simulation(results)
    show(folded(_("What is simulated, and how"), *said, on_paper=True))

# %% [markdown]
# ## Unweighted and weighted
# Only for sources whose population is known (`population` in `config.yaml`). Tables of means and shares have rows of both
# kinds: `results.table("sector_scores", weights="population")`, and `weights="none"`.

# %%
for source in results.sources("weighting"):
    title = _("Unweighted and weighted: {source}", source=results.source(source))
    show(folded(title, methods.cost_of_weights(results, source), methods.unweighted_and_weighted(results, source)))

# %% [markdown]
# ## The next wave
# How many respondents the next wave needs, and what it would find with as many as this one: from the spreads of this wave,
# with the largest of each kind. `make plan` prints the same on a terminal.

# %%
for source in planning.sources(results):
    tables_of = planning.needed_table, planning.clusters_table, planning.groups_table
    told = [table(results, source) for table in tables_of]
    show(folded(planning.title(results, source), planning.summary(results, source), *told))

# %% [markdown]
# ## Limits
# A limit that only you can know (how people were reached, what happened meanwhile) belongs here too: `show("…")`.

# %%
show(folded(_("Limits"), methods.limits(results), on_paper=True))

# %% [markdown]
# ## References and software
# The sources that the paragraphs above cite, and the versions that made these results: cite them with your own.

# %%
show(folded(_("References"), methods.cited(results), on_paper=True))
show(folded(_("Software"), methods.software(), on_paper=True))
