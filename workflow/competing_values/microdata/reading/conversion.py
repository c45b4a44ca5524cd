"""Workbooks, SPSS and Stata files, converted to CSV by a process of its own.

Libraries that parse such files may ask for any amount of memory, or abort the interpreter, when a file is damaged or
made to do harm. Therefore another process converts them, with limits; what is left is text.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from competing_values.errors import UserError

#: Exit code of the converter when standard error holds a message for the user.
REFUSED = 3
MEMORY = 1_200_000_000
SECONDS = 300
#: Each thread of a numerical library takes its share of the memory before it is used.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def converted(path: Path, codebook: dict[str, Any], scratch: Path) -> Path:
    """The file as CSV in UTF-8 with commas, and beside it a JSON with what it says of its columns.

    Raises
    ------
    UserError
        When the file is damaged, protected, too large to unpack, or needs a decision (which sheet).
    """
    target = scratch / "converted.csv"
    request = {
        "path": str(path),
        "target": str(target),
        "format": codebook["format"],
        "sheet": codebook["sheet"],
        "encoding": codebook["csv"]["encoding"],
        "decimal": codebook["csv"]["decimal"],
        "memory": MEMORY,
    }
    command = [sys.executable, "-m", "competing_values.microdata.reading.converter", json.dumps(request)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, check=False, env=os.environ | ONE_THREAD
        )
    except subprocess.TimeoutExpired:
        raise UserError(f"{path}: not read within {SECONDS} s. Save the answers as CSV, and describe that.") from None
    if done.returncode == REFUSED:
        raise UserError(done.stderr.strip())
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise UserError(
            f"{path}: the file is damaged, or needs more than {MEMORY / 1e9:g} GB to unpack. "
            "Open it in the program that made it, and save the answers as CSV."
        )
    return target
