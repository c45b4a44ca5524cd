"""Why a figure is missing, in the reader's words: every reason that estimates give is a message."""

import ast
import re
from pathlib import Path

import pytest
from runs import REPOSITORY

from competing_values.report import reasons
from competing_values.report.language import Language

LIBRARY = REPOSITORY / "workflow" / "competing_values"


def raised() -> set[str]:
    """What statistics of estimates raise, numbers in the place of values."""
    found = set()
    for path in (LIBRARY / "statistics").glob("*.py"):
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NotEstimableError":
                said = ast.unparse(node.args[0])
                found.add(re.sub(r"\{\w+\}", "3", said[2:-1] if said.startswith("f") else ast.literal_eval(said)))
    return found


def test_every_reason_is_known() -> None:
    language = Language("ru")
    found = raised()
    assert len(found) > 20
    for reason in sorted(found):
        if not reason.startswith("a category of the population"):  # that ends a run
            assert reasons.told(language, reason) != reason, reason


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", ""),
        ("nobody answered; protected", "nobody answered; protected"),
        ("3 respondents are too few for 5 predictors", "3 respondents are too few for 5 variables"),
        ("it could not be computed: division by zero", "it could not be computed"),
        (
            "without 2 of 5 groups: too few answers, or no variance",
            "without 2 of 5 groups: too few answers, or no variance",
        ),
    ],
)
def test_reasons_are_told_one_by_one(reason: str, said: str) -> None:
    assert reasons.told(Language("en"), reason) == said
