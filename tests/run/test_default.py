"""The default study: every table of the contract, every claim, the same sums on one core and two, several waves."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from runs import REPOSITORY, Study

from competing_values.tables.declared import TABLES, TRENDS, Table


@pytest.fixture(scope="module")
def new_study(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Study]:
    """Copies of the default study with so many respondents."""

    def make(respondents: int) -> Study:
        study = Study(tmp_path_factory.mktemp("default"))
        shutil.copy(REPOSITORY / "config.yaml", study.folder)
        shutil.copytree(REPOSITORY / "data", study.folder / "data", ignore=shutil.ignore_patterns("raw"))
        study.edit("data/codebooks/2023_survey.yaml", "respondents: 11000", f"respondents: {respondents}")
        return study

    return make


@pytest.fixture(scope="module")
def default(new_study: Callable[[int], Study]) -> Study:
    """The default study, up to its tables."""
    study = new_study(11000)
    study.run("results/2023/tables/claims.csv", "results/2023/tables/study.json")
    return study


def present() -> dict[str, Table]:
    """Tables of the default study, which has no sampling design."""
    return {name: table for name, table in TABLES.items() if "design" not in table.needs}


def test_every_table_of_the_contract_is_there(default: Study) -> None:
    for name, declared in present().items():
        assert tuple(pd.read_csv(default.table("2023", name)).columns) == declared.columns


def test_claims_on_simulated_answers_hold_by_construction_or_fail(default: Study) -> None:
    claims = pd.read_csv(default.table("2023", "claims")).set_index("claim")
    assert set(claims["verdict"]) == {"not reproduced", "by construction", "not testable"}
    assert float(claims.loc["satisfied_38", "computed"]) == pytest.approx(0.38, abs=0.005)
    calibrated = ["statements_29", "respondents_11000", "satisfied_38", "integrity_67", "initiative_44"]
    calibrated += ["hierarchy_overall", "market_leadership", "more_flexible", "management_bottleneck"]
    assert set(claims.loc[calibrated, "verdict"]) == {"by construction"}
    assert set(claims.loc[["management_unfavourable", "hierarchy_leadership"], "verdict"]) == {"not reproduced"}
    assert claims.loc["focus_group_managers", "verdict"] == "not testable"  # its figures are protected


def test_rows_add_up_and_the_survey_keeps_11000(default: Study) -> None:
    flow = pd.read_csv(default.table("2023", "flow"))
    for source, rows in flow.groupby("source"):
        steps = rows.set_index("step")["rows"]
        assert steps["raw"] == steps.drop("raw").sum(), source
    assert flow.set_index(["source", "step"])["rows"]["survey", "kept"] == 11000


def test_small_groups_are_in_no_table(default: Study) -> None:
    """The focus group of 48 has 20 regions: none has ten respondents, and their breakdown would have one group."""
    for name in present():
        rows = pd.read_csv(default.table("2023", name)).query("source == 'focus_group' and group_by == 'region'")
        assert rows.empty or name == "protection"


def test_the_survey_loses_nothing(default: Study) -> None:
    record = pd.read_csv(default.table("2023", "protection")).query("source == 'survey'")
    assert set(record["rule"].str.replace(r"\d+", "k", regex=True)) <= {"coarser_k"}
    for name in ("sector_scores", "statement_scores", "ocai_profile", "ocai_gap", "question_answers", "competencies"):
        rows = pd.read_csv(default.table("2023", name)).query("source == 'survey'")
        assert rows["n"].notna().all()
        assert rows.filter(regex="^(mean|gap|share)$").notna().all(axis=None)


def test_what_is_published_is_not_closed_and_what_is_private_is(default: Study) -> None:
    results = default.folder / "results" / "2023"
    assert (results / "private").stat().st_mode & 0o077 == 0
    assert (results / "tables").stat().st_mode & 0o055


def test_sums_are_the_same_on_one_core_and_two(
    new_study: Callable[[int], Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [f"results/2023/private/survey/{name}.parquet" for name in ("counts", "moments")]
    found = []
    for threads in ("1", str(os.cpu_count())):
        monkeypatch.setenv("POLARS_MAX_THREADS", threads)
        study = new_study(1500)
        study.run(*files, "--cores", threads)
        found.append([(study.folder / file).read_bytes() for file in files])
    assert found[0] == found[1]


def test_waves_are_compared(new_study: Callable[[int], Study]) -> None:
    study = new_study(600)
    later = study.folder / "data" / "codebooks" / "2024_survey.yaml"
    text = (study.folder / "data" / "codebooks" / "2023_survey.yaml").read_text(encoding="utf-8")
    text = text.replace("seed: 2023", "seed: 2024").replace("respondents: 600", "respondents: 700")
    later.write_text(text, encoding="utf-8")
    wave = '  "2024": {sources: {survey: {codebook: data/codebooks/2024_survey.yaml}}}\n\nbreakdowns:'
    study.edit("config.yaml", "breakdowns:", wave)
    study.run("results/trends/notebooks/en", "results/2024/tables/claims.csv")
    changes = pd.read_csv(study.table("trends", "wave_change"))
    assert tuple(changes.columns) == TRENDS["wave_change"].columns
    whole = changes.query("group_by == 'all'").set_index("variable")
    assert (whole["change"] - (whole["to_mean"] - whole["from_mean"])).abs().max() < 1e-8
    assert whole.loc["now_hierarchy", "reading"] == "shown to be small"  # the same model, drawn twice
    assert pd.read_csv(study.table("2024", "claims")).empty
    page = (study.folder / "results/trends/notebooks/en/trends.html").read_text(encoding="utf-8")
    assert "Wave 2023–2024" in page
    assert "From 2023 (simulated) to 2024 (simulated):" in page
    assert "The answers are made up (Survey and Focus group)" in page
    assert (study.folder / "results/trends/figures/en/changes_2023_2024_survey_simulated.csv").exists()


def test_a_mistake_is_told_once_without_frames(new_study: Callable[[int], Study]) -> None:
    study = new_study(300)
    study.edit("data/codebooks/2023_survey.yaml", "десять: 10, ", "")
    done = study.snakemake("results/2023/private/survey/answers.parquet")
    assert done.returncode != 0
    told = done.stderr.rstrip()
    assert not re.search("Traceback|Exception|Error|set -euo|Complete log", done.stdout + done.stderr)
    log = Path(study.folder / "results/2023/private/logs/ingest_survey.log").read_text(encoding="utf-8")
    assert "`десять`" in log
    assert "десять" in told.splitlines()[-1]  # as a line to paste
    assert told.endswith(f"\n\n{log.rstrip()}")
    assert told.count("`десять`") == 1
    assert not list(study.folder.glob("results/**/*.part"))
