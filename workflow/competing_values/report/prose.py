"""What notebooks say beside their figures: numbers in words, and tables for readers."""

from collections.abc import Callable, Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML, Markdown
from pandas.api.types import is_numeric_dtype

from competing_values.report.language import N_, Language
from competing_values.report.results import Results

BOUNDS = {"at_least": N_("at least {figure}"), "at_most": N_("at most {figure}")}
#: verdict: how a reader is told of it, and the colour of its badge.
VERDICTS = {
    "reproduced": (N_("reproduced"), "good"),
    "by construction": (N_("by construction"), "neutral"),
    "not reproduced": (N_("not reproduced"), "bad"),
    "not testable": (N_("not testable"), "quiet"),
}
#: Tests and effect sizes as tables name them: how a reader is told of them, briefly.
TESTS = {
    "MANOVA (Pillai)": N_("Pillai"),
    "Welch ANOVA": N_("Welch"),
    "Kruskal–Wallis": N_("Kruskal–Wallis"),
    "Cramér's V": N_("Cramér's V"),
}
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


def named(results: Results, source: str) -> str:
    """Label of a source, which says where its answers are simulated."""
    name = results.source(source)
    if not results.is_simulated(source):
        return name
    return results.language.gettext("{source} (simulated)", source=name)


def fullest(results: Results, table: str, figure: str) -> str | None:
    """The source with most respondents behind a figure of a table; the first of equals; none shows it: None."""
    sizes = {name: results.whole(table, name).dropna(subset=figure)["n"].max() for name in results.sources(table)}
    shown = {name: n for name, n in sizes.items() if pd.notna(n)}
    return max(shown, key=lambda name: shown[name], default=None)


def ledger(results: Results, claims: pd.DataFrame) -> HTML:
    """How many claims of the article have each verdict, and the claims one by one.

    Parameters
    ----------
    results
        What the claims say, and the words for it.
    claims
        The table `claims`.
    """
    _ = results.language.gettext
    counted = claims["verdict"].value_counts()
    counts = " ".join(
        f'<span class="badge {colour}">{escape(_(said))}: {counted[verdict]}</span>'
        for verdict, (said, colour) in VERDICTS.items()
        if verdict in counted
    )
    head = "".join(
        f'<th scope="col">{escape(name)}</th>'
        for name in (
            _("The article says"), _("Verdict"), _("Published"), _("Computed"), _("Other reading"), _("Reading"),
        )
    )  # fmt: skip
    rows = "".join(_claim(results, row) for row in claims.to_dict("records"))
    return HTML(
        f'<p>{counts}</p><div class="scroll" tabindex="0"><table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _claim(results: Results, row: Mapping[Hashable, Any]) -> str:
    _ = results.language.gettext
    words = results.study["claims"][row["claim"]][results.language.code]
    figure, computed, other = (
        _figure(results, row[column], row["published"]) for column in ("published", "computed", "other_reading")
    )
    if bound := BOUNDS.get(row["kind"]):
        figure = _(bound, figure=figure)
    verdict, colour = VERDICTS[row["verdict"]]
    return (
        f"<tr><td>{escape(words['says'])}<br><small>{escape(row['place'])}</small></td>"
        f'<td><span class="badge {colour}">{escape(_(verdict))}</span></td>'
        f"<td>{escape(figure)}</td><td>{escape(computed)}</td><td>{escape(other)}</td>"
        f"<td><small>{escape(words['note'])}</small></td></tr>"
    )


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
