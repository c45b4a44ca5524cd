"""Statements in words: from the highest to the lowest, and as forces that drive or restrain change."""

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.statements import statement_shares
from competing_values.report.html import table
from competing_values.report.language import N_
from competing_values.report.results import Results

FORCES = {"restraining": N_("Restraining"), "driving": N_("Driving"), "neutral": N_("Neutral")}


def shares(results: Results, source: str) -> Picture | None:
    """Shares of low, middle and high answers to every statement, with the highest and the lowest; none without a mean."""
    _, words = results.language.gettext, results.language
    rows = _ranked(results, source)
    if rows.empty:
        return None
    highest, lowest = rows.iloc[0], rows.iloc[-1]
    return Picture(
        statement_shares(results, source),
        f"statements_{source}",
        turned(
            results,
            _(
                "Answers to every statement, from the highest mean to the lowest, {source}. Marks tell the sector. What"
                " each statement says in full stands in the table of all statements.",
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


def figures(results: Results) -> HTML | None:
    """Mean with its interval and shares of low and high answers of every statement in each source, as a table."""
    _ = results.language.gettext
    frames = [_ranked(results, source) for source in results.sources("statement_scores", "mean")]
    if not frames:
        return None
    rows = pd.concat(frames)
    labelled = rows.assign(
        whose=[results.source(source) for source in rows["source"]],
        label=[results.in_full(name) for name in rows["statement"]],
        in_sector=results.labels(rows["sector"].tolist()),
        low=100 * rows["share_low"],
        high=100 * rows["share_high"],
    )
    headings = {
        "whose": _("Source"),
        "label": _("Statement"),
        "in_sector": _("Sector"),
        "n": "n",
        "mean": _("Mean"),
        "ci_low": _("from"),
        "ci_high": _("to"),
        "low": _("Low answers, %"),
        "high": _("High answers, %"),
    }
    return table(results, labelled, headings)


def _ranked(results: Results, source: str) -> pd.DataFrame:
    """Statements that have a mean, the highest first."""
    return results.whole("statement_scores", source).dropna(subset="rank").sort_values("rank", kind="stable")


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


def strongest(results: Results, source: str) -> list[str]:
    """Statements of each force by their distance from the midpoint of the scale, the farthest first; a line a force."""
    _, words = results.language.gettext, results.language
    rows = (
        results.whole("force_field", source).dropna(subset="distance").sort_values("distance", key=abs, ascending=False)
    )
    return [
        _(
            "**{force}**: {statements}.",
            force=_(name),
            statements="; ".join(
                f"{results.label(row['statement'])} {words.difference(row['distance'], row['ci_low'], row['ci_high'], 2)}"
                for row in met.to_dict("records")
            ),
        )
        for force, name in FORCES.items()
        for met in [rows[rows["force"] == force]]
        if len(met)
    ]


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
