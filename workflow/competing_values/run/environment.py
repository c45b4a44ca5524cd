"""What every process of a run is given: nothing of the machine, the user or the study's folder decides what it does."""

import os
import platform
import sys
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
    """Variables for all processes of a run, with a home where the user's own is missing or cannot be written."""
    home = Path(os.environ.get("HOME") or "/nonexistent")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    there = next(one for one in (cache, *cache.absolute().parents) if one.exists())
    if os.access(home, os.W_OK) and os.access(there, os.W_OK):
        return ENVIRONMENT
    home = own_folder()
    return ENVIRONMENT | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "MPLCONFIGDIR": str(home / "fonts")}


def own_folder() -> Path:
    """A folder for temporary files of this user alone, the same in each run."""
    folder = Path(tempfile.gettempdir(), f"competing-values-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o022:
        sys.exit(f"{folder}: this folder belongs to somebody else. Set TMPDIR to a folder of your own, then run again.")
    return folder
