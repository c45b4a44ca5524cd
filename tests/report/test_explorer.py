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
STATEMENT = {"statement": "s01", "mean": 2.13}


def test_figures_stand_in_the_order_of_their_items(publication: dict[str, Any], tmp_path: Path) -> None:
    tables = {"ocai_profile": PROFILE, "ocai_gap": GAP, "sector_scores": SECTOR, "statement_scores": STATEMENT}
    made = explorer(written(tmp_path, publication, tables))
    assert made is not None
    assert made["items"] == ["profile.now.overall.clan", "gap.overall.clan", "sector.work", "statement.s01"]
    assert made["cells"]["survey"]["body"]["central"] == [
        [2.115, 1.114, 3.116, 40],
        [-2.0, 1.114, 3.116, 40],
        [2.12, 1.114, 3.116, 40],
        [2.13, 1.114, 3.116, 40],
    ]
    assert made["groups"]["body"] == {"central": "Central", "other": "Other groups"}
    assert list(made["simulated"]) == ["survey"]
    json.dumps(made, allow_nan=False)


def test_a_figure_that_cannot_be_given_is_none(publication: dict[str, Any], tmp_path: Path) -> None:
    made = explorer(
        written(
            tmp_path,
            publication,
            {"sector_scores": SECTOR | {"mean": None}, "statement_scores": STATEMENT | {"ci_low": None}},
        )
    )
    assert made is not None
    assert made["cells"]["survey"]["all"]["all"] == [None, [2.13, None, 3.116, 40]]


def test_many_groups_take_little_room(publication: dict[str, Any], tmp_path: Path) -> None:
    """A report of at most 5 MB: the default questionnaire has 84 figures of types, 4 of sectors and 29 of statements."""
    groups = [f"unit_{number}" for number in range(1128)]
    rows = [
        {
            "source": "survey",
            "weights": "none",
            "group_by": by,
            "group": group,
            "sector": f"sector_{k}",
            "mean": 5.25,
            "ci_low": 5.05,
            "ci_high": 5.45,
            "n": 143,
        }
        for by, group in [("all", "all"), *(("body", group) for group in groups)]
        for k in range(117)
    ]
    pd.DataFrame(rows).reindex(columns=TABLES["sector_scores"].columns).to_csv(
        tmp_path / "sector_scores.csv", index=False
    )
    made = explorer(written(tmp_path, publication, {}))
    assert made is not None
    assert len(json.dumps(made, separators=(",", ":"))) < 3_500_000


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


def test_sectors_of_one_statement_stand_once(publication: dict[str, Any], tmp_path: Path) -> None:
    sectors = publication["instrument"]["ratings"]["sectors"]
    first = {
        name: sector | {"statements": dict([next(iter(sector["statements"].items()))])}
        for name, sector in sectors.items()
    }
    ratings = publication["instrument"]["ratings"] | {"sectors": first}
    lean = publication | {"instrument": publication["instrument"] | {"ratings": ratings}}
    made = explorer(written(tmp_path, lean, {"sector_scores": SECTOR, "statement_scores": STATEMENT}))
    assert made is not None
    assert made["items"] == ["sector.work"]
