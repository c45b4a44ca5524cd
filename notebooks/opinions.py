# ---
# jupyter:
#   kernelspec: {name: python3, display_name: Python 3, language: python}
# ---
# %% tags=["parameters"]
tables = "results/2023/tables"
figures = "results/2023/figures/en/opinions"
language = "en"

# %%
from IPython.display import display

from competing_values.figures.gallery import Gallery
from competing_values.figures.opinions import answers, distributions, high_shares
from competing_values.prose import html_table, say
from competing_values.published import Published

published = Published(tables, language)
words = published.language
_ = words.gettext
gallery = Gallery(published, figures)

# %%
for table in ("question_answers", "competencies"):
    if table in published.study["tables"]:
        display(say(published.absence(table)))
for source in published.sources("question_answers"):
    display(say(f"### {published.source(source)}\n\n{published.caveat(source)}"))
    for question, rows in published.whole("question_answers", source).groupby("question", sort=False):
        commonest = rows.loc[rows["share"].idxmax()]
        finding = (
            f"The commonest answer is {published.label(f'{question}.' + commonest['category'])}"
            f" with {words.share(commonest['share'])} of {commonest['n']:,.0f} answers"
        )
        display(
            say(
                f"**{published.label(question)}.** {finding} "
                f"{words.between(100 * commonest['ci_low'], 100 * commonest['ci_high'])}.",
            ),
            gallery.show(
                answers(published, source, question),
                f"{question}_{source}",
                f"{published.label(question)}, {published.source(source)}.",
                f"{finding}.",
            ),
            html_table(
                words,
                rows.assign(label=published.labels(rows["category"].tolist(), of=question)),
                {"label": "Answer", "count": "Respondents", "share": "Share", "ci_low": "from", "ci_high": "to"},
                digits=3,
            ),
        )

# %%
for source in published.sources("competencies"):
    rows = published.whole("competencies", source)
    high = published.study["thresholds"]["high"]
    said = [
        f"{published.label(row['competency'])}: {words.share(row['share_high'])} "
        f"{words.between(100 * row['share_high_ci_low'], 100 * row['share_high_ci_high'])} at {high[row['competency']]:g} or more,"
        f" mean {row['mean']:.2f}"
        for row in rows.to_dict("records")
    ]
    display(
        say(
            f"### Self-ratings: {published.source(source)}\n\n",
            f"{'; '.join(said)}.",
            "What people say of themselves is no test.",
        ),
        gallery.show(
            high_shares(published, source),
            f"self_ratings_{source}",
            f"Share of respondents who rate themselves high, {published.source(source)}.",
            "; ".join(
                f"{published.label(row['competency'])} {words.share(row['share_high'])}"
                for row in rows.to_dict("records")
            ),
        ),
        gallery.show(
            distributions(published, source),
            f"distributions_{source}",
            f"Distribution of the self-ratings, {published.source(source)}; high ones are darker.",
            f"Distributions of {words.listed(published.labels(rows['competency'].tolist()))}.",
        ),
    )
