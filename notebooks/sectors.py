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
from competing_values.report.html import heading, show

results, gallery = opened(tables, figures, language)
show(results.absence("sector_scores"))

# %% [markdown]
# ## Means
#
# Each sector is the mean of its statements. Bands, and what counts as unfavourable, are thresholds of the instrument
# (`results.ratings.bands`, `results.ratings.unfavourable_below`): read a mean near one with its interval.

# %%
for source in results.sources("sector_scores"):
    show(heading(results.source(source)), results.caveat(source), sectors.unanswered(results, source))
    show(sectors.summary(results, source), gallery.draw(sectors.means(results, source)))
    show(gallery.draw(statements.means(results, source)))

# %% [markdown]
# ## Forces
#
# The same means, read as distances from the midpoint of the scale. To see the forces of one group, filter
# `results.table("force_field", group_by="region", group="abai")`.

# %%
for source in results.sources("force_field", "force"):
    show(heading(statements.forces_title(results, source)), statements.forces_summary(results, source))
    show(gallery.draw(statements.forces(results, source)))

# %% [markdown]
# ## Reliability
#
# May the statements of a sector be averaged at all? If alpha is low, the table `item_statistics` says which statement
# fits its sector least.

# %%
for source in results.sources("reliability"):
    show(heading(reliability.title(results, source)), reliability.note(results))
    show(gallery.draw(reliability.alphas(results, source)), reliability.figures(results, source))

# %% [markdown]
# ## Drivers
#
# How closely the sectors go with each ordered question. Sectors overlap, so coefficients alone mislead; relative weights
# share out what the sectors explain together. Neither says what would follow if a sector changed.

# %%
for source in results.sources("drivers"):
    for outcome in drivers.outcomes(results, source):
        show(heading(drivers.title(results, source, outcome)), drivers.summary(results, source, outcome))
        show(gallery.draw(drivers.actions(results, source, outcome)), drivers.figures(results, source, outcome))
