"""What ingestion and cleaning counted of the raw files."""

from collections.abc import Mapping

import pandas as pd

from competing_values.estimates.hidden import Hidden
from competing_values.study.names import ALL, TYPES
from competing_values.tables.contract import of_whole_source

COUNTED = ["answered", "missing", "out_of_range", "distinct"]


def counted(name: str, sources: Mapping[str, pd.DataFrame], hidden: Mapping[str, Hidden]) -> pd.DataFrame:
    """Table `flow`, `cleaning_rules` or `fields` of the sources that may be known.

    Of what few answered, or of what everybody answered alike, `fields` counts nothing.
    """
    frames = [frame.assign(source=source) for source, frame in sources.items()]
    rows = pd.concat(frames, ignore_index=True)
    if name == "fields":
        secret = {(source, item) for source, items in hidden.items() for of, _, item in items if of == ALL}
        cells = zip(rows["source"], rows["variable"], strict=True)
        is_hidden = [not secret.isdisjoint({(source, name), (source, _points(name))}) for source, name in cells]
        rows[COUNTED] = rows[COUNTED].astype("Int64").mask(pd.Series(is_hidden, index=rows.index), axis=0)
    return of_whole_source(rows)


def _points(variable: str) -> str:
    """The item that an alternative of the OCAI is hidden with: the points of its dimension."""
    stem, _, last = variable.rpartition("_")
    return f"{stem}_points" if last in TYPES else variable
