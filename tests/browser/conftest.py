"""A run of the default study with few respondents in two languages, to be read in Chromium."""

import shutil
from pathlib import Path

import pytest
from runs import REPOSITORY, Study


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the default study with 600 respondents, in English and Kazakh."""
    study = Study(tmp_path_factory.mktemp("pages"))
    shutil.copy(REPOSITORY / "config.yaml", study.folder)
    shutil.copytree(REPOSITORY / "data", study.folder / "data", ignore=shutil.ignore_patterns("raw"))
    study.edit("data/codebooks/2023_survey.yaml", "respondents: 11000", "respondents: 600")
    study.edit("config.yaml", "languages: [en]", "languages: [en, kk]")
    study.run()
    return study.folder / "results"
