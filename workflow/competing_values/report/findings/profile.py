"""Profiles in words: mean points of the four types, overall and by dimension, and their table."""

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures import profiles
from competing_values.report.figures.gallery import Picture
from competing_values.report.findings import diagnosis
from competing_values.report.html import table
from competing_values.report.results import Results
from competing_values.study.names import OVERALL


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


def figures(results: Results, source: str) -> HTML:
    """Mean points of the four types with interval, standard deviation and centre, as a table."""
    _ = results.language.gettext
    rows = _whole(results, source)
    labelled = rows.assign(
        when=results.labels(rows["perspective"].tolist()), type=results.labels(rows["culture_type"].tolist())
    )
    headings = {
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
