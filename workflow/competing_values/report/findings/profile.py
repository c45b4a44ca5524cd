"""Profiles in words: mean points of the four types, overall and by dimension, and their table."""

from collections import defaultdict

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures import profiles
from competing_values.report.figures.gallery import Picture
from competing_values.report.findings import diagnosis
from competing_values.report.html import folded, table
from competing_values.report.results import Results
from competing_values.study.names import OVERALL, TYPES


def overall(results: Results, source: str) -> Picture:
    """The kite of a whole source, with the leading types."""
    _ = results.language.gettext
    caption = _(
        "Mean points of the four types, {source}. Rings are {step} points apart; bars along the diagonals are"
        " {confidence} intervals.",
        **_scale(results, source),
    )
    finding, data = diagnosis.leading(results, source), _whole(results, source)
    return Picture(profiles.kite(results, source), f"profile_{source}", caption, finding, data)


def dimensions(results: Results, source: str) -> Picture:
    """A kite a dimension, with the number of dimensions in which the leading types lead."""
    _ = results.language.gettext
    caption = _(
        "Mean points of the four types by dimension, {source}. Rings are {step} points apart; bars along the"
        " diagonals are {confidence} intervals.",
        **_scale(results, source),
    )
    profile = results.whole("ocai_profile", source)
    finding, data = diagnosis.congruence(results, source), profile[profile["dimension"] != OVERALL]
    return Picture(profiles.kites(results, source), f"dimensions_{source}", caption, finding, data)


def title_of_dimensions(results: Results) -> str:
    """What the dimensions are headed."""
    return results.language.gettext("Dimension by dimension")


def by_source(results: Results) -> HTML | None:
    """Points now and preferred, and the gap with its interval, of every dimension and type in each source: a table."""
    _ = results.language.gettext
    sources = results.sources("ocai_profile")
    if not sources:
        return None
    profiles = {source: _points(results, source) for source in sources}
    rows = [
        {"dimension": results.label(dimension), "type": results.label(culture_type)}
        | {
            f"{source}.{column}": told
            for source, found in profiles.items()
            for column, told in found.get((dimension, culture_type), {}).items()
        }
        for dimension in (OVERALL, *results.ocai.dimensions)
        for culture_type in TYPES
    ]
    columns = [*results.ocai.perspectives, *(["gap"] if results.ocai.is_paired else [])]
    headings = {"dimension": _("Dimension"), "type": _("Type")}
    for source in sources:
        of_source = f"{results.source(source)}: " if len(sources) > 1 else ""
        headings |= {
            f"{source}.{name}": of_source + (_("gap") if name == "gap" else results.label(name)) for name in columns
        }
    frame = pd.DataFrame(rows).reindex(columns=[*headings])
    return folded(_("Every dimension in figures: now, preferred, gap"), table(results, frame, headings))


def _points(results: Results, source: str) -> dict[tuple[str, str], dict[str, str]]:
    """(dimension, type): its mean points in each perspective, and its gap, in words."""
    words = results.language
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in results.whole("ocai_profile", source).dropna(subset="mean").to_dict("records"):
        found[row["dimension"], row["culture_type"]][row["perspective"]] = words.number(row["mean"], 1)
    for row in results.whole("ocai_gap", source).dropna(subset="gap").to_dict("records"):
        told = words.difference(row["gap"], row["ci_low"], row["ci_high"])
        found[row["dimension"], row["culture_type"]]["gap"] = told
    return found


def figures(results: Results) -> HTML | None:
    """Mean points of the four types with interval, standard deviation and centre in every source, as a table."""
    _ = results.language.gettext
    rows = pd.concat([_whole(results, source) for source in results.sources("ocai_profile")] or [pd.DataFrame()])
    if rows.empty:
        return None
    labelled = rows.assign(
        whose=[results.source(source) for source in rows["source"]],
        when=results.labels(rows["perspective"].tolist()),
        type=results.labels(rows["culture_type"].tolist()),
    )
    headings = {
        "whose": _("Source"),
        "when": _("Perspective"),
        "type": _("Type"),
        "n": "n",
        "mean": _("Mean points"),
        "ci_low": _("from"),
        "ci_high": _("to"),
        "sd": _("SD"),
        "centre": _("Centre"),
    }
    return table(results, labelled, headings)


def note(results: Results) -> str:
    """What the centre is, and what became of type, congruence and strength elsewhere; with emphasis."""
    return results.language.gettext(
        "*Centre* is the compositional centre, the closed geometric mean. Neither strength nor congruence is a merit:"
        " Cameron (1985) found the type of culture related to the effectiveness of colleges, while congruence and strength"
        " were not."
    )


def _whole(results: Results, source: str) -> pd.DataFrame:
    """Rows of the means over all dimensions."""
    profile = results.whole("ocai_profile", source)
    return profile[profile["dimension"] == OVERALL]


def _scale(results: Results, source: str) -> dict[str, str]:
    """What captions of kites say of source, rings and intervals."""
    return {
        "source": results.source(source),
        "step": results.language.plain(results.ocai.total / 10),
        "confidence": results.language.share(results.study["confidence"]),
    }
