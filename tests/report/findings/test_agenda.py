"""The agenda in words: what is called for, with which competencies, and what stands in the way."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figure_tables import SOURCE

from competing_values.report.findings import agenda
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL

LARGE = {"clan": 12.4, "adhocracy": 3.1, "market": -1.2, "hierarchy": -14.2}
SMALL = {"clan": 2.0, "adhocracy": 3.1, "market": -1.2, "hierarchy": -0.4}


def with_gaps(given: dict[str, float | None], half: float = 0.5):
    """Replace the overall gaps of a whole source; in leadership they are twice as wide, in strategy thrice, the other way."""

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        factor = rows["dimension"].map({OVERALL: 1, "leadership": 2, "strategy": -3, "glue": 1.5}).fillna(0)
        gap = (rows["culture_type"].map(given).astype("Float64") * factor).where(rows["group"] == ALL, rows["gap"])
        return rows.assign(
            gap=gap,
            ci_low=gap - half,
            ci_high=gap + half,
            discrepancy=gap.abs().ge(10),
            discrepancy_certain=gap.abs().ge(10 + half),
        )

    return change


def test_gaps_that_deserve_attention_are_called_for_widest_first(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(LARGE))
    results = Results(str(tables), "en")
    assert agenda.summary(results, SOURCE).startswith("These gaps reach 10 points")
    assert agenda.calls(results, SOURCE) == [
        "Hierarchy: less is wanted, −14.2 points [−14.7, −13.7], n = 11,000. Dimensions with the widest gap: Leadership"
        " (−28.4 [−28.9, −27.9]) and Cohesion (−21.3 [−21.8, −20.8]). Competencies to lean on less, without giving them up:"
        " Orderly information, Process control, Project planning, Measuring quality, and Keeping to the rules.",
        "Clan: more is wanted, +12.4 points [11.9, 12.9], n = 11,000. Dimensions with the widest gap: Leadership"
        " (+24.8 [24.3, 25.3]) and Cohesion (+18.6 [18.1, 19.1]). Competencies to develop: Knowing oneself and others, Honest"
        " communication, Mentoring, Leading teams, and Fruitful disagreement.",
    ]
    picture = agenda.ways(results, SOURCE)
    assert picture is not None
    assert picture.finding == " ".join(agenda.calls(results, SOURCE))
    assert picture.caption.endswith("In strong colour: gaps of 10 points or more.")
    assert picture.data is not None
    assert len(picture.data) == 4


def test_where_no_gap_is_large_the_widest_of_each_direction_is_called_for(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(SMALL))
    results = Results(str(tables), "en")
    assert agenda.summary(results, SOURCE).startswith("No gap reaches 10 points")
    assert [said.partition(",")[0] for said in agenda.calls(results, SOURCE)] == [
        "Adhocracy: more is wanted", "Market: less is wanted",
    ]  # fmt: skip
    picture = agenda.ways(results, SOURCE)
    assert picture is not None
    assert picture.caption.endswith("none of which reaches 10 points.")


@pytest.mark.parametrize(("half", "said"), [(2.5, True), (2.4, False)])
def test_an_interval_that_reaches_below_the_line_says_so(tables: Path, edit, half: float, said: bool) -> None:
    """Clan is wanted more by 12.4 points, of which 10 call for change."""
    edit("ocai_gap", with_gaps(LARGE, half))
    clan = agenda.calls(Results(str(tables), "en"), SOURCE)[1]
    assert ("Its interval reaches below 10 points." in clan) == said


@pytest.mark.parametrize(("half", "said"), [(3.2, True), (3.0, False)])
def test_an_interval_that_holds_zero_shows_no_direction(tables: Path, edit, half: float, said: bool) -> None:
    edit("ocai_gap", with_gaps(SMALL, half))
    adhocracy = agenda.calls(Results(str(tables), "en"), SOURCE)[0]
    assert ("the answers do not show the direction" in adhocracy) == said


def test_numbers_are_written_as_the_language_does(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(LARGE))
    assert "−14,2 [−14,7; −13,7], n = 11\N{NO-BREAK SPACE}000" in agenda.calls(Results(str(tables), "ru"), SOURCE)[0]


def test_types_without_competencies_are_called_for_without(
    publication: dict[str, Any], tables: Path, declare, edit
) -> None:
    edit("ocai_gap", with_gaps(LARGE))
    ocai = publication["instrument"]["ocai"] | {"types": {}}
    declare(instrument=publication["instrument"] | {"ocai": ocai})
    calls = agenda.calls(Results(str(tables), "en"), SOURCE)
    assert len(calls) == 2
    assert not [said for said in calls if "ompetencies" in said]


@pytest.mark.parametrize("given", [dict.fromkeys(LARGE), dict.fromkeys(LARGE, 0.0)])
def test_where_there_is_no_gap_nothing_is_called_for(tables: Path, edit, given: dict[str, float | None]) -> None:
    edit("ocai_gap", with_gaps(given))
    results = Results(str(tables), "en")
    assert agenda.summary(results, SOURCE) == "There is no gap to go by."
    assert agenda.calls(results, SOURCE) == []
    assert agenda.ways(results, SOURCE) is None


def test_low_sectors_and_restraining_statements_stand_in_the_way(folder: Path, publication: dict[str, Any]) -> None:
    results = Results(str(folder), "en")
    said = agenda.obstacles(results, SOURCE)
    assert said.startswith(
        "Lowest sectors, each over statements of its own: Work (5.20 [5.05, 5.35]) and Communication (5.80 [5.65, 5.95])."
    )
    assert "unfavourable" not in said
    sectors = publication["instrument"]["ratings"]["sectors"]
    lowest = results.labels([name for sector in sectors.values() for name in sector["statements"]])
    told = said.partition("which this project reads as restraining: ")[2]
    assert told.startswith(f"{lowest[0]} (−1.30 [−1.45, −1.15]), {lowest[1]} (−1.17 ")  # 4.2 and 4.33 of 1 to 10
    assert [name for name in lowest if name in told] == lowest[:5]


def test_unfavourable_sectors_are_named(tables: Path, edit) -> None:
    edit("sector_scores", lambda rows: rows.assign(unfavourable=rows["mean"] < 5.9))
    said = agenda.obstacles(Results(str(tables), "en"), SOURCE)
    assert "Below 4, which the questionnaire calls unfavourable: Work and Communication." in said


def test_nothing_may_restrain_and_a_sector_without_answers_is_not_the_lowest(tables: Path, edit) -> None:
    edit("force_field", lambda rows: rows.assign(force="neutral"))
    edit("sector_scores", lambda rows: rows.assign(mean=rows["mean"].mask(rows["sector"] == "work")))
    said = agenda.obstacles(Results(str(tables), "en"), SOURCE)
    assert said.startswith(
        "Lowest sectors, each over statements of its own: Communication (5.80 [5.65, 5.95]) and Management (6.40 "
    )
    assert said.endswith("No statement lies below the midpoint of the scale with its whole interval.")


def test_one_sector_with_answers_is_the_only_one_told(tables: Path, edit) -> None:
    edit("sector_scores", lambda rows: rows.assign(mean=rows["mean"].where(rows["sector"] == "motivation")))
    said = agenda.obstacles(Results(str(tables), "en"), SOURCE)
    assert said.startswith("Lowest sectors, each over statements of its own: Motivation (7.00 [6.85, 7.15]).")
