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
from competing_values.report.html import beside, folded, heading, show

results, gallery = opened(tables, figures, language)
_ = results.language.gettext

# %% [markdown]
# ## Profiles
# What each source says, and its kite; that of the source with most respondents stands at the head of the report.
# Groups have profiles too: `results.table("ocai_profile", source="survey", group_by="region")`.

# %%
sources = results.sources("ocai_profile")
show(framework.introduction(results), results.absence("ocai_profile"))
readings = [reading for source in sources for reading in diagnosis.readings(results, source)]
others = [source for source in sources if source != results.fullest("ocai_profile", "mean")]
show(beside(*readings, *(gallery.draw(profile.overall(results, one)) for one in others)))

# %% [markdown]
# ## Gaps
# Preferred minus now, with tests.

# %%
gaps_of = results.sources("ocai_gap")
said = [gaps.summary(results, source) for source in gaps_of]
show(beside(*said, *(gallery.draw(gaps.by_dimension(results, one)) for one in gaps_of)))
show(gaps_of and gaps.note(results))

# %% [markdown]
# ## Dimensions
# A kite a dimension, and beside it what every source says of it.

# %%
fullest = results.fullest("ocai_profile", "mean")
show(heading(profile.title_of_dimensions(results)))
show(gallery.draw(fullest and profile.dimensions(results, fullest)), profile.by_source(results))
figures_of = profile.figures(results)
show(folded(_("Mean points, standard deviations and centres"), figures_of, figures_of and profile.note(results)))

# %% [markdown]
# ## Beside published profiles
# The profiles of others that the study names (`benchmarks` in `config.yaml`); nothing where it names none.

# %%
for source in benchmarks.sources(results)[:1]:
    drawn = beside(benchmarks.summary(results, source), gallery.draw(benchmarks.kites(results, source)))
    references = folded(benchmarks.title_of_references(results), benchmarks.references(results), on_paper=True)
    show(folded(benchmarks.title(results, source), drawn, references, on_paper=True))
