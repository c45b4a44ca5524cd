"""Change of a mean between two waves: Welch's test, Hedges' g, and the test that it is small (equivalence)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from competing_values.errors import NotEstimableError
from competing_values.statistics.effects import hedges_g, hedges_g_interval
from competing_values.statistics.mean_tests import welch_t
from competing_values.statistics.means import Sample

Floats = NDArray[np.float64]

CHANGED = "changed"
CHANGED_LITTLE = "changed, but little"
SMALL = "shown to be small"
UNDECIDED = "undecided"


class Change(NamedTuple):
    """Later minus earlier mean with its interval, Welch's test, Hedges' g with its interval, and the equivalence."""

    change: Floats
    ci_low: Floats
    ci_high: Floats
    statistic: Floats
    df: Floats
    p: Floats
    effect_size: Floats
    effect_ci_low: Floats
    effect_ci_high: Floats
    equivalence_p: Floats
    reading: str


def change(earlier: Sample, later: Sample, bound: float, confidence: float) -> Change:
    """Compare a mean of two independent waves.

    Parameters
    ----------
    earlier, later
        A mean in the two waves, in the same unit.
    bound
        Largest change that counts as small, in that unit.
    confidence
        Coverage of the intervals, between 0 and 1; 1 − confidence is the level of the tests.

    Returns
    -------
    Change
        `change` and its interval in that unit; `effect_size`, Hedges' g, and its interval in pooled standard
        deviations.

    Raises
    ------
    NotEstimableError
        If a wave has fewer than two answers, or no variance.

    Notes
    -----
    `mean_tests.welch_t` and `effects.hedges_g` of later less earlier. Equivalence: the larger p of two one-sided tests
    against −bound and bound [schuirmann1987]. Oracles: ``t.test(var.equal = FALSE)``, one-sided too, and
    ``effectsize::hedges_g``.

    Examples
    --------
    Among ten thousand a tenth of a point is significant (z = 3.54), and shown to be smaller than 0.4 of a point.

    >>> found = change(Sample.unweighted(10_000, 6, 2), Sample.unweighted(10_000, 6.1, 2), bound=0.4, confidence=0.95)
    >>> print(found.statistic.round(2), found.effect_size.round(2), found.reading)
    3.54 0.05 changed, but little
    """
    if not (np.asarray(earlier.se) > 0 and np.asarray(later.se) > 0):
        raise NotEstimableError("a wave has fewer than two answers, or no variance")
    t = welch_t(later, earlier, confidence)
    effect_ci_low, effect_ci_high = hedges_g_interval(later, earlier, confidence)
    one_sided = [stdtr(t.df, (side * t.difference - bound) / t.se) for side in (-1, 1)]
    equivalence_p = np.maximum(*one_sided)
    return Change(
        change=t.difference,
        ci_low=t.ci_low,
        ci_high=t.ci_high,
        statistic=t.statistic,
        df=t.df,
        p=t.p,
        effect_size=hedges_g(later, earlier),
        effect_ci_low=effect_ci_low,
        effect_ci_high=effect_ci_high,
        equivalence_p=equivalence_p,
        reading=reading(float(t.p), float(equivalence_p), confidence),
    )


def reading(p: float, equivalence_p: float, confidence: float) -> str:
    """What the two tests say together: whether there is a change, and whether it is shown to be small.

    Parameters
    ----------
    p
        Of Welch's test, adjusted where it is one of a family.
    equivalence_p
        Of the two one-sided tests.
    confidence
        1 − confidence is the level of both.

    Notes
    -----
    [schuirmann1987]. Oracle: one- and two-sided ``t.test``.

    Examples
    --------
    >>> [reading(p, 0.03, confidence=0.95) for p in (0.01, 0.3)], [reading(p, 0.2, confidence=0.95) for p in (0.01, 0.3)]
    (['changed, but little', 'shown to be small'], ['changed', 'undecided'])
    """
    differs, is_small = p < 1 - confidence, equivalence_p < 1 - confidence
    if is_small:
        return CHANGED_LITTLE if differs else SMALL
    return CHANGED if differs else UNDECIDED


#: Every reading, in the order in which readers are told of them.
READINGS = (CHANGED, CHANGED_LITTLE, UNDECIDED, SMALL)
