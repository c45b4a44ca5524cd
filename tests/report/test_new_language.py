"""Another language: a catalog, which a `make` target begins, and nothing else. Esperanto stands for one not there yet."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from runs import REPOSITORY

STUDY = """
title: {en: Test, kk: Сынақ}
languages: [en, eo]
instrument: instrument.yaml
waves: {2024: {sources: {survey: {codebook: survey.yaml}}}}
"""
INSTRUMENT = "questions: {happy: {label: {kk: Бақытты, ru: Счастлив}, categories: {ja: Ja, joq: Joq}}}"
#: What a study with an English wording of the form says in Esperanto.
SAID = """
from competing_values.report.language import Language
from competing_values.study.loading import load
publication = load("config.yaml")["publication"]["2024"]
other = Language("eo")
print(other.name, other.share(0.5), other.gettext("What to do"), publication["labels"]["eo"]["happy"], sep="|")
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("repository")
    for name in ("workflow", "notebooks", "data"):
        shutil.copytree(REPOSITORY / name, copy / name, ignore=shutil.ignore_patterns("raw", "__pycache__"))
    for name in ("Makefile", "pyproject.toml", "config.yaml"):
        shutil.copy(REPOSITORY / name, copy)
    return copy


def done(repository: Path, command: list[str], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(repository / "workflow")}
    return subprocess.run(command, cwd=cwd or repository, capture_output=True, text=True, env=environment, check=False)


def make(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    binaries = f"BIN={Path(sys.executable).parent}"
    return done(repository, ["make", "--assume-old=.venv/run.stamp", binaries, *arguments])


def test_a_language_is_a_catalog_and_nothing_else(repository: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    begun = make(repository, "language", "CODE=eo")
    assert begun.returncode == 0, begun.stdout + begun.stderr
    catalog = repository / "workflow/competing_values/report/locale/eo/LC_MESSAGES/messages.po"
    assert str(catalog.relative_to(repository)) in begun.stdout
    changed = {
        path.relative_to(repository).as_posix()
        for path in repository.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and before.get(path) != path.read_bytes()
    }
    schemas = {f"workflow/schemas/{name}.json" for name in ("config", "instrument", "claims")}
    assert changed == {catalog.relative_to(repository).as_posix(), *schemas}
    assert '"eo"' in json.dumps(json.loads((repository / "workflow/schemas/config.json").read_text(encoding="utf-8")))

    text = catalog.read_text(encoding="utf-8")
    assert text.count("msgid ") > 300
    catalog.write_text(text.replace('"What to do"\nmsgstr ""', '"What to do"\nmsgstr "Kiuj restis"'), "utf-8")
    (tmp_path / "config.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "instrument.yaml").write_text(INSTRUMENT, encoding="utf-8")
    (tmp_path / "survey.yaml").write_text("file: export.csv\n", encoding="utf-8")
    (tmp_path / "export.csv").write_text("happy\nja\n", encoding="utf-8")
    said = done(repository, [sys.executable, "-c", SAID], tmp_path)
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == "Esperanto|50%|Kiuj restis|Бақытты"

    (tmp_path / "data").mkdir()
    (tmp_path / "data/wording.csv").write_text("name,en,kk,ru\nhappy,Are you happy?,,\n", encoding="utf-8")
    form = done(repository, [sys.executable, "-m", "competing_values", "questionnaire"], tmp_path)
    assert form.returncode == 0, form.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["language"], "make language CODE=uz"),
        (["language", "CODE=ru"], "this language is there already"),
        (["language", "CODE=qq"], "no language has this code"),
        (["language", "CODE=../x"], "no language has this code"),
    ],
)
def test_what_is_no_new_language_is_refused(repository: Path, arguments: list[str], told: str) -> None:
    refused = make(repository, *arguments)
    assert refused.returncode != 0
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
