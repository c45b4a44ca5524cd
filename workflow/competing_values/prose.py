"""What notebooks say beside their figures: numbers in words, and tables for readers."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML, Markdown

BOUNDS = {"at_least": "at least ", "at_most": "at most "}
VERDICTS = {
    "reproduced": "good",
    "by construction": "neutral",
    "not reproduced": "bad",
    "not testable": "quiet",
}


def say(*sentences: str) -> Markdown:
    """A paragraph in Markdown; HTML in it, as a label may hold, is shown and not obeyed."""
    return Markdown(escape(" ".join(sentence for sentence in sentences if sentence), quote=False))


def share(value: float) -> str:
    """A share in per cent, without decimals."""
    return f"{100 * value:.0f} %"


def between(low: float, high: float, digits: int = 1) -> str:
    """An interval in brackets."""
    return f"[{low:.{digits}f}, {high:.{digits}f}]"


def listed(names: list[str]) -> str:
    """Names as an enumeration."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "none"


def html_table(frame: pd.DataFrame, columns: Mapping[str, str], digits: int = 2, folded: str = "") -> HTML:
    """A table for readers.

    Parameters
    ----------
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
    head = "".join(f"<th>{escape(heading)}</th>" for heading in columns.values())
    body = "".join(
        "<tr>" + "".join(_cell(value, digits, is_hidden) for value in row) + "</tr>"
        for row, is_hidden in zip(frame[list(columns)].itertuples(index=False, name=None), hidden, strict=True)
    )
    table = f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return HTML(f"<details><summary>{escape(folded)}</summary>{table}</details>" if folded else table)


def _cell(value: Any, digits: int, is_hidden: bool) -> str:
    if pd.isna(value):
        return f'<td class="number">{"hidden" if is_hidden else "–"}</td>'
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    if isinstance(value, bool):
        return f"<td>{'yes' if value else 'no'}</td>"
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.{digits}f}"
    return f'<td class="number">{number}</td>'


def p_value(p: float) -> str:
    """A p value, as small as it is worth saying."""
    return "" if pd.isna(p) else "< 0.001" if p < 0.001 else f"{p:.3f}"


def ledger(claims: pd.DataFrame, words: Mapping[str, Mapping[str, str]]) -> HTML:
    """The claims of the article with their verdicts.

    Parameters
    ----------
    claims
        The table `claims`.
    words
        claim: what it ``says``, and its ``note``.
    """
    rows = "".join(
        f"<tr><td>{escape(words[row['claim']]['says'])}<br><small>{escape(row['place'])}</small></td>"
        f"<td>{BOUNDS.get(row['kind'], '')}{_shown(row['published'])}</td><td>{_shown(row['computed'])}</td><td>{_shown(row['other_reading'])}</td>"
        f'<td><span class="badge {VERDICTS[row["verdict"]]}">{row["verdict"]}</span></td>'
        f"<td><small>{escape(words[row['claim']]['note'])}</small></td></tr>"
        for row in claims.to_dict("records")
    )
    head = "".join(
        f"<th>{name}</th>"
        for name in ("The article says", "Published", "Computed", "Other reading", "Verdict", "Reading")
    )
    return HTML(
        f'<div class="scroll" tabindex="0"><table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _shown(text: Any) -> str:
    return "–" if pd.isna(text) or text == "" else escape(str(text))
