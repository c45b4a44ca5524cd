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
from competing_values.report.html import beside, folded, show

results, gallery = opened(tables, figures, language)
_ = results.language.gettext
for table in ("question_answers", "competencies"):
    if table in results.study["tables"]:
        show(results.absence(table))

# %% [markdown]
# ## Questions and self-ratings
#
# Shares are of those who answered. Answers outside the order of a question (`outside` in the instrument, such as *hard
# to say*) stand apart in the figure and count in the shares. Which ratings count as high is a threshold of the instrument
# (`results.instrument.self_ratings["integrity"].high`); the distributions show how much hangs on it.

# %%
asked = [(source, one) for source in results.sources("question_answers") for one in shares.questions(results, source)]
rated = results.sources("competencies", "share_high")
said = [say(results, *one) for one in asked for say in (shares.summary, shares.recommendation)]
said += [self_ratings.summary(results, source) for source in rated]
drawn = [shares.distribution(results, *one) for one in asked] + [self_ratings.spread(results, one) for one in rated]
show(beside(*said, *map(gallery.draw, drawn)))
show(folded(_("Every answer, with its interval"), *(shares.figures(results, *one) for one in asked)))
