"""Change between two waves: whether there is one, how large it is, and whether it is shown to be small."""

from typing import NamedTuple

import numpy as np
from scipy.special import poch, stdtr, stdtrit

from competing_values.errors import NotEstimableError
from competing_values.statistics.noncentral import t_limits

CHANGED = "changed"
SMALL = "shown to be small"
UNDECIDED = "undecided"


class Wave(NamedTuple):
    """A mean in one wave: respondents, mean, standard deviation and linearised standard error."""

    n: int
    mean: float
    sd: float
    se: float


class Change(NamedTuple):
    """Later minus earlier mean with its interval, Welch's test, Hedges' g with its interval, and the equivalence."""

    change: float
    ci_low: float
    ci_high: float
    statistic: float
    df: float
    p: float
    effect_size: float
    effect_ci_low: float
    effect_ci_high: float
    equivalence_p: float
    reading: str


def change(earlier: Wave, later: Wave, bound: float, confidence: float) -> Change:
    """Compare a mean of two independent waves.

    Parameters
    ----------
    earlier, later
        The two waves, in the same unit.
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
    Welch's t = change/√(se₁² + se₂²) with Satterthwaite's degrees of freedom from n − 1 each (Welch, B. L., 1947).
    Equivalence: the larger p of two one-sided tests against ∓ bound (Schuirmann, D. J., 1987). Hedges' g: change over
    the pooled sd, times J (Hedges, L. V., 1981), its interval by the noncentral t, with (sd/se)² as the size of a wave,
    which is n unless there are weights. Oracles: ``t.test(var.equal = FALSE)``, one-sided too, and
    ``effectsize::hedges_g``.
    """
    if not (earlier.se > 0 and later.se > 0):
        raise NotEstimableError("a wave has fewer than two answers, or no variance")
    difference = later.mean - earlier.mean
    squares = np.array([earlier.se**2, later.se**2])
    se = np.sqrt(squares.sum())
    df = squares.sum() ** 2 / (squares**2 / (np.array([earlier.n, later.n]) - 1)).sum()
    half = se * stdtrit(df, (1 + confidence) / 2)
    p = 2 * stdtr(df, -abs(difference) / se)
    equivalence_p = stdtr(df, (abs(difference) - bound) / se)
    effect_size, effect_ci_low, effect_ci_high = _hedges_g(earlier, later, confidence)
    return Change(
        change=difference,
        ci_low=difference - half,
        ci_high=difference + half,
        statistic=difference / se,
        df=df,
        p=p,
        effect_size=effect_size,
        effect_ci_low=effect_ci_low,
        effect_ci_high=effect_ci_high,
        equivalence_p=equivalence_p,
        reading=reading(p, equivalence_p, confidence),
    )


def reading(p: float, equivalence_p: float, confidence: float) -> str:
    """What the two tests say together; a change that is shown to be small is read so, also where it is significant.

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
    Schuirmann, D. J. (1987), A comparison of the two one-sided tests procedure. Oracle: one- and two-sided ``t.test``.
    """
    if equivalence_p < 1 - confidence:
        return SMALL
    return CHANGED if p < 1 - confidence else UNDECIDED


def pooled_sd(earlier: Wave, later: Wave) -> float:
    """Standard deviation within waves, weighted by n − 1; NaN where neither wave has two answers.

    Notes
    -----
    Cohen, J. (1988), Statistical Power Analysis, ch. 2. Oracle: ``effectsize::sd_pooled``'s part in ``hedges_g``.
    """
    df = np.array([earlier.n, later.n]) - 1
    return float(np.sqrt((df * np.array([earlier.sd, later.sd]) ** 2).sum() / df.sum()))


def _hedges_g(earlier: Wave, later: Wave, confidence: float) -> tuple[float, float, float]:
    """Hedges' g of later minus earlier, and the ends of its interval."""
    scale = np.hypot(earlier.se / earlier.sd, later.se / later.sd)
    d = (later.mean - earlier.mean) / pooled_sd(earlier, later)
    df = earlier.n + later.n - 2
    low, high = (float(limit * scale) for limit in t_limits(d / scale, df, confidence))
    j = poch((df - 1) / 2, 0.5) / np.sqrt(df / 2)
    return d * j, low * j, high * j
