"""Registries: each entry is whole, and nothing is listed in a second place."""

import ast
import importlib
from pathlib import Path

import pytest
from examples import CLEANING, small_instrument
from runs import REPOSITORY

from competing_values.microdata import cleaning
from competing_values.study.chapters import ALL_CHAPTERS, CHAPTERS, chapters_of
from competing_values.study.formats import FORMATS, PROFILES, SUFFIXES
from competing_values.study.instrument import Instrument
from competing_values.study.languages import LANGUAGES
from competing_values.study.rules import RULES
from competing_values.tables.declared import DECLARED

LIBRARY = REPOSITORY / "workflow" / "competing_values"
#: Names of each registry, and the modules that say something of each of them.
REGISTRIES: dict[str, tuple[object, set[str]]] = {
    "rules": (RULES, {"study/rules.py", "microdata/cleaning.py"}),
    "languages": (LANGUAGES, {"study/labels.py"}),
    "formats": (FORMATS, {"study/formats.py"}),
    "suffixes": (SUFFIXES, {"study/formats.py"}),
    "profiles": (PROFILES, {"study/formats.py"}),
    "chapters": (CHAPTERS, {"study/chapters.py"}),
    "tables": (DECLARED, {"tables/precision.py", "report/findings/claims.py"}),
    "blocks": (Instrument.model_fields, {"study/chapters.py"}),
}


def listed(path: Path) -> list[set[str]]:
    """The texts of every list, set, tuple, mapping and `Literal[…]` of a module."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Dict(keys=members) | ast.List(elts=members) | ast.Set(elts=members) | ast.Tuple(elts=members):
                found.append({member.value for member in members if isinstance(member, ast.Constant)})
    return found


@pytest.mark.parametrize("registry", REGISTRIES)
def test_nothing_is_listed_in_a_second_place(registry: str) -> None:
    names, places = REGISTRIES[registry]
    assert set(names) & {"totals_row", "en", "csv", ".csv", "kobo", "culture", "flow", "ocai"}
    second = {
        path.relative_to(LIBRARY).as_posix()
        for path in LIBRARY.rglob("*.py")
        if any(len(texts & set(names)) >= max(3, len(set(names)) / 2) for texts in listed(path))
    }
    assert second <= places


def test_no_code_asks_which_block_it_has() -> None:
    """What differs between blocks stands in them, or in functions that are registered for their class.

    Breakdowns tell who answers, so they are told from the rest; the simulated dirt is that of the default study.
    """
    kinds = set(Instrument.model_fields) - {"breakdowns"}
    asking = {
        path.relative_to(LIBRARY).as_posix()
        for path in LIBRARY.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        and any(isinstance(one, ast.Constant) and one.value in kinds for one in [node.left, *node.comparators])
    }
    assert asking == {"microdata/simulation.py"}


def test_every_rule_has_an_expression_and_every_expression_its_rule() -> None:
    alone, repeated = cleaning.met_alone(small_instrument(), CLEANING), cleaning.repeats(small_instrument())
    assert sorted([*alone, *repeated]) == sorted(RULES)


def test_every_rule_and_chapter_has_words() -> None:
    assert all(rule.label.strip() for rule in RULES.values())
    assert all(chapter.title.strip() for chapter in ALL_CHAPTERS.values())


def test_every_chapter_has_its_notebook_and_every_notebook_its_chapter() -> None:
    """`start` is where `make lab` begins, and no chapter."""
    assert {path.stem for path in (REPOSITORY / "notebooks").glob("*.py")} == {*ALL_CHAPTERS, "start"}


def test_a_study_has_the_chapters_of_its_blocks() -> None:
    assert chapters_of(["self_ratings"]) == ["summary", "opinions", "methods", "data"]
    blocks = {block for table in DECLARED.values() for need in table.needs for block in need.split("|")} | {"earlier"}
    assert set().union(*(chapter.needs for chapter in ALL_CHAPTERS.values())) <= blocks


def test_every_format_has_suffixes_of_its_own_and_a_reader() -> None:
    suffixes = [suffix for format_ in FORMATS.values() for suffix in format_.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(f".{name}" in format_.suffixes for name, format_ in FORMATS.items())
    for format_ in FORMATS.values():
        importlib.import_module(f"competing_values.microdata.reading.{format_.reader}")
