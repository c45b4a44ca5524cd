"""How the respondents of a source were drawn: strata, clusters, and what errors stand on."""

import pandas as pd

from competing_values.aggregates.cells import Cells
from competing_values.aggregates.drawn import Score
from competing_values.aggregates.sums import RESPONDENTS
from competing_values.estimates.analysis import Analysis
from competing_values.estimates.groups import groups_of
from competing_values.study.names import ALL


def tables(cells: Cells, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Table `design`: for each weighted version of a source that says how its respondents were drawn.

    In the row of a breakdown `n` and `df` are of those who stated a group, and groups within one cluster are counted.
    """
    rows = []
    for version in cells.versions:
        if not cells.is_declared(version):
            continue
        for group_by in (ALL, *analysis.breakdowns):
            if group_by == ALL:
                positions = [cells.whole(version)]
            elif not (positions := [group.position for group in groups_of(cells, group_by, version)]):
                continue
            whole = cells.drawn(cells.whole(version))
            drawn = whole.strata.clusters
            rows.append(
                {
                    "weights": version,
                    "group_by": group_by,
                    "n": int(cells.index["rows"][positions].sum()),
                    "strata": len(drawn),
                    "clusters": int(drawn.sum()),
                    "single_clusters": int((drawn == 1).sum()),
                    "df": whole.freedom([Score(position, RESPONDENTS, {}) for position in positions]),
                    "within_one": sum(whole.is_one_cluster(position) for position in positions),
                }
            )
    return {"design": pd.DataFrame(rows).assign(group=ALL)} if rows else {}
