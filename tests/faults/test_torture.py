"""A seeded small part of `make torture`: kills and harms of a study up to its scores."""

from pathlib import Path

import pytest
from faults import torture

TARGET = tuple(f"results/1996/private/manifests/{stage}_voters.json" for stage in ("ingest", "clean", "score"))


def test_what_is_killed_or_harmed_is_right_after_the_step_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torture, "TO_STUDIES", {})
    outcomes = [outcome for _, _, outcome in torture.tries(kills=2, faults=3, seed=7, target=TARGET, scratch=tmp_path)]
    assert len(outcomes) == 5
    assert set(outcomes) <= {"same bytes", "refused in words"}
