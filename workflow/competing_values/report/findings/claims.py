"""Claims in words: what the article says, and whether the tables agree."""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML

from competing_values.report.html import framed
from competing_values.report.language import N_
from competing_values.report.results import Results

BOUNDS = {"at_least": N_("at least {figure}"), "at_most": N_("at most {figure}")}
#: verdict: how a reader is told of it, and the colour of its badge.
VERDICTS = {
    "reproduced": (N_("reproduced"), "good"),
    "by construction": (N_("by construction"), "neutral"),
    "not reproduced": (N_("not reproduced"), "bad"),
    "not testable": (N_("not testable"), "quiet"),
}


def title(results: Results) -> str:
    """What the ledger is."""
    return results.language.gettext("The article, claim by claim")


def counts(results: Results) -> HTML:
    """How many claims have each verdict."""
    counted = results.table("claims")["verdict"].value_counts()
    badges = [_badge(results, verdict, f": {counted[verdict]}") for verdict in VERDICTS if verdict in counted]
    return HTML(f"<p>{' '.join(badges)}</p>")


def ledger(results: Results) -> HTML:
    """The claims one by one: what the article says, what is computed, and the verdict."""
    _ = results.language.gettext
    head = (_("The article says"), _("Verdict"), _("Published"), _("Computed"), _("Other reading"), _("Reading"))
    rows = [_claim(results, row) for row in results.table("claims").to_dict("records")]
    return HTML(framed(results, [(name, "") for name in head], rows, "ledger"))


def reservation(results: Results) -> str:
    """What *by construction* means, where a claim holds so."""
    _ = results.language.gettext
    if not (results.table("claims")["verdict"] == "by construction").any():
        return ""
    return _(
        "*By construction* means: it holds, but the answers are simulated and were calibrated to it, so it is no"
        " evidence that the article is right."
    )


def _badge(results: Results, verdict: str, more: str = "") -> str:
    said, colour = VERDICTS[verdict]
    return f'<span class="badge {colour}">{escape(results.language.gettext(said))}{more}</span>'


def _claim(results: Results, row: Mapping[Hashable, Any]) -> list[str]:
    """The entries of a claim's row in the ledger."""
    words = results.study["claims"][row["claim"]][results.language.code]
    published, computed, other = (
        _figure(results, row[column], row["published"]) for column in ("published", "computed", "other_reading")
    )
    if bound := BOUNDS.get(row["kind"]):
        published = results.language.gettext(bound, figure=published)
    return [
        f"<td>{escape(words['says'])}<br><small>{escape(row['place'])}</small></td>",
        f"<td>{_badge(results, row['verdict'])}</td>",
        *(f"<td>{escape(figure)}</td>" for figure in (published, computed, other)),
        f"<td><small>{escape(words['note'])}</small></td>",
    ]


def _figure(results: Results, text: Any, claimed: Any) -> str:
    """A figure of a claim, with two decimals more than the article gives, a whole number without; or a name's label."""
    if pd.isna(text) or text == "":
        return "–"
    try:
        figure = float(text)
    except ValueError:
        bands = [band.name for band in results.instrument.ratings.bands] if results.instrument.ratings else []
        return results.label(f"band.{text}" if text in bands else text)
    if text == claimed or figure.is_integer():
        return results.language.plain(figure)
    return results.language.number(figure, len(str(claimed).partition(".")[2]) + 2)
