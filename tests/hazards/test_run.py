"""One whole run over several sources, some of which must be refused: the others go on, and the messages come last."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import psutil
import pytest
from hazards.corpus import CONFIG, RAW, STUDIES, STUDY, Case
from runs import REPOSITORY, Study

GIGABYTES = 1.5
CASES = {case.name: case for case in (*RAW, *STUDIES)}
RIGHT = ["spaces_and_case", "duplicates", "xlsx_totals"]
REFUSED = ["all_at_once", "nobody_kept", "xlsx_bomb_that_lies"]


def study_of(cases: list[Case], folder: Path) -> Study:
    """A study with a source for each case."""
    sources = []
    for case in cases:
        case.write(folder / case.name)
        codebook = folder / case.name / "codebook.yaml"
        codebook.write_text(codebook.read_text(encoding="utf-8").replace("file: ", f"file: {case.name}/", 1), "utf-8")
        sources.append(f"      {case.name}: {{codebook: {case.name}/codebook.yaml}}\n")
    head, rest = CONFIG.split("      survey:")
    tail = rest.partition("claims: claims.yaml\n")[2]
    (folder / "config.yaml").write_text(head + "".join(sources) + tail, encoding="utf-8")
    (folder / "instrument.yaml").write_text(str(STUDY["instrument.yaml"]), encoding="utf-8")
    return Study(folder)


@contextmanager
def gigabytes() -> Iterator[list[float]]:
    """What all processes that this one starts from now on hold together, ten times a second."""
    held, done = [0.0], threading.Event()
    others = set(psutil.Process().children())

    def look() -> None:
        while not done.wait(0.1):
            total = 0
            for child in set(psutil.Process().children()) - others:
                try:
                    total += sum(process.memory_info().rss for process in (child, *child.children(recursive=True)))
                except psutil.NoSuchProcess:
                    continue
            held.append(total / 1e9)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield held
    finally:
        done.set()
        looking.join()


def test_the_right_sources_are_read_and_the_messages_of_the_others_come_last(tmp_path: Path) -> None:
    study = study_of([CASES[name] for name in (*RIGHT, *REFUSED)], tmp_path)
    private = tmp_path / "results" / "2024" / "private"
    with gigabytes() as held:
        done = study.snakemake(
            "--keep-going", *(f"results/2024/private/{name}/flow.csv" for name in (*RIGHT, *REFUSED))
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    messages = [path.read_text(encoding="utf-8").strip() for path in sorted((private / "logs").glob("*.error"))]
    assert len(messages) == len(REFUSED)
    assert done.stderr.rstrip().endswith("\n\n" + "\n\n".join(messages))
    for name in REFUSED:
        assert any(all(part in message for part in CASES[name].told) for message in messages), name
        assert not (private / name / "flow.csv").exists()
    for name in RIGHT:
        steps = pd.read_csv(private / name / "flow.csv").set_index("step")["rows"]
        assert steps["raw"] == steps.drop("raw").sum() == CASES[name].raw
        assert steps["kept"] == CASES[name].kept
    assert max(held) < GIGABYTES


def test_a_fault_of_the_config_is_the_last_thing_on_the_terminal(tmp_path: Path) -> None:
    case = CASES["key_at_the_top"]
    case.write(tmp_path)
    done = Study(tmp_path).snakemake()
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert all(part in done.stderr.rstrip().splitlines()[-1] for part in case.told)


def test_a_study_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "no study"
    done = subprocess.run(
        ["make", "-n", f"STUDY={folder}"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert f"STUDY={folder}: there is no such folder" in done.stderr
    assert not folder.exists()


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("target", ["", "pdf", "lab", "questionnaire"])
def test_a_folder_without_a_config_is_told_what_a_study_is(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "my study"
    folder.mkdir()
    done = make("-n", f"STUDY={folder}", *([target] if target else []))
    assert done.returncode != 0
    assert "A study is a folder with a config.yaml and its data" in done.stderr
    assert f"make codebook FILE=<export> WAVE=<wave, such as 2024> STUDY='{folder}'" in done.stderr
    assert list(folder.iterdir()) == []


def test_a_codebook_is_drafted_where_there_is_no_config_yet(tmp_path: Path) -> None:
    assert make("-n", "codebook", f"STUDY={tmp_path}", "FILE=export.csv", "WAVE=2024").returncode == 0


def test_help_names_every_target() -> None:
    declared = re.search(r"^TARGETS = (.*)$", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"^make (\w*) *(\S.*)$", make("help").stdout, re.MULTILINE)
    assert {name for name, _ in named} == set(declared[1].split()) - {"run"} | {""}


def test_a_mistyped_target_names_the_nearest() -> None:
    done = make("pfd")
    assert done.returncode != 0
    assert "'pfd'; did you mean: make pdf. All targets: make help" in done.stderr
    assert "did you mean" not in make("zzzzzz").stderr


@pytest.mark.parametrize(
    ("file", "wave", "told"),
    [
        ("data/raw/exprt.csv", "2024", "data/raw/exprt.csv: there is no such file"),
        ("export.csv", "trends", "WAVE=trends: this name is reserved"),
        ("export.csv", "2024", "codebooks: File exists. Make room or give access"),
    ],
)
def test_a_draft_that_cannot_be_made_ends_in_one_message(tmp_path: Path, file: str, wave: str, told: str) -> None:
    rows = "".join(f"{k},{1 + k % 5},{1 + k % 4}\n" for k in range(40))
    (tmp_path / "export.csv").write_text(f"id,s01,s02\n{rows}", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/codebooks").touch()
    command = [sys.executable, "-m", "competing_values", "codebook", file, wave]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
