# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Culture now and preferred
# Which culture does the organisation have, which would it like, and how far apart are the two?
#
# Tables: `ocai_profile` (means of the four types, overall and by dimension), `ocai_diagnosis` (what a profile says in
# one row), `ocai_gap` (preferred minus now, with tests) and, of the profiles as a whole, the rows of
# `group_comparison` whose variable is `ocai`. Sentences and figures are functions in
# `competing_values.report.findings`.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/culture"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import benchmarks, diagnosis, framework, gaps, profile
from competing_values.report.html import heading, show

results, gallery = opened(tables, figures, language)

# %% [markdown]
# ## The framework
# The same for every study, but for the points to share and the competencies, which the instrument declares.

# %%
show(framework.introduction(results), gallery.draw(framework.diagram(results)))

# %% [markdown]
# ## Profiles
# A source at a time: what the profile says, the kite, a kite a dimension, and the figures behind the first. Groups have
# profiles too: `results.table("ocai_profile", source="survey", group_by="region")`.

# %%
show(results.absence("ocai_profile"))
for source in results.sources("ocai_profile"):
    show(heading(results.source(source)), results.caveat(source), *diagnosis.readings(results, source))
    show(gallery.draw(profile.overall(results, source)), gallery.draw(profile.dimensions(results, source)))
    show(profile.figures(results, source), profile.note(results))

# %% [markdown]
# ## Beside published profiles
# The profiles of others that the study names (`benchmarks` in `config.yaml`); nothing where it names none.

# %%
for source in benchmarks.sources(results):
    show(heading(benchmarks.title(results, source)), benchmarks.summary(results, source))
    show(gallery.draw(benchmarks.kites(results, source)))

# %% [markdown]
# ## Gaps
# Preferred minus now. What to develop because of them is in `agenda`; whether groups differ in them, in `comparison`.

# %%
for source in results.sources("ocai_gap"):
    show(heading(gaps.title(results, source)), gaps.summary(results, source))
    show(gallery.draw(gaps.by_dimension(results, source)))
