"""What a finished job leaves beside its files: how many rows they have, their checksums, and those of what it read.

Snakemake believes any file that is there, and remembers only times. A manifest tells whether a file is the one that the job
wrote, whole, and whether what the job read is still the same: also after a copy, without `.snakemake`, or with its time
kept. Manifests are private, for the checksum of a small file may be guessed.
"""

import csv
import hashlib
import json
import os
import shlex
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY

#: Folders in which manifests lie, of the index and of each wave.
FOLDERS = ("private/manifests", "*/private/manifests")
#: How a manifest names a file of the repository, which may be moved.
OF_REPOSITORY = "{repository}/"
#: What rules are given of the study, written when it is loaded.
GIVEN = "/private/given/"
#: Snakemake's own mark in a folder.
MARK = ".snakemake_timestamp"

#: Seconds by which the clocks of two machines may differ.
SKEW = 2.0

#: Size, times in nanoseconds (modified, changed) and inode: while these stay, so does the content. A program can set
#: the first time back, not the second.
Seen = tuple[int, int, int, int]


@dataclass
class File:
    """A file as a job left or read it."""

    sha256: str
    rows: int | None
    seen: Seen


@dataclass
class Manifest:
    """What one job wrote and read.

    Attributes
    ----------
    path
        Where it lies.
    made, read
        path of a file: how it was.
    """

    path: Path
    made: dict[str, File] = field(default_factory=dict)
    read: dict[str, File] = field(default_factory=dict)

    def save(self) -> None:
        """Write it, whole or not at all."""
        content = {
            kind: {_name(path): [file.sha256, file.rows, file.seen] for path, file in files.items()}
            for kind, files in (("made", self.made), ("read", self.read))
        }
        beside = self.path.with_name(f"{self.path.name}.part")
        beside.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")
        beside.replace(self.path)


class Digests:
    """Checksums of files, each computed once for as long as the file stays as it was seen."""

    def __init__(self, manifests: Iterable[Manifest] = ()) -> None:
        self._known: dict[tuple[str, Seen], str] = {}
        for manifest in manifests:
            for path, file in [*manifest.read.items(), *manifest.made.items()]:
                self._known[path, file.seen] = file.sha256

    def __getitem__(self, path: str) -> tuple[str, Seen]:
        """SHA-256 of a file that is there, and how it was seen."""
        before = seen(path)
        if (path, before) not in self._known:
            with Path(path).open("rb") as content:
                self._known[path, before] = hashlib.file_digest(content, "sha256").hexdigest()
        return self._known[path, before], before


