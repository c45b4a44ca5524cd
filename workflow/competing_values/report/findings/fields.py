"""Fields in words: what the raw file holds of each variable, its answers, gaps, and entries off their scale."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from IPython.display import HTML

from competing_values.report.html import table
from competing_values.report.results import Results

#: So many variables of a text that is read as a number are named; more are counted.
NAMED = 3


def summary(results: Results, source: str) -> str:
    """Rows and variables of the raw file, what is missing most often, what lies off its scale, what was not asked."""
    _, words = results.language.gettext, results.language
    asked = _asked(results, source)
    emptiest = asked.nlargest(1, "missing").iloc[0]
    said = (
        _(
            "Rows of the raw file: {rows}. Variables found in it: {variables}.",
            rows=words.number(emptiest[["answered", "missing", "out_of_range"]].sum()),
            variables=len(asked),
        ),
        _missing(results, emptiest),
        _(
            "Entries that lie outside their scale, and count as missing: {entries}.",
            entries=words.number(asked["out_of_range"].sum()),
        ),
        _nobody_answered(results, source),
        mapped(results, source),
        _not_asked(results, source),
    )
    return results.of_source(source, " ".join(filter(None, said)))


def mapped(results: Results, source: str) -> str:
    """Texts of the raw file that were read as numbers, with their variables; nothing where the codebook names none."""
    texts = [_mapped(results, entry) for entry in results.study["mapped"].get(source, [])]
    if not texts:
        return ""
    return results.language.gettext("Texts that are read as numbers: {texts}.", texts="; ".join(texts))


def figures(results: Results, source: str) -> HTML:
    """Answers, gaps and entries off their scale of every variable, as a table."""
    _ = results.language.gettext
    rows = _asked(results, source)
    labelled = rows.assign(label=results.labels(rows["variable"].tolist()))
    headings = {
        "variable": _("Variable"),
        "label": _("Label"),
        "raw_name": _("Raw column"),
        "answered": _("Answered"),
        "missing": _("Missing"),
        "out_of_range": _("Out of range"),
        "distinct": _("Different answers"),
    }
    return table(results, labelled, headings)


def _asked(results: Results, source: str) -> pd.DataFrame:
    """Variables that the raw file has a column for."""
    return results.whole("fields", source).dropna(subset="raw_name")


def _missing(results: Results, emptiest: pd.Series) -> str:
    """The variable that is missing most often; nothing where none is."""
    if not emptiest["missing"]:
        return ""
    return results.language.gettext(
        "Answers are missing most often for *{variable}* (rows: {missing}).",
        variable=results.label(emptiest["variable"]),
        missing=results.language.number(emptiest["missing"]),
    )


def _nobody_answered(results: Results, source: str) -> str:
    """Variables that have a column and no answer in it; nothing where each has one."""
    rows = _asked(results, source)
    names = results.labels(rows[rows["answered"] == 0]["variable"].tolist())
    if not names:
        return ""
    words = results.language
    return words.gettext(
        "**Nobody answered:** {variables}. Look whether the codebook names the right column.",
        variables=words.listed(names),
    )


def _mapped(results: Results, entry: Mapping[str, Any]) -> str:
    """A text with its number, and the variables where it is read so: named while they are few."""
    _, words, names = results.language.gettext, results.language, entry["variables"]
    told = {"text": entry["text"], "number": words.plain(entry["number"])}
    if not names:
        return _("“{text}” as {number}", **told)
    if len(names) > NAMED:
        return _("“{text}” as {number} (variables: {variables})", variables=len(names), **told)
    return _("“{text}” as {number} ({variables})", variables=words.listed(results.labels(names)), **told)


def _not_asked(results: Results, source: str) -> str:
    """Variables that the raw file has no column for; nothing where it has all."""
    rows = results.whole("fields", source)
    names = results.labels(rows[rows["raw_name"].isna()]["variable"].tolist())
    if not names:
        return ""
    return results.language.gettext("Not asked: {variables}.", variables=results.language.listed(names))
