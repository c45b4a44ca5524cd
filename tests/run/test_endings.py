"""How runs begin and end in words: full and closed folders, absent packages, killed jobs and kernels, what it came to."""

import logging
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from snakemake_interface_logger_plugins.common import LogEvent

from competing_values.errors import UserError
from competing_values.report import pages
from competing_values.run import start
from competing_values.run.account import account
from competing_values.run.environment import environment
from competing_values.run.failures import ELSEWHERE, Ending, explained, is_for_people, leave, take_back
from competing_values.run.progress import Progress, duration


def test_a_full_or_closed_study_is_refused_before_anything_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.refuse_without_room(tmp_path)
    assert not list((tmp_path / ".snakemake").iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(SystemExit, match=r"No space left on device\. A run writes here: make room or give access"):
        start.refuse_without_room(tmp_path)


def test_a_closed_folder_inside_the_results_is_named_with_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut = tmp_path / "results" / "1996" / "my tables"
    (shut / "deeper").mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != shut)  # root may write anywhere
    with pytest.raises(SystemExit, match=r"my tables: closed to you.*chmod -R u\+rwX '.*my tables'\).*then run again"):
        start.refuse_without_room(tmp_path)


@pytest.mark.parametrize("home", ["", "/nonexistent", "closed"])
def test_a_home_that_cannot_be_written_has_a_stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) == tmp_path)
    monkeypatch.setenv("HOME", home)
    given = environment()
    assert Path(given["HOME"]).parent == tmp_path
    assert given["XDG_CACHE_HOME"].startswith(given["HOME"])
    assert Path(given["HOME"]).stat().st_mode & 0o777 == 0o700
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "HOME" not in environment()


def test_an_absent_package_is_named_with_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start.absent() == []
    monkeypatch.setattr(start, "requires", lambda _: ["polars>=2", "no-such-package", "pytest; extra == 'dev'"])
    assert start.absent() == ["no-such-package"]
    with pytest.raises(SystemExit, match=r"no-such-package: not installed any more in .*rm .*run.stamp, then make"):
        start.main([])


def test_a_python_under_a_path_with_blanks_is_reached_by_one_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "жаңа 'clone' $x"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "prefix", str(folder))
    monkeypatch.setattr(sys, "executable", str(folder / "bin" / "python"))
    for _ in range(2):
        found = Path(start.interpreter())
        assert str(found).replace("/", "").replace("-", "").isalnum() or " " not in str(found)
        assert found.parent.parent.resolve() == folder


def test_a_message_finds_room_elsewhere_and_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ELSEWHERE, str(tmp_path))
    log = tmp_path / "no such folder" / "logs" / "score.log"
    leave(log, "No room.")
    assert [message.read_text() for message in tmp_path.glob("*score.error")] == ["No room.\n"]
    log.parent.mkdir(parents=True)
    leave(log, "Killed.")
    take_back(log)
    assert not list(log.parent.iterdir())


@pytest.fixture
def ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ending:
    """The end of a run in a study that has logs."""
    monkeypatch.setattr("atexit.register", lambda *_, **__: None)
    monkeypatch.setenv(ELSEWHERE, "")
    (tmp_path / "results" / "w" / "logs").mkdir(parents=True)
    return Ending(tmp_path / "results")


def test_messages_come_at_the_end_each_once(tmp_path: Path, ending: Ending, capsys: pytest.CaptureFixture[str]) -> None:
    logs, part = tmp_path / "results" / "w" / "logs", tmp_path / "results" / "w" / "answers.parquet.part"
    (logs / "old.error").write_text("of an earlier run")
    part.touch()
    ending.begin()
    assert not part.exists()
    for name in ("one", "two"):
        leave(logs / f"{name}.log", "The same fault.")
    part.touch()
    ending._say()
    assert capsys.readouterr().err == "\nThe same fault.\n"
    assert not part.exists()
    ending.well("Done in 3 s.\n", [])
    ending._say()
    assert capsys.readouterr().err == "\nDone in 3 s.\n\n"
    assert not Path(os.environ[ELSEWHERE]).exists()


