"""Tables of a survey that a test may change."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pandas as pd
import pytest

Edit = Callable[[str, Callable[[pd.DataFrame], pd.DataFrame]], None]


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
