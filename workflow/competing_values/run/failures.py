"""What a run tells its user as the last thing on the terminal: messages of failed jobs, or what it came to."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: How many reasons of a rerun are shown.
SHOWN = 10
#: Names the folder of messages that found no room beside their logs.
ELSEWHERE = "COMPETING_VALUES_MESSAGES"


def prepare_messages(results: str) -> None:
    """Remove the messages of an earlier run, and make a folder for those that find no room there."""
    for message in _messages(results):
        message.unlink()
    os.environ[ELSEWHERE] = tempfile.mkdtemp(prefix="competing-values-")
    atexit.register(shutil.rmtree, os.environ[ELSEWHERE], ignore_errors=True)


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


def show_messages(results: str) -> None:
    """Print the messages at the end of the process, since Snakemake itself prints after `onerror`."""
    texts = [message.read_text(encoding="utf-8").strip() for message in _messages(results)]
    atexit.register(sys.stderr.write, "\n" + "\n\n".join(dict.fromkeys(filter(None, texts))) + "\n" if texts else "")


def show_account(text: str, outdated: list[str]) -> None:
    """Print what a run came to at the end of the process, since Snakemake itself prints after `onsuccess`."""
    removed = "Removed, since they stood on what is new now: files of earlier runs. `make pdf` writes PDFs anew.\n"
    atexit.register(sys.stderr.write, f"\n{text}{removed if outdated else ''}")


def show_discarded(reasons: list[str]) -> None:
    """Say at the beginning of a run why finished work is done again."""
    if reasons:
        more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
        told = "".join(f"  {reason}\n" for reason in [*reasons[:SHOWN], *more])
        sys.stderr.write(f"What stands on these files is made anew:\n{told}")


def _messages(results: str) -> Iterator[Path]:
    elsewhere = os.environ.get(ELSEWHERE)
    yield from sorted(Path(results).glob("**/logs/*.error"))
    if elsewhere:
        yield from sorted(Path(elsewhere).glob("*.error"))
