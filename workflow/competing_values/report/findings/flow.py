"""The flow in words: which rows of the raw file were kept, and why others were not."""

import pandas as pd
from IPython.display import HTML

from competing_values.report.html import table
from competing_values.report.results import Results
from competing_values.study.rules import RULES

#: A rule that excludes a larger share of the rows is told apart.
MANY = 1 / 20


def summary(results: Results, source: str) -> str:
    """Of a source, how many rows are kept, the commonest reason of exclusion, and what was flagged."""
    _ = results.language.gettext
    said = (
        _counted(results, source),
        _share_kept(results, source),
        _commonest(results, source),
        _many(results, source),
        _flagged(results, source),
    )
    return results.of_source(source, " ".join(filter(None, said)))


def note(results: Results) -> str:
    """How rules are tried."""
    return results.language.gettext(
        "Rules are tried in the order shown, and a row counts under the first that excludes it."
    )


def figures(results: Results) -> HTML | None:
    """Rows of the raw file, excluded by each rule, kept, and noted, of every source: a table."""
    _ = results.language.gettext
    sources = results.sources("flow")
    if not sources:
        return None
    steps = {source: _rows(results, source) for source in sources}
    noted = {source: _noted(results, source) for source in sources}
    names = {"raw": _("Rows of the raw file")}
    names |= {
        name: _("Excluded: {rule}", rule=_(RULES[name].label))
        for name in RULES
        if any(name in one for one in steps.values())
    }
    names |= {"kept": _("Kept for the analysis")}
    also = {
        name: _("Noted: {rule}", rule=_(RULES[name].label))
        for name in RULES
        if any(name in one for one in noted.values())
    }
    rows = [{"step": said} | {source: one.get(name) for source, one in steps.items()} for name, said in names.items()]
    rows += [{"step": said} | {source: one.get(name) for source, one in noted.items()} for name, said in also.items()]
    return table(
        results, pd.DataFrame(rows), {"step": _("Rows")} | {source: results.source(source) for source in sources}
    )


def _noted(results: Results, source: str) -> pd.Series:
    """Rows that rules note without excluding them."""
    return results.whole("cleaning_rules", source).query("action != 'exclude' and rows > 0").set_index("rule")["rows"]


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
        kept=results.language.part(rows["kept"]),
        excluded=results.language.part(_excluded(results, source).sum()),
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
