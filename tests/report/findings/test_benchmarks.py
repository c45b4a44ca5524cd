"""A profile beside published ones: leading types here and there (figures of data/benchmarks.csv)."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figure_tables import SOURCE

from competing_values.report.findings import benchmarks
from competing_values.report.results import Results

HOSPITALS = "Senior executives of 20 public hospitals, Athens region"
PHYSICIANS = "Physicians of 40 neonatal units, Japan"


def test_leading_types_stand_side_by_side(folder: Path) -> None:
    said = benchmarks.summary(Results(str(folder), "en"), SOURCE)
    now, preferred = said.split("Leading type (preferred), ")
    assert now.startswith(
        "Leading type (now), Survey (simulated): Hierarchy, 37.5; published profiles (not simulated):"
        f" {HOSPITALS}: Hierarchy, 47.05; {PHYSICIANS}: Clan, 34.6; "
    )
    assert preferred.startswith("Survey (simulated): Hierarchy, 36.3; published profiles (not simulated): ")
    assert f" {HOSPITALS}: Clan, 31.11; Part-time faculty" in preferred
    assert PHYSICIANS not in preferred
    assert said.endswith("a difference says where to look, not that one is better, nor that it is more than chance.")


def test_numbers_are_written_as_the_language_does(folder: Path) -> None:
    said = benchmarks.summary(Results(str(folder), "ru"), SOURCE)
    assert "37,5" in said
    assert "47,05" in said


def test_the_picture_tells_where_the_others_come_from(folder: Path) -> None:
    picture = benchmarks.kites(Results(str(folder), "en"), SOURCE)
    told = benchmarks.references(Results(str(folder), "en"))
    assert told[0].startswith(f"{HOSPITALS} (n = 541, organisations: 20): Goula A")
    assert told[0].endswith("Points as the abstract prints them; those of now total 99.90.")
    assert told[1].startswith(f"{PHYSICIANS} (organisations: 40); Nurses of")
    assert told[1].count("Geometric means") == 1
    assert len(told) == 4
    assert picture.caption.endswith("Published profiles are not simulated.")
    assert picture.finding.count("Leading type") == 2
    assert picture.data is not None
    assert picture.data["source"].value_counts().to_dict() == {
        SOURCE: 8,
        "greek_hospitals_2014": 8,
        "philippine_state_university": 8,
        "czech_enterprises": 8,
        "japan_nicu_physicians": 4,
        "japan_nicu_nurses": 4,
    }


def test_means_of_a_rating_scale_are_told_as_such(publication: dict[str, Any], tables: Path, declare) -> None:
    rated = publication["benchmarks"][0] | {
        "name": "rated", "label": {"en": "A city"}, "n": None, "organisations": None, "scale": [1, 5], "total": None,
        "clan": 3.29, "adhocracy": 3.2, "market": 3.2, "hierarchy": 3.3,
    }  # fmt: skip
    declare(benchmarks=[rated])
    picture = benchmarks.kites(Results(str(tables), "en"), SOURCE)
    assert "A city: Hierarchy, 3.3 on a scale from 1 to 5" in picture.finding
    assert benchmarks.references(Results(str(tables), "en"))[0].startswith(
        "A city: Goula A"
    )  # nothing is known of how many were asked
    panels = [axes for axes in picture.figure.axes if axes.get_title()]
    assert "no points: scale from 1 to 5" in " ".join(text.get_text() for text in panels[1].texts)
    assert [axes.get_xlim()[1] for axes in panels] == pytest.approx([40 * 0.86, 5 * 0.86])


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
    assert "Survey (simulated): Clan and Hierarchy, 37.5;" in said


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
