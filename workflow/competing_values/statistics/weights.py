"""What weights cost: effective number of respondents, and design effect."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def effective_n(w: ArrayLike, w2: ArrayLike) -> Floats:
    """Effective number of respondents, (Σw)²/Σw²; 0 where nobody answered or nobody has weight.

    Parameters
    ----------
    w, w2
        Σw and Σw² over those who answered; shapes that broadcast.

    Notes
    -----
    Kish [kish1965], ch. 11. Oracle: the same quotient in R, over raked weights.

    Examples
    --------
    Weights 1, 1 and 2, that is 4²/6; and nobody.

    >>> print(effective_n([4, 0], [6, 0]).round(3))
    [2.667 0.   ]
    """
    w, w2 = np.asarray(w, dtype=float), np.asarray(w2, dtype=float)
    return np.where(w2 > 0, w**2, 0) / np.where(w2 > 0, w2, 1)


def design_effect(n: ArrayLike, w: ArrayLike, w2: ArrayLike) -> Floats:
    """Design effect of unequal weights, n Σw²/(Σw)²; NaN where nobody has weight.

    Parameters
    ----------
    n, w, w2
        Respondents, Σw and Σw² over them; shapes that broadcast.

    Notes
    -----
    By how much weights that are unrelated to the answers raise the variance of a mean [kish1992]. Oracle: as
    `effective_n`.

    Examples
    --------
    Weights 1, 1 and 2.

    >>> print(design_effect(3, 4, 6))
    1.125
    """
    effective = effective_n(w, w2)
    return np.asarray(n, dtype=float) / np.where(effective > 0, effective, np.nan)
