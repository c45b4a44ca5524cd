"""Respondents' ids as keyed hashes: equal ids stay equal, and nobody without the key can tell whose they are."""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

import polars as pl

from competing_values.errors import UserError


def secret_key() -> bytes:
    """The key of this user on this machine, made at its first use.

    It lies outside the study, in ``competing-values/key`` of the user's configuration folder, so that a shared
    results folder does not carry it.
    """
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    path = home / "competing-values" / "key"
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = path.with_suffix(f".{os.getpid()}")
            beside.touch(mode=0o600)
            beside.write_bytes(secrets.token_bytes(32))
            with suppress(FileExistsError):  # the first of two runs at once wins
                path.hardlink_to(beside)
            beside.unlink()
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path}: {error.strerror}. The key that hides respondents' ids is kept there; "
            "make the folder writable, or set XDG_CONFIG_HOME to another."
        ) from None


def pseudonym(identifier: pl.Expr, key: bytes) -> pl.Expr:
    """HMAC-SHA-256 of each id [krawczyk1997], 32 hexadecimal digits; null stays null."""

    def digest(value: str) -> str:
        return hmac.digest(key, value.encode(), "sha256").hex()[:32]

    return identifier.map_elements(digest, return_dtype=pl.String)
