"""Study folders of their own, for whole runs."""

import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from runs import REPOSITORY, Study


@pytest.fixture(scope="session")
def new_anes96(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Study]:
    """Folders with the study of 1996 and its raw file."""

    def make() -> Study:
        folder = tmp_path_factory.mktemp("anes96")
        shutil.copytree(REPOSITORY / "tests" / "study" / "anes96", folder, dirs_exist_ok=True)
        subprocess.run([sys.executable, str(folder / "export.py"), str(folder)], check=True)
        return Study(folder)

    return make


@pytest.fixture(scope="session")
def anes96(new_anes96: Callable[[], Study]) -> Study:
    """The study of 1996, after a whole run."""
    study = new_anes96()
    study.run()
    return study
