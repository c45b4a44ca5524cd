"""Estimates of what the weights do: shares before and after, and what the weights cost."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import RESPONDENTS
from competing_values.statistics.weights import design_effect, effective_n
from competing_values.study.names import ALL


def merged(margins: Mapping[str, pd.Series], labels: Mapping[str, Mapping[str, str]] | None) -> Mapping[str, pd.Series]:
    """Margins of the groups that are published, each of which is made of some categories.

    Parameters
    ----------
    margins
        Counts of the population by category, by variable.
    labels
        variable: category: its published group, as `protect` gives them; others are left out. None where nothing is protected.
    """
    if labels is None:
        return margins
    return {
        name: counts.groupby(counts.index.map(labels[name]), sort=False).sum()
        for name, counts in margins.items()
        if name in labels
    }


def weighting(cells: Cells, margins: Mapping[str, pd.Series]) -> pd.DataFrame:
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
    ]
    answers = cells.answers([*margins])
    whole_answers = answers[(answers["group_by"] == ALL) & (answers["variable"] != RESPONDENTS)]
    sample, weighted = (whole_answers[whole_answers["weights"] == kind] for kind in ("none", "population"))
    for variable, population in margins.items():
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
            }
        )
        rows.append(shares.assign(weights="population", group_by=ALL, group=ALL))
    return pd.concat(rows, ignore_index=True)
