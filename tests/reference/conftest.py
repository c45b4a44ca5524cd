"""Figures that R printed."""

import json
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reference():
    """Load the figures that `tests/reference/<name>.R` printed."""
    return lambda name: json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
