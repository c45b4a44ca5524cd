"""Questions: the commonest answer, and the share of every answer."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from figure_tables import SOURCE
from matplotlib.text import Text

from competing_values.report.findings import shares
from competing_values.report.results import Results
from competing_values.study.blocks.questions import Questions

SATISFIED = {
    "fully_dissatisfied": 0.08, "rather_dissatisfied": 0.19, "rather_satisfied": 0.38, "fully_satisfied": 0.23, "hard_to_say": 0.12,
}  # fmt: skip


def answers(given: dict[str, float | None]) -> list[dict[str, Any]]:
    return [
        {"question": "satisfaction", "category": category, "n": 1000,
         **({} if share is None else {"count": 1000 * share, "share": share, "ci_low": share - 0.011, "ci_high": share + 0.012})}
        for category, share in given.items()
    ]  # fmt: skip


def test_the_commonest_answer_has_its_share_and_interval(results_of: Callable[..., Results]) -> None:
    results = results_of(question_answers=answers(SATISFIED))
    assert shares.questions(results, SOURCE) == ["satisfaction"]
    assert shares.summary(results, SOURCE, "satisfaction") == (
        "**Survey.** *Satisfaction with the agency.* The commonest answer is *Rather satisfied* with 38% [36.9, 39.2], n = 1,000."
    )


def test_equally_common_answers_are_all_named(results_of: Callable[..., Results]) -> None:
    tied = {**SATISFIED, "fully_satisfied": 0.38, "rather_dissatisfied": 0.04}
    said = shares.summary(results_of(question_answers=answers(tied)), SOURCE, "satisfaction")
    assert "The commonest answer is *Rather satisfied and Satisfied* with 38%" in said


def test_the_distribution_tells_every_answer(results_of: Callable[..., Results]) -> None:
    picture = shares.distribution(results_of(question_answers=answers(SATISFIED)), SOURCE, "satisfaction")
    assert picture.name == "satisfaction_survey"
    assert picture.finding == (
        "Satisfaction with the agency: Dissatisfied 8%; Rather dissatisfied 19%; Rather satisfied 38%; Satisfied 23%;"
        " Hard to say 12%"
    )
    assert picture.caption == (
        "Survey: Satisfaction with the agency. The intervals of the shares stand in the table below."
    )


def test_rounded_shares_add_up(results_of: Callable[..., Results]) -> None:
    """Cut to whole per cent they lack two: of the largest remainders, 0.75 and 0.6, those are rounded up."""
    given = {
        "fully_dissatisfied": 0.0875,
        "rather_dissatisfied": 0.1845,
        "rather_satisfied": 0.386,
        "fully_satisfied": 0.2215,
        "hard_to_say": 0.1205,
    }
    picture = shares.distribution(results_of(question_answers=answers(given)), SOURCE, "satisfaction")
    assert [int(share) for share in re.findall(r"(\d+)%", picture.finding)] == [9, 18, 39, 22, 12]
    assert "39% [37.5, 39.8]" in shares.summary(results_of(question_answers=answers(given)), SOURCE, "satisfaction")
    drawn = [text.get_text() for text in picture.figure.findobj(Text)]
    assert {"9%", "18%", "39%", "22%", "12%"} <= {*drawn}


def test_the_table_is_in_per_cent(results_of: Callable[..., Results]) -> None:
    halves = {**SATISFIED, "rather_satisfied": 0.375, "fully_satisfied": 0.235}
    html = shares.figures(results_of(question_answers=answers(halves)), SOURCE, "satisfaction").data
    row = html[html.index("<td>Rather satisfied</td>") :].split("</tr>")[0]
    assert [part.rsplit(">")[-1] for part in row.split("</td>")[1:-1]] == ["37.5", "36.4", "38.7"]


def test_a_question_that_nobody_answered_is_left_out(results_of: Callable[..., Results]) -> None:
    results = results_of(question_answers=answers(dict.fromkeys(SATISFIED)))
    assert shares.questions(results, SOURCE) == []


def test_numbers_are_those_of_the_language(folder: Path) -> None:
    said = shares.summary(Results(str(folder), "ru"), SOURCE, "satisfaction")
    assert "*Скорее удовлетворены*: 38\N{NO-BREAK SPACE}% [37; 39], n = 11\N{NO-BREAK SPACE}000." in said


def test_a_question_mark_ends_a_sentence_and_a_recommendation_is_a_difference(
    results_of: Callable[..., Results],
) -> None:
    """By hand: 50% less 20% of 100 are 30, with [14.3, 44.6] (tests/statistics/test_recommendation.py)."""
    given = {"promoter": 0.5, "passive": 0.3, "detractor": 0.2}
    rows = [{"question": "enps", "category": one, "share": share, "n": 100} for one, share in given.items()]
    results = results_of(question_answers=rows)
    questions = Questions.model_validate({"enps": {"label": "Would you?", "recommends": True}})
    results.instrument = results.instrument.model_copy(update={"questions": questions})
    results._labels["enps"] = "Would you?"
    assert shares.summary(results, SOURCE, "enps").startswith("**Survey.** *Would you?* The commonest answer")
    told = shares.recommendation(results, SOURCE, "enps")
    assert told == "Promoters less detractors (eNPS): +30 [14.3, 44.6], on a scale from −100 to 100."
