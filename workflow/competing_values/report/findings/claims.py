"""Claims in words: what the article says, whether the tables agree, what would change that, and where it is shown."""

from collections.abc import Hashable, Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML

from competing_values.report.html import framed
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
    "flow": ("cleaning", "flow_{source}"),
    "ocai_profile": ("culture", "{profile}_{source}"),
    "ocai_gap": ("culture", "gaps_{source}"),
    "ocai_diagnosis": ("culture", "profile_{source}"),
    "sector_scores": ("sectors", "sectors_{source}"),
    "statement_scores": ("sectors", "statements_{source}"),
    "force_field": ("sectors", "forces_{source}"),
    "reliability": ("sectors", "reliability_{source}"),
    "drivers": ("sectors", "actions_{outcome}_{source}"),
    "question_answers": ("opinions", "{question}_{source}"),
    "competencies": ("opinions", "self_ratings_{source}"),
    "competency_ratings": ("opinions", "distributions_{source}"),
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


def ledger(results: Results) -> HTML:
    """The claims one by one: what the article says, what is computed, the verdict, and what would change it."""
    _ = results.language.gettext
    head = (_("The article says"), _("Verdict"), _("Computed"), _("Our criterion"), _("What would change the verdict"))
    rows = [_claim(results, row) for row in results.table("claims").to_dict("records")]
    return HTML(framed(results, [(name, "") for name in head], rows, "ledger"))


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


def _claim(results: Results, row: Mapping[Hashable, Any]) -> list[str]:
    """The entries of a claim's row in the ledger."""
    claim = results.study["claims"][row["claim"]]
    words = claim["words"][results.language.code]
    computed = [escape(_figure(results, row["computed"], row["published"])), *_readings(results, row, words)]
    criterion = [escape(words["criterion"])] if words["criterion"] else []
    if row["kind"] in BOUNDS:
        criterion.append(escape(_compared(results, row)))
    return [
        f"<td>{escape(words['says'])}<br><small>{escape(row['place'])}</small></td>",
        f"<td>{_badge(results, row['verdict'])}</td>",
        f"<td>{'<br>'.join([*computed, *_shown(results, row['source'], claim)])}</td>",
        f"<td><small>{'<br>'.join(criterion)}</small></td>",
        f"<td><small>{escape(turn(results, row, words['until']))}</small></td>",
    ]


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


def turn(results: Results, row: Mapping[Hashable, Any], until: str) -> str:
    """What would change a verdict: real answers, another figure, another questionnaire, or what is lacking (`until`)."""
    _ = results.language.gettext
    if until:
        return until
    if row["verdict"] == "not testable":
        return _("A figure that may be published: too few answered, or nobody was asked.")
    told = {"figure": _figure(results, row["published"], row["published"])}
    told |= {"tolerance": results.language.plain(0 if pd.isna(row["tolerance"]) else row["tolerance"])}
    fails, holds = TURNS[str(row["kind"])]
    is_failing = row["verdict"] == "not reproduced"
    condition = _(holds if is_failing else fails, **told)
    if row["source"] == ALL:
        return _("Another questionnaire; computed: {condition}.", condition=condition)
    if results.is_simulated(str(row["source"])):
        return _("Answers of people; computed: {condition}.", condition=condition)
    return _("Computed: {condition}.", condition=condition)


def _shown(results: Results, source: str, claim: Mapping[str, Any]) -> list[str]:
    """A link to the figure that shows what is computed, named by table and row; nothing where nothing is.

    It leads to the page of the chapter; on the page of all chapters `pages.page` makes it lead within.
    """
    if claim["asked"]:
        return [_link("culture", "framework", results.language.gettext("Questionnaire"))]
    if not (statistic := claim["statistic"]):
        return []
    table, where = statistic["table"], statistic["where"]
    said = ": ".join(filter(None, (results.language.gettext(DECLARED[table].title), _row(results, where))))
    if table not in SHOWN:
        return [f"<small>{escape(said)}</small>"]
    chapter, name = SHOWN[table]
    profile = "profile" if where.get("dimension", OVERALL) == OVERALL else "dimensions"
    told = {"profile": profile, "outcome": "", "question": ""} | where | {"source": source}
    return [_link(chapter, name.format(**told), said)]


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
