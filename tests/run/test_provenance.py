"""What was published can be checked: by `make verify`, by sha256sum, and by machines that read RO-Crates."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from runs import REPOSITORY, Study

from competing_values.study.chapters import ALL_CHAPTERS
from competing_values.tables.declared import TABLES

VALIDATOR = REPOSITORY / ".venv-crate" / "bin" / "python"


def verify(study: Study, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "competing_values", "verify", *arguments]
    return subprocess.run(command, cwd=study.folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(anes96: Study, tmp_path: Path) -> Study:
    """The study of 1996 after its run, in a folder of its own."""
    shutil.copytree(anes96.folder, tmp_path / "copy")
    return Study(tmp_path / "copy")


def test_every_published_file_is_listed_and_as_listed(anes96: Study) -> None:
    wave = anes96.folder / "results" / "1996"
    done = subprocess.run(
        ["sha256sum", "--check", "provenance/SHA256SUMS"], cwd=wave, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    listed = {line.partition(": ")[0] for line in done.stdout.splitlines()}
    there = {path.relative_to(wave).as_posix() for path in wave.rglob("*") if path.is_file() and path.name[0] != "."}
    assert {path for path in there if not path.startswith("private/")} - listed == {"provenance/SHA256SUMS"}
    assert {"tables/flow.csv", "tables/README.md", "report/en/index.html", "ro-crate-metadata.json"} <= listed


def test_after_a_run_all_is_as_the_run_left_it(anes96: Study) -> None:
    done = verify(anes96)
    assert done.returncode == 0, done.stderr
    assert "All published files are as the run left them" in done.stdout


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("results/1996/tables/flow.csv", Path.unlink, "is gone. `make` makes"),
        ("results/1996/tables/flow.csv", lambda path: path.write_text("step,rows\n"), "is not what the run wrote"),
        ("results/1996/private/voters/clean.parquet", Path.unlink, "is gone"),
        ("results/1996/tables/more.csv", Path.touch, "not of the study"),
        ("config.yaml", lambda path: path.write_text(path.read_text() + "\n# more\n"), "has changed. `make` makes"),
        ("data/raw/anes96.csv", lambda path: path.write_bytes(path.read_bytes()[:-1]), "has changed"),
    ],
)
def test_what_differs_is_named_with_its_step(
    copy: Study, file: str, change: Callable[[Path], object], told: str
) -> None:
    (copy.folder / file).touch()
    change(copy.folder / file)
    done = verify(copy)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.strip().startswith(file)
    assert told in done.stderr


def test_results_are_held_against_those_of_others(copy: Study, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    sums = (copy.folder / "results/1996/provenance/SHA256SUMS").read_text()
    theirs.write_text(sums)
    assert verify(copy, "--sums", str(theirs)).returncode == 0
    line = next(line for line in sums.splitlines() if line.endswith("tables/flow.csv"))
    theirs.write_text(sums.replace(line, f"{'0' * 64}  tables/flow.csv"))
    done = verify(copy, "--sums", str(theirs))
    assert done.stderr.strip().startswith("results/1996/tables/flow.csv: other bytes than theirs.")
    assert "no list of checksums" in verify(copy, "--sums", "none").stderr


def test_without_results_it_says_what_to_do(new_anes96: Callable[[], Study]) -> None:
    done = verify(new_anes96())
    assert done.returncode == 1
    assert "there are no results yet" in done.stderr
    assert "Traceback" not in done.stderr


def entities(study: Study) -> dict[str, dict[str, object]]:
    crate = json.loads((study.folder / "results/1996/ro-crate-metadata.json").read_text(encoding="utf-8"))
    return {entity["@id"]: entity for entity in crate["@graph"]}


def test_the_crate_has_inputs_settings_software_and_outputs(anes96: Study) -> None:
    found = entities(anes96)
    raw = subprocess.run(
        ["sha256sum", "data/raw/anes96.csv"], cwd=anes96.folder, capture_output=True, text=True, check=True
    )
    assert found["#raw-voters"]["sha256"] == raw.stdout.split()[0]
    assert {"#config.yaml", "#data/codebooks/anes96.yaml", "#data/instrument.yaml"} <= set(found)
    assert found["#setting-disclosure.min_cell"]["value"] == "10"
    assert found["#polars"]["@type"] == "SoftwareApplication"
    assert found["tables/flow.csv"]["encodingFormat"] == "text/csv"
    text = json.dumps(found)
    assert not [word for word in ("private", str(anes96.folder), str(REPOSITORY)) if word in text]


@pytest.mark.skipif(not VALIDATOR.exists(), reason="the validator is not set up: make .venv-crate/stamp")
def test_the_crate_is_valid(anes96: Study, tmp_path: Path) -> None:
    def faults() -> str:
        command = [VALIDATOR, Path(__file__).with_name("validate_crate.py"), crate]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    crate = tmp_path / "crate"
    shutil.copytree(anes96.folder / "results" / "1996", crate, ignore=shutil.ignore_patterns("private"))
    assert faults() == ""
    (crate / "tables" / "flow.csv").unlink()
    assert "flow.csv" in faults()


def test_codecheck_names_what_the_default_study_makes() -> None:
    said = yaml.safe_load((REPOSITORY / "codecheck.yml").read_text(encoding="utf-8"))
    assert said["version"] == "https://codecheck.org.uk/spec/config/1.0/"
    for entry in said["manifest"]:
        folder, name = Path(entry["file"]).parts[2], Path(entry["file"]).stem
        assert entry["comment"]
        assert name in {"tables": TABLES, "notebooks": ALL_CHAPTERS, "report": {"index"}}[folder]
