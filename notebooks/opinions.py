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

from competing_values.report.figures.gallery import Gallery
from competing_values.report.figures.opinions import answers, distributions, high_shares
from competing_values.report.prose import html_table, say
from competing_values.report.results import Results

results = Results(tables, language)
words = results.language
_ = words.gettext
gallery = Gallery(results, figures)

# %%
for table in ("question_answers", "competencies"):
    if table in results.study["tables"]:
        display(say(results.absence(table)))
for source in results.sources("question_answers"):
    display(say(f"### {results.source(source)}\n\n{results.caveat(source)}"))
    answered = results.whole("question_answers", source).dropna(subset="share")
    for question, rows in answered.groupby("question", sort=False):
        commonest = rows.loc[rows["share"].idxmax()]
        finding = _(
            "The commonest answer is *{answer}* with {share} {interval}, n = {n}.",
            answer=results.label(f"{question}." + commonest["category"]),
            share=words.share(commonest["share"]),
            interval=words.between(100 * commonest["ci_low"], 100 * commonest["ci_high"]),
            n=words.number(commonest["n"]),
        )
        display(
            say(f"**{results.label(question)}.** {finding}"),
            gallery.show(
                answers(results, source, question),
                f"{question}_{source}",
                _(
                    "{question}, {source}. The intervals of the shares stand in the table below.",
                    question=results.label(question),
                    source=results.source(source),
                ),
                f"{results.label(question)}: "
                + "; ".join(
                    f"{results.label(question + '.' + row['category'])} {words.share(row['share'])}"
                    for row in rows.to_dict("records")
                ),
                rows,
            ),
            html_table(
                words,
                rows.assign(
                    label=results.labels(rows["category"].tolist(), of=question),
                    percent=100 * rows["share"],
                    low=100 * rows["ci_low"],
                    high=100 * rows["ci_high"],
                ),
                {
                    "label": _("Answer"),
                    "count": _("Respondents"),
                    "percent": _("Share, %"),
                    "low": _("from"),
                    "high": _("to"),
                },
                digits=1,
            ),
        )

# %%
high = {name: rating.high for name, rating in results.instrument.self_ratings.members.items()}
for source in results.sources("competencies"):
    rows = results.whole("competencies", source).dropna(subset="share_high")
    if rows.empty:
        continue
    finding = "; ".join(
        _(
            "{competency}: {share} {interval} rate themselves {rating} or higher, mean {mean}",
            competency=results.label(row["competency"]),
            share=words.share(row["share_high"]),
            interval=words.between(100 * row["share_high_ci_low"], 100 * row["share_high_ci_high"]),
            rating=words.plain(high[row["competency"]]),
            mean=words.number(row["mean"], 2),
        )
        for row in rows.to_dict("records")
    )
    ratings = results.whole("competency_ratings", source).dropna(subset="share")
    commonest = ratings.loc[ratings.groupby("competency", sort=False)["share"].idxmax()]
    display(
        say("### " + _("Self-ratings: {source}", source=results.source(source))),
        say(f"{finding}.", _("What people say of themselves is no test.")),
        gallery.show(
            high_shares(results, source),
            f"self_ratings_{source}",
            _(
                "Share of respondents who rate themselves high, with {confidence} intervals, {source}.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
            ),
            finding,
            rows,
        ),
        gallery.show(
            distributions(results, source),
            f"distributions_{source}",
            _("Distribution of the self-ratings, {source}; high ones are darker.", source=results.source(source)),
            "; ".join(
                _(
                    "{competency}: the commonest rating is {rating}, with {share}",
                    competency=results.label(row["competency"]),
                    rating=words.plain(row["value"]),
                    share=words.share(row["share"]),
                )
                for row in commonest.to_dict("records")
            ),
            ratings,
        ),
    )
