"""The flow in words: which rows of the raw file were kept, and why others were not."""

import pandas as pd

from competing_values.report.figures import flow
from competing_values.report.figures.gallery import Picture
from competing_values.report.results import Results
from competing_values.study.rules import RULES

#: A rule that excludes a larger share of the rows is told apart.
MANY = 1 / 20


def summary(results: Results, source: str) -> str:
    """How many rows are kept, the commonest reason of exclusion, how rules are tried, and what was flagged."""
    _ = results.language.gettext
    said = (
        _counted(results, source),
        _share_kept(results, source),
        _commonest(results, source),
        _many(results, source),
        _("Rules are tried in the order shown, and a row counts under the first that excludes it."),
        _flagged(results, source),
    )
    return " ".join(filter(None, said))


def stages(results: Results, source: str) -> Picture:
    """The way of the rows from the raw file to the analysis, with the number kept."""
    return Picture(
        flow.flow(results, source),
        f"flow_{source}",
        results.language.gettext("From the raw file to the analysis: rows of {source}.", source=results.source(source)),
        _counted(results, source),
        results.whole("flow", source),
    )


def _rows(results: Results, source: str) -> pd.Series:
    """Rows of the raw file, excluded for each reason, and kept."""
    return results.whole("flow", source).set_index("step")["rows"]


def _excluded(results: Results, source: str) -> pd.Series:
    return _rows(results, source).drop(["raw", "kept"])


def _counted(results: Results, source: str) -> str:
    """How many rows are kept and how many excluded."""
    number, rows = results.language.number, _rows(results, source)
    return results.language.gettext(
        "Of {raw} rows {kept} are kept and {excluded} excluded.",
        raw=number(rows["raw"]),
        kept=number(rows["kept"]),
        excluded=number(_excluded(results, source).sum()),
    )


def _share_kept(results: Results, source: str) -> str:
    """The share of all rows that are kept; nothing where the file has none."""
    rows = _rows(results, source)
    if not rows["raw"]:
        return ""
    share = results.language.share(rows["kept"] / rows["raw"])
    return results.language.gettext("{share} of all rows are kept.", share=share)


def _commonest(results: Results, source: str) -> str:
    """The reason that excludes most rows, or all of equals; nothing where no row is excluded."""
    _, excluded = results.language.gettext, _excluded(results, source)
    if not excluded.sum():
        return ""
    reasons = excluded.index[excluded == excluded.max()]
    return _(
        "The commonest reason of exclusion: {reason} ({rows}).",
        reason=results.language.listed([_(RULES[str(reason)].label) for reason in reasons]),
        rows=results.language.number(excluded.max()),
    )


def _many(results: Results, source: str) -> str:
    """Rules that exclude more than a twentieth of the rows that the codebook asks for; nothing where none does."""
    excluded = _excluded(results, source)
    asked = _rows(results, source)["raw"] - excluded.get("left_out", 0)
    many = excluded.drop("left_out", errors="ignore")
    many = many[many > asked * MANY]
    if not len(many):
        return ""
    _, words = results.language.gettext, results.language
    rules = [f"{_(RULES[str(rule)].label)} ({words.share(count / asked)})" for rule, count in many.items()]
    return _("**Excluded by one rule: more than a twentieth of the rows.** {rules}.", rules=words.listed(rules))


def _flagged(results: Results, source: str) -> str:
    """Rules that flag rows, with their number; nothing where none does."""
    _, words = results.language.gettext, results.language
    met = results.whole("cleaning_rules", source).query("action == 'flag' and rows > 0")
    rules = [
        f"{_(RULES[rule].label)} ({words.number(count)})" for rule, count in zip(met["rule"], met["rows"], strict=True)
    ]
    if not rules:
        return ""
    return _("Kept and flagged for the reader's judgement: {rules}.", rules=words.listed(rules))
