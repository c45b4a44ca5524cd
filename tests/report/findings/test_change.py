"""Changes between waves in words and tables: how they read, with fitting decimals."""

import re
from pathlib import Path

import pandas as pd
import pytest
from figure_tables import MERGED, SOURCE

from competing_values.report.findings import change
from competing_values.report.results import Results

WAVES = ("2021", "2023")
TYPES = [f"Overall: {name} (now)" for name in ("clan", "adhocracy", "market", "hierarchy")]
SCORES = ("Work", "Communication", "Management", "Motivation")


def test_scores_are_told_by_how_their_changes_read(folder: Path) -> None:
    """The OCAI counts a change as small up to 5 points, sectors up to 0.2: so one decimal, and two."""
    results = Results(str(folder), "en")
    every = "; ".join(f"{name} +0.40 [0.25, 0.55]" for name in SCORES)
    types = "; ".join(f"{name} +0.4 [0.3, 0.6]" for name in TYPES)
    assert [change.summary(results, SOURCE, waves) for waves in change.pairs(results, SOURCE)] == [
        f"From 2021 (not simulated) to 2023 (simulated): changed: {types}; {every}. Changed, but little: none."
        " Undecided: none. Shown to be small: none.",
        "From 2023 (simulated) to 2024 (not simulated): changed: none. Changed, but little: none. Undecided: none. Shown to be"
        " small: " + ", ".join([*TYPES, "Work", "Communication", "Management"]) + ", and Motivation.",
        "From 2024 (not simulated) to 2025 (not simulated): changed: none. Changed, but little: none. Undecided: "
        + "; ".join(f"{name} −0.2 [−0.4, −0.1]" for name in TYPES)
        + "; "
        + "; ".join(f"{name} −0.20 [−0.35, −0.05]" for name in SCORES)
        + ". Shown to be small: none.",
    ]


def test_a_change_may_be_shown_and_shown_to_be_small(tables: Path, edit, declare) -> None:
    edit(
        "wave_change",
        lambda rows: rows.assign(reading=rows["reading"].mask(rows["variable"] == "work", "changed, but little")),
    )
    declare(simulated_in={"2021": [], "2023": []})
    said = change.summary(Results(str(tables), "en"), SOURCE, WAVES)
    assert said.startswith("From 2021 to 2023: changed: ")
    assert "Changed, but little: Work +0.40 [0.25, 0.55]. Undecided" in said
    assert "the true change lies near the bound" in change.introduction(Results(str(tables), "en"))


def test_numbers_are_written_as_the_language_does(folder: Path) -> None:
    assert "+0,40 [0,25; 0,55]" in change.summary(Results(str(folder), "kk"), SOURCE, WAVES)


def test_the_picture_says_what_the_sentences_say(folder: Path) -> None:
    results = Results(str(folder), "en")
    picture = change.scores(results, SOURCE, WAVES)
    assert picture is not None
    assert picture.finding == change.summary(results, SOURCE, WAVES)
    assert (
        "Change of every score from 2021 (not simulated) to 2023 (simulated), Survey: 95% intervals" in picture.caption
    )
    assert picture.data is not None
    assert len(picture.data) == 8
    kites = change.kites(results, SOURCE, WAVES)
    assert kites is not None
    assert kites.finding == "; ".join(f"{name} +0.4 [0.3, 0.6]" for name in TYPES)


def test_where_a_type_was_not_asked_twice_there_is_no_kite(tables: Path, edit) -> None:
    edit("wave_change", lambda rows: rows[rows["variable"] != "now_clan"])
    assert change.kites(Results(str(tables), "en"), SOURCE, WAVES) is None


def test_a_wave_tells_of_those_up_to_it(folder: Path) -> None:
    results = Results(str(folder), "en")
    assert change.pairs(results, SOURCE) == [WAVES, ("2023", "2024"), ("2024", "2025")]
    assert change.pairs(results, SOURCE, "2024") == [("2023", "2024")]


def test_scores_that_were_not_asked_twice_are_left_out(tables: Path, edit) -> None:
    figures = ["change", "ci_low", "ci_high", "reading"]
    edit(
        "wave_change",
        lambda rows: rows.assign(**{name: rows[name].mask(rows["variable"] == "work") for name in figures}),
    )
    results = Results(str(tables), "en")
    assert "Work" not in change.summary(results, SOURCE, WAVES)
    assert "Communication" in change.summary(results, SOURCE, WAVES)
    assert not [table for table in change.figures(results, SOURCE) if ">Work<" in table.data]


def test_a_source_without_a_score_in_two_waves_has_no_changes(tables: Path, edit) -> None:
    assert change.sources(Results(str(tables), "en")) == [SOURCE]
    edit("wave_change", lambda rows: rows.assign(change=None))
    assert change.sources(Results(str(tables), "en")) == []


@pytest.mark.parametrize(("language", "changed"), [("en", "0.4"), ("ru", "0,4")])
def test_tables_are_of_the_whole_and_of_the_groups_folded(folder: Path, language: str, changed: str) -> None:
    results = Results(str(folder), language)
    whole, regions = (table.data for table in change.figures(results, SOURCE))
    assert whole.count("<tr>") == 1 + 3 * 8
    assert f">{changed}<" in whole
    assert regions.startswith(f"<details><summary>{results.label('region')}")
    of_region = [re.findall(r"<td.*?>(.*?)</td>", row) for row in regions.split("<tr>")[2:]]
    names = [row[0] for row in of_region]
    assert names[-1] == results.label("region.other")
    assert set(names).isdisjoint(results.labels([*MERGED], of="region"))


def test_the_profile_as_a_whole_is_told_where_it_was_tested(folder: Path, tables: Path) -> None:
    """Not in a study whose waves were not: then nothing is said."""
    assert change.profiles(Results(str(folder), "en"), SOURCE, WAVES) == []
    figures = {"statistic": 9.34, "df1": 3, "df2": 91, "p": 0.0021, "p_adjusted": 0.0021, "family": "f"}
    effect = {"effect_name": "Pillai V/s", "effect_size": 0.235, "effect_ci_low": 0.08, "effect_ci_high": 0.36}
    of_whole = {"wave": "2023", "source": SOURCE, "weights": "none", "group_by": "all", "group": "all", "n": 9495}
    waves = {"from_wave": "2021", "to_wave": "2023"}
    row = of_whole | {"variable": "now profile"} | waves | figures | effect
    pd.DataFrame([row]).to_csv(tables / "wave_profile.csv", index=False)
    assert change.profiles(Results(str(tables), "en"), SOURCE, WAVES) == [
        "Profile as a whole, now: from 2021 (not simulated) to 2023 (simulated) it differs by Pillai's V = 0.235"
        " [0.080, 0.360] (on log-ratios; p, adjusted over the profiles of two waves: 0.002)."
    ]
