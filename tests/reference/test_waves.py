"""Change between waves against t.test, one-sided and two-sided, effectsize::hedges_g, survey::svyttest and manova."""

import numpy as np
import polars as pl
import pytest
from examples import small_values

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.estimates.change import wave_profiles
from competing_values.statistics.change import change
from competing_values.statistics.effects import pooled_sd
from competing_values.statistics.means import Sample
from competing_values.study.config import Statistics
from competing_values.study.instrument import Instrument
from competing_values.study.names import NOW, OVERALL, PREFERRED, parts

INSTRUMENT = Instrument.model_validate({"ocai": small_values()["ocai"]})


def test_change_matches_r(reference):
    """Schools, and simulated ratings: no change, a large one, a wave of two, a small change among thousands."""
    for case in reference("waves")["cases"]:
        earlier, later = Sample(**case["earlier"]), Sample(**case["later"])
        found = change(earlier, later, case["bound"], confidence=0.95)._asdict()
        for name, value in case["expected"].items():
            optimised = name in {"effect_ci_low", "effect_ci_high"}
            assert found[name] == pytest.approx(value, rel=1e-4 if optimised else 1e-6, abs=1e-9), name
        assert pooled_sd(earlier, later) == pytest.approx(case["pooled_sd"], rel=1e-6)


def test_weighted_change_matches_survey(reference):
    """Two weighted samples as strata of one design."""
    case = reference("waves")["weighted"]
    found = change(Sample(**case["earlier"]), Sample(**case["later"]), bound=20, confidence=0.95)
    assert found.change == pytest.approx(case["change"], rel=1e-6)
    assert found.statistic == pytest.approx(case["statistic"], rel=1e-6)


def cells(points: list[list[float]]) -> Cells:
    """Sums of respondents who gave each type these points now, and were not asked what they prefer."""
    asked = [part for p in (NOW, PREFERRED) for d in (OVERALL, *INSTRUMENT.ocai.dimensions) for part in parts(p, d)]
    given = dict(zip(parts(NOW, OVERALL), np.array(points).T.tolist(), strict=True))
    frame = pl.DataFrame(
        {name: given.get(name, [None] * len(points)) for name in asked}, dict.fromkeys(asked, pl.Float64)
    )
    return Cells(sums.aggregated(frame.lazy(), INSTRUMENT, [], 5), INSTRUMENT, [], 5)


def test_profiles_of_two_waves_match_manova(reference):
    case = reference("waves")["profiles"]
    waves = {"2021": {"survey": cells(case["earlier"])}, "2023": {"survey": cells(case["later"])}, "2024": {}}
    (found,) = wave_profiles(waves, INSTRUMENT, Statistics()).to_dict("records")
    assert {name: found[name] for name in case["expected"]} == pytest.approx(case["expected"], rel=1e-6)
    assert found["effect_ci_low"] <= found["effect_size"] <= found["effect_ci_high"]
    assert (found["variable"], found["n"], found["p_adjusted"]) == ("now profile", len(case["later"]), found["p"])


def test_waves_that_differ_by_few_people_are_not_tested(reference):
    """One more answers in the second wave: a test of many digits would tell of this one."""
    points = reference("waves")["profiles"]["later"]
    waves = {"2021": {"survey": cells(points[:-1])}, "2023": {"survey": cells(points)}}
    assert len(wave_profiles(waves, INSTRUMENT, Statistics())) == 1
    assert wave_profiles(waves, INSTRUMENT, Statistics(), few=10).empty
