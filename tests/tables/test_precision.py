"""Published figures are as precise as they are known, and add up."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competing_values.errors import ContractError
from competing_values.study.instrument import Instrument
from competing_values.tables.declared import TABLES, TRENDS
from competing_values.tables.precision import PRECISION, published, rounded, share_error, significant, step


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (0.4, 0.2),
        (0.39, 0.1),
        (0.2, 0.1),
        (0.1, 0.05),
        (0.04, 0.02),
        (3, 1),
        (4, 2),
        (10, 5),
        (0.0123, 0.005),
        (1, 0.5),
    ],
)
def test_step_is_at_most_half_of_the_error(error: float, expected: float) -> None:
    assert step(error) == expected


@pytest.mark.parametrize("error", [0, np.nan, -1])
def test_what_has_no_error_has_no_step(error: float) -> None:
    assert np.isnan(step(error))


@pytest.mark.parametrize(
    ("value", "to", "expected"),
    [
        (0.25, 0.1, 0.3),
        (-0.25, 0.1, -0.3),
        (0.15, 0.1, 0.2),
        (2.5, 1, 3),
        (7.3, 0.5, 7.5),
        (5.03, 0.1, 5.0),
        (1.005, 0.01, 1.01),
    ],
)
def test_halves_go_away_from_zero(value: float, to: float, expected: float) -> None:
    assert rounded(value, to) == expected


def test_nothing_is_minus_zero() -> None:
    assert str(rounded(-0.01, 0.1)) == "0.0"
    assert str(significant(-0.0, 2)) == "0.0"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (12345, 3, 12300),
        (0.04567, 2, 0.046),
        (0.995, 2, 1.0),
        (-3.14159, 3, -3.14),
        (1.2e-9, 2, 1.2e-9),
        (1e-300, 2, 0),
    ],
)
def test_significant(value: float, digits: int, expected: float) -> None:
    assert significant(value, digits) == expected


@given(st.floats(-1e4, 1e4), st.floats(1e-4, 1e3))
def test_rounding_costs_at_most_half_a_step_and_a_quarter_of_the_error(value: float, error: float) -> None:
    to = float(step(error))
    assert error / 5 * (1 - 1e-9) <= to <= error / 2 * (1 + 1e-9)
    assert abs(float(rounded(value, to)) - value) <= to / 2 * (1 + 1e-6)


def test_shares_are_rounded_by_their_wilson_interval() -> None:
    """50 of 100: 0.4038 to 0.5962 (prop.test without correction), a quarter 0.0481, so steps of 0.02."""
    assert share_error(0.5, 100) == pytest.approx(0.0481, abs=1e-4)
    assert step(share_error(0.5, 100)) == 0.02
    assert step(share_error(0, 100)) == 0.002  # Wilson's half-width is 0.0185 where nobody said so: never exact


ASKED = Instrument.model_validate(
    {
        "ocai": {"perspectives": ["now", "preferred"], "dimensions": {"glue": {"label": ""}}},
        "ratings": {
            "scale": {"min": 1, "max": 10},
            "bands": [{"name": "positive", "from": 6.15}, {"name": "decadent"}],
            "unfavourable_below": 5.9,
            "sectors": {"work": {"label": "", "statements": {"s01": {"label": ""}}}},
        },
    }
)


def frame(**columns: object) -> pd.DataFrame:
    rows = {"wave": "1", "source": "survey", "weights": "none", "group_by": "all", "group": "all"}
    return pd.DataFrame(rows | columns, index=range(max(len(v) for v in columns.values() if isinstance(v, list))))


def sectors() -> pd.DataFrame:
    return frame(
        group_by="body", group=["central", "local"], sector="work", n=[100, 100], mean=[6.137, 5.871], sd=[1.96, 2.04],
        se=[0.196, 0.204], ci_low=[5.748, 5.466], ci_high=[6.526, 6.276], lowest_probability=[0.123, 1.0], rank=[1, 1],
    )  # fmt: skip


def test_an_interval_is_the_rounded_estimate_and_its_rounded_margins() -> None:
    """Means in steps of 0.05 and 0.1; margins 0.389 and 0.405."""
    found = published({"sector_scores": sectors()}, ASKED)["sector_scores"]
    assert found["mean"].tolist() == [6.15, 5.9]
    assert found["ci_low"].tolist() == [5.75, 5.5]
    assert found["ci_high"].tolist() == [6.55, 6.3]
    assert found["sd"].tolist() == [2.0, 2.0]
    assert found["se"].tolist() == [0.2, 0.2]
    assert found["n"].tolist() == [100, 100]


def test_what_a_figure_is_called_is_decided_by_the_rounded_one() -> None:
    """6.137 is rounded to the limit of its band, 5.871 to that of the unfavourable: neither tells on which side it is."""
    found = published({"sector_scores": sectors()}, ASKED)["sector_scores"]
    assert found["mean"].tolist() == [6.15, 5.9]
    assert found["band"].tolist() == ["positive", "decadent"]
    assert found["band_certain"].tolist() == [False, False]
    assert found["unfavourable"].tolist() == [False, False]


def test_a_figure_without_a_rule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PRECISION, "sector_scores", PRECISION["sector_scores"][1:])
    with pytest.raises(
        ContractError, match="table sector_scores: no rule of `PRECISION` says how precise ci_high, ci_low, mean"
    ):
        published({"sector_scores": sectors()}, ASKED)


def test_a_difference_of_published_means_is_that_of_the_rounded_ones() -> None:
    pairs = frame(
        group_by="body", variable="work", group_a=["central"], group_b=["local"], n=[200], difference=[0.266],
        ci_low=[-0.292], ci_high=[0.824], statistic=[0.9403], df=[197.7], p=[0.34821], p_adjusted=[0.69642],
        effect_size=[0.13249], effect_ci_low=[-0.144], effect_ci_high=[0.41],
    )  # fmt: skip
    found = published({"pairwise": pairs, "sector_scores": sectors()}, ASKED)["pairwise"].iloc[0]
    assert found["difference"] == 0.25  # 6.15 − 5.9
    assert found["ci_low"] == -0.35  # margin 0.558 in steps of 0.1
    assert found["ci_high"] == 0.85
    assert found[["statistic", "df", "p", "p_adjusted", "effect_size"]].tolist() == [
        0.94,
        198,
        0.35,
        0.7,
        0.15,
    ]  # g in steps of 0.05


def test_shares_stay_shares() -> None:
    answers = frame(
        question="q", category=["a", "b", "c"], n=[40, 40, 40], share=[1.0, 0.0, 0.325],
        ci_low=[0.912, 0.0, 0.201], ci_high=[1.0, 0.088, 0.480],
    )  # fmt: skip
    found = published({"question_answers": answers}, ASKED)["question_answers"]
    assert found["share"].tolist() == [1.0, 0.0, 0.32]  # steps of 0.02 for 13 of 40
    assert found["ci_low"].between(0, 1).all()
    assert found["ci_high"].between(0, 1).all()


@given(st.integers(10, 5000), st.floats(0, 1), st.floats(0, 1))
def test_low_estimate_high_stay_in_order(n: int, share: float, margin: float) -> None:
    low, high = max(share - margin, 0), min(share + margin, 1)
    row = frame(question="q", category=["a"], n=[n], count=[1], share=[share], ci_low=[low], ci_high=[high])
    found = published({"question_answers": row}, ASKED)["question_answers"].iloc[0]
    assert 0 <= found["ci_low"] <= found["share"] <= found["ci_high"] <= 1


def test_a_gap_is_rounded_by_its_own_error() -> None:
    gaps = frame(
        dimension="overall", culture_type="clan", n=[395], gap=[8.44], se=[0.5],
        ci_low=[7.45], ci_high=[9.43], statistic=[16.88], df=[394], p=[1e-40], p_adjusted=[4e-40],
        effect_size=[0.84], effect_ci_low=[0.72], effect_ci_high=[0.96],
    )  # fmt: skip
    found = published({"ocai_gap": gaps}, ASKED)["ocai_gap"].iloc[0]
    assert found[["gap", "ci_low", "ci_high", "df"]].tolist() == [8.4, 7.4, 9.4, 394]  # steps of 0.2


def test_a_distance_is_the_published_mean_less_the_midpoint() -> None:
    """The mean 6.137 is 6.15 in steps of 0.05; its distance to 5.5 is 0.65, not 0.637 rounded."""
    statements = sectors().assign(statement="s01", share_low=0.1, share_high=0.2)
    distances = statements.assign(distance=statements["mean"] - 5.5, ci_low=[0.248, -0.034], ci_high=[1.026, 0.776])
    found = published({"statement_scores": statements, "force_field": distances}, ASKED)["force_field"]
    assert found["distance"].tolist() == [0.65, 0.4]


def test_what_has_no_spread_has_no_figure() -> None:
    flat = sectors().assign(se=[0.0, np.nan])
    found = published({"sector_scores": flat}, ASKED)["sector_scores"]
    assert found[["mean", "ci_low", "ci_high"]].isna().all(axis=None)


def test_every_table_has_its_precision() -> None:
    assert set(PRECISION) == set(TABLES | TRENDS)
