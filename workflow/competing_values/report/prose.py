"""What notebooks say beside their figures: numbers in words, and tables for readers."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML, Markdown
from pandas.api.types import is_numeric_dtype

from competing_values.report.language import Language

NUMBER = ' class="number"'
#: Columns that hold p values.
P_VALUES = {"p", "p_adjusted", "equivalence_p"}


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
        Decimals of numbers, in columns that hold others than whole ones.
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
    write = [_writer(language, frame[column], digits) for column in columns]
    body = "".join(
        "<tr>" + "".join(_cell(language, *cell, is_hidden) for cell in zip(row, write, strict=True)) + "</tr>"
        for row, is_hidden in zip(frame[list(columns)].itertuples(index=False, name=None), hidden, strict=True)
    )
    table = f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    return HTML(f"<details><summary>{escape(folded)}</summary>{table}</details>" if folded else table)


def _cell(language: Language, value: Any, write: Callable[[float], str], is_hidden: bool) -> str:
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
