"""The doorway of every script: a log that holds all, outputs that are whole or absent, errors in words."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from competing_values.errors import UserError
from competing_values.run.driver import follow
from competing_values.run.failures import ENDED, explained, leave, remove, take_back
from competing_values.run.manifests import Digests, File, Manifest, all_made, check_read, contents, read_all, rows
from competing_values.run.private import close

ORPHANED = "The run that started this job was ended from outside. Say `make unlock`, then run again."
#: Outputs that the process is writing; where it leaves its messages.
_parts: list[Path] = []
_log = Path()


@contextmanager
def job(snakemake: Any) -> Iterator[tuple[Any, SimpleNamespace, Any]]:
    """Yield inputs, outputs (to be written; renamed into place at the end) and params of a Snakemake job.

    Inputs are checked before they are read, and the output ``manifest`` is written here: a script sees neither. Standard
    error of this process and its children goes to the rule's log. A `UserError` leaves its message in ``<log>.error``,
    shown when the run ends; any other exception leaves its traceback in the log. Of a process that is killed, the message
    is there already.
    """
    global _log  # noqa: PLW0603 (`end` is called from any thread)
    _log = Path(snakemake.log[0])
    finals = {name: path for name, path in snakemake.output.items() if name != "manifest"}
    parts = {name: Path(f"{path}.part") for name, path in finals.items()}
    _parts[:] = parts.values()
    try:
        follow(lambda: end(ORPHANED))
        leave(_log, ENDED.format(rule=snakemake.rule))
        _log.unlink(missing_ok=True)
        with _log.open("a", encoding="utf-8") as file:
            os.dup2(file.fileno(), sys.stderr.fileno())
        for path in (_log, *map(Path, snakemake.output)):
            close(path)
        for part in parts.values():  # of a job that was killed
            remove(part)
        manifests = read_all()
        digests, manifest = Digests(manifests), Manifest(Path(snakemake.output.manifest))
        manifest.read = check_read(snakemake.input, digests, all_made(manifests))
        yield snakemake.input, SimpleNamespace(**parts), snakemake.params
        check_read((path for path in snakemake.input if not Path(path).is_absolute()), digests, manifest.read)
        for name, part in parts.items():
            _flush(part)
            remove(Path(finals[name]))
            part.replace(finals[name])
        for name in (file for final in finals.values() for file in contents(final)):
            sha256, how = digests[name]
            manifest.made[name] = File(sha256, rows(name), how)
        manifest.save()
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # a panic of Polars is no Exception
        message = explained(error, snakemake.rule, _log)
        with suppress(OSError), _log.open("a", encoding="utf-8") as file:  # a full disk has no room for it
            file.write(f"{message}\n" if isinstance(error, UserError) else traceback.format_exc())
        leave(_log, message)
        sys.exit(1)
    else:
        take_back(_log)
    finally:
        for part in parts.values():
            remove(part)


def end(message: str) -> NoReturn:
    """End the job's process at once, from any thread, with a message: where something waits that will never come."""
    leave(_log, message)
    for part in _parts:
        remove(part)
    os._exit(1)


def _flush(path: Path) -> None:
    for file in path.rglob("*") if path.is_dir() else (path,):
        if file.is_file():
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())
