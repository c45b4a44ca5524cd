"""The audit of locked packages: each lock on its own, and what is said where nothing can be reached."""

import subprocess
from pathlib import Path

import pytest

from competing_values.errors import UserError
from competing_values.tools import auditing


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """What uv answers on each of two locks, in their order: exit code and output."""
    for name, package in (("a", "rich==13.0"), ("b", "rich==14.0")):
        (tmp_path / f"requirements-{name}.lock").write_text(f"{package} \\\n    --hash=sha256:0\n")
    given: list[tuple[int, str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert "rich==1" in Path(command[command.index("--project") + 1], "pyproject.toml").read_text()
        code, said = given.pop(0)
        return subprocess.CompletedProcess(command, code, stdout=said, stderr="" if code == 0 else "said")

    monkeypatch.setattr(auditing, "REPOSITORY", tmp_path)
    monkeypatch.setattr("subprocess.run", run)
    return given


def test_locks_without_advisories_are_named(answers: list[tuple[int, str]]) -> None:
    answers += [(0, ""), (0, "")]
    assert auditing.audit() == "No advisory on what these lock: requirements-a.lock, requirements-b.lock."


def test_an_advisory_is_told_with_its_lock(answers: list[tuple[int, str]]) -> None:
    answers += [(0, ""), (1, "rich 14.0 has 1 known vulnerability")]
    with pytest.raises(UserError, match=r"^requirements-b.lock\nrich 14.0 has 1 known vulnerability$"):
        auditing.audit()


def test_where_nothing_can_be_reached_it_says_so(answers: list[tuple[int, str]]) -> None:
    answers += [(2, "")]
    with pytest.raises(UserError, match=r"nothing was checked. Say `make audit` on a machine"):
        auditing.audit()
