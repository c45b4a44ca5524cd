"""The doorway of every script: a log that holds all, outputs that are whole or absent, errors in words."""

import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from competing_values.errors import UserError
from competing_values.run.manifests import Digests, File, Manifest, all_made, check_read, contents, read_all, rows
from competing_values.run.private import close


@contextmanager
def job(snakemake: Any) -> Iterator[tuple[Any, SimpleNamespace, Any]]:
    """Yield inputs, outputs (to be written; renamed into place at the end) and params of a Snakemake job.

    Inputs are checked before they are read, and the output ``manifest`` is written here: a script sees neither. Standard
    error of this process and its children goes to the rule's log. A `UserError` leaves its message in ``<log>.error``,
    shown when the run ends; any other exception leaves its traceback in the log.
    """
    log = Path(snakemake.log[0])
    with log.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())
    for path in (log, *map(Path, snakemake.output)):
        close(path)
    finals = {name: path for name, path in snakemake.output.items() if name != "manifest"}
    parts = {name: Path(f"{path}.part") for name, path in finals.items()}
    try:
        for part in parts.values():  # of a job that was killed
            _remove(part)
        manifests = read_all()
        digests, manifest = Digests(manifests), Manifest(Path(snakemake.output.manifest))
        manifest.read = check_read(snakemake.input, digests, all_made(manifests))
        yield snakemake.input, SimpleNamespace(**parts), snakemake.params
        check_read((path for path in snakemake.input if not Path(path).is_absolute()), digests, manifest.read)
        for name, part in parts.items():
            _flush(part)
            _remove(Path(finals[name]))
            part.replace(finals[name])
        for name in (file for final in finals.values() for file in contents(final)):
            sha256, how = digests[name]
            manifest.made[name] = File(sha256, rows(name), how)
        manifest.save()
    except UserError as error:
        _fail(log, f"{error}\n")
    except OSError as error:
        traceback.print_exc()
        _fail(log, f"{error.filename or 'A file'}: {error.strerror}. Make room or give access, then run again.\n")
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException:  # a panic of Polars is no Exception
        traceback.print_exc()
        _fail(log, f"{snakemake.rule} failed unexpectedly; the details are in {log}\n")
    finally:
        for part in parts.values():
            _remove(part)


def _fail(log: Path, message: str) -> None:
    sys.stderr.write(message)
    log.with_suffix(".error").write_text(message, encoding="utf-8")
    sys.exit(1)


def _flush(path: Path) -> None:
    for file in path.rglob("*") if path.is_dir() else (path,):
        if file.is_file():
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
