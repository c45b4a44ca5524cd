"""What is published of a wave: which files, their checksums, and whether they are still as the run left them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from competing_values.errors import UserError
from competing_values.run.manifests import MARK, Digests, all_made, contents, faults, read_all
from competing_values.run.private import PRIVATE

SUMS = Path("provenance/SHA256SUMS")
#: Written by `make pdf`, after the sums, with the letters that a machine has.
PAPERS = {"report.pdf", "summary.pdf"}


def published(wave: Path) -> list[str]:
    """Every file of a wave's folder that may be published, relative to it, sorted; but for the list of them."""
    inside = (path.relative_to(wave) for path in wave.rglob("*") if path.is_file() and path.name not in {MARK, *PAPERS})
    return sorted(path.as_posix() for path in inside if path.parts[0] != PRIVATE and path != SUMS)


def contents_of(wave: Path, paths: Iterable[str], digests: Digests) -> dict[str, tuple[str, int]]:
    """Checksum and size of each file that some paths stand for, by its path within the wave's folder."""
    files = sorted(file for path in paths for file in contents(path))
    return {Path(file).relative_to(wave).as_posix(): (digests[file][0], digests[file][1][0]) for file in files}


def listing(sums: Mapping[str, str]) -> str:
    """Checksums by path, as `sha256sum` writes and reads them."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(sums.items()))


def verify(results: Path, other: Path | None = None) -> list[str]:
    """What is not as the run left it, or differs from another run's list; a line each, with the reason and the step.

    Every file is read whole again, published or private.

    Parameters
    ----------
    results
        Folder of the study's results.
    other
        A ``SHA256SUMS`` of the same study from elsewhere, to hold what is published against; none: that of each wave.
    """
    waves = sorted(path.parents[1] for path in results.glob(f"*/{SUMS}"))
    if other is not None:
        return [line for wave in waves for line in _compared(wave, _listed(other), OF_OTHERS)]
    manifests = read_all(results)
    digests, made = Digests(), all_made(manifests)
    found = {
        path: f"{path} {words}. `make` makes what stands on it anew."
        for manifest in manifests
        for path, words in faults(manifest, digests, made)
    }
    lines = [line for wave in waves for line in _compared(wave, _listed(wave / SUMS), OF_THE_RUN)]
    return [*found.values(), *(line for line in lines if line.partition(":")[0] not in found)]


#: What is said of a file that is missing, other than listed, or not listed.
OF_THE_RUN = (
    "gone. `make` makes it anew.",
    "made anew by a run that did not end. `make` goes on from there.",
    "not of the study as the last run found it: a wave, a language or a format that was left out since. Delete it, or keep "
    "it elsewhere.",
)
OF_OTHERS = (
    "in their list, and not here.",
    "other bytes than theirs. Where raw files and settings are the same, the software may be of another version, or run on "
    "another Python: `ro-crate-metadata.json` beside either list names all of them.",
    "here, and not in their list.",
)


def _compared(wave: Path, listed: dict[str, str], words: tuple[str, str, str]) -> Iterator[str]:
    """Lines on the files of a wave that are not as listed."""
    gone, altered, unlisted = words
    there = published(wave)
    for path in sorted({*listed, *there}):
        if path not in there:
            yield f"{wave / path}: {gone}"
        elif path not in listed:
            yield f"{wave / path}: {unlisted}"
        elif _sha256(wave / path) != listed[path]:
            yield f"{wave / path}: {altered}"


def _listed(sums: Path) -> dict[str, str]:
    """path: checksum, from what `sha256sum` would read.

    Raises
    ------
    UserError
        When there is no such file, or it is none.
    """
    try:
        pairs = [line.split("  ", 1) for line in sums.read_text(encoding="utf-8").splitlines()]
        return {path: sha256 for sha256, path in pairs}
    except (OSError, ValueError) as error:
        raise UserError(
            f"{sums}: no list of checksums ({error}). Name a SHA256SUMS, or say `make` to write it."
        ) from None


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
