"""The start of a run by `make`: what would end it with a page of Python is told in words, and Snakemake takes over.

It imports no package that may be missing: ``python -P -m competing_values.run.start <arguments of Snakemake>``.
"""

import hashlib
import os
import re
import shlex
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from competing_values.run.environment import environment, own_folder

PACKAGE = "competing-values"
#: So much is written and removed again, to see that there is room.
PROBE = 1_000_000


def absent() -> list[str]:
    """Declared packages that are not installed."""
    names = [re.match(r"[\w.-]+", one) for one in requires(PACKAGE) or () if "extra ==" not in one]
    return [name[0] for name in names if name and not _installed(name[0])]


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def refuse_without_room(study: Path) -> None:
    """End with a message where a study's folder is full, or where it or a folder inside its results cannot be written."""
    folder = study / ".snakemake"
    probe = folder / "room"
    try:
        folder.mkdir(exist_ok=True)
        probe.write_bytes(bytes(PROBE))
    except OSError as error:
        sys.exit(f"{study.resolve()}: {error.strerror}. A run writes here: make room or give access, then run again.")
    finally:
        with suppress(OSError):
            probe.unlink()
    shut = [str(one) for one in _folders(folder, study / "results") if not os.access(one, os.R_OK | os.W_OK | os.X_OK)]
    if shut:
        more = f" and {len(shut) - 1} more" if len(shut) > 1 else ""
        sys.exit(
            f"{shut[0]}{more}: closed to you, and a run writes here. Give yourself access (chmod -R u+rwX "
            f"{shlex.quote(shut[0])}), or have it given by who made it, then run again."
        )
    try:
        tempfile.gettempdir()
    except OSError:
        sys.exit(
            "There is no folder for temporary files: make room in /tmp, or set TMPDIR to a folder that can be written."
        )


def _folders(*tops: Path) -> list[Path]:
    """Folders that are there, and all inside."""
    inside = [Path(folder, name) for top in tops for folder, names, _ in os.walk(top) for name in names]
    return [*filter(Path.is_dir, tops), *inside]


def interpreter() -> str:
    """The path of this Python, such that a shell takes it as it is, since Snakemake puts it into commands without quotes."""
    if re.fullmatch(r"[\w./-]+", sys.executable, re.ASCII):
        return sys.executable
    link = own_folder() / hashlib.sha256(sys.prefix.encode()).hexdigest()[:16]
    if not link.is_symlink():
        link.symlink_to(sys.prefix)
    return str(link / "bin" / Path(sys.executable).name)


def main(arguments: list[str]) -> None:
    """Check, and become Snakemake."""
    if missing := absent():
        sys.exit(
            f"{', '.join(missing)}: not installed any more in {sys.prefix}. Set up again: "
            f"rm {Path(sys.prefix, 'run.stamp')}, then make."
        )
    if "--directory" in arguments:
        refuse_without_room(Path(arguments[arguments.index("--directory") + 1]))
    python = interpreter()
    os.execve(python, [python, "-P", "-m", "snakemake", *arguments], os.environ | environment())


if __name__ == "__main__":
    main(sys.argv[1:])
