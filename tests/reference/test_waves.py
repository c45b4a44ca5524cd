"""Change between waves against t.test, one-sided and two-sided, effectsize::hedges_g and survey::svyttest."""

import pytest

from competing_values.statistics.change import change
from competing_values.statistics.effects import pooled_sd
from competing_values.statistics.means import Sample


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
