"""A slip in what is asked of the tables: an error with the nearest name, never an empty table."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from figure_tables import written

from competing_values.errors import UserError
from competing_values.report.results import Results
from competing_values.tables.declared import COLUMNS, TABLES


@pytest.fixture
def results(folder: Path) -> Results:
    """A survey of which regions are published."""
    return Results(str(folder), "en")


@pytest.mark.parametrize(
    ("name", "where", "said"),
    [
        ("sector_score", {}, "`sector_score` is no known table; did you mean `sector_scores`?"),
        ("sector_scores", {"sorce": "survey"}, "`sorce` is no known column of `sector_scores`; did you mean `source`?"),
        ("sector_scores", {"source": "survy"}, "`survy` is no known source in `sector_scores`; did you mean `survey`?"),
        ("sector_scores", {"group_by": "regoin"}, "`regoin` is no known group_by in `sector_scores`; did you mean `region`?"),
        ("sector_scores", {"group": "almti"}, "`almti` is no known group in `sector_scores`; did you mean `almaty`?"),
        ("sector_scores", {"sector": "wrk"}, "`wrk` is no known sector in `sector_scores`; did you mean `work`?"),
        ("sector_scores", {"weights": "populaton"}, "`populaton` is no known weights in `sector_scores`; expected one of: none"),
    ],
)  # fmt: skip
def test_the_nearest_name_is_told(results: Results, name: str, where: dict[str, str], said: str):
    with pytest.raises(UserError) as raised:
        results.table(name, **where)
    assert str(raised.value) == said.replace("?", "?")


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("sector_scores", {"weights": "population"}),  # the study has no weighted sectors
        ("sector_scores", {"source": "focus_group"}),  # whom nobody asked
        ("sector_scores", {"group_by": "gender"}),
        ("sector_scores", {"group": "female"}),
        ("ocai_gap", {"dimension": "overall", "culture_type": "clan", "group_by": "position"}),
        ("force_field", {"source": "focus_group", "force": "neutral"}),
        ("group_comparison", {"variable": "ocai"}),
    ],
)
def test_what_the_study_knows_may_be_absent(results: Results, name: str, where: dict[str, str]):
    assert results.table(name, **where).empty


def test_a_table_that_the_study_has_not_is_empty_with_its_columns(publication: dict[str, Any], tmp_path: Path):
    written(tmp_path, publication)
    (tmp_path / "ocai_profile.csv").unlink()
    profile = Results(str(tmp_path), "en").table("ocai_profile", source="survey", group_by="region", group="Unit 5")
    assert profile.empty
    assert tuple(profile) == TABLES["ocai_profile"].columns


def test_tables_are_listed_with_what_they_hold(publication: dict[str, Any], tmp_path: Path):
    written(tmp_path, publication)
    (tmp_path / "ocai_gap.csv").unlink()
    listed = Results(str(tmp_path), "ru").tables()
    assert listed.index[0] == "flow"
    assert "ocai_gap" not in listed.index
    assert listed.loc["flow"].tolist() == [
        "Строки от исходного файла до анализа",
        len(pd.read_csv(tmp_path / "flow.csv")),
    ]


def test_columns_are_listed_with_their_meaning(results: Results):
    listed = results.columns("flow")
    assert tuple(listed.index) == TABLES["flow"].columns
    assert listed["meaning"]["rows"] == COLUMNS["rows"][1]
