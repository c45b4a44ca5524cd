"""Kills runs at seeded moments and damages finished studies, and counts what comes of it: `make torture`.

Each try begins with a copy of a study, does it harm, runs again, takes the step that a message names, and holds every file
of the results against those of an undisturbed run; what a run says when it fails is read too. A try ends as one of `OUTCOMES`.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).parents[2]
STUDY = REPOSITORY / "tests" / "study" / "anes96"
WAVE = "results/1996"
#: The same bytes at once; after the step that a message named; no message that one can follow; other bytes, or none.
OUTCOMES = ("same bytes", "refused in words", "unclear", "wrong")
#: What a message says of the step to take, and what only programmers read.
STEP = re.compile(r"run again|make unlock|[Ss]ay `make|then make|[Cc]orrect|Create|Put |list it under")
FRAMES = re.compile(r"Traceback|\w(Exception|Error)\b|set -euo")
#: What differs between runs, and is shown to nobody.
NOT_COMPARED = ("/logs/", "/manifests/", "times.json", ".snakemake_timestamp", ".part/")
SECONDS = 1800


@dataclass
class Done:
    """A run that has ended."""

    code: int
    said: str


class Victim:
    """A study folder that is run, killed and damaged.

    Parameters
    ----------
    folder
        The study.
    target
        What a run is asked for; nothing: everything.
    """

    def __init__(self, folder: Path, target: tuple[str, ...] = ()) -> None:
        self.folder, self.target = folder, target

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin a run as `make` does, in a group of its own."""
        command = [sys.executable, "-P", "-m", "competing_values.run.start"]
        given = [
            "--snakefile",
            str(REPOSITORY / "Snakefile"),
            "--directory",
            str(self.folder),
            "--workflow-profile",
            "none",
        ]
        asked = ["--cores", "2", "--keep-going", "--rerun-incomplete"]
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "workflow")}
        return subprocess.Popen(
            [*command, *given, *asked, *(arguments or self.target)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, start_new_session=True,
        )  # fmt: skip

    def run(self, *arguments: str) -> Done:
        """A whole run."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=SECONDS)
        return Done(process.returncode, said)

    def killed(self, moment: float, whom: str, chance: random.Random) -> Done:
        """Begin a run, and kill the run, all of it, or one of its processes after so many seconds."""
        process = self.start()
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            family = psutil.Process(process.pid).children(recursive=True)
            match whom:
                case "all":
                    os.killpg(process.pid, signal.SIGKILL)
                case "driver":
                    process.kill()
                case _ if family:
                    chance.choice(family).kill()
        said, _ = process.communicate(timeout=SECONDS)
        time.sleep(1.5)  # orphans notice
        return Done(process.returncode, said)

    def sums(self) -> dict[str, bytes]:
        """Every file of the results that is the same in each run."""
        files = (path for path in (self.folder / "results").rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in files
            if not any(mark in str(path) for mark in NOT_COMPARED)
        }

    def mended(self, reference: dict[str, bytes]) -> str:
        """Run as `make` would be said again, with `make unlock` where it is locked: which outcome."""
        refused = False
        for _ in range(3):
            done = self.run()
            if done.code == 0:
                return ("refused in words" if refused else "same bytes") if self.sums() == reference else "wrong"
            refused = True
            if not told(done):
                return "unclear"
            if "make unlock" in done.said:
                self.run("--unlock")
        return "wrong"


def told(done: Done) -> bool:
    """Whether a run that failed ended in words with a step to take."""
    last = done.said.rstrip().rpartition("\n\n")[2]
    return not FRAMES.search(done.said) and bool(STEP.search(last))


def keeping_time(change: Callable[[Path, random.Random], object]) -> Callable[[Path, random.Random], object]:
    """The same change, with the file's time as before."""

    def changed(path: Path, chance: random.Random) -> None:
        before = path.stat()
        change(path, chance)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return changed


def cut(path: Path, chance: random.Random) -> None:
    """Take off the end."""
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))] if content else b"?")


def alter(path: Path, chance: random.Random) -> None:
    """Change one bit."""
    content = bytearray(path.read_bytes() or b"?")
    content[chance.randrange(len(content))] ^= 1
    path.write_bytes(content)


def date(path: Path, chance: random.Random) -> None:
    """Alter, and date into the past or the future."""
    alter(path, chance)
    moment = chance.choice([1e9, 4e9])
    os.utime(path, (moment, moment))


def redate(path: Path, chance: random.Random) -> None:
    """Date into the past or the future, and alter nothing."""
    moment = chance.choice([1e9, 4e9])
    os.utime(path, (moment, moment))


