"""The key that hides ids: made once, for its owner alone, and refused where it hides nothing."""

import stat
from pathlib import Path

import pytest

from competing_values.errors import UserError
from competing_values.microdata.pseudonyms import secret_key


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key is kept, with a good one in it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    secret_key()
    return tmp_path / "competing-values" / "key"


def told() -> str:
    with pytest.raises(UserError) as error:
        secret_key()
    return str(error.value)


def test_a_key_is_made_once_and_for_its_owner_alone(path: Path) -> None:
    assert len(path.read_bytes()) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_key() == secret_key() == path.read_bytes()


@pytest.mark.parametrize("key", [b"", b"\n", b"secret", bytes(31)])
def test_a_short_key_is_refused(path: Path, key: bytes) -> None:
    path.write_bytes(key)
    message = told()
    assert f"has {len(key)} bytes" in message
    assert f"rm {path}" in message
    path.unlink()
    assert len(secret_key()) == 32


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o666])
def test_a_key_that_others_may_read_or_write_is_refused(path: Path, mode: int) -> None:
    path.chmod(mode)
    assert f"`chmod 600 {path}`" in told()
    path.chmod(0o600)
    assert len(secret_key()) == 32


def test_a_key_that_others_may_replace_is_refused(path: Path) -> None:
    path.parent.chmod(0o777)
    assert f"`chmod 700 {path.parent}`" in told()
