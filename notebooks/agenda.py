# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Development agenda
# What do respondents want more and less of, which competencies does that call for, and what stands in the way?
#
# Tables: `ocai_gap`, and of what stands in the way `sector_scores` and `force_field`. The competencies of each type are
# those of the instrument. A gap counts from a tenth of the points on (`results.ocai.discrepancy`).

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/agenda"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import agenda
from competing_values.report.html import beside, folded, heading, show

results, gallery = opened(tables, figures, language)

# %%
show(agenda.introduction(results), results.absence("ocai_gap"))

# %% [markdown]
# ## What to develop
# Types whose gap deserves attention; where no gap does, the widest in each direction.

# %%
lead = results.fullest("ocai_gap", "gap")
for source in filter(None, [lead]):
    show(agenda.summary(results, source))
    show(beside(agenda.calls(results, source), gallery.draw(agenda.ways(results, source))))

# %% [markdown]
# ## What stands in the way
# Low sectors and restraining statements; all of them are in the chapter `sectors`.

# %%
for source in filter(None, [results.fullest("sector_scores", "mean")]):
    show(heading(agenda.title_of_obstacles(results, source)), agenda.obstacles(results, source))

# %% [markdown]
# ## Other sources
# The same for sources with fewer respondents.

# %%
for source in results.sources("ocai_gap"):
    if source != lead:
        show(folded(agenda.title(results, source), agenda.summary(results, source), agenda.calls(results, source)))

# %%
if results.sources("ocai_gap"):
    show(agenda.advice(results))
