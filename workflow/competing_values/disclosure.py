"""Disclosure control: which groups are hidden, and the tables without them.

The unit that is hidden is the group (source × breakdown × group): hidden once, hidden everywhere.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from competing_values.instrument import ALL
from competing_values.tables import TABLES

GROUP = ["source", "group_by", "group"]


def hidden_groups(tables: Mapping[str, pd.DataFrame], min_cell: int) -> pd.DataFrame:
    """Groups that must be hidden.

    Parameters
    ----------
    tables
        Estimates of one wave, by table.
    min_cell
        Fewest respondents that an estimate may stand on.

    Returns
    -------
    DataFrame with ``source, group_by, group``, one row a hidden group.

    Notes
    -----
    A group is hidden where any of its estimates stands on 1 to `min_cell` − 1 respondents. In a breakdown where that
    hides fewer than two groups, or groups with fewer than `min_cell` respondents together, the smallest other groups
    are hidden beside them, so that the total does not give them away (complementary suppression; Hundepool et al.
    2012, ch. 4).
    """
    controlled = [
        frame[["source", group_by, group, "n"]].set_axis([*GROUP, "n"], axis=1)
        for name, frame in tables.items()
        for group_by, group in _groups_counted(name)
    ]
    cells = pd.concat(controlled).groupby(GROUP, sort=False)["n"].agg(["max", _smallest]).reset_index()
    cells["hidden"] = cells["_smallest"] < min_cell
    chosen = [_with_complement(groups, min_cell) for _, groups in cells.groupby(["source", "group_by"], sort=False)]
    return pd.concat(chosen)[GROUP].reset_index(drop=True)


def _smallest(n: pd.Series) -> float:
    """Fewest respondents behind an estimate; estimates that nobody stands behind tell nothing of anybody."""
    return float(n[n > 0].min()) if (n > 0).any() else np.inf


def _with_complement(groups: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Hidden groups of one breakdown, with the smallest others until they protect each other."""
    ordered = groups.sort_values(["hidden", "max"], ascending=[False, True], kind="stable")
    needed = int(groups["hidden"].sum())
    if needed and groups["group_by"].iloc[0] != ALL:
        while needed < len(ordered) and (needed < 2 or ordered["max"].head(needed).sum() < min_cell):
            needed += 1
    return ordered.head(needed)


def disclosed(name: str, frame: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """One table as it may be published: `suppressed` set, and every figure of a hidden group empty.

    Parameters
    ----------
    name
        Table, as `tables.TABLES` declares it.
    frame
        Its estimates.
    hidden
        As `hidden_groups` gives them.
    """
    table = TABLES[name]
    secret = set(hidden.itertuples(index=False, name=None))
    suppressed = np.zeros(len(frame), dtype=bool)
    for group_by, group in _groups_named(name):
        cells = zip(frame["source"], frame[group_by], frame[group], strict=True)
        suppressed |= np.fromiter((cell in secret for cell in cells), dtype=bool, count=len(frame))
    published = frame.assign(suppressed=suppressed)[list(table.columns)]
    for column in table.figures:
        published[column] = published[column].astype(object).mask(suppressed)
    return published


def _groups_counted(name: str) -> list[tuple[str, str]]:
    """Columns that name the group whose respondents a row of the table counts."""
    match name:
        case "flow" | "fields":
            return []
        case "weighting":
            return [("variable", "category")]
        case _:
            return [("group_by", "group")]


def _groups_named(name: str) -> list[tuple[str, str]]:
    """Columns that name the groups of which a row of the table tells."""
    pair = [("group_by", "group_a"), ("group_by", "group_b")] if name == "pairwise" else []
    return _groups_counted(name) + pair
