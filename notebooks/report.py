# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Summary and claims
#
# The study in a few sentences, and what the article says beside what is computed.
#
# A sentence is a function of published tables; it tells of the source with most respondents, and is empty where the study
# has nothing to say. For another sentence, write another function beside those of `findings/summary.py`.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/report"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import claims, summary, weighting
from competing_values.report.html import heading, numbered, show

results, gallery = opened(tables, figures, language)

# %% [markdown]
# ## In short
#
# Tables `flow`, `ocai_profile`, `ocai_gap`, `sector_scores`, `question_answers` and `competencies`. What was left out of them is
# said below, and where weights miss the population (table `weighting`).

# %%
sentences = [
    summary.answered(results),
    summary.leading_culture(results),
    summary.widest_gap(results),
    summary.sectors(results),
    summary.opinions(results),
]

# %%
show(heading(summary.title(results)), numbered(sentences), summary.absence(results))
show(*(weighting.missed(results, source) for source in results.sources("weighting")))

# %% [markdown]
# ## The article, claim by claim
#
# The table `claims` has the verdict on every claim that the study declares (`claims` in `config.yaml`); a study without an
# article has none.

# %%
if len(results.table("claims")):
    show(heading(claims.title(results)), results.study["article"])
    show(claims.introduction(results), claims.counts(results), claims.reservation(results), claims.ledger(results))
    show(claims.untestable(results), claims.of_the_questionnaire(results))
