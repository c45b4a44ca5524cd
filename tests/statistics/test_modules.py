"""Every public statistic shows how it is used, what it shows is so, and each module stands alone."""

import ast
import doctest
import importlib
import pkgutil
from inspect import getmembers, getsource, isfunction

import pytest

from competing_values import statistics

MODULES = [
    importlib.import_module(f"{statistics.__name__}.{found.name}")
    for found in pkgutil.iter_modules(statistics.__path__)
]
PUBLIC = [
    function
    for module in MODULES
    for name, function in getmembers(module, isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_examples_are_true(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_a_module_imports_nothing_of_the_rest_of_the_library(module):
    imported = {node.module for node in ast.walk(ast.parse(getsource(module))) if isinstance(node, ast.ImportFrom)}
    library = {name for name in imported if name and name.startswith("competing_values")}
    assert all(name == "competing_values.errors" or name.startswith(statistics.__name__) for name in library)


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__name__)
def test_a_statistic_has_an_example(function):
    assert ">>> " in (function.__doc__ or "")
