"""The tutorials, line by line: their commands are run, their edits made, and what they say is printed is compared."""

import os
import re
import runpy
import subprocess
from pathlib import Path

import pytest
from runs import REPOSITORY

DOCS = REPOSITORY / "docs"
#: Page: its study, and the wave in it.
TUTORIALS = {"tutorial": ("wave2024", "2024"), "tutorial_spss": ("staff", "2025"), "tutorial_kobo": ("pulse", "2025")}


def blocks(page: str) -> list[tuple[str, str]]:
    """Kind and text of each code block, in order."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def printed(command: str, study: Path) -> str:
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["bash", "-c", command.replace(f"../{study.name}", str(study))],
        cwd=REPOSITORY, env=outside, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return done.stdout


def edit(files: list[Path], changes: str) -> None:
    """Put each line that begins with + in the place of the line with - before it, wherever in the files that is."""
    for pair in re.split(r"^(?=-)", changes, flags=re.MULTILINE)[1:]:
        old, *new = [line[1:] for line in pair.splitlines()]
        file = next(file for file in files if old in file.read_text(encoding="utf-8").splitlines())
        lines = file.read_text(encoding="utf-8").splitlines()
        place = lines.index(old)
        file.write_text("\n".join([*lines[:place], *new, *lines[place + 1 :], ""]), encoding="utf-8")


def assert_told(expected: str, output: str) -> None:
    """Every line stands in the output, in this order; … stands for any lines."""
    place = 0
    for line in expected.splitlines():
        if line != "…":
            found = output.find(line, place)
            assert found >= 0, f"{line!r} is not in:\n{output[place:]}"
            place = found + len(line)


@pytest.mark.parametrize("page", TUTORIALS)
def test_a_tutorial_does_what_it_says(page: str, tmp_path: Path) -> None:
    name, wave = TUTORIALS[page]
    study, output = tmp_path / name, ""
    for kind, text in blocks(page):
        match kind:
            case "sh":
                output = printed(text, study)
            case "text":
                assert_told(text, output)
            case "diff":
                edit([*study.glob("data/codebooks/*.yaml"), *study.glob("data/*.yaml"), study / "config.yaml"], text)
            case _:
                pytest.fail(f"a block of the kind {kind}")
    report = study / f"results/{wave}/report/en/index.html"
    assert "simulated data" in report.read_text(encoding="utf-8").lower()


def test_the_export_is_what_its_script_makes(tmp_path: Path) -> None:
    script = runpy.run_path(str(DOCS / "tutorial" / "simulate.py"))
    script["main"](tmp_path / "export.csv")
    assert (tmp_path / "export.csv").read_bytes() == (DOCS / "tutorial" / "export.csv").read_bytes()
