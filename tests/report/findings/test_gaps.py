"""Gaps in words: the widest, those that call for change, and both profiles as a whole."""

from pathlib import Path

import pandas as pd
import pytest
from figure_tables import SOURCE

from competing_values.report.findings import gaps
from competing_values.report.results import Results
from competing_values.study.names import ALL, OVERALL

GAPS = {"clan": 12.3, "adhocracy": 3.1, "market": -1.2, "hierarchy": -14.2}


def with_gaps(given: dict[str, float | None], **changed: object):
    """Replace the overall gaps of a whole source; intervals reach 0.5 to both sides."""

    def change(rows: pd.DataFrame) -> pd.DataFrame:
        whole = (rows["dimension"] == OVERALL) & (rows["group"] == ALL)
        gap = rows["culture_type"].map(given).where(whole, rows["gap"]).astype("Float64")
        discrepancy = gap.abs().ge(10)
        found = {"discrepancy": discrepancy, "discrepancy_certain": gap.abs().ge(10.5)}
        return rows.assign(gap=gap, ci_low=gap - 0.5, ci_high=gap + 0.5, **found, **changed)

    return change


def test_the_widest_gap_and_those_that_call_for_change_are_named(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(GAPS, effect_size=-0.62))
    assert gaps.summary(Results(str(tables), "en"), SOURCE) == (
        "**Survey.** The widest gap: Hierarchy, −14.2 points [−14.7, −13.7]. It is 0.6 standard deviations of the"
        " differences. Gaps of 10 points or more call for change (Cameron & Quinn 2011): Clan (with the whole"
        " interval) and Hierarchy (with the whole interval)."
    )


def test_numbers_are_written_as_the_language_does(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(GAPS))
    assert "−14,2 ұпай [−14,7; −13,7]" in gaps.summary(Results(str(tables), "kk"), SOURCE)


def test_a_gap_without_effect_size_has_no_size(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(GAPS | {"clan": 1}, effect_size=None))
    said = gaps.summary(Results(str(tables), "en"), SOURCE)
    assert "standard deviations" not in said
    assert "(Cameron & Quinn 2011): Hierarchy (with the whole interval)." in said


def test_no_gap_may_call_for_change(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(dict.fromkeys(GAPS, 1.0)))
    said = gaps.summary(Results(str(tables), "en"), SOURCE)
    assert "The widest gap: Clan, +1.0 points" in said  # the first of equals
    assert "No gap reaches 10 points, from which on" in said


@pytest.mark.parametrize("reported", [0.62, None])
def test_both_profiles_are_compared_as_a_whole_where_that_was_tested(
    tables: Path, edit, reported: float | None
) -> None:
    tests = {"Hotelling T²": reported, "Hotelling T², 0.5 δ": 0.6181, "Hotelling T², 1.5 δ": 0.6249}
    rows = [
        {"source": SOURCE, "weights": "none", "group_by": ALL, "group": ALL, "n": 11000, "variable": "ocai",
         "test": test, "effect_name": "Pillai", "effect_size": size, "effect_ci_low": 0.61, "effect_ci_high": 0.63}
        for test, size in tests.items()
    ]  # fmt: skip
    edit("group_comparison", lambda given: pd.concat([given, pd.DataFrame(rows)]))
    said = gaps.summary(Results(str(tables), "en"), SOURCE)
    assert ("now and preferred differ by Pillai's V = 0.62 [0.61, 0.63] (Hotelling's T²" in said) == (
        reported is not None
    )
    assert ("half as much again, V goes from 0.618 to 0.625." in said) == (reported is not None)


def test_what_zeros_are_replaced_by_may_change_nothing(tables: Path, edit) -> None:
    rows = [
        {"source": SOURCE, "weights": "none", "group_by": ALL, "group": ALL, "n": 11000, "variable": "ocai",
         "test": test, "effect_name": "Pillai", "effect_size": size, "effect_ci_low": 0.61, "effect_ci_high": 0.63}
        for test, size in {"Hotelling T²": 0.618, "Hotelling T², 0.5 δ": 0.6181, "Hotelling T², 1.5 δ": 0.6182}.items()
    ]  # fmt: skip
    edit("group_comparison", lambda given: pd.concat([given, pd.DataFrame(rows)]))
    assert gaps.summary(Results(str(tables), "en"), SOURCE).endswith("half as much again, V is 0.618 as well.")


def test_the_picture_says_the_widest_gap_and_what_is_grey(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(GAPS))
    picture = gaps.by_dimension(Results(str(tables), "en"), SOURCE)
    assert picture is not None
    assert picture.finding == "The widest gap: Hierarchy, −14.2 points [−14.7, −13.7]."
    assert picture.caption == "Preferred minus now with 95% intervals, Survey. Grey: gaps under 10 points."
    assert picture.data is not None
    assert len(picture.data) == 7 * 4


@pytest.mark.parametrize(
    ("gap", "said"),
    [(10.5, "with"), (10.4, "not with"), (-10.5, "with"), (-10.4, "not with")],
)
def test_a_large_gap_says_whether_its_whole_interval_is(tables: Path, edit, gap: float, said: str) -> None:
    """Intervals reach 0.5 to both sides: from 10.5 on, all of them lies beyond 10."""
    edit("ocai_gap", with_gaps({"clan": gap, "adhocracy": 0, "market": 0, "hierarchy": 0}))
    told = gaps.summary(Results(str(tables), "en"), SOURCE).partition("call for change (Cameron & Quinn 2011): ")[2]
    assert told.startswith(f"Clan ({said} the whole interval).")


def test_a_type_that_is_not_known_is_left_out(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(GAPS | {"hierarchy": None}))
    assert "The widest gap: Clan, +12.3" in gaps.summary(Results(str(tables), "en"), SOURCE)


def test_where_no_gap_is_known_that_is_said_and_nothing_drawn(tables: Path, edit) -> None:
    edit("ocai_gap", with_gaps(dict.fromkeys(GAPS)))
    results = Results(str(tables), "en")
    assert gaps.summary(results, SOURCE) == "**Survey.** There is no gap to go by."
    assert gaps.by_dimension(results, SOURCE) is None
