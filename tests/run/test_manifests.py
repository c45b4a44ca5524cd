"""What is not whole, or stands on something that has changed, is removed before a run; all else stays as it is."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from runs import REPOSITORY

from competing_values.errors import UserError
from competing_values.run import manifests
from competing_values.run.manifests import Digests, File, Manifest, all_made, check_read, discard_stale, read_all

RAW = "data/raw/export.csv"
SCORES, TABLE, FIGURES = (
    "results/w/private/survey/scores.parquet",
    "results/w/tables/flow.csv",
    "results/w/figures/en",
)


@pytest.fixture(autouse=True)
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study of three jobs: raw to scores, scores to a table, a table to a folder of two figures."""
    monkeypatch.chdir(tmp_path)
    for folder in ("data/raw", "results/w/private/survey", "results/w/private/manifests", "results/w/tables", FIGURES):
        Path(folder).mkdir(parents=True)
    Path(RAW).write_text("id,s01\n" + "1,5\n" * 50)
    pl.DataFrame({"work": [1.0, 2.0, 3.0, 4.0]}).write_parquet(SCORES)
    Path(TABLE).write_text('step,rows\nraw,4\n"ke\npt",4\n')
    for name in ("one", "two"):
        Path(FIGURES, f"{name}.svg").write_text(f"<svg>{name}</svg>")
    for rule, made, read in (("score", SCORES, RAW), ("publish", TABLE, SCORES), ("notebooks", FIGURES, TABLE)):
        finish(rule, made, read)
    return tmp_path


def finish(rule: str, made: str, read: str) -> None:
    """Write the manifest that a job leaves."""
    digests = Digests()
    manifest = Manifest(Path(f"results/w/private/manifests/{rule}.json"))
    manifest.read = check_read([read], digests, all_made(read_all()))
    for path in manifests.contents(made):
        manifest.made[path] = File(digests[path][0], manifests.rows(path), digests[path][1])
    manifest.save()


def left() -> set[str]:
    """Jobs whose work is believed."""
    return {path.stem for path in Path("results/w/private/manifests").iterdir()}


def with_time_kept(change: Callable[[Path], object]) -> Callable[[Path], object]:
    def changed(path: Path) -> None:
        before = path.stat()
        change(path)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return changed


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def halve(path: Path) -> None:
    whole = pl.read_parquet(path)
    whole.head(len(whole) // 2).write_parquet(path)


def date_ahead(path: Path) -> None:
    alter(path)
    os.utime(path, (4e9, 4e9))


CHANGES = [Path.unlink, cut, alter, date_ahead, with_time_kept(cut), with_time_kept(alter)]


def test_a_manifest_tells_rows_and_checksums() -> None:
    made = all_made(read_all())
    assert {path: file.rows for path, file in made.items()} == {
        SCORES: 4, TABLE: 2, f"{FIGURES}/one.svg": None, f"{FIGURES}/two.svg": None,
    }  # fmt: skip
    sums = subprocess.run(["sha256sum", *made], capture_output=True, text=True, check=True).stdout
    assert sums == "".join(f"{file.sha256}  {path}\n" for path, file in made.items())


def test_where_nothing_changed_nothing_is_removed() -> None:
    assert discard_stale() == []
    assert left() == {"score", "publish", "notebooks"}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("file", "job"),
    [(RAW, "score"), (SCORES, "score"), (TABLE, "publish"), (f"{FIGURES}/one.svg", "notebooks")],
)
def test_a_file_that_is_not_as_it_was_is_made_anew(file: str, job: str, change: Callable[[Path], object]) -> None:
    change(Path(file))
    told = discard_stale()
    assert len(told) == 1
    assert told[0].startswith(file)
    assert left() == {"score", "publish", "notebooks"} - {job}
    assert not any(
        Path(path).exists()
        for path in {"score": [SCORES], "publish": [TABLE], "notebooks": [f"{FIGURES}/two.svg"]}[job]
    )


@pytest.mark.parametrize("change", [halve, with_time_kept(halve)])
def test_half_a_parquet_is_not_believed(change: Callable[[Path], object]) -> None:
    change(Path(SCORES))
    assert discard_stale() == [f"{SCORES} is not what the run wrote"]


@pytest.mark.parametrize("seconds", [1e9, 4e9])
@pytest.mark.parametrize("file", [SCORES, TABLE])
def test_a_file_with_another_time_gets_its_time_back(file: str, seconds: float) -> None:
    before = Path(file).stat().st_mtime_ns
    os.utime(file, (seconds, seconds))
    assert discard_stale() == []
    assert Path(file).stat().st_mtime_ns == before
    assert left() == {"score", "publish", "notebooks"}


def test_a_copied_study_is_believed_and_looked_at_once(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = study.with_name(f"{study.name} copy")
    shutil.copytree(study, copy, copy_function=shutil.copyfile)
    monkeypatch.chdir(copy)
    assert discard_stale() == []
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("computed again"))
    assert discard_stale() == []


def test_what_was_made_of_an_earlier_file_is_made_anew() -> None:
    alter(Path(TABLE))
    finish("publish", TABLE, SCORES)  # as after a run that asked for the table alone
    assert discard_stale() == [f"{TABLE} was made anew"]
    assert left() == {"score", "publish"}


def test_a_damaged_manifest_tells_nothing() -> None:
    cut(Path("results/w/private/manifests/publish.json"))
    discard_stale()
    assert left() == {"score", "notebooks"}  # `rule all` asks for it


def test_a_file_dated_in_the_future_is_refused_with_the_command_that_dates_it() -> None:
    manifests.refuse_dated_ahead([RAW, TABLE, "not there"])
    Path("data/raw/my export.csv").touch()
    os.utime("data/raw/my export.csv", (4e9, 4e9))
    with pytest.raises(
        UserError, match=r"^data/raw/my export.csv: dated in the future.* touch 'data/raw/my export.csv'$"
    ):
        manifests.refuse_dated_ahead([RAW, "data/raw/my export.csv"])


def test_a_job_reads_no_file_that_is_not_whole() -> None:
    known = read_all()
    with_time_kept(halve)(Path(SCORES))
    with pytest.raises(UserError, match=f"{SCORES}: the file was altered or cut"):
        check_read([SCORES], Digests(known), all_made(known))
    with pytest.raises(UserError, match="nothing tells whether this file is whole"):
        check_read([SCORES], Digests(), {})
    Path(SCORES).unlink()
    with pytest.raises(UserError, match=f"{SCORES}: there is no such file any more"):
        check_read([SCORES], Digests(known), all_made(known))


RULES = [
    (re.match(r"rule (\w+)", rule)[1], rule)
    for path in sorted((REPOSITORY / "workflow" / "rules").glob("*.smk"))
    for rule in re.split(r"^(?=rule )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
]


@pytest.mark.parametrize(
    ("name", "rule"), [one for one in RULES if "script:" in one[1]], ids=lambda one: one.split()[0]
)
def test_every_rule_leaves_a_manifest_and_is_given_its_settings_as_a_file(name: str, rule: str) -> None:
    manifest = re.search(r'manifest="(\S*/private/manifests/\S*)\.json"', rule)
    assert manifest
    assert Path(manifest[1]).name.split("_{")[0] == name
    if "params:" in rule:
        assert f'given="{manifest[1].replace("manifests", "given")}.json"' in rule
