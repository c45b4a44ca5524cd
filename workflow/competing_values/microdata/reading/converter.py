"""The process that converts one workbook, SPSS or Stata file to CSV; `conversion` starts it."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from competing_values.errors import UserError
from competing_values.microdata.reading import statistical, workbook
from competing_values.microdata.reading.conversion import REFUSED
from competing_values.study.formats import FORMATS


def convert(request: dict[str, Any]) -> None:
    """Write the cells of a file as CSV, and to standard output what it says of its columns, as JSON."""
    path, target = Path(request["path"]), Path(request["target"])
    about: dict[str, Any] = {}
    with target.open("w", encoding="utf-8", newline="") as file:
        if FORMATS[request["format"]].reader == "statistical":
            about = statistical.write(path, request["format"], request["encoding"], request["decimal"], file)
        else:
            workbook.write(path, request["format"], request["sheet"], request["decimal"], file)
    sys.stdout.buffer.write(json.dumps(about, ensure_ascii=False).encode())


def main() -> None:
    """Convert what the first argument, a JSON object, asks for."""
    request = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    try:
        convert(request)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
