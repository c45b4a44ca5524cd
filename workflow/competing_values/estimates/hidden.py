"""Figures that are missing because they are protected: what rows say of them."""

import pandas as pd

from competing_values.study.instrument import Instrument
from competing_values.study.names import ALL

#: Items that are hidden of a group: ``group_by, group, item``, as the table `protection` names them.
Hidden = set[tuple[str, str, str]]

PROTECTED = "protected"


def with_protected(frame: pd.DataFrame, instrument: Instrument, hidden: Hidden) -> pd.DataFrame:
    """Estimates of one source in which rows say that figures are protected, where this is why they are missing.

    Of whom a figure is hidden is not counted, either: `n` is then empty.

    Parameters
    ----------
    frame
        Rows with ``group_by, group, n`` and ``reason``; what has no reasons is left as it is.
    instrument
        The questionnaire.
    hidden
        Items that protection did not let through.
    """
    if not hidden or "reason" not in frame:
        return frame
    by_group: dict[tuple[str, str], set[str]] = {}
    for group_by, group, item in hidden:
        by_group.setdefault((group_by, group), set()).add(item)
        if group_by != ALL:  # of all groups together
            by_group.setdefault((group_by, ALL), set()).add(item)
    columns = [*map(str, frame)]
    protected = [
        bool(reason)
        and any(
            not by_group.get(cell, set()).isdisjoint(block.stands_on(dict(zip(columns, row, strict=True))))
            for block in instrument.blocks()
        )
        for reason, cell, row in zip(
            frame["reason"],
            zip(frame["group_by"], frame["group"], strict=True),
            frame.itertuples(index=False, name=None),
            strict=True,
        )
    ]
    is_protected = pd.Series(protected, index=frame.index, dtype=bool)
    return frame.assign(
        n=frame["n"].astype("Float64").mask(is_protected & frame["n"].eq(0)).astype("Int64"),
        reason=frame["reason"].mask(is_protected, PROTECTED),
    )


def of_source(record: pd.DataFrame, source: str) -> Hidden:
    """The items of one source that the record of protection says are hidden."""
    rows = record[(record["source"] == source) & (record["variable"] != "")]
    return set(zip(rows["group_by"], rows["group"], rows["variable"], strict=True))
