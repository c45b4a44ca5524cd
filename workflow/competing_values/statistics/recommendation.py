"""The net score of a recommendation: the share of promoters less that of detractors, with its interval."""

import math

from scipy.special import ndtri


def net_score(promoters: float, detractors: float, n: float, confidence: float) -> tuple[float, float, float]:
    """Share of promoters less share of detractors [reichheld2003], and its interval.

    Parameters
    ----------
    promoters, detractors
        Their shares of n respondents, from 0 to 1.
    n
        How many answered.
    confidence
        Level of the interval.

    Returns
    -------
    The difference d, from -1 to 1, and the ends of its interval: with half a respondent more on either side and one more
    between, (d', variance (p + q - d'^2) / (n + 2)) [agresti2005].

    Notes
    -----
    Oracle: by hand.

    Examples
    --------
    >>> [round(100 * figure, 1) for figure in net_score(0.5, 0.2, 100, 0.95)]
    [30.0, 14.3, 44.6]
    """
    p, q = ((share * n + 0.5) / (n + 2) for share in (promoters, detractors))
    margin = float(ndtri((1 + confidence) / 2)) * math.sqrt((p + q - (p - q) ** 2) / (n + 2))
    return promoters - detractors, max(-1.0, p - q - margin), min(1.0, p - q + margin)
