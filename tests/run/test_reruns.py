"""Reruns are right: nothing without a change, and after a change only what stands on it."""

import shutil

import pytest
from runs import REPOSITORY, Study

PAGES = {"notebooks", "index", "provenance"}
AFTER_ESTIMATE = {"estimate", "describe"} | PAGES
AFTER_AGGREGATE = {"protect"} | AFTER_ESTIMATE


@pytest.fixture(scope="module")
def study(new_anes96, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The study of 1996 after a whole run in Kazakh, by a copy of the repository whose library may be edited."""
    copy = tmp_path_factory.mktemp("repository")
    for part in ("workflow", "notebooks", "data"):
        shutil.copytree(
            REPOSITORY / part, copy / part, ignore=shutil.ignore_patterns("raw", "__pycache__", "*.egg-info")
        )
    shutil.copy(REPOSITORY / "Snakefile", copy)
    study = Study(new_anes96().folder, copy)
    study.edit("config.yaml", "languages: [en]", "languages: [kk]")
    study.run()
    return study


def test_a_second_run_does_nothing(study: Study) -> None:
    assert study.would_run() == set()
    assert "Nothing to be done" in study.run()


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("cleaning={longstring: 2}", {"clean", "score", "aggregate"} | AFTER_AGGREGATE),
        ("cleaning={min_answered: 1}", {"score", "aggregate"} | AFTER_AGGREGATE),
        ("statistics={confidence: 0.9}", {"describe"} | AFTER_ESTIMATE),
        ("disclosure={min_cell: 30}", {"describe"} | AFTER_AGGREGATE),
        ("title=Again", {"describe"} | PAGES),
        ("languages=[en]", PAGES),
        ("languages=[kk,ru]", PAGES),
    ],
)
def test_a_changed_setting_reruns_only_what_uses_it(study: Study, setting: str, expected: set[str]) -> None:
    assert study.would_run("--config", setting) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("tables/precision.py", {"protect"} | AFTER_ESTIMATE),
        ("statistics/reliability.py", AFTER_ESTIMATE),
        ("microdata/scoring.py", {"score", "aggregate"} | AFTER_AGGREGATE),
        ("report/templates/style.css", PAGES),
        ("report/templates/explorer.js", PAGES),
        ("report/locale/kk/LC_MESSAGES/messages.po", PAGES),
        ("report/locale/ru/LC_MESSAGES/messages.po", set()),  # no language of this study
    ],
)
def test_an_edited_file_reruns_what_stands_on_it(study: Study, file: str, expected: set[str]) -> None:
    path = study.repository / "workflow" / "competing_values" / file
    before = path.read_text(encoding="utf-8")
    path.touch()
    assert study.would_run() == set()
    path.write_text(before + "\n# edited\n", encoding="utf-8")
    try:
        assert study.would_run() == expected
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_changed_band_rescores_nothing(study: Study) -> None:
    study.edit("data/instrument.yaml", "from: 3.5", "from: 3.6")
    would_run = study.would_run()  # shares above and below a threshold are protected, too
    study.edit("data/instrument.yaml", "from: 3.6", "from: 3.5")
    assert would_run == {"describe"} | AFTER_AGGREGATE


def test_a_changed_raw_file_reruns_all(study: Study) -> None:
    raw = study.folder / "data" / "raw" / "anes96.csv"
    before = raw.read_text()
    raw.write_text(before.replace("0.0,7.0,7.0,1.0,6.0", "0.0,7.0,7.0,2.0,6.0", 1))
    assert study.would_run() == {"ingest", "clean", "score", "aggregate"} | AFTER_AGGREGATE
    raw.write_text(before)


def test_what_was_deleted_is_made_again(study: Study) -> None:
    table = study.table("1996", "flow")
    before = table.read_bytes()
    shutil.rmtree(study.folder / "results" / "1996" / "private")
    table.unlink()
    study.run()
    assert table.read_bytes() == before
    assert list((study.folder / "results" / "1996" / "private").glob("*/scores.parquet"))


def test_an_edited_setting_counts_also_where_snakemake_remembers_nothing(study: Study) -> None:
    tables = "results/1996/private/manifests/estimate.json"
    shutil.rmtree(study.folder / ".snakemake")
    study.edit("config.yaml", "title:", "disclosure: {min_cell: 300}\ntitle:")
    told = study.run(tables)
    assert "results/1996/private/given/protect.json has changed" in told
    after = study.table("1996", "sector_scores").read_text()
    shutil.rmtree(study.folder / ".snakemake")
    shutil.rmtree(study.folder / "results")
    study.run(tables)
    assert study.table("1996", "sector_scores").read_text() == after
    assert "300" in (study.folder / "results/1996/private/given/protect.json").read_text()
