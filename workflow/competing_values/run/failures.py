"""What a run tells its user as the last thing on the terminal: messages of failed jobs, or what it came to."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: How many reasons of a rerun are shown.
SHOWN = 10
#: Names the folder of messages that found no room beside their logs.
ELSEWHERE = "COMPETING_VALUES_MESSAGES"
#: With less room than this, in bytes, a disk is full.
ROOM = 2_000_000
FULL = "{folder}: the disk is full. Make room, then run again: what is finished stays."
ACCESS = "{file}: {reason}. Make room or give access, then run again."


class Ending:
    """How a run ends, said when the process exits, since Snakemake itself prints after its handlers.

    Parameters
    ----------
    results
        Folder of the study's results.
    """

    def __init__(self, results: Path) -> None:
        self._results = results.absolute()  # Snakemake leaves the study's folder before the process exits
        self._account: str | None = None

    def begin(self) -> None:
        """Remove the messages of an earlier run, and make a folder for those that find no room there."""
        for message in self._messages():
            message.unlink()
        os.environ[ELSEWHERE] = tempfile.mkdtemp(prefix="competing-values-")
        atexit.register(shutil.rmtree, os.environ[ELSEWHERE], ignore_errors=True)
        atexit.register(self._say)

    def well(self, account: str, outdated: list[str]) -> None:
        """The run has succeeded: this is what it came to, and why files of earlier runs were removed."""
        removed = "Removed, since they stood on what is new now: files of earlier runs. `make pdf` writes PDFs anew.\n"
        self._account = f"{account}{removed if outdated else ''}"

    def _say(self) -> None:
        texts = [self._account] if self._account is not None else [*self._reasons()]
        sys.stderr.write("\n" + "\n\n".join(texts) + "\n" if texts else "")

    def _reasons(self) -> Iterator[str]:
        """Messages of failed jobs, each once; and the reason where Snakemake itself could not go on."""
        yield from dict.fromkeys(
            text for message in self._messages() if (text := message.read_text(encoding="utf-8").strip())
        )
        if shutil.disk_usage(self._results.parent).free < ROOM:
            yield FULL.format(folder=self._results.parent)

    def _messages(self) -> Iterator[Path]:
        elsewhere = os.environ.get(ELSEWHERE)
        yield from sorted(self._results.glob("**/logs/*.error"))
        if elsewhere:
            yield from sorted(Path(elsewhere).glob("*.error"))


def leave(log: Path, message: str) -> None:
    """Leave the message of a job beside its log; where the disk is full or closed, where there is room."""
    try:
        log.with_suffix(".error").write_text(message, encoding="utf-8")
    except OSError:
        if ELSEWHERE in os.environ:
            Path(os.environ[ELSEWHERE], log.with_suffix(".error").name).write_text(message, encoding="utf-8")


def take_back(log: Path) -> None:
    """Remove the message of a job that has ended well."""
    log.with_suffix(".error").unlink(missing_ok=True)


@contextmanager
def in_words() -> Iterator[None]:
    """End the process with a message where a file cannot be read or written."""
    try:
        yield
    except OSError as error:
        sys.exit(f"\n{ACCESS.format(file=error.filename or 'A file', reason=error.strerror)}\n")


def show_discarded(reasons: list[str]) -> None:
    """Say at the beginning of a run why finished work is done again."""
    if reasons:
        more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
        told = "".join(f"  {reason}\n" for reason in [*reasons[:SHOWN], *more])
        sys.stderr.write(f"What stands on these files is made anew:\n{told}")
