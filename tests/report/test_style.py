"""Colours and sizes of letters have one place, for figures and for pages; a study's accent colours what has no meaning."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from figure_tables import FIGURES, written
from matplotlib.colors import to_hex

from competing_values.report import figures
from competing_values.report.figures.style import PLAIN
from competing_values.report.results import Results

FOLDER = Path(figures.__file__).parent
MODULES = {path.stem: path for path in FOLDER.glob("*.py") if path.stem != "style"}
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")
SIZE = re.compile(r"\b\w*fontsize[\"']?\s*[=:]\s*[\d.]|\b(?:label|title)size[\"']?\s*[=:]\s*[\d.]")


def strays(text: str) -> list[str]:
    return [*HEX.findall(text), *SIZE.findall(text)]


@pytest.mark.parametrize("module", MODULES)
def test_a_figure_takes_colours_and_sizes_of_letters_from_the_style(module: str) -> None:
    assert strays(MODULES[module].read_text(encoding="utf-8")) == []


def test_a_page_names_its_colours_at_its_head() -> None:
    templates = FOLDER.parent / "templates"
    for path in [*templates.glob("*.j2"), *templates.glob("*.js"), *templates.glob("*.css")]:
        outside_root = re.sub(r":root \{.*?\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert HEX.findall(outside_root) == [], path.name


def test_the_checks_see_a_stray() -> None:
    for stray in ('color="#A3123A"', "fontsize=7)", "title_fontsize=7.5", '{"fontsize": 8}', "labelsize=8", "#fff"):
        assert strays(stray), stray
    assert strays("fontsize=TEXT, color=INK") == []


@pytest.mark.parametrize(("accent", "shown"), [(None, PLAIN), ("#7a1030", "#7a1030")])
def test_bars_without_a_meaning_wear_the_accent(
    publication: dict[str, Any], tmp_path: Path, accent: str | None, shown: str
) -> None:
    other = json.loads(json.dumps(publication))
    other["appearance"]["accent"] = accent
    results = Results(str(written(tmp_path, other)), "en")
    for name in ("distributions",):
        bars = {to_hex(bar.get_facecolor()) for axes in FIGURES[name](results).axes for bar in axes.patches}
        assert bars == {shown.lower()}, name
