"""Raking: weights that bring a sample to the margins of its population."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from competing_values.errors import NotEstimableError

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

MAX_PASSES = 1000
EPSILON = 1e-10
MAX_ROUNDS = 50
CAP_TOLERANCE = 1e-6
#: Decimals of the margin error: what lies below is that of the arithmetic, and another on another machine.
DIGITS = 8


class Raked(NamedTuple):
    """Weights of adjustment classes, and how they came about.

    Attributes
    ----------
    weights
        Array (c), the weight of one respondent of each class: of mean 1 over those who answered all variables; of the
        others the base weight, in mean base weights of those.
    iterations
        Times that all margins were fitted in turn.
    margin_error
        Largest difference between a weighted share and that of the population, over those who answered all variables.
    untrimmed_share
        Share of the respondents, of these, whose weights lie below the cap.
    base_weight_share
        Share of all respondents who left a variable unanswered.
    """

    weights: Floats
    iterations: int
    margin_error: float
    untrimmed_share: float
    base_weight_share: float


def rake(n: ArrayLike, classes: ArrayLike, margins: Sequence[ArrayLike], trim: float, base: ArrayLike = 1.0) -> Raked:
    """Weights of adjustment classes that meet the margins of the population.

    Parameters
    ----------
    n
        Array (c), respondents of each class.
    classes
        Array (c, v) of whole numbers: the category of each class in each of v variables, as a position in its margin;
        −1 where the variable was not answered.
    margins
        v arrays of population counts, one for each category; only shares matter, so totals may differ.
    trim
        Largest weight, in mean weights: above 1, infinity to leave the weights as they are.
    base
        Array (c), or one number: the weights to begin with, those of the sampling design.

    Raises
    ------
    NotEstimableError
        If a category has no respondent who answered all variables.

    Notes
    -----
    Iterative proportional fitting until no class's share changes by 1e-10 [deming1940]. Weights above the cap are cut
    to it, the excess is spread over the others in proportion to their weights, and the sample is raked again, until
    both hold or 50 rounds are over; the cap then holds, and the margins may be missed. Oracle:
    ``survey::rake(control = list(maxit = 1000, epsilon = 1e-10))``.

    Examples
    --------
    75 women and 25 men of a population with as many women as men; five did not tell.

    >>> found = rake(n=[75, 25, 5], classes=[[0], [1], [-1]], margins=[[1000, 1000]], trim=5)
    >>> print(found.weights.round(4), found.iterations, round(found.base_weight_share, 4))
    [0.6667 2.     1.    ] 2 0.0476
    """
    respondents, codes = np.asarray(n, dtype=float), np.asarray(classes, dtype=np.intp)
    matched = (codes >= 0).all(axis=1) & (respondents > 0)
    counts = [np.asarray(margin, dtype=float) for margin in margins]
    columns = list(codes[matched].T)
    if any(len(np.unique(code)) < len(count) for code, count in zip(columns, counts, strict=True)):
        raise NotEstimableError("a category of the population has no respondent who answered all variables")
    shares = [count / count.sum() for count in counts]
    sample = respondents[matched] / respondents[matched].sum()
    start = np.broadcast_to(np.asarray(base, dtype=float), respondents.shape)
    start = start / (sample @ start[matched])
    raked, iterations = _fitted(start[matched], sample, columns, shares)
    for _ in range(MAX_ROUNDS):
        if raked.max() <= trim * (1 + CAP_TOLERANCE):
            break
        raked, more = _fitted(_trimmed(raked, sample, trim), sample, columns, shares)
        iterations += more
    weights = start.copy()
    weights[matched] = final = _trimmed(raked, sample, trim)
    errors = [abs(np.bincount(code, sample * final) - share).max() for code, share in zip(columns, shares, strict=True)]
    below = final < trim * (1 - CAP_TOLERANCE)
    left = respondents[~matched].sum() / respondents.sum()
    return Raked(weights, iterations, round(float(max(errors)), DIGITS), float(sample[below].sum()), float(left))


def _fitted(weight: Floats, sample: Floats, codes: list[Codes], shares: list[Floats]) -> tuple[Floats, int]:
    """Weights that meet all margins, and how many times these were fitted."""
    passes, moved = 0, np.inf
    while passes < MAX_PASSES and moved >= EPSILON:
        before, passes = weight, passes + 1
        for code, share in zip(codes, shares, strict=True):
            weight = weight * (share / np.bincount(code, sample * weight))[code]
        moved = (sample * abs(weight - before)).max()
    return weight, passes


def _trimmed(weight: Floats, sample: Floats, cap: float) -> Floats:
    """Weights of mean 1, none above the cap: the excess is spread over the others in proportion to their weights.

    Where raking against the cap has driven all of these to 0, it is spread evenly.
    """
    capped = np.zeros(len(weight), dtype=bool)
    while (weight[~capped] > cap).any():
        capped |= weight > cap
        rest = max(0.0, 1 - cap * sample[capped].sum())
        others = weight if (weight[~capped] > 0).any() else np.ones_like(weight)
        weight = np.where(capped, cap, others * rest / (sample * others)[~capped].sum())
    return weight
