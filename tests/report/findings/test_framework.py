"""The framework in words: points to share, types and their competencies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from competing_values.report.findings import framework
from competing_values.report.results import Results


def test_the_points_to_share_are_those_of_the_study(
    publication: dict[str, Any], tables: Path, declare: Callable[..., None]
) -> None:
    assert "shared 100 points" in framework.introduction(Results(str(tables), "en"))
    ocai = publication["instrument"]["ocai"] | {"total": 1000}
    declare(instrument=publication["instrument"] | {"ocai": ocai})
    assert "бөлді" in framework.introduction(Results(str(tables), "kk"))
    assert "1\N{NO-BREAK SPACE}000" in framework.introduction(Results(str(tables), "kk"))


def test_who_does_not_see_the_diagram_hears_types_and_competencies(folder: Path) -> None:
    picture = framework.diagram(Results(str(folder), "en"))
    assert "internal and external: Clan, Adhocracy, Market, and Hierarchy." in picture.finding
    assert "Market, competencies: A vision that is shared, Clear goals," in picture.finding
    assert picture.data is None  # it draws no table


@pytest.mark.parametrize("types", [{}, {"clan": {"label": "Clan", "competencies": {}}}])
def test_types_without_competencies_are_named_alone(
    publication: dict[str, Any], tables: Path, declare: Callable[..., None], types: dict[str, Any]
) -> None:
    ocai = publication["instrument"]["ocai"] | {"types": types}
    declare(instrument=publication["instrument"] | {"ocai": ocai})
    assert "competencies" not in framework.diagram(Results(str(tables), "en")).finding
