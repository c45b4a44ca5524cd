"""The explorer's data: published figures of unweighted rows, as they stand in the tables; absent blocks left out."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from competing_values.report.explorer import explorer
from competing_values.report.results import Results
from competing_values.tables.declared import TABLES

GROUPS = [("all", "all"), ("body", "central"), ("body", "other")]


def written(folder: Path, publication: dict[str, Any], tables: dict[str, dict[str, Any]]) -> Results:
    """Tables of a survey with one row for each group, and the same weighted."""
    for name, row in tables.items():
        rows = [
            {"source": "survey", "weights": weights, "group_by": by, "group": group}
            | {"n": 40, "ci_low": 1.114, "ci_high": 3.116}
            | row
            for weights in ("none", "population")
            for by, group in GROUPS
        ]
        pd.DataFrame(rows).reindex(columns=TABLES[name].columns).to_csv(folder / f"{name}.csv", index=False)
    (folder / "study.json").write_text(json.dumps(publication, ensure_ascii=False), encoding="utf-8")
    return Results(str(folder), "en")


PROFILE = {"perspective": "now", "dimension": "overall", "culture_type": "clan", "mean": 2.115}
GAP = {"dimension": "overall", "culture_type": "clan", "gap": -2.0}
SECTOR = {"sector": "work", "mean": 2.12}


def test_figures_stand_under_their_names(publication: dict[str, Any], tmp_path: Path) -> None:
    made = explorer(written(tmp_path, publication, {"ocai_profile": PROFILE, "ocai_gap": GAP, "sector_scores": SECTOR}))
    assert made is not None
    assert made["cells"]["survey"]["body"]["central"] == {
        "profile": {"now": {"overall": {"clan": [2.115, 1.114, 3.116, 40]}}},
        "gap": {"overall": {"clan": [-2.0, 1.114, 3.116, 40]}},
        "sectors": {"work": [2.12, 1.114, 3.116, 40]},
    }
    assert made["groups"]["body"] == {"central": "Central", "other": "Other groups"}
    assert list(made["simulated"]) == ["survey"]
    json.dumps(made, allow_nan=False)


def test_a_figure_that_cannot_be_given_is_none(publication: dict[str, Any], tmp_path: Path) -> None:
    made = explorer(written(tmp_path, publication, {"sector_scores": SECTOR | {"mean": None}}))
    assert made is not None
    assert made["cells"]["survey"]["all"]["all"] == {"sectors": {"work": None}}


@pytest.mark.parametrize(
    ("block", "table", "row"), [("ratings", "ocai_profile", PROFILE), ("ocai", "sector_scores", SECTOR)]
)
def test_a_study_without_a_block_shows_the_other(
    publication: dict[str, Any], tmp_path: Path, block: str, table: str, row: dict[str, Any]
) -> None:
    lean = publication | {"instrument": publication["instrument"] | {block: None}}
    made = explorer(written(tmp_path, lean, {table: row}))
    assert made is not None
    assert not (made["sectors"] if block == "ratings" else made["dimensions"])


def test_a_study_without_both_has_no_explorer(publication: dict[str, Any], tmp_path: Path) -> None:
    lean = publication | {"instrument": publication["instrument"] | {"ocai": None, "ratings": None}}
    assert explorer(written(tmp_path, lean, {})) is None
