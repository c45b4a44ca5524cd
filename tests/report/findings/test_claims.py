"""The ledger of claims: verdicts, and figures in the reader's language."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from competing_values.report.findings import claims
from competing_values.report.results import Results
from competing_values.tables.declared import TABLES

CLAIMS = [
    ("led", "name", "hierarchy", "market", "", "not reproduced"),
    ("band", "name", "positive", "despondency", "", "not reproduced"),
    ("share", "value", "0.38", "0.380074", "0.340037", "by construction"),
    ("size", "value", "11000", "11000", "", "by construction"),
    ("least", "at_least", "10", "15.6042", "", "reproduced"),
    ("open", "none", "", "", "", "not testable"),
]
BANDS = [{"name": "positive", "from": 5.5}, {"name": "despondency"}]
SECTORS = {"work": {"label": "", "statements": {"s01": {"label": ""}}}}


def results(folder: Path, *verdicts: str) -> Results:
    """Claims that have these verdicts."""
    labels = {"hierarchy": "Иерархия", "market": "Нарық", "band.positive": "Жағымды", "band.despondency": "Күйзеліс"}
    study = {
        "min_cell": 10,
        "labels": {"kk": labels},
        "instrument": {"ratings": {"scale": {"min": 1, "max": 10}, "bands": BANDS, "sectors": SECTORS}},
        "claims": {claim: {"kk": {"says": f"<{claim}>", "note": ""}} for claim, *_ in CLAIMS},
    }
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    columns = ("claim", "kind", "published", "computed", "other_reading", "verdict")
    told = [{**dict(zip(columns, claim, strict=True)), "place": "p. 1"} for claim in CLAIMS if claim[-1] in verdicts]
    pd.DataFrame(told).reindex(columns=TABLES["claims"].columns).to_csv(folder / "claims.csv", index=False)
    return Results(str(folder), "kk")


@pytest.fixture
def every(tmp_path: Path) -> Results:
    """Six claims, of every verdict."""
    return results(tmp_path, *claims.VERDICTS)


def test_figures_and_names_are_those_of_the_language(every: Results) -> None:
    entries = [re.findall(r"<td>(.*?)</td>", row) for row in claims.ledger(every).data.split("<tr>")[2:]]
    figures = {row[0].partition("<br>")[0]: row[2:5] for row in entries}
    assert figures == {
        "&lt;led&gt;": ["Иерархия", "Нарық", "–"],
        "&lt;band&gt;": ["Жағымды", "Күйзеліс", "–"],
        "&lt;share&gt;": ["0,38", "0,3801", "0,3400"],
        "&lt;size&gt;": ["11\xa0000", "11\xa0000", "–"],
        "&lt;least&gt;": ["кемінде 10", "15,60", "–"],
        "&lt;open&gt;": ["–", "–", "–"],
    }


def test_verdicts_are_counted_in_their_order(every: Results) -> None:
    counts = claims.counts(every).data
    assert re.findall(r'class="badge (\w+)">[^<]+: (\d)</span>', counts) == [
        ("good", "1"), ("neutral", "2"), ("bad", "2"), ("quiet", "1"),
    ]  # fmt: skip
    assert claims.ledger(every).data.count("badge bad") == 2


def test_what_holds_by_construction_is_no_evidence(every: Results, tmp_path: Path) -> None:
    assert claims.reservation(every).startswith("*")
    others = results(tmp_path, "reproduced", "not reproduced")
    assert claims.reservation(others) == ""
    assert len(re.findall("badge", claims.counts(others).data)) == 2
