"""What a test of several groups or variables at once gives back: statistic, p, and the size of the effect."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from competing_values.statistics.effects import Effect


class OmnibusTest(NamedTuple):
    """Statistic, degrees of freedom and p, the effect with its interval, and the positions of the groups left out.

    `df2` is that of an F statistic, NaN for a χ² or H.
    """

    statistic: float
    df1: float
    df2: float
    p: float
    effect_name: str
    effect_size: float
    effect_ci_low: float
    effect_ci_high: float
    omitted: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, statistic: float, df1: float, df2: float, p: float, effect: Effect, omitted: tuple[int, ...] = ()
    ) -> "OmnibusTest":
        """A test and its effect."""
        return cls(float(statistic), df1, df2, float(p), *effect, omitted)


def omitted(kept: NDArray[np.bool_]) -> tuple[int, ...]:
    """Positions of the groups that were not kept.

    Examples
    --------
    >>> omitted(np.array([True, False, True]))
    (1,)
    """
    return tuple(np.flatnonzero(~kept).tolist())
