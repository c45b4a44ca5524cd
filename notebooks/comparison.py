# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Groups compared
#
# Who took part, how groups differ, and whether the mean of a group may speak for it.
#
# Each function of `weighting`, `comparison` and `agreement` takes published tables and gives a sentence, a picture or a
# table; `show` shows them one after the other. The tables themselves are `results.table("group_comparison")`,
# `results.table("weighting")` and `results.table("agreement")`.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/comparison"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import agreement, comparability, comparison, protection, weighting
from competing_values.report.html import heading, show

results, gallery = opened(tables, figures, language)

# %% [markdown]
# ## Who took part
#
# First what a reader must know of each source; then, where the population is known (table `weighting`), the groups that
# answered more or less often than others, and whether weights mend it. A source without `population` in `config.yaml`
# has no such part.

# %%
show(*map(results.caveat, results.sources("flow")))

# %%
for source in results.sources("weighting", "sample_share"):
    show(heading(weighting.title(results, source)), weighting.summary(results, source))
    show(gallery.draw(weighting.shares(results, source)))
    show(weighting.response(results, source), weighting.rates(results, source), weighting.diagnostics(results, source))

# %% [markdown]
# ## What was merged or left out
#
# To protect respondents, small groups are merged into `other`, and single figures left out, before anything is estimated
# (table `protection`). `min_cell` in `config.yaml` is the fewest respondents of a group; with 1 nothing is protected, and
# the results must stay with you.

# %%
for source in protection.sources(results):
    show(heading(protection.title(results, source)), protection.summary(results, source))

# %% [markdown]
# ## Tests, and differences from the whole
#
# Of every breakdown: the largest effects, how far each group lies from the whole, its means, and all tests (table
# `group_comparison`; pairs of groups stand in the table `pairwise`). To look at one breakdown only, call the same functions
# with its name, as in `gallery.draw(comparison.heat_map(results, "survey", "region"))`.

# %%
show(comparison.reading(results))

# %%
for source, group_by in comparison.made(results):
    compared = results, source, group_by
    show(heading(comparison.title(*compared)))
    show(comparison.largest_effects(*compared), comparison.apart(*compared))
    show(gallery.draw(comparison.heat_map(*compared)))
    show(gallery.draw(comparison.sectors(*compared)), gallery.draw(comparison.types(*compared)))
    show(comparison.tests(*compared))

# %% [markdown]
# ## Agreement within groups
#
# A mean describes a group where its members agree, and ranks groups where it is reliable (table `agreement`).

# %%
for source in results.sources("agreement"):
    show(heading(agreement.title(results, source)), agreement.summary(results, source))
    show(gallery.draw(agreement.icc_and_rwg(results, source)), agreement.figures(results, source))

# %% [markdown]
# ## Do statements mean the same everywhere?
#
# Means are compared on the understanding that statements mean the same to all. Where a sector's statements hang together
# otherwise in a group (table `comparability`), a difference of means may be one of meaning.

# %%
for source in comparability.sources(results):
    show(heading(comparability.title(results, source)), comparability.summary(results, source))
    show(gallery.draw(comparability.congruences(results, source)), comparability.figures(results, source))
