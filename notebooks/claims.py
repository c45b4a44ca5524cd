# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # The article, claim by claim
#
# The table `claims` has the verdict on every claim that the study declares (`claims` in `config.yaml`).

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/claims"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import claims
from competing_values.report.html import show

results, gallery = opened(tables, figures, language)

# %% [markdown]
# ## Verdicts
#
# How many claims are reproduced, and each with what the article says and what is computed.

# %%
show(results.study["article"], claims.introduction(results), claims.counts(results), claims.reservation(results))
show(claims.ledger(results), claims.untestable(results), claims.of_the_questionnaire(results))
