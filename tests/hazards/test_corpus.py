"""Hostile files and studies: each is read right or refused with its message; none crashes, hangs or is misread."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hazards import doorway
from hazards.corpus import RAW, STUDIES, Case
from hazards.exports import EXPORTS
from runs import REPOSITORY

GIGABYTES = 1.5


@pytest.fixture(scope="session")
def server() -> Iterator[subprocess.Popen[str]]:
    """The process that takes studies through their doorways."""
    command = [sys.executable, doorway.__file__]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "workflow")}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield process
        process.stdin.close()


def outcome(server: subprocess.Popen[str], folder: Path) -> dict[str, Any]:
    """Exit code, seconds and gigabytes of a study, and what stood on the terminal."""
    server.stdin.write(f"{folder}\n")
    server.stdin.flush()
    done = json.loads(server.stdout.readline())
    return done | {"terminal": (folder / doorway.TERMINAL).read_text(encoding="utf-8")}


@pytest.mark.parametrize("case", [*RAW, *EXPORTS, *STUDIES], ids=lambda case: case.name)
def test_each_is_read_right_or_refused(case: Case, server: subprocess.Popen[str], tmp_path: Path) -> None:
    case.write(tmp_path)
    found = outcome(server, tmp_path)
    assert found["seconds"] < doorway.SECONDS
    assert found["gigabytes"] < GIGABYTES
    assert "Traceback" not in found["terminal"]
    assert not [path for pattern in ("*.part", "*.cells") for path in tmp_path.rglob(pattern)]
    assert_message(case, found, tmp_path) if case.told else assert_rows(case, found, tmp_path / doorway.results())


def assert_message(case: Case, found: dict[str, Any], folder: Path) -> None:
    """The message is on the terminal, or at the end of the log and beside it, and has all its parts."""
    message = found["terminal"].strip()
    logs = folder / doorway.results().parent / "logs"
    if errors := list(logs.glob("*.error")):
        assert message == ""
        message = errors[0].read_text(encoding="utf-8").strip()
        log = errors[0].with_suffix(".log").read_text(encoding="utf-8")
        assert log.strip().endswith(message)
    assert "unexpectedly" not in message
    assert found["code"] == 1
    assert [part for part in case.told if part not in message] == [], message
    assert [part for part in case.untold if part in message] == [], message
    assert str(folder) not in message


def assert_rows(case: Case, found: dict[str, Any], results: Path) -> None:
    """The file is read as told, nobody is lost, and no id is left."""
    assert found["code"] == 0, found["terminal"] + "".join(path.read_text() for path in results.parent.glob("logs/*"))
    assert found["terminal"] == ""
    steps = pd.read_csv(results / "flow.csv").set_index("step")["rows"]
    clean = pl.read_parquet(results / "clean.parquet")
    assert (steps["raw"], steps["kept"]) == (case.raw, case.kept)
    assert steps["raw"] == steps.drop("raw").sum() == len(clean) + len(pl.read_parquet(results / "excluded.parquet"))
    assert {reason: rows for reason, rows in steps.drop(["raw", "kept"]).items() if rows} == case.reasons
    assert {name: clean[name].to_list() for name in case.answers} == case.answers
    assert clean["respondent_id"].drop_nulls().str.contains("^[0-9a-f]{32}$").all()
