"""PDFs are made where the study or the command asks for them, and for the pages that lead to them."""

import shutil
from pathlib import Path

from runs import REPOSITORY, Study


def test_pdfs_are_made_only_where_they_are_asked_for(tmp_path: Path) -> None:
    study = Study(tmp_path)
    shutil.copy(REPOSITORY / "config.yaml", study.folder)
    shutil.copytree(REPOSITORY / "data", study.folder / "data", ignore=shutil.ignore_patterns("raw"))
    assert "paper" not in study.would_run()
    assert "paper" in study.would_run("--config", "pdf=true")
