"""What `make plan` prints: the sentences and tables of every source, or where to get them."""

from pathlib import Path

import pytest

from competing_values.errors import UserError
from competing_values.tools.planning import plan


def test_without_tables_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="wave 2024 has no tables yet"):
        plan({"waves": {"2024": {}}, "languages": ["en"]})
