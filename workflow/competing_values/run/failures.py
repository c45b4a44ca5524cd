"""What a run tells its user as the last thing on the terminal: messages of failed jobs, or what it came to."""

import atexit
import logging
import os
import shlex
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from snakemake_interface_logger_plugins.common import LogEvent

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY

#: How many reasons of a rerun are shown.
SHOWN = 10
#: Names the folder of messages that found no room beside their logs.
ELSEWHERE = "COMPETING_VALUES_MESSAGES"
#: With less room than this, in bytes, a disk is full.
ROOM = 2_000_000
NO_ROOM = "No space left on device"
FULL = "{folder}: the disk is full. Make room, then run again: what is finished stays."
ACCESS = "{file}: {reason}. Make room or give access, then run again."
ENDED = (
    "{rule}: its process was ended from outside: by a person, or by the system where memory was short. Close other "
    "programs, or run one job at a time (`snakemake --cores 1`), and run again: what is finished stays."
)
NO_MEMORY = (
    "{rule}: there was not enough memory. Close other programs, or run one job at a time (`snakemake --cores 1`), and run "
    "again: what is finished stays."
)
LOCKED = (
    "The study is locked: another run is at work in it. Wait for it; if it was killed, say `{unlock}`, then run again."
)
#: Of a job that has left no message, since its process ended before its script began.
UNTOLD = (
    "{rule}: its process ended before it began to work: by a person, by the system where memory was short, or since a "
    "package is damaged. Run again; if that does not help, set up again: rm {stamp}, then make."
)
#: What Snakemake says of its own end, in place of which this module speaks.
FAREWELL = ("Complete log", "Elapsed time")


class Ending(logging.Handler):
    """How a run ends, said once, when the process exits, since Snakemake itself prints after its handlers.

    It listens to what Snakemake says of failures: `is_for_people` keeps that from the terminal.

    Parameters
    ----------
    results
        Folder of the study's results.
    """

    def __init__(self, results: Path) -> None:
        super().__init__(logging.ERROR)
        self._results = results.absolute()  # Snakemake leaves the study's folder before the process exits
        self._account: str | None = None
        self._begun = False
        self._faults: list[str] = []
        atexit.register(self._say)

    def emit(self, record: logging.LogRecord) -> None:
        """Note a fault that Snakemake tells of; see to it that each failed job has left a message."""
        told = vars(record)
        if told.get("event") == LogEvent.JOB_ERROR:
            for log in map(Path, told["log"]):
                if not any(message.exists() for message in _places(log)):
                    leave(log, UNTOLD.format(rule=told["rule_name"], stamp=Path(sys.prefix, "run.stamp")))
        elif told.get("exception") == "LockException":
            self._faults.append(LOCKED.format(unlock=self._unlock()))
        elif NO_ROOM in record.getMessage():
            self._faults.append(FULL.format(folder=self._results.parent))
        else:
            self._faults.append(record.getMessage())

    def begin(self) -> None:
        """Remove what a run that was killed has left, and make a folder for messages that find no room beside their logs."""
        for message in self._messages():
            message.unlink()
        self._clear()
        self._begun = True
        os.environ[ELSEWHERE] = tempfile.mkdtemp(prefix="competing-values-")

    def well(self, account: str, outdated: list[str]) -> None:
        """The run has succeeded: this is what it came to, and why files of earlier runs were removed."""
        removed = "Removed, since they stood on what is new now: files of earlier runs. `make pdf` writes PDFs anew.\n"
        self._account = f"{account}{removed if outdated else ''}"

    def _clear(self) -> None:
        """Remove what jobs were writing when they were killed."""
        for part in [*self._results.rglob("*.part")]:
            remove(part)

    def _say(self) -> None:
        texts = [self._account] if self._account is not None else [*dict.fromkeys(self._reasons())]
        sys.stderr.write("\n" + "\n\n".join(texts) + "\n" if texts else "")
        if self._begun:
            self._clear()
            shutil.rmtree(os.environ[ELSEWHERE], ignore_errors=True)

    def _reasons(self) -> Iterator[str]:
        """Messages of failed jobs; where there are none, what Snakemake itself says; and that a disk is full."""
        messages = [message.read_text(encoding="utf-8").strip() for message in self._messages()] if self._begun else []
        full = [FULL.format(folder=folder) for folder in full_folders(self._results.parent)]
        yield from filter(None, messages or ([] if full else self._faults))
        yield from full

    def _messages(self) -> Iterator[Path]:
        elsewhere = os.environ.get(ELSEWHERE)
        yield from sorted(self._results.glob("**/logs/*.error"))
        if elsewhere:
            yield from sorted(Path(elsewhere).glob("*.error"))

    def _unlock(self) -> str:
        study = self._results.parent
        return "make unlock" if study == REPOSITORY else f"make unlock STUDY={shlex.quote(str(study))}"


def is_for_people(record: logging.LogRecord) -> bool:
    """Whether a record of Snakemake's log is shown as it is: not where the `Ending` says it in words."""
    return record.levelno < logging.ERROR and not record.getMessage().startswith(FAREWELL)


def explained(error: BaseException, rule: str, log: Path) -> str:
    """What is said of an error that ended a job."""
    if isinstance(error, UserError):
        return str(error)
    if NO_ROOM in "".join(traceback.format_exception(error)):
        return FULL.format(folder=next(full_folders(Path.cwd()), Path.cwd()))
    if isinstance(error, OSError):
        return ACCESS.format(file=error.filename or "A file", reason=error.strerror or error)
    if isinstance(error, MemoryError):
        return NO_MEMORY.format(rule=rule)
    return f"{rule} failed unexpectedly; the details are in {log}. Run again; if it fails again, report them."


def full_folders(study: Path) -> Iterator[Path]:
    """The study's folder and that of temporary files, where their disks are full."""
    for folder in (study, Path(tempfile.gettempdir())):
        if shutil.disk_usage(folder).free < ROOM:
            yield folder


def leave(log: Path, message: str) -> None:
    """Leave the message of a job beside its log; where the disk is full or closed, where there is room."""
    for place in _places(log):
        with suppress(OSError):
            place.write_text(f"{message}\n", encoding="utf-8")
            return


def take_back(log: Path) -> None:
    """Remove the message of a job that has ended well."""
    log.with_suffix(".error").unlink(missing_ok=True)


def _places(log: Path) -> Iterator[Path]:
    """Where the message of a job may be."""
    yield log.with_suffix(".error")
    if ELSEWHERE in os.environ:
        yield Path(os.environ[ELSEWHERE], f"{str(log.with_suffix('')).replace(os.sep, '-')}.error")


def remove(path: Path) -> None:
    """Delete a file or a folder, where it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def in_words() -> Iterator[None]:
    """End the process with a message where a file is refused, or cannot be read or written."""
    try:
        yield
    except UserError as error:
        sys.exit(f"\n{error}\n")
    except OSError as error:
        sys.exit(f"\n{ACCESS.format(file=error.filename or 'A file', reason=error.strerror)}\n")


def show_discarded(reasons: list[str]) -> None:
    """Say at the beginning of a run why finished work is done again."""
    if reasons:
        more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
        told = "".join(f"  {reason}\n" for reason in [*reasons[:SHOWN], *more])
        sys.stderr.write(f"What stands on these files is made anew:\n{told}")
