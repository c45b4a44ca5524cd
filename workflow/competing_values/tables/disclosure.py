"""Disclosure control: which groups are hidden, and the tables without them.

The unit that is hidden is the group (source × breakdown × group): hidden once, hidden everywhere.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from competing_values.study.names import ALL, MISSING
from competing_values.tables.declared import DECLARED

GROUP = ["source", "group_by", "group"]
NONE_HIDDEN = pd.DataFrame(columns=GROUP)


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
    are hidden beside them, so that the total does not give them away (complementary suppression [hundepool2012],
    ch. 4). Those who did not state their group protect no other: tests between groups leave them out, and tell
    how many stated theirs. Where fewer than two groups stay, what is said of all groups together (the group ``all`` of the
    breakdown) is hidden too.
    """
    counted = pd.concat(_counted(name, frame) for name, frame in tables.items()).groupby(GROUP, sort=False)["n"]
    cells = counted.agg(["max", _smallest]).reset_index()
    cells["hidden"] = cells["_smallest"] < min_cell
    chosen = [_hidden(groups, min_cell) for _, groups in cells.groupby(["source", "group_by"], sort=False)]
    return pd.concat(chosen)[GROUP].reset_index(drop=True)


def hidden_in(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Groups that are hidden in published tables, as `hidden_groups` gives them."""
    found = pd.concat(_counted(name, frame[frame["suppressed"]]) for name, frame in tables.items())
    return found[GROUP].drop_duplicates(ignore_index=True)


def _counted(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The groups whose respondents the rows of a table count, and n; `all` of a breakdown is none of its groups."""
    pairs = DECLARED[name].groups[:1]
    groups = [frame[["source", *columns, "n"]].set_axis([*GROUP, "n"], axis=1) for columns in pairs]
    counted = pd.concat(groups) if groups else pd.DataFrame(columns=[*GROUP, "n"])
    return counted[(counted["group"] != ALL) | (counted["group_by"] == ALL)]


def _smallest(n: pd.Series) -> float:
    """Fewest respondents behind an estimate; estimates that nobody stands behind tell nothing of anybody."""
    return float(n[n > 0].min()) if (n > 0).any() else np.inf


def _hidden(groups: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Hidden groups of one breakdown: the small ones, and the smallest others until they protect each other."""
    ordered = groups.assign(stated=groups["group"] != MISSING)
    ordered = ordered.sort_values(["hidden", "stated", "max"], ascending=[False, False, True], kind="stable")
    needed = int(ordered["hidden"].sum())
    if groups["group_by"].iloc[0] == ALL or not needed:
        return ordered.head(needed)
    is_stated_small = (ordered["hidden"] & ordered["stated"]).any()
    protecting = ordered["max"].where(ordered["stated"] | (not is_stated_small))
    while needed < len(ordered) and (protecting.head(needed).count() < 2 or protecting.head(needed).sum() < min_cell):
        needed += 1
    together = ordered.head(1 if len(ordered) - needed < 2 else 0).assign(group=ALL)
    return pd.concat([ordered.head(needed), together])


def disclosed(name: str, frame: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """One table as it may be published: `suppressed` set, and every figure of a hidden group empty.

    Of `not_estimable` the rows of hidden groups are left out: that a figure is missing tells something, too.

    Parameters
    ----------
    name
        Table, as `tables.declared` has it.
    frame
        Its estimates, with all declared columns but ``suppressed``; without rows, it may lack columns.
    hidden
        As `hidden_groups` gives them.
    """
    table = DECLARED[name]
    if not len(frame):
        return frame
    secret = set(hidden.itertuples(index=False, name=None))
    suppressed = np.zeros(len(frame), dtype=bool)
    for group_by, group in table.groups:
        cells = zip(frame["source"], frame[group_by], frame[group], strict=True)
        suppressed |= np.fromiter((cell in secret for cell in cells), dtype=bool, count=len(frame))
    published = frame.assign(suppressed=suppressed)
    for column in table.figures:
        published[column] = published[column].astype(object).mask(suppressed)
    return published[~suppressed] if name == "not_estimable" else published
