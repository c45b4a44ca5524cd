"""Statements in words: from the highest to the lowest, and as forces that drive or restrain change."""

import pandas as pd

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.statements import force_field, statement_means
from competing_values.report.results import Results


def means(results: Results, source: str) -> Picture | None:
    """The mean of every statement, with the highest and the lowest; none where no statement has a mean."""
    _, words = results.language.gettext, results.language
    rows = results.whole("statement_scores", source).dropna(subset="rank").sort_values("rank", kind="stable")
    if rows.empty:
        return None
    highest, lowest = rows.iloc[0], rows.iloc[-1]
    return Picture(
        statement_means(results, source),
        f"statements_{source}",
        turned(
            results,
            _(
                "Statement means, from the highest to the lowest, with {confidence} intervals, {source}.",
                confidence=words.share(results.study["confidence"]),
                source=results.source(source),
            ),
        ),
        _(
            "Of {statements} statements the highest is {highest} with a mean of {high}, the lowest {lowest} with {low}.",
            statements=len(rows),
            highest=results.label(highest["statement"]),
            high=words.number(highest["mean"], 2),
            lowest=results.label(lowest["statement"]),
            low=words.number(lowest["mean"], 2),
        ),
        rows,
    )


def forces_title(results: Results, source: str) -> str:
    """What the forces of a source are headed."""
    return results.language.gettext("Force field: {source}", source=results.source(source))


def forces_summary(results: Results, source: str) -> str:
    """What forces are, and how many statements drive, restrain, or do neither."""
    meaning = results.language.gettext(
        "By a convention of this project, after Lewin (1951), statements whose interval lies above the midpoint of the"
        " scale are read as driving, those below as restraining. Agreement with a statement about today is not by itself"
        " a force towards another culture."
    )
    return f"{meaning} {_counted(results, source)}"


def forces(results: Results, source: str) -> Picture:
    """The distance of every statement from the midpoint of the scale, with the number of forces of each kind."""
    return Picture(
        force_field(results, source),
        f"forces_{source}",
        turned(
            results,
            results.language.gettext(
                "Distance of each statement from the midpoint of the scale, with {confidence} intervals, {source}.",
                confidence=results.language.share(results.study["confidence"]),
                source=results.source(source),
            ),
        ),
        _counted(results, source),
        results.whole("force_field", source),
    )


def turned(results: Results, caption: str) -> str:
    """A caption that says, where statements are reversed, how their figures are to be read."""
    if not any(statement.reversed for statement in results.ratings.statements().values()):
        return caption
    said = results.language.gettext("Answers to reversed statements are turned, so that high is favourable throughout.")
    return f"{caption} {said}"


def _counted(results: Results, source: str) -> str:
    """How many statements drive, restrain, or do neither."""
    counts: pd.Series = results.whole("force_field", source)["force"].value_counts()
    return results.language.gettext(
        "Statements read as driving: {driving}; as restraining: {restraining}; neutral, the interval holding the"
        " midpoint: {neutral}.",
        **{force: counts.get(force, 0) for force in ("driving", "restraining", "neutral")},
    )
