"""What notebooks show beside figures: paragraphs, headings, lists and tables, in which text is never obeyed as markup."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any, NamedTuple

import pandas as pd
from IPython.display import HTML, display
from pandas.api.types import is_numeric_dtype

from competing_values.report.emphasis import as_html
from competing_values.report.language import Language
from competing_values.report.results import Results

NUMBER = ' class="number"'
#: A figure that is missing.
DASH = '<td class="number">–</td>'
#: Columns that hold p values.
P_VALUES = {"p", "p_adjusted", "equivalence_p"}


class Tile(NamedTuple):
    """A result of the first screen: its name, its figure or name, and what is said of it, line by line."""

    name: str
    figure: str
    said: list[str]


def show(*parts: Any) -> None:
    """Show the parts of a chapter one after the other; None, an empty text and an empty list are left out.

    Text is a paragraph (`say`), a list of texts a bulleted list.
    """
    for part in parts:
        match part:
            case None | "" | []:
                continue
            case str() | list() | HTML():
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


def folded(
    title: str, *parts: HTML | str | list[str] | None, on_paper: bool = False, in_place_of: str = ""
) -> HTML | None:
    """What readers may open; nothing where there is nothing inside. On paper it is left out, unless it is asked for.

    Links to the figure that it stands in the place of lead to it.
    """
    inside = "".join(_part(part) for part in parts if part)
    kind = ' class="on-paper"' if on_paper else ""
    kind += f' id="figure-{escape(in_place_of)}"' if in_place_of else ""
    return HTML(f"<details{kind}><summary>{as_html(title)}</summary>{inside}</details>") if inside else None


def beside(*parts: HTML | str | list[str] | None) -> HTML | None:
    """Figures and paragraphs in two columns where there is room, one below the other where there is none."""
    inside = "".join(_part(part) for part in parts if part)
    return HTML(f'<div class="beside">{inside}</div>') if inside else None


def first_screen(picture: HTML | None, found: Sequence[Tile]) -> HTML:
    """What a reader sees first: a figure, and beside it tiles."""
    tiles = "".join(
        f'<li><h3>{as_html(tile.name)}</h3><p class="figure">{as_html(tile.figure)}</p>'
        f"{''.join(f'<p>{as_html(said)}</p>' for said in tile.said if said)}</li>"
        for tile in found
    )
    return HTML(f'<div class="first-screen">{picture.data if picture else ""}<ul class="tiles">{tiles}</ul></div>')


def _part(part: HTML | str | list[str]) -> str:
    match part:
        case str():
            return str(say(part).data)
        case list():
            return str(_listed("ul", part).data)
        case _:
            return str(part.data)


def _listed(kind: str, sentences: Sequence[str]) -> HTML:
    return HTML(f"<{kind}>{''.join(f'<li>{as_html(sentence)}</li>' for sentence in sentences)}</{kind}>")


def _literal(part: HTML | str | list[str]) -> HTML:
    """A part in which Jupyter typesets no formulas: a dollar in a label is a dollar."""
    return HTML(f'<div class="mathjax_ignore tex2jax_ignore">{_part(part)}</div>')


def table(results: Results, frame: pd.DataFrame, columns: Mapping[str, str], digits: int = 2, folded: str = "") -> HTML:
    """A table for readers.

    Parameters
    ----------
    results
        Whose table it is.
    frame
        Its rows.
    columns
        Column: heading, in the order in which they are shown. What a column ``reason`` says stands beside the first
        dash of a row.
    digits
        Most decimals of a number; one that has fewer is written with those.
    folded
        What stands for the table until the reader opens it; empty: it is open.

    Returns
    -------
    HTML; a missing figure is a dash, and all text is escaped.
    """
    language = results.language
    head = [(heading, NUMBER if is_numeric_dtype(frame[column]) else "") for column, heading in columns.items()]
    write = [language.p_value if column in P_VALUES else partial(language.number, digits=digits) for column in columns]
    reasons = frame["reason"] if "reason" in frame else [""] * len(frame)
    rows = [
        _with_reason([_entry(language, *entry) for entry in zip(row, write, strict=True)], reason)
        for row, reason in zip(frame[list(columns)].itertuples(index=False, name=None), reasons, strict=True)
    ]
    inner = framed(results, head, rows)
    return HTML(f"<details><summary>{escape(folded)}</summary>{inner}</details>" if folded else inner)


def framed(results: Results, head: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """The HTML of a table: headings as text, each with its attributes, and rows of entries that are HTML already.

    Where respondents are not protected, it says so in its caption.
    """
    confidential = escape(results.language.gettext("Not protected, confidential"))
    caption = f'<caption class="confidential">{confidential}</caption>' if results.is_confidential else ""
    names = "".join(f'<th scope="col"{attributes}>{escape(name)}</th>' for name, attributes in head)
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    of_kind = f' class="{kind}"' if kind else ""
    opened = f'<div class="scroll" tabindex="0"><table{of_kind}>{caption}<thead><tr>{names}</tr></thead>'
    return f"{opened}<tbody>{body}</tbody></table></div>"


def _with_reason(entries: list[str], reason: str) -> list[str]:
    """Entries of a row, the first dash with the reason beside it."""
    if not reason or DASH not in entries:
        return entries
    first = entries.index(DASH)
    told = f'<td class="number">– <span class="reason">({escape(reason)})</span></td>'
    return [*entries[:first], told, *entries[first + 1 :]]


def _entry(language: Language, value: Any, write: Callable[[float], str]) -> str:
    _ = language.gettext
    if pd.isna(value):
        return DASH
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    if isinstance(value, bool):
        answer = _("yes") if value else _("no")
        return f"<td>{answer}</td>"
    return f'<td class="number">{escape(write(value))}</td>'
