"""Estimates of random studies, and those of them that lie outside their own interval: there must be none.

`make coverage` looks at a thousand studies; the suite at a few.
"""

import sys
from collections.abc import Iterator

import pandas as pd
from tables.random_studies import random_study, scores

from competing_values.aggregates import sums
from competing_values.aggregates.cells import Cells
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.assembly import estimates
from competing_values.study.config import Statistics

STEP = 5
#: Room for the last bits of a quotient.
ROUNDING = 1e-9


def intervals(frame: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Each interval of a table: the columns of the estimate, and of its two ends."""
    for low in (column for column in frame if column.endswith("ci_low")):
        stem = low.removesuffix("ci_low").removesuffix("_")
        names = {
            "": ("mean", "gap", "distance", "share", "difference", "coefficient", "change"),
            "effect": ("effect_size",),
        }
        for estimate in names.get(stem, (stem,)):
            if estimate in frame:
                yield estimate, low, low.replace("low", "high")


def outside(seed: int) -> Iterator[str]:
    """What lies outside its interval in any table of a random study, in words."""
    study = random_study(seed)
    sources = {}
    for name, answers in study.waves[max(study.waves)].items():
        scored = scores(answers, study.instrument)
        summed = sums.aggregated(scored, study.instrument, study.breakdowns, STEP)
        sources[name] = Cells(summed, study.instrument, study.breakdowns, STEP)
    found = estimates(sources, Analysis(study.instrument, study.breakdowns, Statistics(seed=seed)), {})
    for table, frame in found.items():
        for estimate, low, high in intervals(frame):
            figures = frame[[low, estimate, high]].apply(pd.to_numeric)
            beyond = (figures[estimate] < figures[low] - ROUNDING) | (figures[estimate] > figures[high] + ROUNDING)
            told = figures.assign(n=frame["n"])[
                beyond | (figures[[low, high]].notna().any(axis=1) & figures[estimate].isna())
            ]
            yield from (f"study {seed}, {table}: {row}" for row in told.to_dict("records"))


def main() -> None:
    """Look at a thousand studies."""
    found = [words for seed in range(int(sys.argv[1])) for words in outside(seed)]
    sys.exit("\n".join(found) or None)


if __name__ == "__main__":
    main()
