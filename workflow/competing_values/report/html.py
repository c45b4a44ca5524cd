"""What notebooks show beside figures: paragraphs, headings, lists and tables, in which text is never obeyed as markup."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML, display
from pandas.api.types import is_numeric_dtype

from competing_values.report.emphasis import as_html
from competing_values.report.language import Language

NUMBER = ' class="number"'
#: Columns that hold p values.
P_VALUES = {"p", "p_adjusted", "equivalence_p"}


def show(*parts: Any) -> None:
    """Show the parts of a chapter one after the other; None, an empty text and an empty list are left out.

    Text is a paragraph (`say`), a list of texts a bulleted list.
    """
    for part in parts:
        match part:
            case None | "" | []:
                continue
            case str():
                display(_literal(say(part)))
            case list():
                display(_literal(_listed("ul", part)))
            case HTML():
                display(_literal(part))
            case _:
                display(part)


def say(*sentences: str) -> HTML:
    """A paragraph; of its signs only the emphasis of our own messages is obeyed."""
    return HTML(f"<p>{as_html(' '.join(filter(None, sentences)))}</p>")


def heading(text: str) -> HTML:
    """A heading within a chapter."""
    return HTML(f"<h3>{as_html(text)}</h3>")


def numbered(sentences: Sequence[str]) -> HTML | None:
    """A numbered list of sentences; empty ones are left out, and a list without any."""
    said = [sentence for sentence in sentences if sentence]
    return _listed("ol", said) if said else None


def _listed(kind: str, sentences: Sequence[str]) -> HTML:
    return HTML(f"<{kind}>{''.join(f'<li>{as_html(sentence)}</li>' for sentence in sentences)}</{kind}>")


def _literal(part: HTML) -> HTML:
    """A part in which Jupyter typesets no formulas: a dollar in a label is a dollar."""
    return HTML(f'<div class="mathjax_ignore tex2jax_ignore">{part.data}</div>')


def table(
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
        Decimals of numbers, in columns that hold others than whole ones.
    folded
        What stands for the table until the reader opens it; empty: it is open.

    Returns
    -------
    HTML; a missing figure is a dash, one of a hidden group the word *hidden*, and all text is escaped.
    """
    hidden = frame["suppressed"].to_numpy(dtype=bool) if "suppressed" in frame else [False] * len(frame)
    head = [(heading, NUMBER if is_numeric_dtype(frame[column]) else "") for column, heading in columns.items()]
    write = [_writer(language, frame[column], digits) for column in columns]
    rows = [
        [_entry(language, *entry, is_hidden) for entry in zip(row, write, strict=True)]
        for row, is_hidden in zip(frame[list(columns)].itertuples(index=False, name=None), hidden, strict=True)
    ]
    inner = framed(head, rows)
    return HTML(f"<details><summary>{escape(folded)}</summary>{inner}</details>" if folded else inner)


def framed(head: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """The HTML of a table: headings as text, each with its attributes, and rows of entries that are HTML already."""
    names = "".join(f'<th scope="col"{attributes}>{escape(name)}</th>' for name, attributes in head)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    of_kind = f' class="{kind}"' if kind else ""
    opened = f'<div class="scroll" tabindex="0"><table{of_kind}><thead><tr>{names}</tr></thead>'
    return f"{opened}<tbody>{body}</tbody></table></div>"


def _entry(language: Language, value: Any, write: Callable[[float], str], is_hidden: bool) -> str:
    _ = language.gettext
    if pd.isna(value):
        missing = _("hidden") if is_hidden else "–"
        return f'<td class="number">{missing}</td>'
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    if isinstance(value, bool):
        answer = _("yes") if value else _("no")
        return f"<td>{answer}</td>"
    return f'<td class="number">{escape(write(value))}</td>'


def _writer(language: Language, column: pd.Series, digits: int) -> Callable[[float], str]:
    """How numbers of a column are written."""
    if column.name in P_VALUES:
        return language.p_value
    numbers = pd.to_numeric(column, errors="coerce").dropna()
    decimals = 0 if (numbers % 1 == 0).all() else digits
    return lambda value: language.number(value, decimals)
