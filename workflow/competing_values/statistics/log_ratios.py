"""Log-ratio geometry of OCAI points, along the axes that the Competing Values Framework itself draws.

Points of the four types share a fixed total, so they are compositions. The balances part *flexibility* (clan,
adhocracy) from *stability* (market, hierarchy), then clan from adhocracy and hierarchy from market.
"""

from functools import reduce
from operator import add

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax

Floats = NDArray[np.float64]

#: Orthonormal contrasts of the logarithms: a row a balance, a column a type (clan, adhocracy, market, hierarchy).
CONTRASTS = np.array([[0.5, 0.5, -0.5, -0.5], [np.sqrt(0.5), -np.sqrt(0.5), 0, 0], [0, 0, -np.sqrt(0.5), np.sqrt(0.5)]])


def closed_and_replaced(parts: list[pl.Expr], delta: float, total: float = 100) -> list[pl.Expr]:
    """Parts closed to the total, zeros replaced and the others shrunk in proportion.

    Parameters
    ----------
    parts
        Non-negative columns that share a total.
    delta
        What a zero becomes, in the units of `total`.
    total
        What the parts of a row sum to.

    Returns
    -------
    One expression a part; all are null where any part is.

    Notes
    -----
    xⱼ = δ where xⱼ is 0, else xⱼ (1 − zδ/total), with z the zeros of the row [martin2003]. Oracle:
    ``skbio.stats.composition.multi_replace`` with ``delta``.

    Examples
    --------
    Two zeros take 8 of 100 points; the other parts keep their ratio.

    >>> points = pl.DataFrame({"clan": [60.0], "adhocracy": [40.0], "market": [0.0], "hierarchy": [0.0]})
    >>> print(points.select(closed_and_replaced([pl.col(name) for name in points.columns], delta=4)).to_numpy())
    [[55.2 36.8  4.   4. ]]
    """
    given = reduce(add, parts)
    zeros = reduce(add, ((part == 0).cast(pl.Float64) for part in parts))
    scale = (total - zeros * delta) / given
    return [pl.when(part > 0).then(part * scale).when(given.is_not_null()).then(delta) for part in parts]


def balances(parts: list[pl.Expr]) -> list[pl.Expr]:
    """Isometric log-ratio coordinates of positive parts, in the order of `CONTRASTS`.

    Parameters
    ----------
    parts
        Clan, adhocracy, market, hierarchy, without zeros.

    Returns
    -------
    Three expressions, ``balance_1`` to ``balance_3``. Above 0: flexibility outweighs stability, clan adhocracy, hierarchy market.

    Notes
    -----
    ½ ln(clan · adhocracy / (market · hierarchy)), √½ ln(clan/adhocracy), √½ ln(hierarchy/market) [egozcue2003]. Oracle:
    ``skbio.stats.composition.ilr`` with these contrasts.

    Examples
    --------
    Clan and adhocracy have nine times the points of market and hierarchy: ½ ln 81.

    >>> points = pl.DataFrame({"clan": [45.0], "adhocracy": [45.0], "market": [5.0], "hierarchy": [5.0]})
    >>> print(points.select(balances([pl.col(name) for name in points.columns])).to_numpy().round(4))
    [[2.1972 0.     0.    ]]
    """
    return [
        reduce(add, (float(c) * part.log() for c, part in zip(contrast, parts, strict=True) if c)).alias(f"balance_{k}")
        for k, contrast in enumerate(CONTRASTS, 1)
    ]


def composition(balances: ArrayLike, total: float = 100) -> Floats:
    """Parts with these balances: the inverse of `balances`; of mean balances, the compositional centre.

    Parameters
    ----------
    balances
        Array (..., 3), in the order of `CONTRASTS`.
    total
        What the parts of a row sum to.

    Returns
    -------
    Array (..., 4): clan, adhocracy, market, hierarchy, in the units of `total`.

    Notes
    -----
    Closed exponentials of the log-ratios [egozcue2003]. Oracle: ``skbio.stats.composition.ilr_inv``.

    Examples
    --------
    No balance outweighs; and flexibility does nine times.

    >>> print(composition([[0, 0, 0], [np.log(9), 0, 0]]).round(4))
    [[25. 25. 25. 25.]
     [45. 45.  5.  5.]]
    """
    return total * softmax(np.asarray(balances, dtype=float) @ CONTRASTS, axis=-1)


def aitchison_distance(a: ArrayLike, b: ArrayLike) -> Floats:
    """Distance of compositions that does not depend on their totals.

    Parameters
    ----------
    a, b
        Arrays (..., parts) of positive parts; shapes broadcast.

    Returns
    -------
    Array (...): the Euclidean distance of the centred log-ratios; 0 for proportional parts.

    Notes
    -----
    [aitchison1986], ch. 8. Oracle: the norm of ``skbio.stats.composition.clr(a) - clr(b)``.

    Examples
    --------
    Shares of 1 : 1 and e² : 1, whose centred log-ratios are (0, 0) and (1, −1).

    >>> print(aitchison_distance([50, 50], [np.exp(2), 1]).round(4))
    1.4142
    """
    ratios = np.log(a) - np.log(b)
    return np.linalg.norm(ratios - ratios.mean(axis=-1, keepdims=True), axis=-1)
