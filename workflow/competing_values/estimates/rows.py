"""What the estimates of every topic share: intervals, ranks and adjusted p values over rows of a frame."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.errors import NotEstimableError
from competing_values.statistics.adjustment import adjusted
from competing_values.statistics.means import t_interval

Result = TypeVar("Result")


def with_keys(frame: pd.DataFrame, keys: Mapping[str, Sequence[str]], columns: Sequence[str]) -> pd.DataFrame:
    """Replace the column `name` by the columns that it stands for."""
    looked_up = pd.DataFrame([keys[name] for name in frame["name"]], columns=list(columns), index=frame.index)
    return pd.concat([frame.drop(columns="name"), looked_up], axis=1)


def means_with_interval(cells: Cells, names: Sequence[str], confidence: float) -> pd.DataFrame:
    """`Cells.means`, with the t interval, and the reason where there is no mean or no interval."""
    frame = cells.means(names)
    correction = frame["weights"].map({version: cells.correction(version) for version in cells.versions})
    low, high = t_interval(frame["mean"], frame["se"], frame["df"], confidence, correction)
    declared = frame["weights"].map({version: cells.is_declared(version) for version in cells.versions})
    reason = np.select(
        [frame["n"] == 0, frame["mean"].isna(), frame["n"] == 1, frame["df"].isna() & declared, frame["df"].isna()],
        [
            "nobody answered",
            "all weights are zero",
            "one answer has no spread",
            "no more clusters than strata: the design leaves no degrees of freedom",
            "one answer has all the weight",
        ],
        default="",
    )
    return frame.assign(ci_low=low, ci_high=high, reason=reason)


def ranked(frame: pd.DataFrame, within: Sequence[str] = ()) -> pd.DataFrame:
    """Add the rank of `mean` in its cell, 1 for the highest; equal means share the better rank."""
    ranks = frame.groupby([*CELL, *within], sort=False)["mean"].rank(ascending=False, method="min")
    return frame.assign(rank=ranks)


def with_adjusted_p(frame: pd.DataFrame, method: str) -> pd.DataFrame:
    """Add `p_adjusted`, over the rows of one cell and family."""
    families = frame.groupby([*CELL, "family"], sort=False)["p"]
    return frame.assign(p_adjusted=families.transform(lambda p: adjusted(p.to_numpy(dtype=float), method)))


def attempted(function: Callable[..., Result], *arguments: Any, **options: Any) -> tuple[Result | None, str]:
    """The result of a statistic, or None and the reason why the data cannot give it, whatever it raises."""
    try:
        return function(*arguments, **options), ""
    except NotEstimableError as error:
        return None, str(error)
    except Exception as error:
        return None, f"it could not be computed: {error or type(error).__name__}"


def joined(*reasons: str) -> str:
    """Several reasons as one, each once."""
    return "; ".join(dict.fromkeys(reason for reason in reasons if reason))


def whole_cells(cells: Cells) -> pd.DataFrame:
    """The unweighted cells, which group tests, reliability, agreement and drivers stand on."""
    return cells.index[cells.index["weights"] == "none"]
