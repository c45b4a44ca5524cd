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
    answered = published.whole("question_answers", source).dropna(subset="share")
    for question, rows in answered.groupby("question", sort=False):
        commonest = rows.loc[rows["share"].idxmax()]
        finding = _(
            "The commonest answer is *{answer}* with {share} {interval}, n = {n}.",
            answer=published.label(f"{question}." + commonest["category"]),
            share=words.share(commonest["share"]),
            interval=words.between(100 * commonest["ci_low"], 100 * commonest["ci_high"]),
            n=words.number(commonest["n"]),
        )
        display(
            say(f"**{published.label(question)}.** {finding}"),
            gallery.show(
                answers(published, source, question),
                f"{question}_{source}",
                _(
                    "{question}, {source}. The intervals of the shares stand in the table below.",
                    question=published.label(question),
                    source=published.source(source),
                ),
                f"{published.label(question)}: "
                + "; ".join(
                    f"{published.label(question + '.' + row['category'])} {words.share(row['share'])}"
                    for row in rows.to_dict("records")
                ),
                rows,
            ),
            html_table(
                words,
                rows.assign(
                    label=published.labels(rows["category"].tolist(), of=question),
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
high = published.study["thresholds"]["high"]
for source in published.sources("competencies"):
    rows = published.whole("competencies", source).dropna(subset="share_high")
    if rows.empty:
        continue
    finding = "; ".join(
        _(
            "{competency}: {share} {interval} rate themselves {rating} or higher, mean {mean}",
            competency=published.label(row["competency"]),
            share=words.share(row["share_high"]),
            interval=words.between(100 * row["share_high_ci_low"], 100 * row["share_high_ci_high"]),
            rating=words.plain(high[row["competency"]]),
            mean=words.number(row["mean"], 2),
        )
        for row in rows.to_dict("records")
    )
    ratings = published.whole("competency_ratings", source).dropna(subset="share")
    commonest = ratings.loc[ratings.groupby("competency", sort=False)["share"].idxmax()]
    display(
        say("### " + _("Self-ratings: {source}", source=published.source(source))),
        say(f"{finding}.", _("What people say of themselves is no test.")),
        gallery.show(
            high_shares(published, source),
            f"self_ratings_{source}",
            _(
                "Share of respondents who rate themselves high, with {confidence} intervals, {source}.",
                confidence=words.share(published.study["confidence"]),
                source=published.source(source),
            ),
            finding,
            rows,
        ),
        gallery.show(
            distributions(published, source),
            f"distributions_{source}",
            _("Distribution of the self-ratings, {source}; high ones are darker.", source=published.source(source)),
            "; ".join(
                _(
                    "{competency}: the commonest rating is {rating}, with {share}",
                    competency=published.label(row["competency"]),
                    rating=words.plain(row["value"]),
                    share=words.share(row["share"]),
                )
                for row in commonest.to_dict("records")
            ),
            ratings,
        ),
    )
