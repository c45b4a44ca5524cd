"""Who was kept: rows, the commonest reasons of exclusion, and what was flagged."""

import re
from collections.abc import Callable
from typing import Any

from figure_tables import SOURCE

from competing_values.report.findings import flow
from competing_values.report.results import Results


def steps(**rows: int) -> list[dict[str, Any]]:
    return [{"step": step, "rows": count} for step, count in rows.items()]


def rules(**flagged: int) -> list[dict[str, Any]]:
    return [{"rule": rule, "action": "flag", "rows": count} for rule, count in flagged.items()]


TRIED = "Rules are tried in the order shown, and a row counts under the first that excludes it."


def test_rows_are_told_with_the_commonest_reason_and_flags(results_of: Callable[..., Results]) -> None:
    results = results_of(
        flow=steps(raw=11176, empty=33, duplicate_id=99, straight_lining=44, kept=11000),
        cleaning_rules=[
            *rules(low_variability=55, speed=0), {"rule": "ocai_sum", "action": "count", "rows": 285},
        ],
    )  # fmt: skip
    counted = "Of 11,176 rows 11,000 are kept and 176 excluded."
    assert flow.summary(results, SOURCE) == (
        f"**Survey.** {counted} 98% of all rows are kept. The commonest reason of exclusion: ID seen before (99)."
        " Kept and flagged for the reader's judgement: Ratings hardly vary (55)."
    )
    assert flow.note(results) == TRIED
    table = flow.figures(results)
    assert table is not None
    assert re.findall(r"<td>(.*?)</td><td class=\"number\">(.*?)</td>", table.data) == [
        ("Rows of the raw file", "11,176"),
        ("Excluded: No answers", "33"),
        ("Excluded: ID seen before", "99"),
        ("Excluded: Same rating throughout", "44"),
        ("Kept for the analysis", "11,000"),
        ("Noted: Ratings hardly vary", "55"),
        ("Noted: OCAI points that cannot be scored", "285"),
    ]


def test_equally_common_reasons_are_all_named(results_of: Callable[..., Results]) -> None:
    results = results_of(flow=steps(raw=53, empty=2, test_entry=1, duplicate_id=2, kept=48), cleaning_rules=rules())
    assert "The commonest reason of exclusion: No answers and ID seen before (2)." in flow.summary(results, SOURCE)


def test_where_all_are_kept_no_reason_is_told(results_of: Callable[..., Results]) -> None:
    results = results_of(flow=steps(raw=20, empty=0, duplicate_id=0, kept=20), cleaning_rules=rules(speed=0))
    assert flow.summary(results, SOURCE) == (
        "**Survey.** Of 20 rows 20 are kept and 0 excluded. 100% of all rows are kept."
    )


def test_an_empty_file_has_no_share(results_of: Callable[..., Results]) -> None:
    results = results_of(flow=steps(raw=0, empty=0, kept=0), cleaning_rules=rules())
    assert flow.summary(results, SOURCE) == "**Survey.** Of 0 rows 0 are kept and 0 excluded."


def test_numbers_are_those_of_the_language(results_of: Callable[..., Results]) -> None:
    results = results_of("ru", flow=steps(raw=11176, empty=176, kept=11000), cleaning_rules=rules())
    assert "11\N{NO-BREAK SPACE}176" in flow.summary(results, SOURCE)
    assert "98\N{NO-BREAK SPACE}%" in flow.summary(results, SOURCE)


def test_a_rule_that_excludes_many_is_told_apart(results_of: Callable[..., Results]) -> None:
    """By hand: of 1000 rows 800 are left out; of the 200 left, 11 are more than a twentieth (10), and 10 are not."""
    steps_ = steps(raw=1000, left_out=800, duplicate_id=11, speed=10, kept=179)
    told = flow.summary(results_of(flow=steps_, cleaning_rules=rules()), SOURCE)
    assert "**Excluded by one rule: more than a twentieth of the rows.** ID seen before (6%)." in told
    assert "Faster than anyone reads" not in told
