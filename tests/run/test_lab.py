"""`make lab`: notebooks in the study's folder, which run there on its tables, and are the researcher's own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

from runs import Study


def lab(study: Study) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "competing_values", "lab"]
    environment = os.environ | {"PYTHONPATH": str(study.repository / "workflow")}
    return subprocess.run(command, cwd=study.folder, capture_output=True, text=True, env=environment, check=False)


def test_the_notebooks_run_where_they_are(anes96: Study) -> None:
    done = lab(anes96)
    assert done.returncode == 0, done.stderr
    prepared = sorted(path.relative_to(anes96.folder / "lab") for path in (anes96.folder / "lab").rglob("*.ipynb"))
    assert len(prepared) > 3
    assert f"{len(prepared)} notebooks" in done.stdout
    notebook = anes96.folder / "lab" / "1996" / "cleaning.ipynb"
    code = [
        "".join(cell["source"])
        for cell in json.loads(notebook.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(code)], cwd=notebook.parent, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert list((notebook.parent / "figures" / "cleaning").glob("*.svg"))


def test_what_a_researcher_changed_stays(anes96: Study) -> None:
    lab(anes96)
    notebook = anes96.folder / "lab" / "1996" / "cleaning.ipynb"
    notebook.write_text("her own", encoding="utf-8")
    assert lab(anes96).returncode == 0
    assert notebook.read_text(encoding="utf-8") == "her own"


def test_without_tables_it_says_what_to_do(new_anes96: Callable[[], Study]) -> None:
    done = lab(new_anes96())
    assert done.returncode == 1
    assert "results/1996/tables: wave 1996 has no tables yet. Run `make`" in done.stderr
    assert "Traceback" not in done.stderr
