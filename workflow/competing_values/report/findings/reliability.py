"""Reliability in words: alpha and omega of each sector, or how well its statements measure one thing."""

import pandas as pd
from IPython.display import HTML

from competing_values.report.html import table
from competing_values.report.results import Results

#: From which value on reliability suffices in early stages of research (Nunnally 1978, p. 245).
SUFFICIENT = 0.7


def note(results: Results) -> str:
    """What reliability is, and where it cannot be estimated."""
    return results.language.gettext(
        "How consistently people answer the statements of a sector; from {sufficient} on it suffices in early stages of"
        " research (Nunnally 1978). It does not show that these measure one thing, or the right one. A dash means that it"
        " cannot be estimated: a sector of one statement has no alpha, one of two no omega.",
        sufficient=results.language.plain(SUFFICIENT),
    )


def figures(results: Results) -> HTML | None:
    """Alpha with its interval, omega total and mean correlation of the statements of every sector in each source."""
    _ = results.language.gettext
    frames = [
        results.with_reasons("reliability", results.whole("reliability", source))
        for source in results.sources("reliability")
    ]
    if not frames:
        return None
    rows = pd.concat(frames)
    labelled = rows.assign(
        whose=[results.source(source) for source in rows["source"]], label=results.labels(rows["sector"].tolist())
    )
    headings = {
        "whose": _("Source"),
        "label": _("Sector"),
        "items": _("Statements"),
        "n": "n",
        "alpha": _("Alpha"),
        "alpha_ci_low": _("from"),
        "alpha_ci_high": _("to"),
        "omega_total": _("Omega total"),
        "mean_inter_item_r": _("Mean r"),
    }
    return table(results, labelled, headings)
