"""What the article says, beside what the tables say: judged on estimates as they are, told as they are published."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from competing_values.study.claims import counted
from competing_values.study.labels import text
from competing_values.study.names import ALL
from competing_values.tables.contract import of_whole_source
from competing_values.tables.declared import WHOLE

#: Kind of claim: when it fails.
FAILS_IF = {
    "value": "|computed - {published}| > {tolerance}",
    "name": "computed ≠ {published}",
    "at_least": "computed < {published}",
    "at_most": "computed > {published}",
    "above": "computed ≤ {published}",
    "below": "computed ≥ {published}",
    "none": "",
}


def verdicts(
    claims: dict[str, dict[str, Any]],
    exact: Mapping[str, pd.DataFrame],
    published: Mapping[str, pd.DataFrame],
    simulated: list[str],
    questionnaire: Mapping[str, Any],
) -> pd.DataFrame:
    """The verdict on each claim of a wave.

    Parameters
    ----------
    claims
        As `study.load` returns them: id, and the keys of `study.Claim`.
    exact, published
        Tables of the wave, by name: as estimated, on which claims are judged, and as published, which say what is
        computed.
    simulated
        Sources whose answers are simulated.
    questionnaire
        As plain values (`Instrument.dumped`).

    Returns
    -------
    DataFrame with the columns of `claims` but ``wave``. A claim that follows from the questionnaire, or that agrees
    with simulated answers, holds ``by construction``: nobody's answer could have contradicted it. One whose figure, or a
    part of it, is not there (nobody was asked, or it is protected) is ``not testable``.
    """
    rows = [
        {
            "claim": name,
            "place": text(claim["place"], "en", name),
            "kind": claim["kind"],
            "published": claim["published"],
        }
        | {
            "tolerance": claim["tolerance"],
            "fails_if": FAILS_IF[claim["kind"]].format(**claim | {"tolerance": _bound(claim)}),
        }
        | (
            _on_the_questionnaire(claim, questionnaire)
            if claim["asked"]
            else _on_tables(claim, exact, published, simulated)
        )
        for name, claim in claims.items()
    ]
    return of_whole_source(pd.DataFrame(rows))


def _on_the_questionnaire(claim: dict[str, Any], questionnaire: Mapping[str, Any]) -> dict[str, Any]:
    computed = counted(questionnaire, claim["asked"])
    return {
        "source": ALL,
        "n": None,
        "computed": _text(computed),
        "other_reading": "",
        "third_reading": "",
        "verdict": "by construction" if _agrees(claim, computed) else "not reproduced",
        "shown_in": f"questionnaire: {claim['asked']}",
    }


def _on_tables(
    claim: dict[str, Any],
    exact: Mapping[str, pd.DataFrame],
    published: Mapping[str, pd.DataFrame],
    simulated: list[str],
) -> dict[str, Any]:
    source, statistic = claim["source"], claim["statistic"]
    computed, told = (_figure(statistic, source, tables) for tables in (exact, published))
    if claim["kind"] == "none" or computed is None or told is None:
        verdict = "not testable"
    elif not _agrees(claim, computed):
        verdict = "not reproduced"
    else:
        verdict = "by construction" if source in simulated else "reproduced"
    return {
        "source": source or ALL,
        "n": None if told is None else _n(statistic, source, published),
        "computed": _text(told),
        "other_reading": _text(_figure(claim["other_reading"], source, published)),
        "third_reading": _text(_figure(claim["third_reading"], source, published)),
        "verdict": verdict,
        "shown_in": _place(statistic),
    }


def _agrees(claim: dict[str, Any], computed: float | str) -> bool:
    match claim["kind"]:
        case "name":
            return computed == claim["published"]
        case "at_least":
            return float(computed) >= float(claim["published"])
        case "at_most":
            return float(computed) <= float(claim["published"])
        case "above":
            return float(computed) > float(claim["published"])
        case "below":
            return float(computed) < float(claim["published"])
        case _:
            return abs(float(computed) - float(claim["published"])) <= _bound(claim) + 1e-12


def _bound(claim: dict[str, Any]) -> float:
    """The largest difference that counts as agreement: none, unless said."""
    return claim["tolerance"] or 0


def _place(statistic: dict[str, Any] | None) -> str:
    """Where a statistic stands: table, column and row; nothing where there is none."""
    if statistic is None:
        return ""
    row = [f"{column} = {_text(value) if isinstance(value, str) else ' + '.join(value)}"
           for column, value in statistic["where"].items()]  # fmt: skip
    row += [f"{statistic['highest']} is highest"] if statistic["highest"] else []
    place = f"{statistic['table']}.{statistic['column']}" + (f" where {', '.join(row)}" if row else "")
    return f"{place}, less {_place(statistic['minus'])}" if statistic["minus"] else place


def _rows(statistic: dict[str, Any], source: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of a table where other columns have the given values; of the whole source, unweighted, unless said.

    None of them where one of the values is not there: a sum without a part is no sum, and no row is the highest of rows
    that are not all known.
    """
    frame = tables[statistic["table"]]
    for column, wanted in ({"source": source} | WHOLE | statistic["where"]).items():
        values = {_text(_number(value)) for value in (wanted if isinstance(wanted, list) else [wanted])}
        found = frame[column].map(_text) if pd.api.types.is_numeric_dtype(frame[column]) else frame[column]
        frame = frame[found.isin(values) & (values <= set(found))]
    if column := statistic["highest"]:
        known = frame[column].notna().all()
        frame = frame[frame[column] == frame[column].max()] if known else frame.iloc[:0]
    return frame


def _figure(statistic: dict[str, Any] | None, source: str, tables: Mapping[str, pd.DataFrame]) -> float | str | None:
    """The figure of a statistic: the cell, or the sum of several, less a second figure; None where nothing is."""
    if statistic is None:
        return None
    cells = _rows(statistic, source, tables)[statistic["column"]]
    if cells.empty or cells.isna().any():
        return None
    if not pd.api.types.is_numeric_dtype(cells):
        return " = ".join(cells) if len(cells) == 1 or statistic["highest"] else None
    figure = float(cells.sum())
    if statistic["minus"]:
        second = _figure(statistic["minus"], source, tables)
        return None if second is None else figure - float(second)
    return figure


def _n(statistic: dict[str, Any] | None, source: str, tables: Mapping[str, pd.DataFrame]) -> float | None:
    cells = _rows(statistic, source, tables)["n"].dropna() if statistic else pd.Series(dtype=float)
    return None if cells.empty else float(cells.iloc[0])


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _text(value: Any) -> str:
    """A cell as text: numbers to six significant digits, nothing where there is nothing."""
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return ""
    return f"{value:.6g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
