"""Verdicts on claims, from small published tables."""

from typing import Any

import pandas as pd
import pytest

from competing_values.tables.verdicts import verdicts

ROW = {"weights": "none", "group_by": "all", "group": "all", "source": "survey", "n": 200}
ANSWERS = pd.DataFrame(
    [
        {**ROW, "question": "satisfaction", "category": c, "share": s}
        for c, s in [("yes", 0.38), ("no", 0.3), ("other", 0.32)]
    ]
)
SECTORS = pd.DataFrame(
    [{**ROW, "sector": s, "mean": m, "rank": r} for s, m, r in [("work", 6.0, 1), ("management", 4.0, 2)]]
    + [{**ROW, "group_by": "body", "group": "local", "sector": "work", "mean": 1.0, "rank": 1}]
)
DRIVERS = pd.DataFrame(
    [
        {**ROW, "outcome": "initiative", "sector": s, "relative_weight": w}
        for s, w in [("work", 0.3), ("management", 0.7)]
    ]
    + [{**ROW, "outcome": "satisfaction", "sector": s, "relative_weight": 0.5} for s in ("work", "management")]
    + [
        {**ROW, "outcome": "hidden", "sector": s, "relative_weight": w}
        for s, w in [("work", None), ("management", 0.7)]
    ]
)
TABLES = {"question_answers": ANSWERS, "sector_scores": SECTORS, "drivers": DRIVERS}
QUESTIONNAIRE = {
    "ocai": {"total": 100.0, "dimensions": {"glue": {}, "strategy": {}}},
    "ratings": {"sectors": {"work": {"statements": {"s01": {}, "s02": {}}}, "pay": {"statements": {"s03": {}}}}},
}
DEFAULTS = {
    "place": "p. 1", "source": "survey", "other_reading": None, "third_reading": None, "tolerance": None, "asked": None,
    "statistic": None,
}  # fmt: skip


def statistic(
    table: str, column: str, minus: dict[str, Any] | None = None, highest: str | None = None, **where: Any
) -> dict[str, Any]:
    return {"table": table, "column": column, "where": where, "highest": highest, "minus": minus}


def judged(simulated: tuple[str, ...] = (), **claim: Any) -> dict[str, Any]:
    frame = verdicts({"claim": DEFAULTS | claim}, TABLES, TABLES, list(simulated), QUESTIONNAIRE)
    return frame.iloc[0].to_dict()


YES = statistic("question_answers", "share", category="yes")
NET = statistic(
    "question_answers", "share", minus=statistic("question_answers", "share", category="no"), category="yes"
)


def test_of_a_place_in_several_languages_the_table_has_the_english_one() -> None:
    places = {"ru": "Таблица 2", "en": "Table 2"}
    assert judged(kind="value", published="2", asked="ocai.dimensions", place=places)["place"] == "Table 2"


@pytest.mark.parametrize(
    ("published", "verdict"), [("0.38", "reproduced"), ("0.384", "reproduced"), ("0.39", "not reproduced")]
)
def test_a_value_agrees_within_its_tolerance(published: str, verdict: str) -> None:
    side = statistic("question_answers", "share", category=["yes", "other"])
    readings = {"other_reading": NET, "third_reading": side}
    found = judged(kind="value", published=published, statistic=YES, tolerance=0.005, **readings)
    assert found["verdict"] == verdict
    assert found["computed"] == "0.38"
    assert found["other_reading"] == "0.08"
    assert found["third_reading"] == "0.7"
    assert found["n"] == 200
    assert found["fails_if"] == f"|computed - {published}| > 0.005"
    assert found["shown_in"] == "question_answers.share where category = yes"


def test_several_rows_are_added_up() -> None:
    both = statistic("question_answers", "share", category=["yes", "other"])
    assert judged(kind="value", published="0.7", statistic=both, tolerance=0)["verdict"] == "reproduced"