#: What is done to one file of a finished study.
TO_FILES: dict[str, Callable[[Path, random.Random], object]] = {
    "deleted": lambda path, _: path.unlink(),
    "emptied": lambda path, _: path.write_bytes(b""),
    "cut": cut,
    "cut, time kept": keeping_time(cut),
    "altered": alter,
    "altered, time kept": keeping_time(alter),
    "altered, dated anew": date,
    "dated anew": redate,
}
#: What is done to a whole study; paths are its folder's.
TO_STUDIES: dict[str, Callable[[Path], object]] = {
    "private deleted": lambda study: remove(study / WAVE / "private"),
    "tables deleted": lambda study: remove(study / WAVE / "tables"),
    "figures deleted": lambda study: remove(study / WAVE / "figures"),
    "wave deleted": lambda study: remove(study / WAVE),
    "results deleted": lambda study: remove(study / "results"),
    ".snakemake deleted": lambda study: remove(study / ".snakemake"),
    ".snakemake and private deleted": lambda study: remove(study / ".snakemake", study / WAVE / "private"),
    "manifests deleted": lambda study: remove(study / WAVE / "private" / "manifests"),
    "stale .part folder": lambda study: (study / WAVE / "notebooks" / "en.part" / "old").mkdir(parents=True),
    "copied without times": lambda study: [os.utime(path) for path in study.rglob("*") if path.is_file()],
}


def remove(*folders: Path) -> None:
    """Delete folders, where a run for less than everything has left them."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def harmed(folder: Path, name: str, chance: random.Random) -> str:
    """Do a finished study one harm; what was done."""
    if name in TO_STUDIES:
        TO_STUDIES[name](folder)
        return name
    results = [path for path in sorted((folder / "results").rglob("*")) if path.is_file()]
    path = chance.choice(
        [path for path in results if not any(mark in str(path) for mark in NOT_COMPARED[:1] + NOT_COMPARED[2:])]
    )
    TO_FILES[name](path, chance)
    return f"{path.relative_to(folder)} {name}"


def finished(folder: Path, target: tuple[str, ...]) -> tuple[Victim, float]:
    """A study after an undisturbed run, and how long that took."""
    shutil.copytree(STUDY, folder, ignore=shutil.ignore_patterns("results", ".snakemake"))
    subprocess.run([sys.executable, str(STUDY / "export.py"), str(folder)], check=True)
    victim, began = Victim(folder, target), time.monotonic()
    done = victim.run()
    if done.code:
        sys.exit(done.said)
    return victim, time.monotonic() - began


def tries(kills: int, faults: int, seed: int, target: tuple[str, ...], scratch: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, what was done, and outcome of each try."""
    whole, seconds = finished(scratch / "whole", target)
    reference = whole.sums()
    for number in range(kills):
        chance = random.Random(f"{seed} kill {number}")
        fresh = Victim(scratch / "try", target)
        shutil.copytree(whole.folder, fresh.folder, ignore=shutil.ignore_patterns("results", ".snakemake"))
        whom, moment = chance.choice(["all", "driver", "one"]), chance.uniform(1, seconds)
        done = fresh.killed(moment, whom, chance)
        speechless = whom == "one" and done.code and not told(done)
        yield f"kill: {whom}", f"after {moment:.1f} s", "unclear" if speechless else fresh.mended(reference)
        shutil.rmtree(fresh.folder)
    names = [*TO_STUDIES, *TO_FILES]
    for number in range(faults):
        chance = random.Random(f"{seed} fault {number}")
        damaged = Victim(scratch / "try", target)
        shutil.copytree(whole.folder, damaged.folder, symlinks=True)
        name = names[number] if number < len(TO_STUDIES) else chance.choice([*TO_FILES])
        what = harmed(damaged.folder, name, chance)
        yield f"fault: {name}", what, damaged.mended(reference)
        shutil.rmtree(damaged.folder)


def main() -> None:
    """Print each try, and the table of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--faults", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("target", nargs="*", help="what runs are asked for; nothing: everything")
    options = parser.parse_args()
    counted: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for kind, what, outcome in tries(
            options.kills, options.faults, options.seed, tuple(options.target), Path(scratch)
        ):
            print(f"{kind}; {what}: {outcome}", flush=True)
            counted.setdefault(kind, Counter())[outcome] += 1
    print(f"\n| what | tried | {' | '.join(OUTCOMES)} |\n|---|---|{'---|' * len(OUTCOMES)}")
    for kind, outcomes in counted.items():
        print(f"| {kind} | {outcomes.total()} | {' | '.join(str(outcomes[one]) for one in OUTCOMES)} |")
    sys.exit(any(outcomes["wrong"] for outcomes in counted.values()))


if __name__ == "__main__":
    main()
