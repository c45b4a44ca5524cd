"""How well the statements of a sector measure one thing."""

from IPython.display import HTML

from competing_values.report.html import table
from competing_values.report.results import Results


def title(results: Results, source: str) -> str:
    """What the reliability of a source is headed."""
    return results.language.gettext("Reliability: {source}", source=results.source(source))


def note(results: Results) -> str:
    """What reliability is, and where it cannot be estimated."""
    return results.language.gettext(
        "How well the statements of a sector measure one thing. A dash means that it cannot be estimated: a sector"
        " of one statement has no alpha, one of two no omega."
    )


def figures(results: Results, source: str) -> HTML:
    """Alpha with its interval, omega total and mean correlation of the statements of every sector, as a table."""
    _ = results.language.gettext
    rows = results.whole("reliability", source)
    labelled = rows.assign(label=results.labels(rows["sector"].tolist()))
    headings = {
        "label": _("Sector"),
        "items": _("Statements"),
        "n": "n",
        "alpha": _("Alpha"),
        "alpha_ci_low": _("from"),
        "alpha_ci_high": _("to"),
        "omega_total": _("Omega total"),
        "mean_inter_item_r": _("Mean r"),
    }
    return table(results.language, labelled, headings)
