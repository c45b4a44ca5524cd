"""Changes between waves in words and tables: how they read, with fitting decimals."""

import re
from pathlib import Path

import pytest
from figure_tables import MERGED, SOURCE

from competing_values.report.findings import change
from competing_values.report.results import Results

SCORES = ("Work", "Communication", "Management", "Motivation")


def test_scores_are_told_by_how_their_changes_read(folder: Path) -> None:
    """The OCAI counts a change as small up to 5 points, sectors up to 0.2: so one decimal, and two."""
    every = "; ".join(f"{name} +0.40 [0.25, 0.55]" for name in SCORES)
    assert change.summary(Results(str(folder), "en"), SOURCE) == [
        "From 2021 (not simulated) to 2023 (simulated): changed: Overall: hierarchy (now) +0.4 [0.2, 0.6];"
        f" {every}. Changed, but little: none. Undecided: none. Shown to be small: none.",
        "From 2023 (simulated) to 2024 (not simulated): changed: none. Changed, but little: none. Undecided: none. Shown to"
        " be small: Overall: hierarchy (now), Work, Communication, Management, and Motivation.",
        "From 2024 (not simulated) to 2025 (not simulated): changed: none. Changed, but little: none. Undecided: Overall:"
        " hierarchy (now) −0.2 [−0.3, −0.1]; "
        + "; ".join(f"{name} −0.20 [−0.35, −0.05]" for name in SCORES)
        + ". Shown to be small: none.",
    ]


def test_a_change_may_be_shown_and_shown_to_be_small(tables: Path, edit, declare) -> None:
    edit(
        "wave_change",
        lambda rows: rows.assign(reading=rows["reading"].mask(rows["variable"] == "work", "changed, but little")),
    )
    declare(simulated_in={"2021": [], "2023": []})
    said = change.summary(Results(str(tables), "en"), SOURCE)[0]
    assert said.startswith("From 2021 to 2023: changed: ")
    assert "Changed, but little: Work +0.40 [0.25, 0.55]. Undecided" in said
    assert "the true change lies near the bound" in change.introduction(Results(str(tables), "en"))


def test_numbers_are_written_as_the_language_does(folder: Path) -> None:
    assert "+0,40 [0,25; 0,55]" in change.summary(Results(str(folder), "kk"), SOURCE)[0]


def test_the_picture_says_what_the_sentences_say(folder: Path) -> None:
    results = Results(str(folder), "en")
    picture = change.means(results, SOURCE)
    assert picture.finding == " ".join(change.summary(results, SOURCE))
    assert (
        "Waves: 2021 (not simulated), 2023 (simulated), 2024 (not simulated), and 2025 (not simulated)."
        in picture.caption
    )
    assert "Mean of every score in each wave, Survey. The bar about a later mean is the 95% interval" in picture.caption
    assert picture.data is not None
    assert len(picture.data) == 3 * 5


def test_scores_that_were_not_asked_twice_are_left_out(tables: Path, edit) -> None:
    figures = ["change", "ci_low", "ci_high", "reading"]
    edit(
        "wave_change",
        lambda rows: rows.assign(**{name: rows[name].mask(rows["variable"] == "work") for name in figures}),
    )
    results = Results(str(tables), "en")
    assert "Work" not in " ".join(change.summary(results, SOURCE))
    assert "Communication" in change.summary(results, SOURCE)[0]
    assert not [table for table in change.figures(results, SOURCE) if ">Work<" in table.data]


def test_a_source_without_a_score_in_two_waves_has_no_changes(tables: Path, edit) -> None:
    assert change.sources(Results(str(tables), "en")) == [SOURCE]
    edit("wave_change", lambda rows: rows.assign(change=None))
    assert change.sources(Results(str(tables), "en")) == []


@pytest.mark.parametrize(("language", "changed"), [("en", "0.4"), ("ru", "0,4")])
def test_tables_are_of_the_whole_and_of_the_groups_folded(folder: Path, language: str, changed: str) -> None:
    results = Results(str(folder), language)
    whole, regions = (table.data for table in change.figures(results, SOURCE))
    assert "<details>" not in whole
    assert whole.count("<tr>") == 1 + 3 * 5
    assert f">{changed}<" in whole
    assert regions.startswith(f"<details><summary>{results.label('region')}")
    of_region = [re.findall(r"<td.*?>(.*?)</td>", row) for row in regions.split("<tr>")[2:]]
    names = [row[0] for row in of_region]
    assert names[-1] == results.label("region.other")
    assert set(names).isdisjoint(results.labels([*MERGED], of="region"))
