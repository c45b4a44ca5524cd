"""The notebooks as a researcher goes on with them: in JupyterLab, on the study's own tables."""

from pathlib import Path
from typing import Any

import jupytext

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY

FOLDER = Path("lab")


def prepare(study: dict[str, Any]) -> list[Path]:
    """Put every notebook of every wave into the study's folder, for its tables; those that are there stay.

    Parameters
    ----------
    study
        As `study.load` returns it; its folder is the working directory.

    Returns
    -------
    The notebooks, ``lab/<wave>/<chapter>.ipynb``, old ones and new ones.

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
        for chapter in study["chapters"]:
            path = FOLDER / wave / f"{chapter}.ipynb"
            prepared.append(path)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                notebook = jupytext.read(REPOSITORY / "notebooks" / f"{chapter}.py")
                given = {
                    "tables": f"../../{tables.as_posix()}",
                    "figures": f"figures/{chapter}",
                    "language": study["languages"][0],
                }
                parameters = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
                parameters.source = "\n".join(f'{name} = "{value}"' for name, value in given.items())
                jupytext.write(notebook, path)
    return prepared
