"""The default study, and a survey's tables that many tests read and none changes."""

from pathlib import Path
from typing import Any

import pytest
from figure_tables import written

from competing_values.run.imports import REPOSITORY
from competing_values.study import loading


@pytest.fixture(scope="session")
def publication() -> dict[str, Any]:
    """What the default study says of itself, in three languages."""
    return loading.load(str(REPOSITORY / "config.yaml"))["publication"]["2023"]


@pytest.fixture(scope="session")
def folder(publication: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of one survey: the whole, 18 regions, and other groups."""
    return written(tmp_path_factory.mktemp("tables"), publication)
