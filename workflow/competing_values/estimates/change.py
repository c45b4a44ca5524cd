"""Estimates of change between waves: every score, between any two waves."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates.rows import attempted, with_adjusted_p
from competing_values.statistics import mean_tests
from competing_values.statistics.change import Change, change, reading
from competing_values.statistics.effects import pooled_sd
from competing_values.statistics.means import Sample
from competing_values.study.config import Equivalence, Statistics
from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL, NONE, OTHER

ROWS = [*CELL, "name"]
#: Figures of tests, which have more digits than the change itself.
TESTS = ["statistic", "df", "p", "p_adjusted", "equivalence_p"]


def wave_changes(
    waves: Mapping[str, Mapping[str, Cells]],
    instrument: Instrument,
    statistics: Statistics,
    few: int = 0,
    without: Collection[tuple[str, str, str, str]] = (),
) -> pd.DataFrame:
    """Table `wave_change`: every score, between any two waves, in cells that both have.

    *Other groups* are other people in each wave: they are not compared.

    Parameters
    ----------
    waves
        wave: source: its cells, from the earliest to the latest.
    instrument
        The questionnaire.
    statistics
        Level of intervals, adjustment of p, bounds of a small change.
    few
        Where a wave has fewer people more or less than the other, these are taken to be the same people: how sure a
        change is is read, but tests of independent waves, which would tell those few to many digits, are left out.
    without
        Scores of groups that are not compared: source, breakdown, group, score.

    Returns
    -------
    DataFrame; a small change is one within ``statistics.equivalence``. Family: all scores of a cell and two waves.
    """
    frames = [
        _changes(waves[earlier][source], waves[later][source], instrument, statistics, few).assign(
            source=source, from_wave=earlier, to_wave=later, wave=later, family=f"changes from {earlier} to {later}"
        )
        for earlier, later in combinations(waves, 2)
        for source in waves[later]
        if source in waves[earlier]
    ]
    frames = [_left(frame, without) for frame in frames if len(frame)]
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame()
    changes = pd.concat([with_adjusted_p(frame, statistics.adjust) for frame in frames], ignore_index=True)
    readings = zip(changes["p_adjusted"], changes["equivalence_p"], strict=True)
    said = [reading(p, q, statistics.confidence) if pd.notna(p) else "" for p, q in readings]
    return changes.assign(reading=said, **{name: changes[name].mask(changes["by_few"]) for name in TESTS}).drop(
        columns="by_few"
    )


def wave_profiles(
    waves: Mapping[str, Mapping[str, Cells]], instrument: Instrument, statistics: Statistics, few: int = 0
) -> pd.DataFrame:
    """Table `wave_profile`: whether the profile of a source, in log-ratios, is the same in any two waves; unweighted.

    Parameters
    ----------
    waves, instrument, statistics
        As for `wave_changes`. Family: the profiles of a source and two waves.
    few
        As there: waves that differ by fewer people are not tested.
    """
    compositions = [one for block in instrument.blocks() for one in block.compositions().items()]
    frames = []
    for earlier, later in combinations(waves, 2):
        for source in (name for name in waves[later] if name in waves[earlier]):
            both = [(one, one.whole(NONE)) for one in (waves[earlier][source], waves[later][source])]
            rows = []
            for name, balances in compositions:
                sizes, centres = map(np.array, zip(*(one.mean_of(cell, balances) for one, cell in both), strict=True))
                if 0 < abs(sizes[1] - sizes[0]) < few:
                    continue
                covariances = np.array([one.covariance(cell, balances)[1] for one, cell in both])
                found, _ = attempted(mean_tests.manova, sizes, centres, covariances, statistics.confidence)
                if found and not found.omitted:
                    rows.append({"variable": name, "n": sizes[1]} | found._asdict())
            if rows:
                told = {"source": source, "from_wave": earlier, "to_wave": later, "wave": later}
                cell = {"weights": NONE, "group_by": ALL, "group": ALL, "family": f"profiles from {earlier} to {later}"}
                frame = with_adjusted_p(pd.DataFrame(rows).assign(**cell), statistics.adjust)
                frames.append(frame.drop(columns="omitted").assign(**told))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _left(frame: pd.DataFrame, without: Collection[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Rows of scores that are compared."""
    rows = zip(*(frame[name] for name in ("source", "group_by", "group", "variable")), strict=True)
    return frame[[row not in without for row in rows]]


def _bounds(instrument: Instrument, equivalence: Equivalence) -> Iterator[tuple[str, float, bool]]:
    """Each score, its bound of a small change, and whether that is in standard deviations."""
    for block in instrument.blocks():
        bound = getattr(equivalence, block.bound)
        yield from ((name, bound, block.bound == "other") for name in block.tracked())


def _changes(earlier: Cells, later: Cells, instrument: Instrument, statistics: Statistics, few: int) -> pd.DataFrame:
    bounds = {name: (bound, in_sd) for name, bound, in_sd in _bounds(instrument, statistics.equivalence)}
    both = later.means(list(bounds)).merge(earlier.means(list(bounds)), on=ROWS, suffixes=("_to", "_from"), sort=False)
    both = both[(both["group"] != OTHER) & (both["n_from"] > 0) & (both["n_to"] > 0)]
    rows = []
    for row in both.to_dict("records"):
        one, other = (Sample(*(row[f"{key}_{side}"] for key in Sample._fields)) for side in ("from", "to"))
        bound, in_sd = bounds[row["name"]]
        bound = bound * float(pooled_sd(one, other)) if in_sd else bound
        found, _ = attempted(change, one, other, bound, statistics.confidence)
        rows.append(
            {key: row[key] for key in CELL}
            | {"variable": row["name"], "n": row["n_to"]}
            | {"from_mean": one.mean, "from_se": one.se, "to_mean": other.mean, "to_se": other.se}
            | {"equivalence_bound": bound, "by_few": 0 < abs(row["n_to"] - row["n_from"]) < few}
            | (dict.fromkeys(Change._fields) if found is None else found._asdict())
        )
    return pd.DataFrame(rows)
