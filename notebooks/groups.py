# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Groups compared
#
# How groups differ, and whether the mean of a group may speak for it.
#
# Each function of `comparison` and `agreement` takes published tables and gives a sentence, a picture or a table; `show`
# shows them one after the other. The tables themselves are `results.table("group_comparison")` and
# `results.table("agreement")`.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/groups"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import agreement, comparability, comparison
from competing_values.report.html import beside, folded, show

results, gallery = opened(tables, figures, language)
_ = results.language.gettext

# %% [markdown]
# ## How far groups lie from the whole
#
# To look at one breakdown only, call the same functions with its name, as in
# `gallery.draw(comparison.heat_map(results, "survey", "region"))`.

# %%
made = comparison.made(results)
lead = [one for one in made if one[0] == comparison.lead(results)]
others = [one for one in made if one not in lead]
show(beside(comparison.reading(results), *(gallery.draw(picture) for picture in comparison.pictures(results, lead))))
show(folded(_("Groups that lie furthest from the whole"), [comparison.apart(results, *one) for one in made]))
show(
    folded(
        _("The same for other sources"), *(gallery.draw(picture) for picture in comparison.pictures(results, others))
    )
)

# %% [markdown]
# ## Tests
#
# The largest effects of each breakdown, and all tests (table `group_comparison`; pairs of groups stand in the table
# `pairwise`).

# %%
largest = [comparison.largest_effects(results, *one) for one in made]
show(folded(_("Sizes and tests"), comparison.reading_of_tests(results), largest))
for one in made:
    show(folded(comparison.title(results, *one), comparison.tests(results, *one)))

# %% [markdown]
# ## Agreement within groups
#
# A mean describes a group where its members agree, and ranks groups where it is reliable (table `agreement`).

# %%
for source in results.sources("agreement"):
    show(
        folded(agreement.title(results, source), agreement.summary(results, source), agreement.figures(results, source))
    )
    show(agreement.independence(results, source))

# %% [markdown]
# ## Do statements mean the same everywhere?
#
# Means are compared on the understanding that statements mean the same to all. Where a sector's statements hang together
# otherwise in a group (table `comparability`), a difference of means may be one of meaning.

# %%
for source in comparability.sources(results):
    drawn = gallery.draw(comparability.congruences(results, source)) if source == comparison.lead(results) else None
    said = comparability.summary(results, source), comparability.figures(results, source)
    show(folded(comparability.title(results, source), drawn, *said))
