"""Estimates of rated statements: sectors, statements, forces and reliability."""

from typing import Any

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells, Floats
from competing_values.aggregates.sums import CELL
from competing_values.estimates.rows import attempted, joined, means_with_interval, ranked, whole_cells
from competing_values.statistics import reliability
from competing_values.statistics.dominance import extreme_probability
from competing_values.study.names import midpoint, statements

Bands = list[dict[str, Any]]


def band_of(means: pd.Series, bands: Bands) -> pd.Series:
    """Band of each mean: the first whose `from` it reaches; none where there is no mean or no band."""
    found = pd.Series(None, index=means.index, dtype=object)
    for band in reversed(bands):
        found[means.ge(-np.inf if band["from"] is None else band["from"])] = band["name"]
    return found


def sectors(
    cells: Cells, ratings: dict[str, Any], bands: Bands, unfavourable_below: float | None, confidence: float, seed: int
) -> pd.DataFrame:
    """Table `sector_scores`: mean of each sector in every cell, its band, and how surely it is the lowest."""
    names = list(ratings["sectors"])
    frame = ranked(means_with_interval(cells, names, confidence))
    lowest, reasons = zip(*(_lowest(cells, position, names, seed) for position in cells.index.index), strict=True)
    low, high = band_of(frame["ci_low"], bands), band_of(frame["ci_high"], bands)
    return frame.rename(columns={"name": "sector"}).assign(
        band=band_of(frame["mean"], bands),
        band_certain=low.eq(high).where(low.notna() & high.notna()),
        unfavourable=frame["mean"].lt(unfavourable_below).where(frame["mean"].notna()) if unfavourable_below else None,
        lowest_probability=np.concatenate(lowest),
        reason=[
            joined(own, of_cell) for own, of_cell in zip(frame["reason"], np.repeat(reasons, len(names)), strict=True)
        ],
    )


def _lowest(cells: Cells, position: int, names: list[str], seed: int) -> tuple[Floats, str]:
    """Probability of each sector to be the lowest of a cell, and the reason where there is none."""
    _, means = cells.mean_of(position, names)
    covariance = cells.covariance_of_means(position, names)
    found, reason = attempted(extreme_probability, means, covariance, highest=False, seed=seed)
    return (np.full(len(names), np.nan) if found is None else found), reason


def statement_scores(
    cells: Cells, ratings: dict[str, Any], bands: Bands, unfavourable_below: float | None, confidence: float
) -> pd.DataFrame:
    """Table `statement_scores`: mean, median, and shares of low and high answers of each statement in every cell."""
    names = statements(ratings)
    frame = ranked(means_with_interval(cells, names, confidence)).rename(columns={"name": "statement"})
    answers = cells.answers(names).rename(columns={"variable": "statement"})
    answers["value"] = answers["value"].astype(float)
    by = [*CELL, "statement"]
    total = answers.groupby(by)["w"].sum()

    def share(counted: pd.Series) -> pd.Series:
        return answers["w"].where(counted, 0).groupby([answers[name] for name in by]).sum() / total

    high_from = bands[0]["from"] if bands else None
    low = share(answers["value"] < unfavourable_below) if unfavourable_below is not None else np.nan * total
    high = share(answers["value"] >= high_from) if high_from is not None else np.nan * total
    frame = frame.join(low.rename("share_low"), on=by).join(high.rename("share_high"), on=by)
    frame = frame.join(_medians(answers.pivot_table(index=by, columns="value", values="w")), on=by)
    return frame.assign(sector=frame["statement"].map(_sector_of(ratings)))


def _medians(weights: pd.DataFrame) -> pd.Series:
    """Weighted medians of rows whose columns are answers in ascending order: where half the weight is reached.

    Where that is between two answers, their middle.
    """
    cumulated = weights.fillna(0).to_numpy().cumsum(axis=1)
    half = cumulated[:, -1:] / 2
    values = weights.columns.to_numpy(dtype=float)
    first = values[(cumulated >= half * (1 - 1e-12)).argmax(axis=1)]
    second = values[(cumulated > half * (1 + 1e-12)).argmax(axis=1)]
    return pd.Series((first + second) / 2, index=weights.index, name="median")


def _sector_of(ratings: dict[str, Any]) -> dict[str, str]:
    return {name: sector for sector, names in ratings["sectors"].items() for name in names}


def force_field(scores: pd.DataFrame, ratings: dict[str, Any]) -> pd.DataFrame:
    """Table `force_field`, from `statement_scores`: how far each mean is from the midpoint of the scale.

    Lewin, K. (1951), Field Theory in Social Science.
    """
    middle = midpoint(ratings["scale"])
    low, high = scores["ci_low"] - middle, scores["ci_high"] - middle
    force = pd.Series("neutral", index=scores.index).mask(low > 0, "driving").mask(high < 0, "restraining")
    columns = [*CELL, "statement", "sector", "n", "reason"]
    return scores[columns].assign(
        distance=scores["mean"] - middle, ci_low=low, ci_high=high, force=force.where(low.notna())
    )


def reliabilities(cells: Cells, ratings: dict[str, Any], confidence: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables `reliability` and `item_statistics`: how well the statements of a sector measure one thing."""
    scales, items = [], []
    for position, cell in whole_cells(cells)[[*CELL]].iterrows():
        for sector, declared in ratings["sectors"].items():
            names = list(declared)
            n, covariance = cells.covariance(int(str(position)), names)
            scales.append({**cell, "sector": sector, **_scale(n, covariance, confidence)})
            found, reason = attempted(reliability.item_statistics, covariance)
            for k, name in enumerate(names):
                figures = {key: found and getattr(found, key)[k] for key in reliability.Items._fields}
                row = {"sector": sector, "statement": name, "n": int(n[k, k]), "reason": reason}
                items.append({**cell, **row, **figures})
    return pd.DataFrame(scales), pd.DataFrame(items)


def _scale(n: Floats, covariance: Floats, confidence: float) -> dict[str, Any]:
    smallest = int(n.min())
    alpha, no_alpha = attempted(reliability.alpha, covariance)
    interval, no_interval = (None, "")
    if alpha is not None:
        interval, no_interval = attempted(reliability.feldt_interval, alpha, smallest, len(n), confidence)
    omega, no_omega = attempted(reliability.omega_total, covariance)
    inter_item, no_inter_item = attempted(reliability.mean_inter_item_r, covariance)
    low, high = interval or (None, None)
    return {
        "n": smallest,
        "items": len(n),
        "alpha": alpha,
        "alpha_ci_low": low,
        "alpha_ci_high": high,
        "omega_total": omega,
        "mean_inter_item_r": inter_item,
        "reason": joined(no_alpha, no_interval, no_omega, no_inter_item),
    }
