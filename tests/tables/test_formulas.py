"""No cell is a formula, whatever parts the cells; numbers stay numbers, and names of groups come back."""

import csv
import random
import re
from pathlib import Path

import pandas as pd
import pytest

from competing_values.tables import files
from competing_values.tables.contract import of_whole_source
from competing_values.tables.formulas import inert, restored

FORMULAS = [
    "=1+1", "+1+1", "-1-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", '"=1"', "'=1", "''=1", "＝1", "a;=1", 'a;"=1"', "a\t@x",
    "a\n+x", "-", "=", "\tx",
]  # fmt: skip
HARMLESS = ["-3", "+3.5", "-0,25", "1e-05", "-1E3", "a=b", "a-b", "a; b", "'quoted'", "", "Қостанай", "2019-2020"]


def one(text: str) -> pd.DataFrame:
    return pd.DataFrame({"group": [text], "n": [-3.5]})


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text_and_comes_back(text: str) -> None:
    safe = inert(one(text))
    assert safe["group"][0] != text
    assert safe["n"][0] == -3.5
    assert restored(safe)["group"][0] == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_and_numbers_stay_as_they_are(text: str) -> None:
    assert inert(one(text))["group"][0] == restored(one(text))["group"][0] == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_separator_makes_a_formula(tmp_path: Path, delimiter: str) -> None:
    inert(pd.DataFrame({"a": FORMULAS, "b": FORMULAS[::-1]})).to_csv(tmp_path / "t.csv", index=False)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
    assert len(cells) > len(FORMULAS)
    assert [cell for cell in cells if re.match(r"[\s\"]*[=+\-@＝]", cell)] == []


def test_every_text_comes_back() -> None:
    drawn = random.Random(7)
    texts = ["".join(drawn.choices("=+-@'\";\t\r\n a1＝", k=drawn.randrange(9))) for _ in range(20_000)]
    frame = pd.DataFrame({"group": texts})
    pd.testing.assert_frame_equal(restored(inert(frame)), frame)


def test_a_table_keeps_names_of_groups(tmp_path: Path) -> None:
    rows = {"wave": "w", "source": "s", "n": 3, "variable": "v", "raw_name": ["=A1", "-7", "b;=1"], "answered": 3,
            "missing": 0, "out_of_range": 0, "distinct": 1}  # fmt: skip
    frame = of_whole_source(pd.DataFrame(rows)).assign(variable=["a", "b", "c"])
    files.write("fields", frame, tmp_path / "t.csv")
    written = pd.read_csv(tmp_path / "t.csv", dtype=str)["raw_name"]
    assert written.tolist() == ["'=A1", "-7", "b;'=1"]
    assert files.read("fields", tmp_path / "t.csv")["raw_name"].tolist() == ["=A1", "-7", "b;=1"]
