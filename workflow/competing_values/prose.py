"""What notebooks say beside their figures: numbers in words, and tables for readers."""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML, Markdown
from pandas.api.types import is_numeric_dtype

from competing_values.language import N_, Language

BOUNDS = {"at_least": N_("at least {figure}"), "at_most": N_("at most {figure}")}
#: verdict: how a reader is told of it, and the colour of its badge.
VERDICTS = {
    "reproduced": (N_("reproduced"), "good"),
    "by construction": (N_("by construction"), "neutral"),
    "not reproduced": (N_("not reproduced"), "bad"),
    "not testable": (N_("not testable"), "quiet"),
}
NUMBER = ' class="number"'


def say(*sentences: str) -> Markdown:
    """A paragraph in Markdown; HTML in it, as a label may hold, is shown and not obeyed."""
    return Markdown(escape(" ".join(sentence for sentence in sentences if sentence), quote=False))


def html_table(
    language: Language, frame: pd.DataFrame, columns: Mapping[str, str], digits: int = 2, folded: str = ""
) -> HTML:
    """A table for readers.

    Parameters
    ----------
    language
        Writes its numbers.
    frame
        Its rows.
    columns
        Column: heading, in the order in which they are shown.
    digits
        Decimals of numbers that are not whole.
    folded
        What stands for the table until the reader opens it; empty: it is open.

    Returns
    -------
    HTML; a missing figure is a dash, one of a hidden group the word *hidden*, and all text is escaped.
    """
    hidden = frame["suppressed"].to_numpy(dtype=bool) if "suppressed" in frame else [False] * len(frame)
    head = "".join(
        f'<th scope="col"{NUMBER if is_numeric_dtype(frame[column]) else ""}>{escape(heading)}</th>'
        for column, heading in columns.items()
    )
    body = "".join(
        "<tr>" + "".join(_cell(language, value, digits, is_hidden) for value in row) + "</tr>"
        for row, is_hidden in zip(frame[list(columns)].itertuples(index=False, name=None), hidden, strict=True)
    )
    table = f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return HTML(f"<details><summary>{escape(folded)}</summary>{table}</details>" if folded else table)


def _cell(language: Language, value: Any, digits: int, is_hidden: bool) -> str:
    _ = language.gettext
    if pd.isna(value):
        return f'<td class="number">{_("hidden") if is_hidden else "–"}</td>'
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    if isinstance(value, bool):
        return f"<td>{_('yes') if value else _('no')}</td>"
    return f'<td class="number">{language.number(value, 0 if float(value).is_integer() else digits)}</td>'


def ledger(language: Language, claims: pd.DataFrame, words: Mapping[str, Mapping[str, str]]) -> HTML:
    """The claims of the article with their verdicts.

    Parameters
    ----------
    language
        Of headings and verdicts.
    claims
        The table `claims`.
    words
        claim: what it ``says``, and its ``note``.
    """
    _ = language.gettext
    head = "".join(
        f'<th scope="col">{escape(name)}</th>'
        for name in (
            _("The article says"), _("Published"), _("Computed"), _("Other reading"), _("Verdict"), _("Reading"),
        )
    )  # fmt: skip
    rows = "".join(_claim(language, row, words[row["claim"]]) for row in claims.to_dict("records"))
    return HTML(
        f'<div class="scroll" tabindex="0"><table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _claim(language: Language, row: Mapping[Hashable, Any], words: Mapping[str, str]) -> str:
    published, computed, other = (_shown(row[column]) for column in ("published", "computed", "other_reading"))
    if row["kind"] in BOUNDS:
        published = language.gettext(BOUNDS[row["kind"]], figure=published)
    verdict, colour = VERDICTS[row["verdict"]]
    return (
        f"<tr><td>{escape(words['says'])}<br><small>{escape(row['place'])}</small></td>"
        f"<td>{published}</td><td>{computed}</td><td>{other}</td>"
        f'<td><span class="badge {colour}">{escape(language.gettext(verdict))}</span></td>'
        f"<td><small>{escape(words['note'])}</small></td></tr>"
    )


def _shown(text: Any) -> str:
    return "–" if pd.isna(text) or text == "" else escape(str(text))
