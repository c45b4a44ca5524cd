"""The development agenda in words: what to develop, by the gaps, and what stands in the way."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from competing_values.report.figures.agenda import agenda, called_for
from competing_values.report.figures.gallery import Picture
from competing_values.report.results import Results
from competing_values.study.names import OVERALL


def introduction(results: Results) -> str:
    """What the agenda is read off, and what it is not."""
    return results.language.gettext(
        "This agenda is read off the gaps between now and preferred, and off the competencies that the questionnaire"
        " names for each type. What respondents prefer is a wish and no proof of what works: it says where to begin a"
        " conversation."
    )


def advice(results: Results) -> str:
    """What to do before acting; with emphasis."""
    return results.language.gettext(
        "*Before acting*: agree what more and less of a type means here, and what it does not mean; choose few"
        " competencies; ask again, to see what has changed."
    )


def title(results: Results, source: str) -> str:
    """What the agenda of a source is headed."""
    return results.language.gettext("What to develop: {source}", source=results.source(source))


def summary(results: Results, source: str) -> str:
    """Whether gaps are large enough to deserve attention."""
    _ = results.language.gettext
    called = called_for(results.whole("ocai_gap", source))
    points = results.language.plain(results.ocai.discrepancy)
    if called.empty:
        return _("There is no gap to go by.")
    if _is_large(called):
        return _(
            "These gaps reach {points} points, from which on they call for change (Cameron & Quinn 2011):",
            points=points,
        )
    return _(
        "No gap reaches {points} points, from which on it would call for change (Cameron & Quinn 2011). The widest gap"
        " in each direction:",
        points=points,
    )


def calls(results: Results, source: str) -> list[str]:
    """Each type that is called for: more or less of it, in which dimensions, and with which competencies."""
    gap = results.whole("ocai_gap", source)
    by_dimension = gap[gap["dimension"] != OVERALL]
    return [
        " ".join(
            [
                *_wanted(results, row),
                *_dimensions(results, by_dimension[by_dimension["culture_type"] == row["culture_type"]], row["gap"]),
                *_competencies(results, row),
            ]
        )
        for row in called_for(gap).to_dict("records")
    ]


def ways(results: Results, source: str) -> Picture | None:
    """The way of each type from now to preferred, with what is called for; none where there is no gap to go by."""
    gap = results.whole("ocai_gap", source)
    called = called_for(gap)
    if called.empty:
        return None
    caption = _caption(results, source, _is_large(called))
    data = gap[gap["dimension"] == OVERALL]
    return Picture(agenda(results, source), f"agenda_{source}", caption, " ".join(calls(results, source)), data)


def title_of_obstacles(results: Results, source: str) -> str:
    """What the obstacles of a source are headed."""
    return results.language.gettext("What may stand in the way: {source}", source=results.source(source))


def obstacles(results: Results, source: str) -> str:
    """The lowest sectors, those that are unfavourable, and the statements that restrain most."""
    said = [_lowest_sectors(results, source), _unfavourable_sectors(results, source), _restraining(results, source)]
    return " ".join(filter(None, said))


def _is_large(called: pd.DataFrame) -> bool:
    return bool(called["discrepancy"].fillna(False).any())


def _wanted(results: Results, row: Mapping[Any, Any]) -> list[str]:
    """Whether more or less of a type is wanted, and whether the answers show which."""
    words, _ = results.language, results.language.gettext
    gap, interval = words.alike(row["gap"], row["ci_low"], row["ci_high"], is_signed=True)
    values = {
        "type": results.label(row["culture_type"]),
        "gap": gap,
        "interval": interval,
        "n": words.number(row["n"]),
    }
    said = [
        _("{type}: more is wanted, {gap} points {interval}, n = {n}.", **values)
        if row["gap"] > 0
        else _("{type}: less is wanted, {gap} points {interval}, n = {n}.", **values)
    ]
    if row["ci_low"] <= 0 <= row["ci_high"]:
        said.append(_("The interval holds zero, so the answers do not show the direction."))
    elif row["discrepancy"] and not row["discrepancy_certain"]:
        said.append(_("Its interval reaches below {points} points.", points=words.plain(results.ocai.discrepancy)))
    return said


def _dimensions(results: Results, rows: pd.DataFrame, overall: float) -> list[str]:
    """The two dimensions whose gap leads farthest in the direction of the overall gap."""
    words, _ = results.language, results.language.gettext
    widest = rows[rows["gap"] * overall > 0].sort_values("gap", key=abs, ascending=False).head(2)
    if widest.empty:
        return []
    told = [
        f"{results.label(row['dimension'])} ({words.difference(row['gap'], row['ci_low'], row['ci_high'])})"
        for row in widest.to_dict("records")
    ]
    return [_("Dimensions with the widest gap: {dimensions}.", dimensions=words.listed(told))]


def _competencies(results: Results, row: Mapping[Any, Any]) -> list[str]:
    """Competencies of a type that is called for, where the questionnaire names any."""
    _ = results.language.gettext
    names = results.ocai.competencies().get(row["culture_type"], [])
    named = results.language.listed(results.labels(names))
    if not names:
        return []
    return [
        _("Competencies to develop: {competencies}.", competencies=named)
        if row["gap"] > 0
        else _("Competencies to lean on less, without giving them up: {competencies}.", competencies=named)
    ]


def _caption(results: Results, source: str, is_large: bool) -> str:
    words, _ = results.language, results.language.gettext
    values = {
        "source": results.source(source),
        "points": words.plain(results.ocai.discrepancy),
        "confidence": words.share(results.study["confidence"]),
    }
    if is_large:
        return _(
            "From now to preferred, {source}: each arrow leads from the mean points now to those preferred, on a"
            " line that begins at none; the bar at its head is the {confidence} interval of the gap. In strong colour: gaps of"
            " {points} points or more.",
            **values,
        )
    return _(
        "From now to preferred, {source}: each arrow leads from the mean points now to those preferred, on a"
        " line that begins at none; the bar at its head is the {confidence} interval of the gap. In strong colour: the"
        " widest gap in each direction, none of which reaches {points} points.",
        **values,
    )


def _lowest_sectors(results: Results, source: str) -> str:
    words, _ = results.language, results.language.gettext
    lowest = results.whole("sector_scores", source).dropna(subset="mean").sort_values("mean").head(2)
    told = [
        f"{results.label(row['sector'])} ({words.estimate(row['mean'], row['ci_low'], row['ci_high'], 2)})"
        for row in lowest.to_dict("records")
    ]
    return _("Lowest sectors, each over statements of its own: {sectors}.", sectors=words.listed(told))


def _unfavourable_sectors(results: Results, source: str) -> str:
    _ = results.language.gettext
    scores = results.whole("sector_scores", source).dropna(subset="mean").sort_values("mean")
    names = scores.loc[scores["unfavourable"].fillna(False).astype(bool), "sector"].tolist()
    if not names:
        return ""
    return _(
        "Below {bound}, which the questionnaire calls unfavourable: {sectors}.",
        bound=results.language.plain(results.ratings.unfavourable_below or 0),
        sectors=results.language.listed(results.labels(names)),
    )


def _restraining(results: Results, source: str) -> str:
    words, _ = results.language, results.language.gettext
    forces = results.whole("force_field", source)
    strongest = forces[forces["force"] == "restraining"].sort_values("distance").head(5)
    if strongest.empty:
        return _("No statement lies below the midpoint of the scale with its whole interval.")
    told = [
        f"{results.label(row['statement'])} ({words.difference(row['distance'], row['ci_low'], row['ci_high'], 2)})"
        for row in strongest.to_dict("records")
    ]
    return _(
        "Statements farthest below the midpoint of the scale, which this project reads as restraining: {statements}.",
        statements=words.listed(told),
    )
