"""What was merged or left out: groups and figures by their rule, in words, without names that may not be known."""

from collections.abc import Callable
from typing import Any

import pytest
from figure_tables import SOURCE

from competing_values.report.findings import protection, shares
from competing_values.report.results import Results
from competing_values.study.languages import LANGUAGES

Study = Callable[..., Results]


def met(rule: str, group: str | None = None, variable: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of the table, of a region where it says nothing else."""
    return {"group_by": "region", "group": group, "variable": variable, "rule": rule, "n": None, **more}


def test_groups_are_told_by_their_rule(results_of: Study) -> None:
    rows = [met("threshold", "abai"), met("threshold", "ulytau"), met("merged", "akmola"), met("breakdown", group_by="position")]  # fmt: skip
    results = results_of(protection=rows)
    assert protection.groups(results, SOURCE, "region") == [
        "Merged into other groups, for fewer than 10 respondents each: Abai and Ulytau.",
        "Merged with them, since the small groups would otherwise follow from the rest: Akmola.",
    ]
    assert protection.groups(results, SOURCE, "body") == protection.groups(results, "focus_group", "region") == []
    assert protection.summary(results, SOURCE)[1] == (
        "**Position**: The breakdown is left out, since fewer than two groups would be left to compare."
    )


def test_groups_whose_names_may_not_be_known_have_none(results_of: Study) -> None:
    rows = [met("threshold", "abai"), met("threshold")]
    assert protection.groups(results_of(protection=rows), SOURCE, "region") == [
        "Merged into other groups, for fewer than 10 respondents each: Abai and groups that are not named."
    ]


def test_many_groups_are_counted(results_of: Study) -> None:
    rows = [met("threshold", f"unit_{k}") for k in range(13)]
    assert protection.groups(results_of(protection=rows), SOURCE, "region") == [
        "Merged into other groups, for fewer than 10 respondents each: 13 groups (table `protection`)."
    ]


def test_figures_are_told_with_the_groups_that_lack_them(results_of: Study) -> None:
    rows = [
        met("few_answers", "all", "satisfaction", group_by="all"),
        met("unanimity", "abai", "now_points"),
        met("difference", "abai", "gap_leadership_points"),
        met("difference", "akmola", "gap_leadership_points"),
        met("difference", "akmola", "satisfaction__drivers"),
    ]
    assert protection.summary(results_of(protection=rows), SOURCE) == [
        "**Everyone**: Left out, since fewer than 10 answered: Satisfaction with the agency.",
        "**Region**: Left out, since all, or all but one, gave the same answer: Overall (now) (Abai)."
        " Left out, since other figures would tell by subtraction what a few answered: Leadership (gap) (Abai and Akmola);"
        " What goes with Satisfaction with the agency (Akmola).",
    ]


def test_many_figures_are_counted(results_of: Study) -> None:
    rows = [met("few_answers", group, f"s{k:02}") for group in ("abai", "akmola") for k in range(1, 8)]
    assert protection.figures(results_of(protection=rows), SOURCE, "region") == [
        "Left out, since fewer than 10 answered: variables: 7, groups: 2; the table `protection` names them."
    ]


def test_only_sources_of_which_something_was_left_out_are_listed(results_of: Study) -> None:
    assert protection.sources(results_of(protection=[met("threshold", "abai", source="focus_group")])) == [
        "focus_group"
    ]
    assert protection.sources(results_of(protection=[])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_words(results_of: Study, language: str) -> None:
    groups = [met(rule, "abai") for rule in protection.GROUPS]
    figures = [met(rule, "abai", "satisfaction") for rule in protection.FIGURES]
    said = protection.summary(results_of(language, protection=[*groups, *figures]), SOURCE)
    assert not [sentence for sentence in said if "{" in sentence]
    english = {message.partition("{")[0] for message in (*protection.GROUPS.values(), *protection.FIGURES.values())}
    assert all((start in said[0]) == (language == "en") for start in english)


@pytest.mark.parametrize(("min_cell", "said"), [(1, True), (10, False)])
def test_a_table_of_results_that_are_not_protected_says_so(results_of: Study, min_cell: int, said: bool) -> None:
    answer = {"question": "satisfaction", "category": "fully_satisfied", "share": 0.4, "ci_low": 0.3, "ci_high": 0.5}
    results = results_of(question_answers=[answer])
    results.study["min_cell"] = min_cell
    table = shares.figures(results, SOURCE, "satisfaction").data
    assert ('<caption class="confidential">Not protected, confidential</caption>' in table) == said
