"""The environment is declared once: pyproject, locks and conda file agree, and no lock names a registry."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, files, metadata, packages_distributions

import pytest
import yaml

from competing_values.run.imports import REPOSITORY

CONDA_NAMES = {"matplotlib-base": "matplotlib", "snakemake-minimal": "snakemake"}


def locked(name: str) -> dict[str, str]:
    """Package: version, on the Python of the conda file."""
    found = {}
    for package, version, marker in re.findall(
        r"^([\w.-]+)==(\S+)(?: ; (.*?))? \\$", (REPOSITORY / name).read_text(), re.MULTILINE
    ):
        if "python_full_version < '3.12'" not in marker:
            found[package] = version
    return found


def test_the_conda_file_has_the_locked_versions() -> None:
    declared = yaml.safe_load((REPOSITORY / "envs" / "environment.yaml").read_text())["dependencies"]
    conda = dict(package.split("=") for package in declared if isinstance(package, str) and "=" in package)
    conda.pop("python")
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["dependencies"]
    lock = locked("requirements.lock")
    assert {CONDA_NAMES.get(name, name): version for name, version in conda.items()} == {
        name: lock[name] for name in (re.match(r"[\w-]+", requirement)[0] for requirement in project)
    }


@pytest.mark.parametrize("name", ["requirements-dev.lock", "requirements-lab.lock"])
def test_the_other_locks_keep_the_versions_of_the_run(name: str) -> None:
    assert locked("requirements.lock").items() <= locked(name).items()


def test_no_lock_names_a_registry() -> None:
    for path in REPOSITORY.glob("*.lock"):
        assert "://" not in path.read_text()


def modules_of(package: str) -> set[str]:
    """Modules that a declared package brings."""
    return {name for name, packages in packages_distributions().items() if package in {normal(one) for one in packages}}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(group: str | None = None) -> set[str]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    listed = project["dependency-groups"][group] if group else project["project"]["dependencies"]
    return {normal(re.match(r"[\w.-]+", one)[0]) for one in listed}


def imported(folder: str) -> set[str]:
    """Modules that code in a folder imports, by their first names."""
    found = set()
    for path in (REPOSITORY / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).split(".")[0])
    return found - set(sys.stdlib_module_names) - {"competing_values"}


#: What no module imports: programs, what others load by name, and types.
PROGRAMS = {"ipykernel", "snakemake-logger-plugin-rich", "papermill"}


def test_each_dependency_is_used_and_each_import_declared() -> None:
    used = imported("workflow") | imported("notebooks")
    assert {name for name in declared() - PROGRAMS if not modules_of(name) & used} == set()
    known = set().union(*(modules_of(name) for name in declared()))
    # what comes with Jupyter, pandas and Snakemake, which are declared
    assert used - known <= {
        "IPython",
        "nbformat",
        "pydantic_core",
        "jupyter_client",
        "markupsafe",
        "snakemake_interface_logger_plugins",
    }


#: Licences under which a package may be used by one under MIT, as their files name them.
COMPATIBLE = r"MIT|BSD|Apache|ISC|PSF|Python|MPL|Mozilla|HPND|Unlicense|Zlib|CC0|0BSD|Public Domain|LGPL"


def test_each_package_of_a_run_has_a_compatible_licence() -> None:
    unclear = {}
    for name in locked("requirements.lock"):
        try:
            about = metadata(name)
        except PackageNotFoundError:
            continue  # of another system, or another Python
        said = [
            about.get("License-Expression") or "",
            *(one for one in about.get_all("Classifier", []) if one.startswith("License")),
            (about.get("License") or "")[:200],
            *(file.read_text()[:200] for file in files(name) or () if "LICEN" in file.name.upper()),
        ]
        if not re.search(COMPATIBLE, " ".join(said)):
            unclear[name] = said
    assert unclear == {}


def test_everything_that_is_installed_is_hashed() -> None:
    for path in REPOSITORY.glob("requirements*.lock"):
        packages = re.findall(r"^[\w.-]+==.*(?:\n    --hash.*)*", path.read_text(), re.MULTILINE)
        assert packages
        assert [one for one in packages if "--hash=sha256:" not in one] == []
    installs = re.findall(r".*(?:pip install|\$\(INSTALL\)).*", (REPOSITORY / "Makefile").read_text())
    assert [
        line for line in installs if not re.search("--require-hashes|--no-deps --no-build-isolation|^INSTALL =", line)
    ] == []
    assert {"setuptools", "uv"} <= set(locked("requirements-build.lock"))
