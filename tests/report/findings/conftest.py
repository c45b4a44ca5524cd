"""Tables that a test writes itself row by row, and tables of a survey that it may change."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pandas as pd
import pytest

from competing_values.report import emphasis
from competing_values.report.results import Results
from competing_values.tables.declared import DECLARED

Edit = Callable[[str, Callable[[pd.DataFrame], pd.DataFrame]], None]
ROW = {"wave": "2023", "source": "survey", "weights": "none", "group_by": "all", "group": "all", "n": 11000}


@pytest.fixture(autouse=True)
def _as_messages_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences keep the signs of emphasis that their messages have; `test_emphasis` tests what becomes of them."""
    monkeypatch.setattr(emphasis, "marked", str)


@pytest.fixture
def results_of(publication: dict[str, Any], tmp_path: Path) -> Callable[..., Results]:
    """Results of the default study that hold nothing but given rows, each of the whole survey where it says nothing else."""

    def written(
        language: str = "en", instrument: dict[str, Any] | None = None, **tables: list[dict[str, Any]]
    ) -> Results:
        asked = {**publication["instrument"], **(instrument or {})}
        (tmp_path / "study.json").write_text(json.dumps({**publication, "instrument": asked}), encoding="utf-8")
        for name, rows in tables.items():
            frame = pd.DataFrame([{**ROW, **row} for row in rows])
            frame.reindex(columns=DECLARED[name].columns).to_csv(tmp_path / f"{name}.csv", index=False)
        return Results(str(tmp_path), language)

    return written


@pytest.fixture
def tables(folder: Path, tmp_path: Path) -> Path:
    """A copy of the survey's tables."""
    return copytree(folder, tmp_path / "tables")


@pytest.fixture
def edit(tables: Path) -> Edit:
    """Change a table of the copy: its name, and what becomes of its rows."""

    def change(name: str, changed: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
        path = tables / f"{name}.csv"
        changed(pd.read_csv(path).convert_dtypes()).to_csv(path, index=False)

    return change


@pytest.fixture
def declare(tables: Path) -> Callable[..., None]:
    """Change what the study of the copy says of itself."""

    def change(**changes: Any) -> None:
        path = tables / "study.json"
        study = json.loads(path.read_text(encoding="utf-8")) | changes
        path.write_text(json.dumps(study, ensure_ascii=False), encoding="utf-8")

    return change
