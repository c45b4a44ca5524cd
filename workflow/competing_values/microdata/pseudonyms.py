"""Respondents' ids as keyed hashes: equal ids stay equal, and nobody without the key can tell whose they are."""

import hmac
import os
import secrets
import shlex
from contextlib import suppress
from pathlib import Path

import polars as pl

from competing_values.errors import UserError

#: Of a key: as many as HMAC-SHA-256 gives out (RFC 2104, section 3).
BYTES = 32


def secret_key() -> bytes:
    """The key of this user on this machine, made at its first use.

    It lies outside the study, in ``competing-values/key`` of the user's configuration folder, so that a shared
    results folder does not carry it.

    Raises
    ------
    UserError
        When it cannot be read or made, is shorter than `BYTES`, or other users may read it or put another in its place.
    """
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    path = home / "competing-values" / "key"
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = path.with_suffix(f".{os.getpid()}")
            beside.touch(mode=0o600)
            beside.write_bytes(secrets.token_bytes(BYTES))
            with suppress(FileExistsError):  # the first of two runs at once wins
                path.hardlink_to(beside)
            beside.unlink()
        key = path.read_bytes()
        rights = (path.parent, 0o022, "700"), (path, 0o077, "600")
        is_open = [(one, closed) for one, of_others, closed in rights if one.stat().st_mode & of_others]
    except OSError as error:
        raise UserError(
            f"{path}: {error.strerror}. The key that hides respondents' ids is kept there; "
            "make the folder writable, or set XDG_CONFIG_HOME to another."
        ) from None
    if is_open:
        closing = " && ".join(f"chmod {closed} {shlex.quote(str(one))}" for one, closed in is_open)
        raise UserError(
            f"{path}: other users of this machine may read the key that hides respondents' ids, or put another in its "
            f"place. Close it: `{closing}`. If one of them may have read it, delete it instead, with all that was computed "
            "from it: the next run makes another."
        )
    if len(key) < BYTES:
        raise UserError(
            f"{path}: the key that hides respondents' ids has {len(key)} bytes, and one of fewer than {BYTES} can be "
            f"guessed. Delete it (`rm {shlex.quote(str(path))}`), and what was computed from it: the next run makes another, "
            f"of {BYTES} random bytes."
        )
    return key


def pseudonym(identifier: pl.Expr, key: bytes) -> pl.Expr:
    """HMAC-SHA-256 of each id [krawczyk1997], 32 hexadecimal digits; null stays null."""

    def digest(value: str) -> str:
        return hmac.digest(key, value.encode(), "sha256").hex()[:32]

    return identifier.map_elements(digest, return_dtype=pl.String)
