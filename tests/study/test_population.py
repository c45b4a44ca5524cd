"""Margins of a population, as people write them."""

from pathlib import Path

import pytest

from competing_values.study.population import assumed, margins

ROWS = 'variable,category,count,source\nregion,abai,10,\n\n region , almaty ,20.5,"a census, 2021"\nunit,A,3,\n'
GROUPS = {"region": ["abai", "almaty"], "unit": None}


@pytest.mark.parametrize(
    "text", [ROWS, ROWS.replace('"a census, 2021"', "x").replace(",", ";")], ids=["commas", "semicolons"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_margins(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "population.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert margins(path, GROUPS) == {"region": {"abai": 10, "almaty": 20.5}, "unit": {"A": 3}}


def test_a_note_says_which_counts_are_assumed(tmp_path: Path) -> None:
    path = tmp_path / "population.csv"
    path.write_text(
        "variable,category,count,note\nregion,abai,10,Assumed: a guess\nregion,almaty,20,of assumed age\nunit,A,3,\n",
        "utf-8",
    )
    assert assumed(path) == {("region", "abai")}
    path.write_text(ROWS, "utf-8")
    assert assumed(path) == set()
