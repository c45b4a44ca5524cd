"""Claims in words: what the article says, whether the tables agree, what would change that, and where it is shown."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML

from competing_values.report.html import folded, framed
from competing_values.report.language import N_
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL
from competing_values.tables.declared import COLUMNS, DECLARED, NAMES

#: Kind of claim: how what is compared with is told, where it is no figure of the article itself.
BOUNDS = {
    "at_least": N_("at least {figure}"),
    "at_most": N_("at most {figure}"),
    "above": N_("above {figure}"),
    "below": N_("below {figure}"),
}
#: Kind of claim: the computed figure with which one that holds would fail, and with which one that fails would hold.
TURNS = {
    "value": (N_("further than {tolerance} from {figure}"), N_("within {tolerance} of {figure}")),
    "name": (N_("other than {figure}"), N_("{figure}")),
    "at_least": (N_("below {figure}"), N_("at least {figure}")),
    "at_most": (N_("above {figure}"), N_("at most {figure}")),
    "above": (N_("at most {figure}"), N_("above {figure}")),
    "below": (N_("at least {figure}"), N_("below {figure}")),
}
#: verdict: how a reader is told of it, and the colour of its badge.
VERDICTS = {
    "reproduced": (N_("reproduced"), "good"),
    "by construction": (N_("by construction"), "neutral"),
    "not reproduced": (N_("not reproduced"), "bad"),
    "not testable": (N_("not testable"), "quiet"),
}
#: Table: the chapter and the figure that show it; the latter named by what a row says.
SHOWN = {
    "ocai_profile": ("culture", "{profile}_{source}"),
    "ocai_gap": ("culture", "gaps_{source}"),
    "ocai_diagnosis": ("culture", "profile_{source}"),
    "sector_scores": ("sectors", "sectors"),
    "statement_scores": ("sectors", "statements_{source}"),
    "force_field": ("sectors", "statements_{source}"),
    "drivers": ("sectors", "actions_{outcome}_{source}"),
    "question_answers": ("opinions", "{question}_{source}"),
    "competencies": ("opinions", "distributions_{source}"),
    "competency_ratings": ("opinions", "distributions_{source}"),
}
#: The same where a row tells of a group.
SHOWN_IN_GROUPS = {
    "ocai_profile": ("groups", "differences_{group_by}_{source}"),
    "sector_scores": ("groups", "differences_{group_by}_{source}"),
}


def title(results: Results) -> str:
    """What the ledger is."""
    return results.language.gettext("The article, claim by claim")


def introduction(results: Results) -> str:
    """Whose words and whose criteria stand in the ledger."""
    return results.language.gettext(
        "What the article says is told in our words, with its place. Where it gives no figure, what counts as agreement is"
        " our criterion and stands apart. Verdicts go by the estimates themselves, not by their intervals."
    )


def counts(results: Results) -> HTML:
    """How many claims have each verdict."""
    counted = results.table("claims")["verdict"].value_counts()
    badges = [_badge(results, verdict, f": {counted[verdict]}") for verdict in VERDICTS if verdict in counted]
    return HTML(f"<p>{' '.join(badges)}</p>")


def ledger(results: Results) -> HTML | None:
    """The claims that answers can decide, folded: verdict, what is computed, and what would change it; none: no table."""
    _ = results.language.gettext
    head = (_("The article says"), _("Verdict"), _("Computed"), _("Our criterion"), _("What would change the verdict"))
    rows = [_claim(results, row) for row in _rows(results) if row["kind"] != "none" and row["source"] != ALL]
    said = _("Claims that answers can decide: {claims}", claims=len(rows))
    return folded(said, HTML(_table(results, head, rows)), on_paper=True) if rows else None


def of_the_questionnaire(results: Results) -> HTML | None:
    """The claims that follow from the questionnaire, folded; none: no table."""
    _ = results.language.gettext
    head = (_("The article says"), _("Verdict"), _("Questionnaire"))
    rows = [_asked(results, row) for row in _rows(results) if row["source"] == ALL and row["kind"] != "none"]
    said = _("Claims that follow from the questionnaire: {claims}", claims=len(rows))
    return folded(said, HTML(_table(results, head, rows))) if rows else None


def untestable(results: Results) -> HTML | None:
    """What the article says that nothing here can check, with what would make it testable, folded; none: no table."""
    _ = results.language.gettext
    head = (_("The article says"), _("What would make it testable"))
    rows = [_named(results, row) for row in _rows(results) if row["kind"] == "none"]
    said = _("Named in the article, and not testable here: {claims}", claims=len(rows))
    return folded(said, HTML(_table(results, head, rows))) if rows else None


def reservation(results: Results) -> list[str]:
    """What verdicts mean that are no evidence: those by construction, and any on simulated answers."""
    _ = results.language.gettext
    rows = results.table("claims")
    said = []
    if (rows["verdict"] == "by construction").any():
        said.append(
            _(
                "*By construction* means: it holds, but follows from the questionnaire or from simulated answers, so it"
                " is no evidence that the article is right."
            )
        )
    if any(map(results.is_simulated, rows.loc[rows["verdict"] == "not reproduced", "source"])):
        said.append(
            _(
                "*Not reproduced* on simulated answers means: the simulation was not made to show it, so it is no"
                " evidence that the article is wrong."
            )
        )
    return said


def _badge(results: Results, verdict: str, more: str = "") -> str:
    said, colour = VERDICTS[verdict]
    return f'<span class="badge {colour}">{escape(results.language.gettext(said))}{more}</span>'


def _rows(results: Results) -> list[dict[Hashable, Any]]:
    return results.table("claims").to_dict("records")


def _table(results: Results, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return framed(results, [(name, "") for name in head], rows, "ledger")


def _words(results: Results, row: Mapping[Hashable, Any]) -> dict[str, str]:
    words: dict[str, str] = results.study["claims"][row["claim"]]["words"][results.language.code]
    return words


def _said(results: Results, row: Mapping[Hashable, Any]) -> str:
    words = _words(results, row)
    return f"<td>{escape(words['says'])}<br><small>{escape(words['place'])}</small></td>"


def _claim(results: Results, row: Mapping[Hashable, Any]) -> list[str]:
    """The entries of a claim's row in the ledger."""
    words, statistic = _words(results, row), results.study["claims"][row["claim"]]["statistic"]
    computed = [
        escape(_figure(results, row["computed"], row["published"])),
        *_readings(results, row, words),
        f"<small>{escape(_whose(results, row))}</small>",
        _shown(results, str(row["source"]), statistic),
    ]
    criterion = [escape(words["criterion"])] if words["criterion"] else []
    if row["kind"] in BOUNDS:
        criterion.append(escape(_compared(results, row)))
    return [
        _said(results, row),
        f"<td>{_badge(results, row['verdict'])}</td>",
        f"<td>{'<br>'.join(computed)}</td>",
        f"<td><small>{'<br>'.join(criterion)}</small></td>",
        f"<td><small>{escape(turn(results, row))}</small></td>",
    ]


