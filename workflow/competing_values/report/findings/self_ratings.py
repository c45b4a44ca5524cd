"""Self-ratings in words: how many rate themselves high in a competency, and how ratings are spread."""

import pandas as pd

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.self_ratings import distributions
from competing_values.report.results import Results


def summary(results: Results, source: str) -> str:
    """Of a source, how many rate themselves high in each competency, and that this is no test."""
    caution = results.language.gettext("What people say of themselves is no test of what they can do.")
    return results.of_source(source, f"{_rated_high(results, source)}. {caution}")


def spread(results: Results, source: str) -> Picture:
    """The distribution of the self-ratings, with the commonest rating of each competency."""
    _ = results.language.gettext
    rows = results.whole("competency_ratings", source).dropna(subset="share")
    commonest = rows.loc[rows.groupby("competency", sort=False)["share"].idxmax()]
    return Picture(
        distributions(results, source),
        f"distributions_{source}",
        _("Distribution of the self-ratings, {source}; high ones are darker.", source=results.source(source)),
        "; ".join(
            _(
                "{competency}: the commonest rating is {rating}, with {share}",
                competency=results.label(row["competency"]),
                rating=results.language.plain(row["value"]),
                share=results.language.share(row["share"]),
            )
            for row in commonest.to_dict("records")
        ),
        rows,
    )


def _known(results: Results, source: str) -> pd.DataFrame:
    return results.whole("competencies", source).dropna(subset="share_high")


def _rated_high(results: Results, source: str) -> str:
    """How many rate themselves high in each competency, without a full stop."""
    _, words = results.language.gettext, results.language
    return "; ".join(
        _(
            "{competency}: {share} {interval} rate themselves {rating} or higher, mean {mean}",
            competency=results.label(row["competency"]),
            share=words.share(row["share_high"]),
            interval=words.between(100 * row["share_high_ci_low"], 100 * row["share_high_ci_high"]),
            rating=words.plain(results.instrument.self_ratings[row["competency"]].high),
            mean=words.number(row["mean"], 2),
        )
        for row in _known(results, source).to_dict("records")
    )
