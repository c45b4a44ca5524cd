"""The library files that a script or notebook stands on: code that it imports, and what pages are made with."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
REPOSITORY = PACKAGE.parents[1]


def imports_of(*entries: str) -> list[str]:
    """Some code, and the source files of the library that it imports, directly or through others, sorted.

    Given to a rule as an input, since Snakemake notices an edit to the script but not to what it imports.

    Parameters
    ----------
    entries
        Python files, relative to the repository.
    """
    found: set[Path] = set()
    waiting = [REPOSITORY / entry for entry in entries]
    while waiting:
        new = _imported(waiting.pop()) - found
        found |= new
        waiting += new
    return sorted(map(str, found.union(REPOSITORY / entry for entry in entries)))


def files_in(folder: str) -> list[str]:
    """Every file in a folder of the library, sorted; none where there is no such folder.

    Given to a rule one by one, since Snakemake does not notice an edit inside a folder that is an input.
    """
    return sorted(str(path) for path in (PACKAGE / folder).rglob("*") if path.is_file())


@cache
def _imported(path: Path) -> set[Path]:
    """Library modules that one file imports, with the `__init__` of every package on the way."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE.name:
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names if alias.name.split(".")[0] == PACKAGE.name}
    modules = [PACKAGE.joinpath(*name.split(".")[1:]) for name in names]
    candidates = {base.with_suffix(".py") for base in modules}
    candidates |= {folder / "__init__.py" for base in modules for folder in (base, *base.parents)}
    return {path for path in candidates if path.is_relative_to(PACKAGE) and path.exists()}
