# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Change since earlier waves
#
# What changed from the wave before to this one. Table: `wave_change` of all waves, in `results/trends/tables`; the page
# `trends` compares every two waves.

# %% tags=["parameters"]
tables = "results/2024/tables"
figures = "results/2024/figures/en/change"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import change
from competing_values.report.html import beside, heading, show

results, gallery = opened(tables, figures, language)

# %% [markdown]
# ## Changes of every source
# A score is compared where a source has it in both waves. How much change counts as small is set in `config.yaml`,
# before the answers are seen: `statistics: {equivalence: {ocai: …, other: …}}`.

# %%
changes = results.changes()
for source in change.sources(changes):
    for waves in change.pairs(changes, source, results.study["wave"])[-1:]:
        compared = changes, source, waves
        show(heading(results.named(source)), change.summary(*compared), *change.profiles(*compared))
        show(beside(gallery.draw(change.kites(*compared)), gallery.draw(change.scores(*compared))))
    show(*change.figures(changes, source))
