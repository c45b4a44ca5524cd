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
    """What advisories say of the packages in all locks of the repository.

    Raises
    ------
    UserError
        With the advisories, where there are any; or where they cannot be reached.
    """
    locks = [path.read_text(encoding="utf-8") for path in sorted(REPOSITORY.glob("requirements*.lock"))]
    names = dict.fromkeys(requirement for lock in locks for requirement in locked(lock))
    requirements = "".join(f"    {json.dumps(name)},\n" for name in names)
    uv = Path(sys.executable).with_name("uv")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(PROJECT.format(requirements=requirements), encoding="utf-8")
        command = [str(uv), "audit", "--project", folder, "--system-certs", "--preview-features", "audit-command"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = f"{done.stdout}\n{done.stderr}".strip()
    if done.returncode == 0:
        return f"{len(names)} packages, no advisory.\n{said}"
    if "vulnerabilit" in done.stdout:
        raise UserError(said)
    raise UserError(UNREACHED.format(said=said))
