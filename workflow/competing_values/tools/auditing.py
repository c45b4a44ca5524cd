"""The locked packages held against a source of security advisories: `make audit`."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY

#: A project of nothing but what is locked.
PROJECT = """[project]
name = "locked"
version = "0"
requires-python = ">=3.11"
dependencies = [
{requirements}]
"""
UNREACHED = (
    "No source of advisories, or no package index, can be reached from here: nothing was checked. Say `make audit` on a "
    "machine with access to them.\n\nWhat uv said:\n{said}"
)


def locked(lock: str) -> list[str]:
    """Requirements of a lock, each with its version and marker and without its checksums."""
    return re.findall(r"^([\w.-]+==[^\\\n]*?) \\$", lock, re.MULTILINE)


def audit() -> str:
    """What advisories say of the packages of each lock: each is an environment of its own, with its own versions.

    Raises
    ------
    UserError
        With the advisories, where there are any; or where they cannot be reached.
    """
    locks = sorted(REPOSITORY.glob("requirements*.lock"))
    found = {lock.name: _audited(locked(lock.read_text(encoding="utf-8"))) for lock in locks}
    if advisories := "\n\n".join(f"{name}\n{said}" for name, said in found.items() if said):
        raise UserError(advisories)
    return f"No advisory on what these lock: {', '.join(found)}."


def _audited(requirements: list[str]) -> str:
    """Advisories on some packages; empty where there are none."""
    listed = "".join(f"    {json.dumps(one)},\n" for one in requirements)
    uv = Path(sys.executable).with_name("uv")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(PROJECT.format(requirements=listed), encoding="utf-8")
        command = [str(uv), "audit", "--project", folder, "--system-certs", "--preview-features", "audit-command"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "vulnerabilit" not in done.stdout:
        raise UserError(UNREACHED.format(said=f"{done.stdout}\n{done.stderr}".strip()))
    return done.stdout.strip() if done.returncode else ""
