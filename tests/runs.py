"""Whole runs: a study folder, and Snakemake as a user starts it."""

import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


class Study:
    """A study folder in a temporary place, run by a Snakefile of this repository or of a copy of it."""

    def __init__(self, folder: Path, repository: Path = REPOSITORY) -> None:
        self.folder, self.repository = folder, repository

    def snakemake(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-P",
            "-m",
            "snakemake",
            "--snakefile",
            str(self.repository / "Snakefile"),
            "--directory",
            str(self.folder),
            "--workflow-profile",
            "none",
            "--cores",
            "2",
        ]
        environment = os.environ | {"PYTHONPATH": str(self.repository / "workflow")}
        return subprocess.run([*command, *arguments], capture_output=True, text=True, env=environment, check=False)

    def run(self, *arguments: str) -> str:
        done = self.snakemake(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def would_run(self, *arguments: str) -> set[str]:
        """Rules that the next run would run."""
        told = self.run("--dry-run", "--quiet", "rules", *arguments)
        stats = re.search(r"^job +count\n-+ +-+\n(.*?)^total", told, flags=re.MULTILINE | re.DOTALL)
        return {line.split()[0] for line in stats[1].splitlines()} - {"all"} if stats else set()

    def table(self, wave: str, name: str) -> Path:
        return self.folder / "results" / wave / "tables" / f"{name}.csv"

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
