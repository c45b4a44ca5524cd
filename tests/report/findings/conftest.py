"""Tables that a test writes itself, row by row."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from competing_values.report.results import Results
from competing_values.tables.declared import TABLES

ROW = {"wave": "2023", "source": "survey", "weights": "none", "group_by": "all", "group": "all", "n": 11000}


@pytest.fixture
def results_of(publication: dict[str, Any], tmp_path: Path) -> Callable[..., Results]:
    """Results of the default study that hold nothing but given rows, each of the whole survey where it says nothing else."""

    def written(
        language: str = "en", instrument: dict[str, Any] | None = None, **tables: list[dict[str, Any]]
    ) -> Results:
        asked = {**publication["instrument"], **(instrument or {})}
        (tmp_path / "study.json").write_text(json.dumps({**publication, "instrument": asked}), encoding="utf-8")
        for name, rows in tables.items():
            frame = pd.DataFrame([{**ROW, "suppressed": False, **row} for row in rows])
            frame.reindex(columns=TABLES[name].columns).to_csv(tmp_path / f"{name}.csv", index=False)
        return Results(str(tmp_path), language)

    return written
