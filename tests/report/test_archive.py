"""Figures and tables in one file: all of them, in order, the same bytes each time."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from competing_values.report import archive


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    """Figures of two chapters and a table, with what is for programs."""
    for name in ("figures/summary/kite.svg", "figures/culture/gaps.png", "figures/culture/gaps.csv", "tables/flow.csv",
                 "tables/README.md", "tables/study.json", "tables/.snakemake_timestamp"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"What {name} holds", encoding="utf-8")
    return {name: tmp_path / name for name in ("tables", "figures")}


def test_all_figures_and_tables_are_inside_in_order(folders: dict[str, Path], tmp_path: Path) -> None:
    archive.write(tmp_path / "all.zip", **folders)
    with ZipFile(tmp_path / "all.zip") as found:
        assert found.namelist() == [
            "figures/culture/gaps.csv", "figures/culture/gaps.png", "figures/summary/kite.svg",
            "tables/README.md", "tables/flow.csv",
        ]  # fmt: skip
        assert found.read("tables/flow.csv") == b"What tables/flow.csv holds"
        assert found.testzip() is None


def test_equal_files_give_equal_bytes(folders: dict[str, Path], tmp_path: Path) -> None:
    archive.write(tmp_path / "one.zip", **folders)
    os.utime(folders["tables"] / "flow.csv", (1_600_000_000, 1_600_000_000))
    (folders["tables"] / "flow.csv").chmod(0o600)
    archive.write(tmp_path / "two.zip", **folders)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    (folders["tables"] / "flow.csv").write_text("Other", encoding="utf-8")
    archive.write(tmp_path / "two.zip", **folders)
    assert (tmp_path / "one.zip").read_bytes() != (tmp_path / "two.zip").read_bytes()
