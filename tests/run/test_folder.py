"""A study's folder is data: nothing in it is run or obeyed, and its name, whatever it holds, only names it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from runs import REPOSITORY, Study

PLANTED = ("csv", "json", "pandas", "polars", "matplotlib", "ipykernel_launcher", "sitecustomize", "usercustomize")
NAME = "зерттеу $(touch ran) `touch ran` 'a' \"b\" {c} ;touch ran;#"


@pytest.mark.filterwarnings("ignore")
def test_nothing_in_it_is_run_or_obeyed_and_its_name_only_names_it(
    new_anes96, anes96: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / NAME.replace("/", "")
    shutil.copytree(new_anes96().folder, folder)
    for name in PLANTED:
        for place in (folder, folder / "notebooks"):
            place.mkdir(exist_ok=True)
            (place / f"{name}.py").write_text(
                f"open({str(tmp_path / 'ran')!r}, 'w').close()\nraise SystemExit('{name} was run')\n"
            )
    (folder / "matplotlibrc").write_text("figure.facecolor: red\nno such key: at all\nsavefig.transparent: True\n")
    monkeypatch.chdir(folder)
    study = Study(folder)
    study.run("--cores", "2")
    assert not list(tmp_path.rglob("ran"))
    for path in sorted(anes96.folder.glob("results/1996/tables/*")) + sorted(
        anes96.folder.glob("results/1996/figures/**/*.svg")
    ):
        assert (folder / path.relative_to(anes96.folder)).read_bytes() == path.read_bytes(), path


@pytest.mark.parametrize("target", ["run", "verify", "unlock", "questionnaire", "pdf"])
def test_make_obeys_nothing_in_a_name(tmp_path: Path, target: str) -> None:
    folder = tmp_path / NAME
    folder.mkdir()
    for study in (str(folder), f"{folder}x", "$(shell touch ran)", "`touch ran`"):
        done = subprocess.run(
            ["make", "-C", str(REPOSITORY), "-n", target, f"STUDY={study}"],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode != 0
        assert "there is no config.yaml" in done.stderr or "there is no such folder" in done.stderr
        assert not (REPOSITORY / "ran").exists()
        assert not list(tmp_path.rglob("ran"))


def test_names_of_files_and_waves_are_only_names(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("title: x\n", encoding="utf-8")
    for given in ("FILE=`touch ran`", "FILE=$(shell touch ran)", "WAVE=$$(touch ran)", 'SHEET=";touch ran;"'):
        arguments = {"FILE": "none.csv", "WAVE": "2024", "SHEET": ""} | dict([given.split("=", 1)])
        subprocess.run(
            ["make", "-C", str(REPOSITORY), "-o", ".venv/run.stamp", "codebook", f"STUDY={tmp_path}", *(f"{key}={value}" for key, value in arguments.items())],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not (REPOSITORY / "ran").exists()
        assert not list(tmp_path.rglob("ran"))
