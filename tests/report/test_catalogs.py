"""Catalogs: every message has its translation with the same values, none is left over, and none escapes extraction."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from runs import REPOSITORY

from competing_values.study.languages import CATALOGS, LANGUAGES

TRANSLATED = sorted(set(LANGUAGES) - {"en"})
CODE = sorted([*(REPOSITORY / "notebooks").glob("*.py"), *(REPOSITORY / "workflow" / "competing_values").rglob("*.py")])


def messages(language: str) -> list[Message]:
    with (CATALOGS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    assert not catalog.obsolete
    return [message for message in catalog if message.id]


def values(text: str) -> set[str]:
    """Names of the values in a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogs_hold_exactly_the_messages_of_the_code() -> None:
    """`make catalogs` would add a missing message and take out an unused one."""
    command = ["make", "--silent", "--assume-old=.venv/run.stamp", f"BIN={Path(sys.executable).parent}", "catalogs"]
    done = subprocess.run([*command, "CHECK=--check"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_its_values(language: str) -> None:
    found = messages(language)
    assert len(found) > 100
    assert [message.id for message in found if not message.string.strip()] == []
    assert [message.id for message in found if values(message.id) != values(message.string)] == []
    assert [message.id for message in found if "fuzzy" in message.flags] == []


def nested(tree: ast.AST) -> Iterator[int]:
    """Lines with a message inside an f-string, which extraction does not see before Python 3.12."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.JoinedStr):
            for inner in ast.walk(outer):
                is_message = isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "_"
                if is_message and isinstance(inner.args[0], ast.Constant):
                    yield inner.lineno


def test_no_message_hides_in_an_f_string() -> None:
    hidden = {path.name: [*nested(ast.parse(path.read_text(encoding="utf-8")))] for path in CODE}
    assert {name: lines for name, lines in hidden.items() if lines} == {}
    assert [*nested(ast.parse("f\"{_('x')}\""))] == [1]
