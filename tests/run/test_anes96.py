"""Another questionnaire by configuration alone: real respondents, no OCAI, its own scale."""

import re

import pandas as pd
import pytest
from statsmodels.datasets import anes96 as data

LIBRARY_NAMES = {"self_placement": "selfLR", "clinton": "ClinLR", "dole": "DoleLR"}


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    frame = data.load_pandas().data.rename(columns={raw: name for name, raw in LIBRARY_NAMES.items()})
    return frame.assign(candidates=frame[["clinton", "dole"]].mean(axis=1))


def table(anes96, name: str) -> pd.DataFrame:
    return pd.read_csv(anes96.table("1996", name))


def test_everyone_is_kept(anes96) -> None:
    assert table(anes96, "flow").set_index("step")["rows"].to_dict() == {
        "raw": 944,
        "totals_row": 0,
        "test_entry": 0,
        "empty": 0,
        "kept": 944,
    }


def test_sector_means_are_those_of_the_raw_file(anes96, raw) -> None:
    scores = table(anes96, "sector_scores").query("group_by == 'vote' and sector == 'candidates'").set_index("group")
    expected = raw.groupby("vote")["candidates"].agg(["count", "mean", "std"]).set_axis(["clinton_vote", "dole_vote"])
    for group in expected.index:
        found = scores.loc[group]
        assert found["n"] == expected.loc[group, "count"]
        assert found["mean"] == pytest.approx(expected.loc[group, "mean"], abs=found["se"] / 4)  # half of a step
        assert found["sd"] == pytest.approx(expected.loc[group, "std"], rel=0.05)  # two significant digits


def test_answers_are_those_of_the_raw_file(anes96, raw) -> None:
    answers = table(anes96, "question_answers").query("group_by == 'all'")
    expected = raw["PID"].value_counts(normalize=True).sort_index()
    assert answers["share"].to_numpy() == pytest.approx(expected.to_numpy(), abs=0.01)  # counts are published nowhere


def test_blocks_that_the_study_lacks_leave_nothing(anes96) -> None:
    results = anes96.folder / "results" / "1996"
    tables = {path.stem for path in (results / "tables").glob("*.csv")}
    assert not {name for name in tables if re.match("ocai|competenc|claims|weighting", name)}
    assert {"sector_scores", "reliability", "question_answers", "group_comparison", "agreement", "drivers"} <= tables
    pages = {path.stem for path in (results / "notebooks" / "en").glob("*.html")}
    assert pages == {"summary", "sectors", "opinions", "groups", "methods", "data"}


def test_nothing_of_the_default_study_leaks_into_it(anes96) -> None:
    pages = [*anes96.folder.glob("results/**/*.html")]
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "Kazakhstan" not in text
        assert "Simulated" not in text


def test_private_results_are_closed_to_others(anes96) -> None:
    assert (anes96.folder / "results" / "1996" / "private").stat().st_mode & 0o777 == 0o700


def test_pages_need_no_network(anes96) -> None:
    for page in anes96.folder.glob("results/**/*.html"):
        assert not re.findall(r"(?:src|href)=\"https?://[^\"]*|@import|url\(https?", page.read_text(encoding="utf-8"))
