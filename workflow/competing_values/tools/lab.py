"""The notebooks as a researcher goes on with them: in JupyterLab, on the study's own tables."""

from pathlib import Path
from typing import Any

import jupytext
from nbformat import NotebookNode

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY

FOLDER = Path("lab")
#: The notebook to begin with, which is no chapter of the report.
START = "start"


def prepare(study: dict[str, Any]) -> list[Path]:
    """Put every notebook of every wave into the study's folder, for its tables; those that are there stay.

    Parameters
    ----------
    study
        As `study.load` returns it; its folder is the working directory.

    Returns
    -------
    The notebooks, old ones and new ones: of each wave ``lab/<wave>/start.ipynb``, then a notebook a chapter.

    Raises
    ------
    UserError
        When a wave has no tables yet.
    """
    prepared = []
    for wave in study["waves"]:
        tables = Path("results", wave, "tables")
        if not (tables / "study.json").exists():
            raise UserError(
                f"{tables}: wave {wave} has no tables yet. Run `make` for this study, then `make lab` again."
            )
        for name in (START, *study["chapters"][wave]):
            path = FOLDER / wave / f"{name}.ipynb"
            prepared.append(path)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                given = {
                    "tables": f"../../{tables.as_posix()}",
                    "figures": f"figures/{name}",
                    "language": study["languages"][0],
                }
                jupytext.write(_with(given, name), path)
    return prepared


def _with(given: dict[str, str], name: str) -> NotebookNode:
    """A notebook of the repository, with other parameters."""
    notebook = jupytext.read(REPOSITORY / "notebooks" / f"{name}.py")
    parameters = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    parameters.source = "\n".join(f'{key} = "{value}"' for key, value in given.items())
    return notebook
