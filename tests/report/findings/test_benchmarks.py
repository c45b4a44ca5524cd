"""A profile beside published ones: leading types here and there (figures of data/benchmarks.csv)."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figure_tables import SOURCE

from competing_values.report.findings import benchmarks
from competing_values.report.results import Results

HOSPITALS = "Executives of 26 Greek public hospitals"


def test_leading_types_stand_side_by_side(folder: Path) -> None:
    said = benchmarks.summary(Results(str(folder), "en"), SOURCE)
    assert said.startswith(
        f"Leading type (now), Survey (simulated): Hierarchy, 37.5 points; {HOSPITALS} (not simulated): Hierarchy, 47.8 points."
        f" Leading type (preferred), Survey (simulated): Hierarchy, 36.3 points; {HOSPITALS} (not simulated): Clan, 34.5 points. "
    )
    assert said.endswith("a difference says where to look, not that one is better, nor that it is more than chance.")


def test_numbers_are_written_as_the_language_does(folder: Path) -> None:
    said = benchmarks.summary(Results(str(folder), "ru"), SOURCE)
    assert "37,5" in said
    assert "47,8" in said


def test_the_picture_tells_where_the_others_come_from(folder: Path) -> None:
    picture = benchmarks.kites(Results(str(folder), "en"), SOURCE)
    assert f"{HOSPITALS} (n = 656): Goula et al. (2020)" in picture.caption
    assert "they total 95.99 now and 100.50 preferred." in picture.caption
    assert picture.caption.count("The figures are as the abstract prints them") == 1
    assert picture.caption.endswith("Published profiles are not simulated.")
    assert picture.finding.count("Leading type") == 2
    assert picture.data is not None
    assert picture.data["source"].value_counts().to_dict() == {SOURCE: 8, "greek_hospitals": 8}


def test_of_answers_that_are_real_nothing_is_said_of_simulation(tables: Path, declare) -> None:
    declare(simulated=[])
    picture = benchmarks.kites(Results(str(tables), "en"), SOURCE)
    assert "simulated" not in picture.caption + picture.finding


def test_two_types_that_lead_together_are_both_told(tables: Path, edit) -> None:
    def tied(rows: pd.DataFrame) -> pd.DataFrame:
        clan = (rows["culture_type"] == "clan") & (rows["perspective"] == "now")
        return rows.assign(rank=rows["rank"].mask(clan, 1), mean=rows["mean"].mask(clan, 37.5))

    edit("ocai_profile", tied)
    said = benchmarks.summary(Results(str(tables), "en"), SOURCE)
    assert "Survey (simulated): Clan and Hierarchy, 37.5 points;" in said


def test_a_perspective_that_was_not_asked_is_not_compared(publication: dict[str, Any], tables: Path, declare) -> None:
    ocai = publication["instrument"]["ocai"] | {"perspectives": ["now"]}
    declare(instrument=publication["instrument"] | {"ocai": ocai})
    said = benchmarks.summary(Results(str(tables), "en"), SOURCE)
    assert "type (now)" in said
    assert "(preferred)" not in said


@pytest.mark.parametrize("named", [True, False])
def test_only_sources_with_a_profile_stand_beside_published_ones(tables: Path, edit, declare, named: bool) -> None:
    if not named:
        declare(benchmarks=[])
    assert benchmarks.sources(Results(str(tables), "en")) == ([SOURCE] if named else [])
    edit("ocai_profile", lambda rows: rows.assign(n=None, mean=None, rank=None))
    assert benchmarks.sources(Results(str(tables), "en")) == []
