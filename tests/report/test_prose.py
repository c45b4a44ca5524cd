"""What notebooks say: sources by name, and the ledger of claims in the reader's language."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from competing_values.report.prose import fullest, ledger, named
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sources, of which the second is the larger, and six claims."""
    labels = {"source.one": "Бір", "source.two": "Екі", "hierarchy": "Иерархия", "market": "Нарық",
              "band.positive": "Жағымды", "band.despondency": "Күйзеліс"}  # fmt: skip
    study = {
        "labels": {"kk": labels},
        "instrument": {
            "ratings": {
                "scale": {"min": 1, "max": 10},
                "bands": [{"name": "positive", "from": 5.5}, {"name": "despondency"}],
                "sectors": {"work": {"label": "", "statements": {"s01": {"label": ""}}}},
            }
        },
        "sources": ["one", "two"],
        "simulated": ["two"],
        "claims": {claim: {"kk": {"says": f"<{claim}>", "note": ""}} for claim, *_ in CLAIMS},
    }
    (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
    whole = {"weights": "none", "group_by": "all", "group": "all", "suppressed": False}
    scores = [("one", 40, 6.1), ("two", 900, 5.5), ("one", 41, 6.4), ("two", 990, None)]
    pd.DataFrame({"source": name, "n": n, "mean": mean, **whole} for name, n, mean in scores).reindex(
        columns=TABLES["sector_scores"].columns
    ).to_csv(tmp_path / "sector_scores.csv", index=False)
    columns = ("claim", "kind", "published", "computed", "other_reading", "verdict")
    pd.DataFrame({**dict(zip(columns, claim, strict=True)), "place": "p. 1"} for claim in CLAIMS).reindex(
        columns=TABLES["claims"].columns
    ).to_csv(tmp_path / "claims.csv", index=False)
    return tmp_path


def test_the_fullest_source_has_most_respondents_behind_a_figure(folder: Path) -> None:
    results = Results(str(folder), "kk")
    assert fullest(results, "sector_scores", "mean") == "two"
    assert fullest(results, "sector_scores", "band") is None
    assert fullest(results, "competencies", "mean") is None


def test_a_source_says_that_it_is_simulated(folder: Path) -> None:
    results = Results(str(folder), "kk")
    assert named(results, "one") == "Бір"
    assert named(results, "two").startswith("Екі (")


def test_claims_have_labels_and_numbers_of_the_language(folder: Path) -> None:
    results = Results(str(folder), "kk")
    html = ledger(results, results.table("claims")).data
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in html.split("<tr>")[2:]]
    figures = {row[0].partition("<br>")[0]: row[2:5] for row in cells}
    assert figures["&lt;led&gt;"] == ["Иерархия", "Нарық", "–"]
    assert figures["&lt;band&gt;"] == ["Жағымды", "Күйзеліс", "–"]
    assert figures["&lt;share&gt;"] == ["0,38", "0,3801", "0,3400"]
    assert figures["&lt;size&gt;"] == ["11\xa0000", "11\xa0000", "–"]
    assert figures["&lt;least&gt;"][0].endswith("10")
    assert figures["&lt;least&gt;"][1] == "15,60"
    assert figures["&lt;open&gt;"] == ["–", "–", "–"]


def test_verdicts_are_counted_before_the_claims(folder: Path) -> None:
    results = Results(str(folder), "kk")
    counts, _, rows = ledger(results, results.table("claims")).data.partition("<table")
    assert re.findall(r"(\d)</span>", counts) == ["1", "2", "2", "1"]  # in the order of the verdicts
    assert rows.count("badge bad") == 2
