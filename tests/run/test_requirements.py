"""The environment is declared once: pyproject, locks and conda file agree, and no lock names a registry."""

import re
import tomllib

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
