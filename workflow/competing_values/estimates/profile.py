"""Estimates of the OCAI profile: mean points of the types, and their compositional centre."""

import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.sums import CELL
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.rows import means_with_interval, ranked, with_keys
from competing_values.statistics.log_ratios import composition
from competing_values.study.blocks.ocai import Ocai
from competing_values.study.names import BALANCES, OVERALL, TYPES, balance, part


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `ocai_profile`: mean points of each type, in each perspective and dimension of every cell."""
    if not (ocai := analysis.instrument.ocai):
        return {}
    keys = {
        part(perspective, dimension, culture_type): (perspective, dimension, culture_type)
        for perspective in ocai.perspectives
        for dimension in (OVERALL, *ocai.dimensions)
        for culture_type in TYPES
    }
    columns = ["perspective", "dimension", "culture_type"]
    frame = with_keys(means_with_interval(cells, list(keys), analysis.statistics.confidence), keys, columns)
    frame = ranked(frame, within=("perspective", "dimension"))
    return {
        "ocai_profile": frame.drop(columns="df").merge(
            _centres(cells, ocai), on=[*CELL, *columns], how="left", sort=False
        )
    }


def _centres(cells: Cells, ocai: Ocai) -> pd.DataFrame:
    """Compositional centre of each perspective and dimension: one row a cell, perspective, dimension and type."""
    blocks = [(p, d) for p in ocai.perspectives for d in (OVERALL, *ocai.dimensions)]
    names = [balance(*block, name) for block in blocks for name in BALANCES]
    coordinates = cells.means(names)["mean"].to_numpy().reshape(len(cells.index), len(blocks), len(BALANCES))
    points = composition(coordinates, ocai.total)
    rows = pd.MultiIndex.from_product([cells.index.index, blocks, TYPES], names=["cell", "block", "culture_type"])
    frame = pd.DataFrame({"centre": points.ravel()}, index=rows).reset_index()
    frame[["perspective", "dimension"]] = frame["block"].tolist()
    return frame.join(cells.index[[*CELL]], on="cell").drop(columns=["cell", "block"])