def fault(message: str, **told: object) -> logging.LogRecord:
    return logging.makeLogRecord({"levelno": logging.ERROR, "msg": message, **told})


def test_a_job_that_left_no_message_is_told_all_the_same(
    tmp_path: Path, ending: Ending, capsys: pytest.CaptureFixture[str]
) -> None:
    logs = tmp_path / "results" / "w" / "logs"
    ending.begin()
    leave(logs / "score.log", "A mistake.")
    for rule in ("score", "clean"):
        job = {"event": LogEvent.JOB_ERROR, "rule_name": rule, "log": [str(logs / f"{rule}.log")]}
        ending.emit(fault("Error in rule", **job))
    ending.emit(fault("RuleException: Command '…' returned 1", event=LogEvent.ERROR))
    ending._say()
    said = capsys.readouterr().err
    assert said.startswith("\nclean: its process ended before it began to work")
    assert "run.stamp, then make.\n\nA mistake.\n" in said
    assert "RuleException" not in said


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (fault("Directory cannot be locked", exception="LockException"), r"if it was killed, say `make unlock STUDY=.*`"),
        (fault("OSError: [Errno 28] No space left on device"), r"the disk is full. Make room, then run again"),
        (fault("MissingInputException in rule score"), "MissingInputException in rule score"),
    ],
)  # fmt: skip
def test_what_ends_snakemake_itself_is_told(
    ending: Ending, capsys: pytest.CaptureFixture[str], record: logging.LogRecord, said: str
) -> None:
    assert not is_for_people(record)
    ending.emit(record)
    ending._say()
    assert re.search(said, capsys.readouterr().err)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UserError("config.yaml: correct it."), r"^config.yaml: correct it.$"),
        (OSError(28, "No space left on device", "x.csv"), r"the disk is full. Make room, then run again"),
        (RuntimeError("a cell failed: OSError: No space left on device"), r"the disk is full. Make room"),
        (PermissionError(13, "Permission denied", "x.csv"), r"^x.csv: Permission denied. Make room or give access"),
        (MemoryError(), r"^score: there was not enough memory.*run again"),
        (KeyError("x"), r"^score failed unexpectedly; the details are in score.log. Run again"),
    ],
)
def test_each_error_that_ends_a_job_has_its_words(error: BaseException, said: str) -> None:
    assert re.search(said, explained(error, "score", Path("score.log")))


ORPHAN = """
import os, sys, time
from competing_values.run.driver import follow
follow(lambda: os._exit(7))
print("ready", flush=True)
time.sleep(60)
"""


def test_a_job_does_not_outlive_its_run() -> None:
    parent = f"import os, subprocess, sys; os.environ['COMPETING_VALUES_DRIVER'] = str(os.getpid()); subprocess.run([sys.executable, '-c', {ORPHAN!r}])"
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "ready\n"
        run.kill()
        began = time.monotonic()
        assert run.stdout.read() == ""  # ends when the job has ended
        assert time.monotonic() - began < 10


def test_a_kernel_that_is_killed_is_told_within_seconds() -> None:
    told, called = [], Event()
    with pages.kernel(lambda message: [told.append(message), called.set()]) as manager:
        manager.start_kernel()
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        assert called.wait(10)
    assert "A notebook's process was ended from outside (code -9)" in told[0]
    assert "run again" in told[0]


def test_a_kernel_that_ends_well_is_not_told() -> None:
    told: list[str] = []
    with pages.kernel(told.append) as manager:
        manager.start_kernel()
    time.sleep(1)
    assert told == []


def record(event: LogEvent, **told: object) -> logging.LogRecord:
    return logging.makeLogRecord({"event": event, **told})


