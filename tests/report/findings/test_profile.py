"""Profiles in words, kites and a table: the leading type, its strength and congruence."""

import re
from pathlib import Path

import pandas as pd
import pytest
from figure_tables import SOURCE

from competing_values.report.findings import diagnosis, profile
from competing_values.report.results import Results


def test_a_paragraph_a_perspective_says_what_the_profile_says(folder: Path) -> None:
    assert diagnosis.readings(Results(str(folder), "en"), SOURCE) == [
        "**Survey, now**: *Hierarchy* leads with 37.5 points [37.4, 37.7], n = 11,000. The probability that it leads in"
        " the population is 0.98. *Market* is second. Hierarchy stands 16.7 points above the mean of the others (strength) and"
        " leads in 6 of 6 dimensions (congruence). Flexibility (clan and adhocracy) has 37.7 points, external focus"
        " (adhocracy and market) 42.2.",
        "**Survey, preferred**: *Hierarchy* leads with 36.3 points [36.1, 36.4], n = 11,000. The probability that it leads"
        " in the population is 0.9. *Market* is second. Hierarchy stands 5 points above the mean of the others"
        " (strength) and leads in 4 of 6 dimensions (congruence). Flexibility (clan and adhocracy) has 61.3 points, external"
        " focus (adhocracy and market) 62.7.",
    ]


def test_a_group_chosen_on_purpose_has_no_population_and_no_probability_is_a_certainty(
    tables: Path, edit, declare
) -> None:
    edit("ocai_diagnosis", lambda rows: rows.assign(dominance_probability=1.0))
    assert (
        "leads in the population is >\N{NO-BREAK SPACE}0.99."
        in diagnosis.readings(Results(str(tables), "en"), SOURCE)[0]
    )
    declare(purposive=[SOURCE])
    said = diagnosis.readings(Results(str(tables), "en"), SOURCE)[0]
    assert "leads among people like those asked is >\N{NO-BREAK SPACE}0.99." in said
    assert "population" not in said
    edit("ocai_diagnosis", lambda rows: rows.assign(dominance_probability=None))
    assert "How sure that lead is cannot be told." in diagnosis.readings(Results(str(tables), "en"), SOURCE)[0]


def test_neither_strength_nor_congruence_is_a_merit(folder: Path) -> None:
    said = profile.note(Results(str(folder), "en"))
    assert "Cameron (1985) found the type of culture related" in said
    assert "congruence and strength were not" in said


def test_numbers_are_written_as_the_language_does(folder: Path) -> None:
    said = diagnosis.readings(Results(str(folder), "ru"), SOURCE)[0]
    assert all(figure in said for figure in ("37,5", "[37,4; 37,7]", "11\N{NO-BREAK SPACE}000", "0,98"))


def test_pictures_say_who_leads_overall_and_in_how_many_dimensions(folder: Path) -> None:
    results = Results(str(folder), "en")
    overall, dimensions = profile.overall(results, SOURCE), profile.dimensions(results, SOURCE)
    assert overall.finding == "Now: Hierarchy leads with 37.5 points; Preferred: Hierarchy leads with 36.3 points"
    assert dimensions.finding.startswith("Now: the leading type of the whole leads in 6 of 6 dimensions; Preferred:")
    assert "in 4 of 6 dimensions" in dimensions.finding
    for picture, rows in ((overall, 2 * 4), (dimensions, 2 * 6 * 4)):
        assert "Rings are 10 points apart; bars along the diagonals are 95% intervals." in picture.caption
        assert "Survey" in picture.caption
        assert picture.data is not None
        assert len(picture.data) == rows
    assert {overall.name, dimensions.name} == {"profile_survey", "dimensions_survey"}


def test_a_perspective_without_a_leading_type_is_not_told(tables: Path, edit) -> None:
    edit(
        "ocai_diagnosis",
        lambda rows: rows.assign(dominant_type=rows["dominant_type"].mask(rows["perspective"] == "now")),
    )
    results = Results(str(tables), "en")
    assert [said.partition(":")[0] for said in diagnosis.readings(results, SOURCE)] == ["**Survey, preferred**"]
    assert diagnosis.leading(results, SOURCE) == "Preferred: Hierarchy leads with 36.3 points"


def test_of_equals_the_one_is_told_that_the_diagnosis_names(tables: Path, edit) -> None:
    """Clan and hierarchy share the first rank, with intervals of their own."""

    def tied(rows: pd.DataFrame) -> pd.DataFrame:
        clan = (rows["culture_type"] == "clan") & (rows["perspective"] == "now")
        return rows.assign(
            rank=rows["rank"].mask(clan, 1), mean=rows["mean"].mask(clan, 37.5), ci_low=rows["ci_low"].mask(clan, 20)
        )

    edit("ocai_profile", tied)
    assert (
        "*Hierarchy* leads with 37.5 points [37.4, 37.7]" in diagnosis.readings(Results(str(tables), "en"), SOURCE)[0]
    )


def test_a_source_without_figures_and_a_study_without_diagnosis_have_no_words(tables: Path, edit) -> None:
    figures = ["dominant_type", "second_type", "strength"]
    edit("ocai_diagnosis", lambda rows: rows.assign(**dict.fromkeys(figures)))
    assert diagnosis.readings(Results(str(tables), "en"), SOURCE) == []
    (tables / "ocai_diagnosis.csv").unlink()
    assert diagnosis.readings(Results(str(tables), "en"), SOURCE) == []
    assert diagnosis.leading(Results(str(tables), "en"), SOURCE) == ""


@pytest.mark.parametrize(("language", "mean"), [("en", "37.5"), ("kk", "37,5")])
def test_the_table_has_a_row_a_perspective_and_type(tables: Path, edit, language: str, mean: str) -> None:
    edit("ocai_profile", lambda rows: rows.assign(sd=rows["sd"].astype("Float64").mask(rows["mean"] < 100, 12.5)))
    results = Results(str(tables), language)
    table = profile.figures(results)
    assert table is not None
    html = table.data
    entries = [re.findall(r"<td.*?>(.*?)</td>", row) for row in html.split("<tr>")[2:]]
    assert len(entries) == 8
    hierarchy = next(row for row in entries if row[2] == results.label("hierarchy"))
    assert hierarchy[4] == mean
    assert hierarchy[-1] == "–"  # no centre was computed
    assert all(row[7] == mean.replace("37", "12") for row in entries)


def test_every_dimension_has_its_points_and_gap_from_each_source(folder: Path) -> None:
    results = Results(str(folder), "en")
    table = profile.by_source(results)
    assert table is not None
    entries = [re.findall(r"<td.*?>(.*?)</td>", row) for row in table.data.split("<tr>")[2:]]
    assert len(entries) == 7 * 4
    assert entries[3][:3] == ["Overall", "Hierarchy", "37.5"]
    assert entries[3][4] == "−1.3 [−1.4, −1.1]"  # 25 + 0.3 × 37.5 − 37.5 = −1.25
