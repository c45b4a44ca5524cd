"""Questions with categories in words: what share gave each answer."""

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.shares import answers, rounded
from competing_values.report.html import table
from competing_values.report.results import Results
from competing_values.statistics.recommendation import net_score


def questions(results: Results, source: str) -> list[str]:
    """Questions that somebody answered, in the order of the table."""
    known = results.whole("question_answers", source).dropna(subset="share")
    return list(dict.fromkeys(known["question"]))


def summary(results: Results, source: str, question: str) -> str:
    """The commonest answer to a question, or all of equals."""
    _, words = results.language.gettext, results.language
    rows = _answered(results, source, question)
    commonest = rows[rows["share"] == rows["share"].max()]
    share, low, high, n = commonest.assign(share=rounded(rows))[["share", "ci_low", "ci_high", "n"]].iloc[0]
    said = _(
        "*{question}* The commonest answer is *{answer}* with {share} {interval}, n = {n}.",
        question=results.sentence(question),
        answer=words.listed(results.labels(commonest["category"].tolist(), of=question)),
        share=words.share(share),
        interval=words.between(100 * low, 100 * high),
        n=words.number(n),
    )
    return results.of_source(source, said)


def recommendation(results: Results, source: str, question: str) -> str:
    """Promoters less detractors, with its interval; nothing of a question that asks something else."""
    _, words = results.language.gettext, results.language
    if not results.instrument.questions[question].recommends:
        return ""
    rows = _answered(results, source, question).set_index("category")
    if not {"promoter", "detractor"} <= {*rows.index}:
        return ""
    promoters, detractors = rows["share"]["promoter"], rows["share"]["detractor"]
    score, low, high = net_score(promoters, detractors, rows["n"].iloc[0], results.study["confidence"])
    return _(
        "Promoters less detractors (eNPS): {score} {interval}, on a scale from −100 to 100.",
        score=words.signed(100 * score, 0),
        interval=words.between(100 * low, 100 * high),
    )


def distribution(results: Results, source: str, question: str) -> Picture:
    """The share of every answer to a question."""
    rows = _answered(results, source, question)
    labels = results.labels(rows["category"].tolist(), of=question)
    shares = [f"{label} {results.language.share(share)}" for label, share in zip(labels, rounded(rows), strict=True)]
    return Picture(
        answers(results, source, question),
        f"{question}_{source}",
        results.language.gettext(
            "{source}: {question} The intervals of the shares stand in the table below.",
            question=results.sentence(question),
            source=results.source(source),
        ),
        f"{results.label(question)}: {'; '.join(shares)}",
        rows,
    )


def figures(results: Results, source: str, question: str) -> HTML:
    """Share with its interval of every answer, as a table."""
    _ = results.language.gettext
    rows = _answered(results, source, question)
    labelled = rows.assign(
        label=results.labels(rows["category"].tolist(), of=question),
        percent=100 * rows["share"],
        low=100 * rows["ci_low"],
        high=100 * rows["ci_high"],
    )
    headings = {
        "label": _("Answer"),
        "percent": _("Share, %"),
        "low": _("from"),
        "high": _("to"),
    }
    return table(results, labelled, headings, digits=1)


def _answered(results: Results, source: str, question: str) -> pd.DataFrame:
    rows = results.whole("question_answers", source).dropna(subset="share")
    return rows[rows["question"] == question]