def _asked(results: Results, row: Mapping[Hashable, Any]) -> list[str]:
    """The entries of a claim that follows from the questionnaire."""
    figure = escape(_figure(results, row["computed"], row["published"]))
    criterion = _words(results, row)["criterion"]
    return [
        _said(results, row),
        f"<td>{_badge(results, row['verdict'])}</td>",
        f"<td>{figure} <small>{escape(criterion)}</small></td>",
    ]


def _named(results: Results, row: Mapping[Hashable, Any]) -> list[str]:
    """The entries of a claim that nothing can check."""
    return [_said(results, row), f"<td>{escape(_words(results, row)['until'])}</td>"]


def _whose(results: Results, row: Mapping[Hashable, Any]) -> str:
    """Of which source a figure is, and of how many respondents."""
    named = results.source(str(row["source"]))
    return named if pd.isna(row["n"]) else f"{named}, n = {results.language.number(row['n'])}"


def _compared(results: Results, row: Mapping[Hashable, Any]) -> str:
    """With what the computed figure is compared."""
    figure = _figure(results, row["published"], row["published"])
    return results.language.gettext(BOUNDS[str(row["kind"])], figure=figure)


def _readings(results: Results, row: Mapping[Hashable, Any], words: Mapping[str, str]) -> Iterator[str]:
    """The figures that answer if a claim is read otherwise, each with how it is read."""
    for reading in ("other_reading", "third_reading"):
        if reading in words:
            figure = _figure(results, row[reading], row["published"])
            yield f"<small>{escape(words[reading])}: {escape(figure)}</small>"


