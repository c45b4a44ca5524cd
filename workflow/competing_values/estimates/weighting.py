"""Estimates of what the weights do: shares before and after, and what the weights cost."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import RESPONDENTS
from competing_values.statistics.weights import design_effect, effective_n
from competing_values.study.names import ALL


def merged(
    margins: Mapping[str, pd.Series],
    labels: Mapping[str, Mapping[str, str]] | None,
    assumed: Collection[tuple[str, str]] = (),
) -> Mapping[str, pd.DataFrame]:
    """Margins of the groups that are published, each of which is made of some categories.

    Parameters
    ----------
    margins
        Counts of the population by category, by variable.
    labels
        variable: category: its published group, as `protect` gives them; others are left out. None where nothing is protected.
    assumed
        Variables and categories whose counts are assumptions.

    Returns
    -------
    variable: its groups, with ``count`` and ``assumed``, which a group is if a part of it is.
    """
    frames = {
        name: pd.DataFrame({"count": counts, "assumed": [(name, category) in assumed for category in counts.index]})
        for name, counts in margins.items()
    }
    if labels is None:
        return frames
    return {
        name: frame.groupby(frame.index.map(labels[name]), sort=False).agg({"count": "sum", "assumed": "any"})
        for name, frame in frames.items()
        if name in labels
    }


def weighting(cells: Cells, margins: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `weighting`: shares in the population, the sample and the weighted sample; design effect of the weights.

    Design effect and effective n are those of all respondents, in the row of the whole.
    """
    index = cells.index.assign(variable=ALL, category=ALL)
    whole = index[(index["group_by"] == ALL) & (index["weights"] == "population")]
    cost = {
        "deff": design_effect(whole["rows"], whole["w"], whole["w2"]),
        "effective_n": effective_n(whole["w"], whole["w2"]),
    }
    rows = [
        whole.drop(columns=["w", "w2"])
        .rename(columns={"rows": "n"})
        .assign(**cost, **dict.fromkeys(("population_share", "sample_share", "weighted_share"), np.nan))
        .assign(assumed=any(groups["assumed"].any() for groups in margins.values()))
    ]
    answers = cells.answers([*margins])
    whole_answers = answers[(answers["group_by"] == ALL) & (answers["variable"] != RESPONDENTS)]
    sample, weighted = (whole_answers[whole_answers["weights"] == kind] for kind in ("none", "population"))
    for variable, groups in margins.items():
        population = groups["count"]
        n = sample[sample["variable"] == variable].set_index("value")["n"].reindex(population.index, fill_value=0)
        w = weighted[weighted["variable"] == variable].set_index("value")["w"].reindex(population.index, fill_value=0)
        shares = pd.DataFrame(
            {
                "variable": variable,
                "category": population.index,
                "n": n.to_numpy(),
                "population_share": (population / population.sum()).to_numpy(),
                "sample_share": (n / n.sum()).to_numpy(),
                "weighted_share": (w / w.sum()).to_numpy(),
                "assumed": groups["assumed"].to_numpy(),
            }
        )
        rows.append(shares.assign(weights="population", group_by=ALL, group=ALL))
    return pd.concat(rows, ignore_index=True)


def response(cells: Cells, margins: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `response`: respondents of the whole and of each group of the population, as a share of it.

    Missing where more respondents than people are counted in any group: the margins then give shares, and no sizes.
    """
    size = max((groups["count"].sum() for groups in margins.values()), default=np.nan)
    whole = cells.index[(cells.index["group_by"] == ALL) & (cells.index["weights"] == "none")]
    answers = cells.answers([*margins])
    sample = answers[(answers["group_by"] == ALL) & (answers["weights"] == "none")]
    first = {"variable": ALL, "category": ALL, "n": int(whole["rows"].iloc[0]), "population": size, "assumed": False}
    rows = [pd.DataFrame([first])]
    for variable, groups in margins.items():
        n = sample[sample["variable"] == variable].set_index("value")["n"].reindex(groups.index, fill_value=0)
        told = {"population": groups["count"].to_numpy(), "assumed": groups["assumed"].to_numpy()}
        rows.append(pd.DataFrame({"variable": variable, "category": groups.index, "n": n.to_numpy(), **told}))
    frame = pd.concat(rows, ignore_index=True).assign(weights="none", group_by=ALL, group=ALL)
    frame["assumed"] = frame["assumed"].astype(bool)
    if (frame["n"] > frame["population"]).any():
        return frame.assign(population=np.nan, response_rate=np.nan, reason="the margins give shares, and no sizes")
    return frame.assign(response_rate=frame["n"] / frame["population"], reason="")


def raking(found: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `raking`: how the weights of each source came about, as the stage `score` wrote it down."""
    rows = [frame.assign(source=source) for source, frame in found.items()]
    return pd.concat(rows, ignore_index=True).assign(weights="population", group_by=ALL, group=ALL)
