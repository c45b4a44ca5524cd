"""What the article says, beside what the tables say: judged on estimates as they are, told as they are published."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from competing_values.study.names import ALL
from competing_values.tables.contract import of_whole_source
from competing_values.tables.declared import WHOLE


def verdicts(
    claims: dict[str, dict[str, Any]],
    exact: Mapping[str, pd.DataFrame],
    published: Mapping[str, pd.DataFrame],
    simulated: list[str],
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

    Returns
    -------
    DataFrame with the columns of `claims` but ``wave``. A claim that the simulated wave was calibrated to is reproduced
    ``by construction``. One whose figure, or a part of it, is not there (nobody was asked, or it is protected) is ``not
    testable``.
    """
    rows = [_judged(name, claim, exact, published, simulated) for name, claim in claims.items()]
    return of_whole_source(pd.DataFrame(rows))


def _judged(
    name: str,
    claim: dict[str, Any],
    exact: Mapping[str, pd.DataFrame],
    published: Mapping[str, pd.DataFrame],
    simulated: list[str],
) -> dict[str, Any]:
    source = claim["source"]
    computed = _figure(claim["statistic"], source, exact)
    told = _figure(claim["statistic"], source, published)
    if claim["kind"] == "none" or computed is None or told is None:
        verdict = "not testable"
    elif not _agrees(claim, computed):
        verdict = "not reproduced"
    else:
        verdict = "by construction" if claim["calibrated"] and source in simulated else "reproduced"
    return {
        "source": source or ALL,
        "n": None if told is None else _n(claim["statistic"], source, published),
        "claim": name,
        "place": claim["place"],
        "kind": claim["kind"],
        "published": claim["published"],
        "computed": _text(told),
        "other_reading": _text(_figure(claim["other_reading"], source, published)),
        "tolerance": claim["tolerance"],
        "verdict": verdict,
    }


def _agrees(claim: dict[str, Any], computed: float | str) -> bool:
    match claim["kind"]:
        case "name":
            return computed == claim["published"]
        case "at_least":
            return float(computed) >= float(claim["published"])
        case "at_most":
            return float(computed) <= float(claim["published"])
        case _:
            return abs(float(computed) - float(claim["published"])) <= claim["tolerance"] + 1e-12


def _rows(statistic: dict[str, Any], source: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of a table where other columns have the given values; of the whole source, unweighted, unless said.

    None of them where one of the values is not there: a sum without a part is no sum.
    """
    frame = tables[statistic["table"]]
    for column, wanted in ({"source": source} | WHOLE | statistic["where"]).items():
        values = {_text(_number(value)) for value in (wanted if isinstance(wanted, list) else [wanted])}
        found = frame[column].map(_text) if pd.api.types.is_numeric_dtype(frame[column]) else frame[column]
        frame = frame[found.isin(values) & (values <= set(found))]
    return frame


def _figure(statistic: dict[str, Any] | None, source: str, tables: Mapping[str, pd.DataFrame]) -> float | str | None:
    """The figure of a statistic: the cell, or the sum of several, less a second figure; None where nothing is."""
    if statistic is None:
        return None
    cells = _rows(statistic, source, tables)[statistic["column"]]
    if cells.empty or cells.isna().any():
        return None
    if not pd.api.types.is_numeric_dtype(cells):
        return str(cells.iloc[0]) if len(cells) == 1 else None
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