def turn(results: Results, row: Mapping[Hashable, Any]) -> str:
    """What would change the verdict on a claim that answers can decide: another figure, or answers of people."""
    _ = results.language.gettext
    if row["verdict"] == "not testable":
        return _("A published figure: too few answered, nobody was asked, or it is not estimated.")
    tolerance = 0 if pd.isna(row["tolerance"]) else row["tolerance"]
    fails, holds = TURNS[str(row["kind"]) if row["kind"] != "value" or tolerance else "name"]
    is_failing = row["verdict"] == "not reproduced"
    condition = _(
        holds if is_failing else fails,
        figure=_figure(results, row["published"], row["published"]),
        tolerance=results.language.plain(tolerance),
    )
    if results.is_simulated(str(row["source"])):
        return _("In answers of people: {condition}.", condition=condition)
    return _("Computed: {condition}.", condition=condition)


def _shown(results: Results, source: str, statistic: Mapping[str, Any]) -> str:
    """A link to the figure that shows what is computed, named by table and row.

    It leads to the page of the chapter; on the page of all chapters `pages.page` makes it lead within.
    """
    table, where = statistic["table"], statistic["where"]
    said = ": ".join(filter(None, (results.language.gettext(DECLARED[table].title), _row(results, where))))
    shown = SHOWN_IN_GROUPS if where.get("group_by", ALL) != ALL else SHOWN
    if table not in shown:
        return f"<small>{escape(said)}</small>"
    chapter, name = shown[table]
    profile = "profile" if where.get("dimension", OVERALL) == OVERALL else "dimensions"
    told = {"profile": profile, "outcome": "", "question": ""} | where | {"source": source}
    return _link(chapter, name.format(**told), said)


def _row(results: Results, where: Mapping[str, str | list[str]]) -> str:
    """The row of a table in the reader's words, by the names that tell it from others; ranks are no names."""
    breakdown, names = where.get("group_by"), []
    for column, value in where.items():
        if COLUMNS[column][0] not in NAMES or column in {"weights", "group_by", "step"}:
            continue
        of = {"group": breakdown, "category": where.get("question")}.get(column, "")
        names += results.labels(value if isinstance(value, list) else [value], of=str(of or ""))
    return ", ".join(names)


def _link(chapter: str, figure: str, said: str) -> str:
    return f'<a class="shown" href="{escape(chapter)}.html#figure-{escape(figure)}">{escape(said)}</a>'


def _figure(results: Results, text: Any, claimed: Any) -> str:
    """A figure of a claim, with two decimals more than is compared with, a whole number without; or a name's label."""
    if pd.isna(text) or text == "":
        return "–"
    try:
        figure = float(text)
    except ValueError:
        bands = [band.name for band in results.instrument.ratings.bands] if results.instrument.ratings else []
        named = [results.label(f"band.{name}" if name in bands else name) for name in str(text).split(" = ")]
        return " = ".join(named)
    if text == claimed or figure.is_integer():
        return results.language.plain(figure)
    return results.language.number(figure, len(str(claimed).partition(".")[2]) + 2)