@pytest.mark.parametrize(("published", "verdict"), [("management", "reproduced"), ("work", "not reproduced")])
def test_a_name_must_be_the_same(published: str, verdict: str) -> None:
    lowest = statistic("sector_scores", "sector", rank="2")
    assert judged(kind="name", published=published, statistic=lowest)["verdict"] == verdict


@pytest.mark.parametrize(("kind", "published", "verdict"), [("at_least", "6", "reproduced"), ("at_least", "6.1", "not reproduced"),
                                                            ("at_most", "6", "reproduced"), ("at_most", "5.9", "not reproduced"),
                                                            ("above", "5.9", "reproduced"), ("above", "6", "not reproduced"),
                                                            ("below", "6.1", "reproduced"), ("below", "6", "not reproduced")])  # fmt: skip
def test_bounds(kind: str, published: str, verdict: str) -> None:
    mean = statistic("sector_scores", "mean", sector="work")
    assert judged(kind=kind, published=published, statistic=mean)["verdict"] == verdict


@pytest.mark.parametrize(
    ("outcome", "verdict", "computed"),
    [("initiative", "reproduced", "management"), ("satisfaction", "not reproduced", "work = management"),
     ("hidden", "not testable", ""), ("nothing", "not testable", "")],
)  # fmt: skip
def test_the_highest_of_several_rows_is_named_unless_one_is_not_known(
    outcome: str, verdict: str, computed: str
) -> None:
    strongest = statistic("drivers", "sector", highest="relative_weight", outcome=outcome)
    found = judged(kind="name", published="management", statistic=strongest)
    assert found["verdict"] == verdict
    assert found["computed"] == computed
    assert found["shown_in"] == f"drivers.sector where outcome = {outcome}, relative_weight is highest"


@pytest.mark.parametrize(
    ("asked", "published", "verdict"),
    [("ratings.sectors.*.statements", "3", "by construction"), ("ratings.sectors.pay.statements", "1", "by construction"),
     ("ocai.total", "100", "by construction"), ("ocai.dimensions", "6", "not reproduced")],
)  # fmt: skip
def test_what_follows_from_the_questionnaire_holds_by_construction(asked: str, published: str, verdict: str) -> None:
    found = judged(kind="value", published=published, asked=asked, source=None)
    assert found["verdict"] == verdict
    assert found["source"] == "all"
    assert found["shown_in"] == f"questionnaire: {asked}"


def test_what_agrees_with_simulated_answers_holds_by_construction() -> None:
    claim = {"kind": "value", "published": "0.38", "statistic": YES, "tolerance": 0.005}
    assert judged(("survey",), **claim)["verdict"] == "by construction"
    assert judged((), **claim)["verdict"] == "reproduced"
    assert judged(("survey",), **claim | {"published": "0.5"})["verdict"] == "not reproduced"


@pytest.mark.parametrize("category", ["perhaps", ["yes", "perhaps"]])
def test_a_figure_that_is_not_there_is_not_testable_nor_is_a_sum_without_a_part(category: str | list[str]) -> None:
    absent = statistic("question_answers", "share", category=category)
    found = judged(kind="value", published="0.38", statistic=absent, tolerance=1)
    assert found["verdict"] == "not testable"
    assert found["computed"] == ""


def test_a_claim_is_judged_on_estimates_and_told_as_published() -> None:
    rounded = {"question_answers": ANSWERS.assign(share=[0.4, 0.3, 0.3])}
    claim = DEFAULTS | {"kind": "value", "published": "0.38", "statistic": YES, "tolerance": 0.005}
    found = verdicts({"claim": claim}, TABLES, rounded, [], QUESTIONNAIRE).iloc[0]
    assert found["verdict"] == "reproduced"
    assert found["computed"] == "0.4"


def test_a_picture_without_figures_is_not_testable() -> None:
    found = judged(kind="none", published="", source=None)
    assert found["verdict"] == "not testable"
    assert found["fails_if"] == found["shown_in"] == ""
    assert found["computed"] == ""
