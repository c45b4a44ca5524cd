# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # In short
#
# The first screen of the report: what the study found in a sentence, the culture as a figure, and tiles.
#
# A sentence is a function of published tables; it tells of the source with most respondents, and is empty where the study
# has nothing to say. For another sentence, write another function beside those of `findings/summary.py`.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/summary"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import summary, weighting
from competing_values.report.html import first_screen, show

results, gallery = opened(tables, figures, language)

# %% [markdown]
# ## The first screen
#
# Tables `ocai_profile`, `ocai_gap`, `sector_scores`, `question_answers`, `flow`, and `wave_change` where there is a wave
# before this one.

# %%
show(summary.headline(results))
show(first_screen(gallery.draw(summary.kite(results)), summary.tiles(results)))

# %% [markdown]
# ## What is missing
#
# What was left out of these figures, and where weights miss the population (table `weighting`).

# %%
show(summary.absence(results))
show(*(weighting.missed(results, source) for source in results.sources("weighting")))
