"""Raking: weights that bring a sample to the margins of its population."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from competing_values.errors import UserError

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

MAX_PASSES = 1000
EPSILON = 1e-10
MAX_ROUNDS = 50
CAP_TOLERANCE = 1e-6


class Raked(NamedTuple):
    """Weights of the cells, and how far they go.

    `weight` is that of one respondent of each cell; its mean over the respondents with all margins is 1. `iterations`
    counts passes over the margins, `margin_error` is the largest distance of a weighted share to that of the
    population, `deff` Kish's design effect over all respondents, `effective_n` their number divided by it, and
    `unmatched` those with a missing margin, whose weight stays 1.
    """

    weight: pd.Series
    iterations: int
    margin_error: float
    deff: float
    effective_n: float
    unmatched: int


def rake(cells: pd.DataFrame, margins: dict[str, pd.Series], trim: float) -> Raked:
    """Rake a sample, whose base weights are 1, to the margins of the population.

    Parameters
    ----------
    cells
        One row a cell: a column for each variable of `margins`, missing where it was not answered, and ``n``, the
        respondents of the cell.
    margins
        Population count of each category of each variable; only shares matter, so totals may differ.
    trim
        Largest weight, in mean weights: above 1, infinity to leave the weights as they are.

    Returns
    -------
    Raked
        The weights stand in the order of `cells`, under its index.

    Raises
    ------
    UserError
        If a category of the population has no respondent with all margins, or respondents are in a category that
        the population lacks; all such categories in one message.

    Notes
    -----
    Iterative proportional fitting until no cell's share changes by 1e-10 (Deming, W. E., & Stephan, F. F., 1940;
    Kish, L., 1992, for the design effect). Weights above the cap are cut to it, the excess is spread over the others
    in proportion to their weights, and the sample is raked again, until both hold or 50 rounds are over; the
    cap then holds, and `margin_error` tells how far the margins are missed. Oracle:
    ``survey::rake(control = list(maxit = 1000, epsilon = 1e-10))``.
    """
    targets = {variable: counts[counts > 0] / counts.sum() for variable, counts in margins.items()}
    matched = cells[cells[list(targets)].notna().all(axis=1) & (cells["n"] > 0)]
    if faults := [fault for name, target in targets.items() for fault in _faults(cells[name], matched[name], target)]:
        raise UserError("\n".join(faults))
    codes = [target.index.get_indexer(pd.Index(matched[name])) for name, target in targets.items()]
    shares = [target.to_numpy(dtype=float) for target in targets.values()]
    sample = matched["n"].to_numpy(dtype=float) / matched["n"].sum()
    raked, iterations = _fitted(np.ones(len(sample)), sample, codes, shares)
    for _ in range(MAX_ROUNDS):
        if raked.max() <= trim * (1 + CAP_TOLERANCE):
            break
        raked, passes = _fitted(_trimmed(raked, sample, trim), sample, codes, shares)
        iterations += passes
    raked = _trimmed(raked, sample, trim)
    weighted = [np.bincount(code, sample * raked) for code in codes]
    weight = pd.Series(1.0, index=cells.index, name="weight")
    weight.loc[matched.index] = raked
    respondents = int(cells["n"].sum())
    effective_n = float((weight * cells["n"]).sum() ** 2 / (weight**2 * cells["n"]).sum())
    return Raked(
        weight=weight,
        iterations=iterations,
        margin_error=max(float(abs(found - share).max()) for found, share in zip(weighted, shares, strict=True)),
        deff=respondents / effective_n,
        effective_n=effective_n,
        unmatched=respondents - int(matched["n"].sum()),
    )


def _faults(answers: pd.Series, matched: pd.Series, target: pd.Series) -> list[str]:
    """What keeps a margin from being met, in words."""
    where = f"population margins, {answers.name}"
    return [
        f"{where}: the population has `{category}`, but no respondent with all margins is there; merge it with another "
        f"category, in the margins and in the codebook."
        for category in target.index.difference(pd.Index(matched))
    ] + [
        f"{where}: respondents answered `{category}`, which the population lacks; add its count to the margins, or map "
        f"the answer to another category in the codebook."
        for category in pd.Index(answers.dropna()).difference(target.index)
    ]


def _fitted(weight: Floats, sample: Floats, codes: list[Codes], shares: list[Floats]) -> tuple[Floats, int]:
    """Weights that meet all margins, and the passes that it took."""
    passes, moved = 0, np.inf
    while moved >= EPSILON and passes < MAX_PASSES:
        before = weight
        for code, share in zip(codes, shares, strict=True):
            weight = weight * (share / np.bincount(code, sample * weight))[code]
        passes, moved = passes + 1, (sample * abs(weight - before)).max()
    return weight, passes


def _trimmed(weight: Floats, sample: Floats, cap: float) -> Floats:
    """Weights of mean 1, none above the cap: the excess is spread over the others in proportion to their weights."""
    capped = np.zeros(len(weight), dtype=bool)
    while (weight[~capped] > cap).any():
        capped |= weight > cap
        rest = 1 - cap * sample[capped].sum()
        weight = np.where(capped, cap, weight * rest / (sample * weight)[~capped].sum())
    return weight
