# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% [markdown]
# # Questions and self-ratings
#
# What do people say of their work, and of themselves? Tables: `question_answers`, `competencies` and
# `competency_ratings`. Whether groups answer differently stands in the chapter of groups compared.

# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/opinions"
language = "en"

# %%
from competing_values.report.chapter import opened
from competing_values.report.findings import self_ratings, shares
from competing_values.report.html import heading, show

results, gallery = opened(tables, figures, language)
for table in ("question_answers", "competencies"):
    if table in results.study["tables"]:
        show(results.absence(table))

# %% [markdown]
# ## Questions
#
# Shares are of those who answered the question. Answers outside the order of a question (`outside` in the instrument,
# such as *hard to say*) stand apart in the figure and count in the shares.

# %%
for source in results.sources("question_answers"):
    show(heading(results.source(source)), results.caveat(source))
    for question in shares.questions(results, source):
        show(shares.summary(results, source, question), gallery.draw(shares.distribution(results, source, question)))
        show(shares.recommendation(results, source, question), shares.figures(results, source, question))

# %% [markdown]
# ## Self-ratings
#
# Which ratings count as high is a threshold of the instrument (`results.instrument.self_ratings["integrity"].high`);
# the distributions show how much hangs on it.

# %%
for source in results.sources("competencies", "share_high"):
    show(heading(self_ratings.title(results, source)), self_ratings.summary(results, source))
    show(gallery.draw(self_ratings.high(results, source)), gallery.draw(self_ratings.spread(results, source)))
