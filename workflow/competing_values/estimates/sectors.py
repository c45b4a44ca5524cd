"""Estimates of the sectors: means, bands, and how surely a sector is the lowest."""

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import attempted, joined, means_with_interval, ranked
from competing_values.statistics.dominance import extreme_probability


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `sector_scores`: mean of each sector in every cell, its band, and how surely it is the lowest."""
    if not (ratings := analysis.instrument.ratings):
        return {}
    names, below, seed = list(ratings.sectors), ratings.unfavourable_below, analysis.statistics.seed
    frame = ranked(means_with_interval(cells, names, analysis.statistics.confidence))
    lowest, reasons = zip(*(_lowest(cells, position, names, seed) for position in cells.index.index), strict=True)
    band, low, high = (frame[column].map(ratings.band_of) for column in ("mean", "ci_low", "ci_high"))
    scores = (
        frame.drop(columns="df")
        .rename(columns={"name": "sector"})
        .assign(
            band=band,
            band_certain=low.eq(high).where(low.notna() & high.notna()),
            unfavourable=frame["mean"].lt(below).where(frame["mean"].notna()) if below else None,
            lowest_probability=np.concatenate(lowest),
            reason=[
                joined(own, of_cell)
                for own, of_cell in zip(frame["reason"], np.repeat(reasons, len(names)), strict=True)
            ],
        )
    )
    return {"sector_scores": scores}


def _lowest(cells: Cells, position: int, names: list[str], seed: int) -> tuple[Floats, str]:
    """Probability of each sector to be the lowest of a cell, and the reason where there is none.

    A sector that nobody in the cell was asked leaves it to the others.
    """
    _, means = cells.mean_of(position, names)
    probability = np.full(len(names), np.nan)
    answered = ~np.isnan(means)
    asked = [name for name, is_answered in zip(names, answered, strict=True) if is_answered]
    if not asked:
        return probability, "no sector has a mean"
    covariance, df = cells.covariance_of_means(position, asked), cells.freedom_of(position, asked)
    found, reason = attempted(extreme_probability, means[answered], covariance, df, highest=False, seed=seed)
    if found is not None:
        probability[answered] = found
    return probability, reason
