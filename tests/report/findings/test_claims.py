"""The ledger of claims: verdicts, and figures in the reader's language."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from competing_values.report.findings import claims
from competing_values.report.results import Results
from competing_values.tables.declared import TABLES

SIMULATED = {"profile", "share", "size"}
CLAIMS = [
    ("led", "name", "hierarchy", "market", "", "not reproduced"),
    ("band", "name", "positive", "despondency", "", "not reproduced"),
    ("profile", "name", "market", "market", "", "by construction"),
    ("share", "value", "0.38", "0.380074", "0.340037", "by construction"),
    ("size", "value", "11000", "11000", "", "by construction"),
    ("asked", "value", "6", "6", "", "by construction"),
    ("least", "at_least", "10", "15.6042", "", "reproduced"),
    ("hidden", "below", "4", "", "", "not testable"),
    ("open", "none", "", "", "", "not testable"),
]
BANDS = [{"name": "positive", "from": 5.5}, {"name": "despondency"}]
SECTORS = {"work": {"label": "", "statements": {"s01": {"label": ""}}}}
STATISTICS = {
    "band": {"table": "sector_scores", "where": {}},
    "size": {"table": "flow", "where": {"step": "kept"}},
    "profile": {"table": "ocai_profile", "where": {"perspective": "now", "dimension": "glue"}},
    "share": {"table": "question_answers", "where": {"question": "satisfied", "category": ["yes", "rather"]}},
    "least": {"table": "sector_scores", "where": {"sector": "work", "rank": "1"}},
    "hidden": {"table": "sector_scores", "where": {"group_by": "body", "group": "central", "sector": "work"}},
    "led": {"table": "agreement", "where": {"variable": "work"}},
}


def results(folder: Path, *verdicts: str) -> Results:
    """Claims that have these verdicts; those of `SIMULATED` on a simulated source."""
    labels = {
        "hierarchy": "Иерархия", "market": "Нарық", "band.positive": "Жағымды", "band.despondency": "Күйзеліс",
        "satisfied.yes": "Иә", "satisfied.rather": "Көбіне", "satisfied": "Қанағат", "work": "Жұмыс", "glue": "Күш",
        "body.central": "Орталық", "source.drawn": "Сауалнама", "source.asked": "Топ",
    }  # fmt: skip
    study = {
        "min_cell": 10,
        "simulated": ["drawn"],
        "purposive": [],
        "labels": {"kk": labels},
        "instrument": {"ratings": {"scale": {"min": 1, "max": 10}, "bands": BANDS, "sectors": SECTORS}},
        "claims": {
            claim: {
                "statistic": STATISTICS.get(claim),
                "asked": "ocai.dimensions" if claim == "asked" else None,
                "words": {
                    "kk": {
                        "place": "<б. 1>",
                        "says": f"<{claim}>",
                        "criterion": "<ours>",
                        "until": "<a figure>" if claim == "open" else "",
                    }
                    | ({"other_reading": "<net>"} if claim == "share" else {})
                },
            }
            for claim, *_ in CLAIMS
        },
    }
    (folder / "study.json").write_text(json.dumps(study), encoding="utf-8")
    columns = ("claim", "kind", "published", "computed", "other_reading", "verdict")
    told = [
        {**dict(zip(columns, claim, strict=True)), "place": "p. 1", "n": 48}
        | {"tolerance": 0.005 if claim[0] == "share" else None}
        | {"source": "drawn" if claim[0] in SIMULATED else "all" if claim[0] == "asked" else "asked"}
        for claim in CLAIMS
        if claim[-1] in verdicts
    ]
    pd.DataFrame(told).reindex(columns=TABLES["claims"].columns).to_csv(folder / "claims.csv", index=False)
    return Results(str(folder), "kk")


@pytest.fixture
def every(tmp_path: Path) -> Results:
    """Claims of every verdict."""
    return results(tmp_path, *claims.VERDICTS)


def entries(given: Results) -> dict[str, list[str]]:
    """The cells of the ledger, by the claim."""
    tables = [claims.ledger(given), claims.of_the_questionnaire(given), claims.untestable(given)]
    rows = [re.findall(r"<td>(.*?)</td>", row) for table in tables for row in table.data.split("<tr>")[2:]]
    return {row[0].partition("<br>")[0].removeprefix("&lt;").removesuffix("&gt;"): row for row in rows}


def test_figures_and_names_are_those_of_the_language(every: Results) -> None:
    assert {
        claim: row[2].partition("<br>")[0] for claim, row in entries(every).items() if row[2:] and claim != "asked"
    } == {
        "led": "Нарық",
        "band": "Күйзеліс",
        "profile": "Нарық",
        "share": "0,3801",
        "size": "11\xa0000",
        "least": "15,60",
        "hidden": "–",
    }


def test_where_the_article_says_it_is_told_in_the_language_of_the_page(every: Results) -> None:
    assert {row[0].partition("<small>")[2] for row in entries(every).values()} == {"&lt;б. 1&gt;</small>"}


def test_it_is_said_whose_answers_a_figure_stands_on(every: Results) -> None:
    rows = entries(every)
    assert "<small>Топ, n = 48</small>" in rows["least"][2]
    assert "<small>Сауалнама, n = 48</small>" in rows["share"][2]


def test_claims_of_one_kind_alone_make_one_table(tmp_path: Path) -> None:
    given = results(tmp_path, "reproduced")
    assert claims.ledger(given) is not None
    assert claims.untestable(given) is None
    assert claims.of_the_questionnaire(given) is None


def test_another_reading_says_how_it_reads(every: Results) -> None:
    assert "<small>&lt;net&gt;: 0,3400</small>" in entries(every)["share"][2]


def test_the_criterion_of_the_project_stands_apart_from_what_the_article_says(every: Results) -> None:
    least = entries(every)["least"]
    assert "<ours>" not in least[0]
    assert least[3] == "<small>&lt;ours&gt;<br>кемінде 10</small>"


def test_a_verdict_says_what_would_change_it(every: Results) -> None:
    english = Results(str(every._folder), "kk")
    english.language.gettext = lambda message, **values: message.format(**values)  # type: ignore[method-assign]
    rows = {row["claim"]: row for row in every.table("claims").to_dict("records")}
    decided = {claim: row for claim, row in rows.items() if claim not in ("asked", "open")}
    assert {claim: claims.turn(english, row) for claim, row in decided.items()} == {
        "led": "Computed: Иерархия.",
        "band": "Computed: Жағымды.",
        "profile": "In answers of people: other than Нарық.",
        "share": "In answers of people: further than 0,005 from 0,38.",
        "size": "In answers of people: other than 11\xa0000.",
        "least": "Computed: below 10.",
        "hidden": "A published figure: too few answered, nobody was asked, or it is not estimated.",
    }
    assert entries(every)["open"][1] == "&lt;a figure&gt;"


def test_a_figure_leads_to_where_it_is_shown(every: Results) -> None:
    links = {
        claim: re.findall(r'href="(.*?)">.*?: ([^<]*)</a>', row[2]) for claim, row in entries(every).items() if row[2:]
    }
    assert links["profile"] == [("culture.html#figure-dimensions_drawn", "қазір, Күш")]
    assert links["share"] == [("opinions.html#figure-satisfied_drawn", "Қанағат, Иә, Көбіне")]
    assert links["least"] == [("sectors.html#figure-sectors", "Жұмыс")]
    assert links["hidden"] == [("groups.html#figure-differences_body_asked", "Орталық, Жұмыс")]
    assert links["led"] == []
    assert entries(every)["asked"][2].startswith("6 ")
    assert "Жұмыс" in entries(every)["led"][2]  # a table that no figure shows is named


def test_verdicts_are_counted_in_their_order(every: Results) -> None:
    counts = claims.counts(every).data
    assert re.findall(r'class="badge (\w+)">[^<]+: (\d)</span>', counts) == [
        ("good", "1"), ("neutral", "4"), ("bad", "2"), ("quiet", "2"),
    ]  # fmt: skip
    assert claims.ledger(every).data.count("badge bad") == 2


def test_what_is_no_evidence_says_so(every: Results, tmp_path: Path) -> None:
    assert [said.startswith("*") for said in claims.reservation(every)] == [True]
    others = results(tmp_path, "reproduced", "not reproduced")
    assert claims.reservation(others) == []
    assert len(re.findall("badge", claims.counts(others).data)) == 2
    rows = pd.read_csv(tmp_path / "claims.csv").assign(source="drawn")
    rows.to_csv(tmp_path / "claims.csv", index=False)
    assert len(claims.reservation(Results(str(tmp_path), "kk"))) == 1