def seen(path: str) -> Seen:
    """How a file looks from outside."""
    status = Path(path).stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read_all(results: Path = Path("results")) -> list[Manifest]:
    """The manifests of a study; one that is damaged tells nothing, and is removed."""
    found = []
    for path in sorted(path for folder in FOLDERS for path in results.glob(f"{folder}/*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            parts = [
                {_path(name): File(sha256, rows, tuple(how)) for name, (sha256, rows, how) in content[kind].items()}
                for kind in ("made", "read")
            ]
        except (ValueError, KeyError, TypeError):
            path.unlink()
            continue
        found.append(Manifest(path, *parts))
    return found


def all_made(manifests: Iterable[Manifest]) -> dict[str, File]:
    """What jobs wrote, by the path of each file."""
    return {path: file for manifest in manifests for path, file in manifest.made.items()}


def contents(path: str) -> list[str]:
    """The files that a path stands for: itself, or all in the folder."""
    folder = Path(path)
    if not folder.is_dir():
        return [path]
    return sorted(str(file) for file in folder.rglob("*") if file.is_file() and file.name != MARK)


def rows(path: str) -> int | None:
    """How many rows a table has; of what is no table, none."""
    match Path(path).suffix:
        case ".parquet":
            import polars as pl  # noqa: PLC0415 (who writes Parquet has it at hand)

            return int(pl.scan_parquet(path).select(pl.len()).collect().item())
        case ".csv":
            with Path(path).open(encoding="utf-8", newline="") as lines:
                return max(0, sum(1 for _ in csv.reader(lines)) - 1)
    return None


def check_read(paths: Iterable[str], digests: Digests, made: dict[str, File]) -> dict[str, File]:
    """How the files are that a job is about to read.

    Parameters
    ----------
    paths
        Files and folders.
    digests
        Where their checksums come from.
    made
        What other jobs wrote; a file in `results` that none of them wrote so is refused.

    Raises
    ------
    UserError
        When one is not there, or is not as its job left it.
    """
    found = {}
    for path in (file for one in paths for file in contents(one)):
        try:
            sha256, how = digests[path]
        except FileNotFoundError:
            raise UserError(
                f"{path}: there is no such file any more. Run again: what can be made is made anew."
            ) from None
        known = made.get(path)
        if known is None and path.startswith("results/") and GIVEN not in path:
            raise UserError(f"{path}: nothing tells whether this file is whole. Say `make`: it is made anew.")
        if known is not None and known.sha256 != sha256:
            raise UserError(
                f"{path}: the file was altered or cut while the run was at work. Run again: it is made anew."
            )
        found[path] = File(sha256, known.rows if known else None, how)
    return found


def refuse_dated_ahead(paths: Iterable[str]) -> None:
    """Refuse files that are dated in the future: whatever is made of them is older, and never believed.

    Raises
    ------
    UserError
        With the command that dates them anew.
    """
    now = time.time() + SKEW
    if ahead := [path for path in paths if Path(path).exists() and Path(path).stat().st_mtime > now]:
        named = " ".join(map(shlex.quote, ahead))
        raise UserError(
            f"{ahead[0]}: dated in the future. Date it anew, or correct the clock, then run again: touch {named}"
        )


def discard_stale(results: Path = Path("results"), besides: Collection[str] = ()) -> list[str]:
    """Remove what is not whole, or was made of something else than what is there now: so Snakemake makes it anew.

    A file with the right content and another time gets its time back, since Snakemake goes by times.

    Parameters
    ----------
    results
        Folder of the study's results.
    besides
        Manifests of jobs that are not looked at.

    Returns
    -------
    list of str
        What was found, a line each.
    """
    manifests = read_all(results)
    digests, made = Digests(manifests), all_made(manifests)
    told, whole = [], []
    for manifest in manifests:
        if str(manifest.path) in besides:
            continue
        if reasons := [f"{path} {words}" for path, words in faults(manifest, digests, made)]:
            told += reasons
            for path in (*manifest.made, str(manifest.path)):
                Path(path).unlink(missing_ok=True)
        else:
            whole.append(manifest)
            _restore_times(manifest.made)
    for manifest in whole:
        if _look_again(manifest):
            manifest.save()
    return list(dict.fromkeys(told))


def faults(manifest: Manifest, digests: Digests, made: dict[str, File]) -> Iterator[tuple[str, str]]:
    """Files for which what a job left is not what the next run may build on, each with the reason."""
    for path, file in manifest.made.items():
        if not Path(path).is_file():
            yield path, "is gone"
        elif digests[path][0] != file.sha256:
            yield path, "is not what the run wrote"
    for path, file in manifest.read.items():
        if path in made:  # whether that is still there is told of its own job
            if made[path].sha256 != file.sha256:
                yield path, "was made anew"
        elif not Path(path).is_file():
            if not path.startswith("results/"):
                yield path, "is gone"
        elif digests[path][0] != file.sha256:
            yield path, "has changed"


def _restore_times(made: dict[str, File]) -> None:
    """Give files the times that their job left."""
    for path, file in made.items():
        if seen(path)[1] != file.seen[1]:
            os.utime(path, ns=(file.seen[1], file.seen[1]))


def _look_again(manifest: Manifest) -> bool:
    """Note how unchanged files look now, where they were copied or touched; whether any were."""
    changed = False
    for path, file in [*manifest.made.items(), *manifest.read.items()]:
        if Path(path).is_file() and (now := seen(path)) != file.seen:
            file.seen, changed = now, True
    return changed


def _name(path: str) -> str:
    """A path as a manifest keeps it."""
    return f"{OF_REPOSITORY}{Path(path).relative_to(REPOSITORY)}" if Path(path).is_relative_to(REPOSITORY) else path


def _path(name: str) -> str:
    return str(REPOSITORY / name.removeprefix(OF_REPOSITORY)) if name.startswith(OF_REPOSITORY) else name
