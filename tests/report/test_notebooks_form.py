"""Notebooks are documents: words before code, short cells, and nothing in them that belongs into the library."""

import re

import jupytext
import pytest
from nbformat import NotebookNode
from runs import REPOSITORY

LONGEST = 12
#: What belongs into `report/findings`: functions, sorting, grouping, and HTML (a tag is no comparison of two numbers).
ELSEWHERE = re.compile(r"\bdef\b|\blambda\b|\.sort_values|\.sort_index|\.groupby|\bsorted\(|\bHTML\(|</?[a-z]+[^<]*>")
NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.py"))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> NotebookNode:
    """Each notebook, with its name."""
    read = jupytext.read(request.param)
    read.metadata["name"] = request.param.stem
    return read


def of(notebook: NotebookNode, kind: str) -> list[str]:
    """Its cells of one kind."""
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def test_a_notebook_begins_with_its_title(notebook: NotebookNode):
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")


def test_words_say_what_comes(notebook: NotebookNode):
    """At least one cell of words for two of code."""
    assert 2 * len(of(notebook, "markdown")) >= len(of(notebook, "code"))


def test_cells_are_short(notebook: NotebookNode):
    assert not [code for code in of(notebook, "code") if len(code.splitlines()) > LONGEST]


def test_what_belongs_into_the_library_is_not_in_a_cell(notebook: NotebookNode):
    found = [slip for code in of(notebook, "code") for slip in ELSEWHERE.findall(code)]
    assert found == ([".sort_values"] if notebook.metadata["name"] == "start" else [])  # which shows how to sort
