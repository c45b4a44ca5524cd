"""Reliability in words: alpha and omega of each sector, or how well its statements measure one thing."""

import pandas as pd
from IPython.display import HTML

from competing_values.report.figures.gallery import Picture
from competing_values.report.figures.reliability import SUFFICIENT, reliability
from competing_values.report.html import table
from competing_values.report.results import Results


def title(results: Results, source: str) -> str:
    """What the reliability of a source is headed."""
    return results.language.gettext("Reliability: {source}", source=results.source(source))


def note(results: Results) -> str:
    """What reliability is, and where it cannot be estimated."""
    return results.language.gettext(
        "How consistently people answer the statements of a sector; it does not show that these measure one thing, or the"
        " right one. A dash means that it cannot be estimated: a sector of one statement has no alpha, one of two no omega."
    )


def alphas(results: Results, source: str) -> Picture | None:
    """Alpha with its interval and omega total of each sector, against what suffices; none where no sector has either."""
    _, words = results.language.gettext, results.language
    rows = results.whole("reliability", source).dropna(subset=["alpha", "omega_total"], how="all")
    if rows.empty:
        return None
    return Picture(
        reliability(results, source),
        f"reliability_{source}",
        _(
            "Cronbach's alpha, with its {confidence} interval, and McDonald's omega total of each sector, {source}."
            " Dashed: {sufficient}, from where on reliability suffices in early stages of research (Nunnally 1978).",
            confidence=words.share(results.study["confidence"]),
            source=results.source(source),
            sufficient=words.plain(SUFFICIENT),
        ),
        "; ".join(_told(results, row) for _position, row in rows.iterrows()),
        rows,
    )


def figures(results: Results, source: str) -> HTML:
    """Alpha with its interval, omega total and mean correlation of the statements of every sector, folded."""
    _ = results.language.gettext
    rows = results.with_reasons("reliability", results.whole("reliability", source))
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
    return table(results, labelled, headings, folded=_("Reliability of every sector, as a table"))


def _told(results: Results, row: pd.Series) -> str:
    """Alpha and omega of a sector; a dash stands for what cannot be estimated."""
    words = results.language
    alpha = "–" if pd.isna(row["alpha"]) else words.estimate(row["alpha"], row["alpha_ci_low"], row["alpha_ci_high"], 2)
    omega = "–" if pd.isna(row["omega_total"]) else words.number(row["omega_total"], 2)
    return f"{results.label(row['sector'])}: α {alpha}, ω {omega}"
