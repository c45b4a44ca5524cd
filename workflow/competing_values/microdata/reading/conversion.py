"""Workbooks, SPSS and Stata files, converted to CSV by a process of its own.

Libraries that parse such files may ask for any amount of memory, or abort the interpreter, when a file is damaged or
made to do harm. Therefore another process converts them, with limits; what is left is text.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from competing_values.errors import UserError

#: Exit code of the converter when standard error holds a message for the user.
REFUSED = 3
MEMORY = 1_200_000_000
SECONDS = 300
#: Each thread of a numerical library takes its share of the memory before it is used.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def converted(path: Path, codebook: dict[str, Any], scratch: Path) -> tuple[Path, dict[str, Any]]:
    """The file as CSV in UTF-8 with commas, and what it says of its columns.

    The CSV holds every column, also those that nobody asked for. It has no name, so that nothing is left of it when this
    process ends, however it ends; the path is that of the open file, and good until then.

    Raises
    ------
    UserError
        When the file is damaged, protected, too large to unpack, or needs a decision (which sheet).
    """
    file, name = tempfile.mkstemp(dir=scratch)
    Path(name).unlink()
    target = Path(f"/dev/fd/{file}")
    request = {
        "path": str(path),
        "target": str(target),
        "format": codebook["format"],
        "sheet": codebook["sheet"],
        "encoding": codebook["csv"]["encoding"],
        "decimal": codebook["csv"]["decimal"],
        "memory": MEMORY,
    }
    command = [sys.executable, "-P", "-m", "competing_values.microdata.reading.converter", json.dumps(request)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
            env=os.environ | ONE_THREAD,
            pass_fds=[file],
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
    return target, json.loads(done.stdout)
