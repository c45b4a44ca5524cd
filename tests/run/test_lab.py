"""`make lab`: notebooks in the study's folder, which run there on its tables, and are the researcher's own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from runs import Study


def lab(study: Study) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "competing_values", "lab"]
    environment = os.environ | {"PYTHONPATH": str(study.repository / "workflow")}
    return subprocess.run(command, cwd=study.folder, capture_output=True, text=True, env=environment, check=False)


def run(notebook: Path) -> None:
    """Run the cells of a notebook where it is, as Jupyter would, but for what it shows."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=notebook.parent, capture_output=True, text=True, check=False,
        env=os.environ | {"MPLBACKEND": "agg"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_notebooks_run_where_they_are(anes96: Study) -> None:
    done = lab(anes96)
    assert done.returncode == 0, done.stderr
    folder = anes96.folder / "lab"
    prepared = list(folder.rglob("*.ipynb"))
    assert len(prepared) > 3
    assert f"{len(prepared)} notebooks" in done.stderr
    run(folder / "1996" / "sectors.ipynb")
    assert list((folder / "1996" / "figures" / "sectors").glob("*.svg"))


def test_the_first_notebook_goes_from_a_table_to_a_saved_drawing(anes96: Study) -> None:
    start = anes96.folder / lab(anes96).stdout.strip()
    assert start == anes96.folder / "lab" / "1996" / "start.ipynb"
    run(start)
    saved = start.parent / "figures" / "start"
    assert (saved / "left_out.csv").read_text("utf-8").count("\n") == 1 + 6  # a study of six variables
    assert {path.name for path in saved.iterdir()} == {"left_out.csv", "left_out.png", "sectors_ru.svg"}


def test_what_a_researcher_changed_stays(anes96: Study) -> None:
    lab(anes96)
    notebook = anes96.folder / "lab" / "1996" / "sectors.ipynb"
    notebook.write_text("her own", encoding="utf-8")
    assert lab(anes96).returncode == 0
    assert notebook.read_text(encoding="utf-8") == "her own"


def test_without_tables_it_says_what_to_do(new_anes96: Callable[[], Study]) -> None:
    done = lab(new_anes96())
    assert done.returncode == 1
    assert "results/1996/tables: wave 1996 has no tables yet. Run `make`" in done.stderr
    assert "Traceback" not in done.stderr
