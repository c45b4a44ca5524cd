"""The groups of a breakdown, as comparison and pairs take them: sizes, means, spreads, counts."""

from typing import NamedTuple

import numpy as np

from competing_values.aggregates.cells import Cells, Floats
from competing_values.study.names import MISSING, NONE


class Group(NamedTuple):
    """One of the groups that are compared: a cell of a source, and its name."""

    cells: Cells
    position: int
    label: str


def groups_of(cells: Cells, group_by: str, version: str = NONE) -> list[Group]:
    """The groups of a breakdown in one version of weights, but for those who did not answer it."""
    index = cells.index
    found = index[(index["weights"] == version) & (index["group_by"] == group_by) & (index["group"] != MISSING)]
    return [Group(cells, position, label) for position, label in zip(found.index, found["group"], strict=True)]


def spread(groups: list[Group], name: str) -> tuple[Floats, Floats, Floats]:
    """n, mean and standard deviation of a measure in each group."""
    found = [group.cells.spread_of([group.position], name) for group in groups]
    n, means, sds = (np.concatenate(values) for values in zip(*found, strict=True))
    return n, means, sds


def counts(groups: list[Group], name: str, values: list[str]) -> Floats:
    """How often each value was given: groups × values."""
    return np.concatenate([group.cells.counts([group.position], name, values) for group in groups])
