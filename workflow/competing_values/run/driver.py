"""A job does not outlive the run that started it: an orphan would write beside the next run."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

#: Names the process of Snakemake that started everything.
DRIVER = "COMPETING_VALUES_DRIVER"


def follow(orphaned: Callable[[], object]) -> None:
    """Look after the run's process from a thread, and call back when it has gone; nothing on another machine."""
    driver = int(os.environ.get(DRIVER, "0"))
    if driver not in _ancestors():
        return

    def work() -> None:
        while driver in _ancestors():
            time.sleep(0.5)
        orphaned()

    threading.Thread(target=work, daemon=True).start()


def _ancestors() -> set[int]:
    """Processes above this one, where the system tells."""
    found: set[int] = set()
    process = os.getpid()
    while process > 1:
        try:
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            break
        found.add(process)
    return found
