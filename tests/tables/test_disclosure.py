"""Which groups are hidden, and that nothing of a hidden group stays."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competing_values.tables.disclosure import disclosed, hidden_groups


def sector_scores(groups: dict[str, int], group_by: str = "region") -> pd.DataFrame:
    rows = [("survey", "all", "all", sum(groups.values())), *(("survey", group_by, g, n) for g, n in groups.items())]
    frame = pd.DataFrame(rows, columns=["source", "group_by", "group", "n"])
    return frame.assign(wave="w", weights="none", sector="work", mean=5.0, sd=1.0, se=0.1, ci_low=4.8, ci_high=5.2,
                        band="b", band_certain=True, unfavourable=False, rank=1, lowest_probability=0.5)  # fmt: skip


def hidden(groups: dict[str, int], min_cell: int = 10) -> set[str]:
    """Hidden groups of the breakdown; `all` for what is said of them together, `whole` for the source."""
    found = hidden_groups({"sector_scores": sector_scores(groups)}, min_cell)
    return set(found["group"].where(found["group_by"] != "all", "whole"))


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({"a": 10, "b": 50, "c": 90}, set()),
        ({"a": 9, "b": 50, "c": 90, "d": 91}, {"a", "b"}),  # alone it would be the total less the others
        ({"a": 9, "b": 9, "c": 90, "d": 91}, {"a", "b"}),
        ({"a": 2, "b": 3, "c": 30, "d": 90, "e": 91}, {"a", "b", "c"}),  # two, but fewer than ten together
        ({"a": 9, "missing": 12, "b": 50, "c": 90, "d": 91}, {"a", "b"}),  # tests tell how many stated their group
        ({"missing": 5, "b": 50, "c": 90, "d": 91}, {"missing", "b"}),
        ({"missing": 5, "a": 9, "b": 50, "c": 90, "d": 91}, {"missing", "a", "b"}),
        ({"a": 9, "b": 50, "c": 90}, {"a", "b", "all"}),  # one group is no comparison
        ({"a": 9, "b": 90}, {"a", "b", "all"}),
        ({"a": 5}, {"a", "all", "whole"}),
        ({"a": 4, "b": 3}, {"a", "b", "all", "whole"}),
    ],
)
def test_hidden_groups(groups: dict[str, int], expected: set[str]) -> None:
    assert hidden(groups) == expected


@given(st.dictionaries(st.sampled_from([*"abcdefgh", "missing"]), st.integers(1, 40), min_size=1), st.integers(2, 20))
def test_hidden_groups_protect_each_other(groups: dict[str, int], min_cell: int) -> None:
    found = hidden(groups, min_cell) - {"all", "whole"}
    assert found >= {group for group, n in groups.items() if n < min_cell}
    if found and found != set(groups):
        assert len(found) >= 2
        assert sum(groups[group] for group in found) >= min_cell
    stated = {group: n for group, n in groups.items() if group != "missing"}
    if any(n < min_cell for n in stated.values()) and not found >= stated.keys():
        assert len(found & stated.keys()) >= 2
        assert sum(stated[group] for group in found & stated.keys()) >= min_cell


def test_a_group_hidden_in_one_table_is_hidden_in_all() -> None:
    full = sector_scores({"a": 20, "b": 20, "c": 20, "d": 20})
    few = full.assign(n=full["n"].where(full["group"] != "a", 9))  # nine of the twenty answered
    secret = hidden_groups({"sector_scores": full, "competencies": few}, 10)
    published = disclosed("sector_scores", full, secret).set_index("group")
    assert published["suppressed"].to_dict() == {"all": False, "a": True, "b": True, "c": False, "d": False}
    figures = ["n", "mean", "sd", "se", "ci_low", "ci_high", "band", "band_certain", "rank", "lowest_probability"]
    assert published.loc["a", figures].isna().all()
    assert published.loc["c", figures].notna().all()


def test_pairs_with_a_hidden_group_are_hidden() -> None:
    secret = pd.DataFrame(
        [("survey", "region", "a"), ("survey", "region", "b")], columns=["source", "group_by", "group"]
    )
    pairs = pd.DataFrame(
        {"source": "survey", "group_by": "region", "group": "all", "group_a": ["a", "c"], "group_b": ["c", "d"]}
    )
    frame = pairs.assign(wave="w", weights="none", n=50, variable="work", difference=1.0, ci_low=0.0, ci_high=2.0,
                         statistic=1.0, df=9.0, p=0.5, p_adjusted=0.5, family="f", effect_size=0.1)  # fmt: skip
    assert disclosed("pairwise", frame, secret)["suppressed"].tolist() == [True, False]


def test_a_small_category_of_the_margins_is_hidden() -> None:
    shares = pd.DataFrame({"source": "survey", "group_by": "all", "group": "all", "variable": ["all", "gender", "gender"],
                           "category": ["all", "female", "male"], "n": [100, 96, 4], "sample_share": [None, 0.96, 0.04]})  # fmt: skip
    frame = shares.assign(
        wave="w", weights="population", population_share=0.5, weighted_share=0.5, deff=1.0, effective_n=1.0
    )
    secret = hidden_groups({"weighting": frame}, 10)
    assert disclosed("weighting", frame, secret)["suppressed"].tolist() == [False, True, True]
