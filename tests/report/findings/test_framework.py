"""The framework in words: points to share, types and their competencies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

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
