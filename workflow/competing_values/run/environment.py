"""What every process of a run is given: nothing of the machine, the user or the study's folder decides what it does."""

import os
import platform
import tempfile
from pathlib import Path

#: One thread of linear algebra a job: with more, last digits depend on the machine, and small matrices take longer. For
#: the same reason one kind of processor, that any machine of these years can be.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    **({"OPENBLAS_CORETYPE": "Nehalem"} if platform.machine() in {"x86_64", "AMD64"} else {}),
    "SOURCE_DATE_EPOCH": "1700438400",
    "PYTHONHASHSEED": "0",
    "PYTHONSAFEPATH": "1",  # a `csv.py` in the study's folder is data
    "PYTHONUTF8": "1",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}


def environment() -> dict[str, str]:
    """Variables for all processes of a run, with a folder for matplotlib where the user's own cannot be written."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if "MPLCONFIGDIR" in os.environ or _writable(cache):
        return ENVIRONMENT
    return ENVIRONMENT | {"MPLCONFIGDIR": str(Path(tempfile.gettempdir(), f"matplotlib-{os.getuid()}"))}


def _writable(folder: Path) -> bool:
    """Whether a folder can be written, or made."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return os.access(there, os.W_OK)
