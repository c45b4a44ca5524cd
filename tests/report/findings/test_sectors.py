"""Sectors: the lowest and the highest, how sure that is, and sectors without a mean."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from figure_tables import SOURCE
from matplotlib.text import Text

from competing_values.report.findings import sectors
from competing_values.report.results import Results


def sector(name: str, rank: int | None, mean: float | None, **more: Any) -> dict[str, Any]:
    bounds = {} if mean is None else {"ci_low": mean - 0.1, "ci_high": mean + 0.1}
    return {"sector": name, "rank": rank, "mean": mean, **bounds, **more}


def test_lowest_and_highest_have_their_intervals(results_of: Callable[..., Results]) -> None:
    rows = [
        sector("work", 2, 5.5, band_certain=False, unfavourable=False),
        sector("communication", 1, 7.06, band_certain=True, unfavourable=False),
        sector("management", 4, 3.2, band_certain=True, unfavourable=True, lowest_probability=0.972),
        sector("motivation", 3, 3.6, band_certain=False, unfavourable=True, lowest_probability=0.028),
    ]
    extremes = (
        "On a scale from 1 to 10, and each over statements of its own, the lowest sector is *Management* with a mean of 3.2"
        " [3.1, 3.3], the highest *Communication* with 7.06 [6.96, 7.16]."
    )
    results = results_of(sector_scores=rows)
    assert sectors.summary(results, SOURCE) == (
        f"**Survey.** {extremes} The probability that *Management* is the lowest in the population is 0.97."
        " The whole interval lies in one band for: Communication and Management. Sectors with a mean below 4, which the"
        " questionnaire calls unfavourable: Motivation and Management."
    )
    assert sectors.unanswered(results, SOURCE) == ""
    picture = sectors.means(results, [SOURCE])
    assert picture is not None
    assert picture.name == "sectors"
    assert picture.caption.startswith("Sector means with 95% intervals over the bands.")
    assert picture.finding == f"**Survey.** {extremes}"


@pytest.mark.parametrize(("probability", "said"), [(0.991, "> 0.99"), (1.0, "> 0.99"), (0.99, "0.99")])
def test_no_probability_is_a_certainty_and_a_group_chosen_on_purpose_has_no_population(
    results_of: Callable[..., Results], probability: float, said: str
) -> None:
    rows = [sector("work", 1, 6.0), sector("management", 2, 5.0, lowest_probability=probability)]
    people = [{**row, "source": "focus_group"} for row in rows]
    results = results_of(sector_scores=[*rows, *people])
    said = said.replace(" ", "\N{NO-BREAK SPACE}")
    assert f"that *Management* is the lowest in the population is {said}." in sectors.summary(results, SOURCE)
    told = sectors.summary(results, "focus_group")
    assert f"that *Management* is the lowest among people like those asked is {said}." in told
    assert "population" not in told


def test_what_is_unknown_or_not_asked_is_not_said(
    results_of: Callable[..., Results], publication: dict[str, Any]
) -> None:
    no_threshold = {"ratings": {**publication["instrument"]["ratings"], "unfavourable_below": None}}
    rows = [sector("work", 1, 6.0), sector("communication", 2, 5.0)]
    said = sectors.summary(results_of(instrument=no_threshold, sector_scores=rows), SOURCE)
    assert said.endswith("the highest *Work* with 6.0 [5.9, 6.1].")
    assert said.count(". ") == 0  # the stop of its source is emphasised
    assert sectors.summary(results_of(sector_scores=rows), SOURCE).endswith(
        "No sector has a mean below 4, which the questionnaire calls unfavourable."
    )


def test_equal_sectors_are_all_named(results_of: Callable[..., Results]) -> None:
    rows = [sector("work", 1, 6.0), sector("communication", 2, 5.0), sector("management", 2, 5.0)]
    said = sectors.summary(results_of(sector_scores=rows), SOURCE)
    assert "lowest sector is *Communication and Management* with a mean of 5.0 [4.9, 5.1], the highest *Work*" in said


def test_one_sector_is_neither_lowest_nor_highest(results_of: Callable[..., Results]) -> None:
    rows = [sector("work", 1, 6.0, lowest_probability=1.0), sector("communication", None, None)]
    results = results_of(sector_scores=rows)
    assert (
        sectors.unanswered(results, SOURCE)
        == "**Survey.** No mean, for want of answers or to protect respondents: Communication."
    )
    said = "**Survey.** The mean of *Work* is 6.0 [5.9, 6.1], on a scale from 1 to 10."
    assert (
        sectors.summary(results, SOURCE)
        == f"{said} No sector has a mean below 4, which the questionnaire calls unfavourable."
    )


def test_without_answers_nothing_is_said_or_drawn(results_of: Callable[..., Results]) -> None:
    results = results_of(sector_scores=[sector("work", None, None), sector("communication", None, None)])
    assert sectors.unanswered(results, SOURCE).endswith(": Work and Communication.")
    assert sectors.summary(results, SOURCE) == ""
    assert sectors.means(results, [SOURCE]) is None


def test_a_sector_without_answers_is_not_drawn(results_of: Callable[..., Results]) -> None:
    rows = [sector("work", None, None), sector("management", 2, 5.0), sector("motivation", 1, 6.0)]
    picture = sectors.means(results_of(sector_scores=rows), [SOURCE])
    assert picture is not None
    texts = [text.get_text() for text in picture.figure.findobj(Text)]
    assert "Management" in texts
    assert "Work" not in texts


@pytest.mark.parametrize(("language", "said"), [("ru", "*Работа*, среднее 5,20 [5,05; 5,35]"), ("kk", "*Жұмыс*")])
def test_numbers_are_those_of_the_language(folder: Path, language: str, said: str) -> None:
    assert said in sectors.summary(Results(str(folder), language), SOURCE)
