# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Sectors and statements
#
# Where does it work, and where does it not? Tables: `sector_scores` and `statement_scores`, then `force_field`,
# `reliability` and `drivers`. Everything below is of whole sources; `results.table("sector_scores", group_by="region")`
# has the same figures for each region.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/sectors"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import drivers, reliability, sectors, statements
from competing_values.report.html import beside, folded, heading, show

results, gallery = opened(tables, figures, language)
_ = results.language.gettext
show(results.absence("sector_scores"))

# %% [markdown]
# ## Means
#
# Each sector is the mean of its statements. Bands, and what counts as unfavourable, are thresholds of the instrument
# (`results.ratings.bands`, `results.ratings.unfavourable_below`): read a mean near one with its interval.

# %%
sources = results.sources("sector_scores")
said = [say(results, source) for source in sources for say in (sectors.unanswered, sectors.summary)]
fullest = results.fullest("statement_scores", "mean")
means, shares = sectors.means(results, sources), fullest and statements.shares(results, fullest)
show(beside(*said, gallery.draw(means), gallery.draw(shares)))
show(folded(_("All statements, in every source"), statements.figures(results)))

# %% [markdown]
# ## Forces
#
# The same means, read as distances from the midpoint of the scale. To see the forces of one group, filter
# `results.table("force_field", group_by="region", group="abai")`.

# %%
for source in results.sources("force_field", "force"):
    title = statements.forces_title(results, source)
    show(folded(title, statements.forces_summary(results, source), statements.strongest(results, source)))

# %% [markdown]
# ## Drivers
#
# How closely the sectors go with each ordered question and self-rating; the first has a figure. Sectors overlap, so coefficients alone mislead; relative weights
# share out what the sectors explain together. Neither says what would follow if a sector changed.

# %%
for source in results.sources("drivers"):
    outcomes = drivers.outcomes(results, source)
    for outcome in outcomes[:1]:
        show(heading(drivers.title(results, source, outcome)))
        picture = gallery.draw(drivers.actions(results, source, outcome))
        show(beside(drivers.summary(results, source, outcome), picture))
        show(folded(_("Coefficients and shares"), drivers.figures(results, source, outcome)))
    for outcome in outcomes[1:]:
        name, said = drivers.named(source, outcome), drivers.summary(results, source, outcome)
        table = drivers.figures(results, source, outcome)
        show(folded(drivers.title(results, source, outcome), said, table, in_place_of=name))

# %% [markdown]
# ## Reliability
#
# May the statements of a sector be averaged at all? If alpha is low, the table `item_statistics` says which statement
# fits its sector least.

# %%
show(folded(_("Reliability of the sectors"), reliability.note(results), reliability.figures(results)))
