"""Change between waves: every two of them, as Welch's test and one-sided tests of the answers themselves have it."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from examples import small_instrument
from scipy import stats

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.estimates.change import wave_changes
from competing_values.study.config import Statistics

INSTRUMENT = small_instrument()
STATISTICS = Statistics(seed=1)
#: Mean of the sector in each wave; the second wave did not have the source.
WAVES = {"2021": 6.0, "2022": None, "2023": 6.1, "2024": 7.2}


def answers(mean: float, n: int = 90) -> np.ndarray:
    rng = np.random.default_rng(int(10 * mean))
    return np.clip(np.rint(2 * (mean + rng.normal(0, 1.5, n))) / 2, 1, 10)


def cells(work: np.ndarray) -> Cells:
    measures = INSTRUMENT.measures(5)
    missing = {variable.name: [None] * len(work) for variable in INSTRUMENT.variables()}
    names = {part for measure in measures.values() for part in _scores(measure.formula)}
    frame = pl.DataFrame(missing | dict.fromkeys(names, [None] * len(work)) | {"work": work.tolist(), "body": "local"})
    texts = {"satisfaction", "body"}
    frame = frame.with_columns(pl.col(name).cast(pl.String if name in texts else pl.Float64) for name in frame.columns)
    summed = sums.counts(frame.lazy(), INSTRUMENT, []), sums.moments(frame.lazy(), INSTRUMENT, [], 5)
    return Cells(sums.Aggregates(*summed), INSTRUMENT, [], 5)


def _scores(formula: object) -> list[str]:
    """Names of the columns that a measure is made of."""
    found = [getattr(formula, "variable", None), *getattr(formula, "parts", ())]
    nested = [getattr(formula, name) for name in ("first", "second", "of") if hasattr(formula, name)]
    nested += getattr(formula, "among", ())
    return [name for name in found if name] + [name for one in nested for name in _scores(one)]


def test_every_two_waves_are_compared_as_welch_does() -> None:
    waves = {name: {} if mean is None else {"survey": cells(answers(mean))} for name, mean in WAVES.items()}
    found = wave_changes(waves, INSTRUMENT, STATISTICS).query("variable == 'work'").set_index(["from_wave", "to_wave"])
    assert list(found.index) == [("2021", "2023"), ("2021", "2024"), ("2023", "2024")]
    for (earlier, later), row in found.iterrows():
        one, other = (answers(WAVES[str(wave)] or 0) for wave in (earlier, later))
        test = stats.ttest_ind(other, one, equal_var=False)
        expected = {"change": other.mean() - one.mean(), "statistic": test.statistic, "df": test.df, "p": test.pvalue}
        expected |= {"from_se": one.std(ddof=1) / len(one) ** 0.5}
        assert {key: row[key] for key in expected} == pytest.approx(expected, rel=1e-6)
        bound = row["equivalence_bound"]
        sides = (
            stats.ttest_ind(other, one - bound, equal_var=False, alternative="greater").pvalue,
            stats.ttest_ind(other, one + bound, equal_var=False, alternative="less").pvalue,
        )
        assert row["equivalence_p"] == pytest.approx(max(sides), rel=1e-6)
    assert found["reading"].tolist()[1:] == ["changed", "changed"]
    assert pd.notna(found["effect_size"]).all()
