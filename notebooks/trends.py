# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Change between waves
# What changed from each wave to the next, what changed little, and where are there too few answers to tell?
#
# Table: `wave_change`, a row a score and two waves, of whole sources and of groups. How much change counts as small is
# set in `config.yaml`, before the answers are seen: `statistics: {equivalence: {ocai: …, other: …}}`.

# %% tags=["parameters"]
tables = "results/trends/tables"
figures = "results/trends/figures/en"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import change, comparability
from competing_values.report.html import beside, heading, show

results, gallery = opened(tables, figures, language)

# %%
show(change.introduction(results), results.absence("wave_change"))

# %% [markdown]
# ## Changes of every source
# A score is compared where a source has it in two waves or more; a breakdown's groups, where both waves have them.

# %%
for source in change.sources(results):
    show(heading(results.named(source)))
    for waves in change.pairs(results, source):
        compared = results, source, waves
        show(change.summary(*compared), *change.profiles(*compared))
        show(beside(gallery.draw(change.kites(*compared)), gallery.draw(change.scores(*compared))))
    show(comparability.between_waves(results, source), *change.figures(results, source))
