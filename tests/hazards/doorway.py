"""Takes one study after another through `study.load`, ingestion and cleaning, each in a process of its own.

Folders come in on standard input, a line each; what became of them goes out, a line of JSON each. The libraries are
imported once: every study starts from a fork of this process, and a crash or endless loop ends that fork alone.
"""

import json
import os
import runpy
import signal
import sys
import time
import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from snakemake.iocontainers import Namedlist

from competing_values.microdata import (
    cleaning,  # noqa: F401
    ingest,  # noqa: F401
)
from competing_values.microdata.reading import reader  # noqa: F401
from competing_values.run import job  # noqa: F401
from competing_values.run.imports import REPOSITORY
from competing_values.study import loading

SCRIPTS = REPOSITORY / "workflow" / "scripts"
SECONDS = 60
TERMINAL = "terminal.txt"


def results(source: str = "survey", wave: str = "2024") -> Path:
    """Where a study of the corpus has the results of its source."""
    return Path("results", wave, "private", source)


def run(folder: Path) -> None:
    """Load, ingest and clean the study as the rules do."""
    os.chdir(folder)
    os.environ["XDG_CONFIG_HOME"] = str(folder)
    loaded = loading.load("config.yaml")
    at = results()
    for path in (at, at.parent / "logs", at.parent / "manifests"):
        path.mkdir(parents=True)
    for rule, inputs, names in (
        ("ingest", {}, ("answers.parquet", "fields.csv")),
        (
            "clean",
            {"answers": str(at / "answers.parquet")},
            ("clean.parquet", "excluded.parquet", "flow.csv", "rules.csv"),
        ),
    ):
        codebook = loaded["waves"]["2024"]["sources"]["survey"]["codebook"]
        params = {"codebook": codebook, "instrument": loaded["asked"], "cleaning": loaded["cleaning"]}
        snakemake = SimpleNamespace(
            rule=rule,
            input=Namedlist(fromdict=inputs),
            output=Namedlist(
                fromdict={name.partition(".")[0]: str(at / name) for name in names}
                | {"manifest": str(at.parent / "manifests" / f"{rule}_survey.json")}
            ),
            log=[str(at.parent / "logs" / f"{rule}_survey.log")],
            params=SimpleNamespace(**params),
        )
        _show_on_terminal()
        runpy.run_path(str(SCRIPTS / f"{rule}.py"), init_globals={"snakemake": snakemake})


def _show_on_terminal() -> None:
    terminal = os.open(TERMINAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(terminal, stream.fileno())


def _be_a_process(folder: Path) -> None:
    """What the interpreter does around a script."""
    code = 0
    signal.alarm(SECONDS)
    os.chdir(folder)
    _show_on_terminal()
    try:
        run(folder)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Serve folders until standard input ends."""
    for line in sys.stdin:
        folder, start = Path(line.strip()), time.monotonic()
        child = os.fork()
        if child == 0:
            _be_a_process(folder)
        _, status, usage = os.wait4(child, 0)
        done: dict[str, Any] = {
            "code": os.waitstatus_to_exitcode(status),
            "seconds": time.monotonic() - start,
            "gigabytes": usage.ru_maxrss * 1024 / 1e9,
        }
        sys.stdout.write(f"{json.dumps(done)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
