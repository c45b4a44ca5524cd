"""Sectors in words: from the highest to the lowest, in which bands they lie, and how sure that is."""

from collections.abc import Sequence

import pandas as pd

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.sectors import sector_means
from competing_values.report.results import Results


def unanswered(results: Results, source: str) -> str:
    """Sectors without a mean."""
    rows = results.whole("sector_scores", source)
    names = results.labels(rows[rows["rank"].isna()]["sector"].tolist())
    if not names:
        return ""
    said = results.language.gettext(
        "No mean, for want of answers or to protect respondents: {sectors}.", sectors=results.language.listed(names)
    )
    return results.of_source(source, said)


def summary(results: Results, source: str) -> str:
    """Of a source, lowest and highest sector, how surely the lowest is that, sectors of a certain band, and unfavourable ones."""
    rows = _ranked(results, source)
    if rows.empty:
        return ""
    said = (
        _extremes(results, rows),
        _probability(results, source, rows),
        _certain(results, rows),
        _unfavourable(results, rows),
    )
    return results.of_source(source, " ".join(filter(None, said)))


def means(results: Results, sources: Sequence[str]) -> Picture | None:
    """The mean of each sector in every source over the bands; none where no sector has a mean."""
    shown = [source for source in sources if len(_ranked(results, source))]
    if not shown:
        return None
    return Picture(
        sector_means(results, shown),
        "sectors",
        results.language.gettext(
            "Sector means with {confidence} intervals over the bands. Sectors hold different statements: a lower mean"
            " need not be a worse state.",
            confidence=results.language.share(results.study["confidence"]),
        ),
        " ".join(results.of_source(source, _extremes(results, _ranked(results, source))) for source in shown),
        pd.concat([results.whole("sector_scores", source) for source in shown]),
    )


def _ranked(results: Results, source: str) -> pd.DataFrame:
    """Sectors that have a mean, the highest first."""
    return results.whole("sector_scores", source).dropna(subset="rank").sort_values("rank", kind="stable")


def _extremes(results: Results, rows: pd.DataFrame) -> str:
    """The lowest sector and the highest, all of equals; or the only one."""
    _, words, scale = results.language.gettext, results.language, results.ratings.scale
    highest, lowest = rows.iloc[0], rows.iloc[-1]
    (high, high_interval), (low, low_interval) = (
        words.alike(row["mean"], row["ci_low"], row["ci_high"], 2) for row in (highest, lowest)
    )
    if len(rows) == 1:
        return _(
            "The mean of *{sector}* is {mean} {interval}, on a scale from {least} to {most}.",
            sector=results.label(lowest["sector"]),
            mean=low,
            interval=low_interval,
            least=scale.min,
            most=scale.max,
        )
    return _(
        "On a scale from {least} to {most}, and each over statements of its own, the lowest sector is *{lowest}* with a"
        " mean of {low} {low_interval}, the highest *{highest}* with {high} {high_interval}.",
        least=scale.min,
        most=scale.max,
        lowest=words.listed(results.labels(rows[rows["rank"] == lowest["rank"]]["sector"].tolist())),
        low=low,
        low_interval=low_interval,
        highest=words.listed(results.labels(rows[rows["rank"] == highest["rank"]]["sector"].tolist())),
        high=high,
        high_interval=high_interval,
    )


def _probability(results: Results, source: str, rows: pd.DataFrame) -> str:
    """How surely the lowest sector is the lowest, and among whom; nothing where it is unknown, or it is the only one."""
    _, probability = results.language.gettext, rows["lowest_probability"].iloc[-1]
    if len(rows) == 1 or pd.isna(probability):
        return ""
    told = {
        "sector": results.label(rows["sector"].iloc[-1]),
        "probability": results.language.probability(probability),
    }
    if results.is_purposive(source):
        return _(
            "The probability that *{sector}* is the lowest among people like those asked is {probability}.", **told
        )
    return _("The probability that *{sector}* is the lowest in the population is {probability}.", **told)


def _certain(results: Results, rows: pd.DataFrame) -> str:
    """Sectors whose whole interval lies in one band; nothing where there are none."""
    certain = rows[rows["band_certain"].fillna(False)]["sector"].tolist()
    if not certain:
        return ""
    return results.language.gettext(
        "The whole interval lies in one band for: {sectors}.",
        sectors=results.language.listed(results.labels(certain)),
    )


def _unfavourable(results: Results, rows: pd.DataFrame) -> str:
    """Sectors with an unfavourable mean; nothing where the questionnaire calls no mean that."""
    if results.ratings.unfavourable_below is None:
        return ""
    _, bound = results.language.gettext, results.language.plain(results.ratings.unfavourable_below)
    below = rows[rows["unfavourable"].fillna(False)]["sector"].tolist()
    if not below:
        return _("No sector has a mean below {bound}, which the questionnaire calls unfavourable.", bound=bound)
    return _(
        "Sectors with a mean below {bound}, which the questionnaire calls unfavourable: {sectors}.",
        bound=bound,
        sectors=results.language.listed(results.labels(below)),
    )