def test_the_rest_is_told_by_the_times_of_earlier_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("competing_values.run.progress.monotonic", lambda: clock[0])
    times = tmp_path / "private" / "times.json"

    def run() -> list[str]:
        progress, lines = Progress(times), []
        progress.emit(record(LogEvent.RUN_INFO, stats={"ingest": 2, "index": 1, "all": 1, "total": 4}))
        for number, source in enumerate(("survey", "panel")):
            progress.emit(
                record(LogEvent.JOB_INFO, jobid=number, rule_name="ingest", wildcards={"wave": "w", "source": source})
            )
            clock[0] += 30
            lines.append(progress.line())
            clock[0] += 30
            progress.emit(record(LogEvent.JOB_FINISHED, job_id=number))
        progress.emit(record(LogEvent.JOB_INFO, jobid=2, rule_name="index", wildcards={}))
        clock[0] += 10
        progress.emit(record(LogEvent.JOB_FINISHED, job_id=2))
        return [*lines, progress.end()]

    first, second = run(), run()
    assert (
        first[0]
        == "30 s: 0 of 3 jobs are done; at work: ingest w survey (30 s); no earlier run tells how long the rest takes."
    )
    assert second[0].endswith("at work: ingest w survey (30 s); about 1 min 40 s are left.")  # 30 + 60 + 10
    assert second[1].endswith("1 of 3 jobs are done; at work: ingest w panel (30 s); about 40 s are left.")
    assert second[2] == "2 min 10 s"


def test_times_are_said_as_people_say_them() -> None:
    assert [duration(seconds) for seconds in (0.4, 59.6, 60, 125, 3599, 7260)] == [
        "0 s", "1 min", "1 min", "2 min 5 s", "59 min 59 s", "2 h 1 min",
    ]  # fmt: skip


@pytest.mark.parametrize(("error", "missed"), [("0.0051", True), ("0.005", False), ("", False)])
def test_a_run_tells_what_it_came_to(tmp_path: Path, error: str, missed: bool) -> None:
    tables = tmp_path / "w" / "tables"
    tables.mkdir(parents=True)
    whole = "wave,source,weights,group_by,group,n"
    rows = {
        "flow": ("step,rows", ["raw,1000", "duplicate_id,100", "empty,30", "kept,870"]),
        "fields": ("variable,raw_name", ["s01,Q1", "s02,"]),
        "raking": ("margin_error", [error]),
        "claims": ("claim,verdict", ["a,reproduced", "b,reproduced", "c,not testable"]),
    }
    for name, (header, lines) in rows.items():
        text = "".join(f"w,survey,none,all,all,,{line}\n" for line in lines)
        (tables / f"{name}.csv").write_text(f"{whole},{header}\n{text}", encoding="utf-8")
    (tables / "protection.csv").write_text(
        f"{whole},variable,rule\nw,survey,none,region,north,,,threshold\nw,survey,none,region,,,,threshold\n"
        "w,survey,none,body,,,,breakdown\nw,survey,none,all,all,,s01,few_answers\nw,survey,none,all,all,,s02,coarser_1\n"
        "w,survey,none,body,,,s03,earlier_wave\n",
        encoding="utf-8",
    )
    labels = {
        "source.survey": "Survey",
        "region": "Region",
        "body": "Body",
        "gender.female": "Women",
        "gender.male": "Men",
    }
    (tables / "study.json").write_text(
        f'{{"sources": ["survey"], "min_cell": 10, "labels": {{"en": {labels!s}}}}}'.replace("'", '"')
    )
    (tmp_path / "w" / "report" / "en").mkdir(parents=True)
    (tmp_path / "w" / "report" / "en" / "index.html").touch()
    weights = (
        "    The weights miss the population's margins by up to 0.51 percentage points. Raise `statistics: trim` in "
        "config.yaml, or merge small categories in the margins and in the codebook.\n"
    )
    assert (
        account(["w", "not run"], ["en"], "3 s", tmp_path).replace(str(tmp_path), "results")
        == f"""Done in 3 s.

Wave w
  Survey: 1,000 rows read, 870 kept.
    Excluded by `duplicate_id`: 100 rows, 10%.
    Not found in the file: s02.
    Region: 2 groups merged or left out, to protect respondents.
    Body: left out, since fewer than two groups would be left to compare.
    2 figures left out, to protect respondents: the table `protection` names them.
    Some of it since an earlier wave had almost as many people, and is taken to have had the same ones. If each wave asks other people, say so in config.yaml: `disclosure: {{independent_waves: true}}`.
{weights if missed else ""}  Claims: 2 reproduced, 1 not testable.
  Report: results/w/report/en/index.html
"""
    )
