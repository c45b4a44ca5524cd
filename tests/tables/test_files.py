"""Tables as files: the contract is kept where they are written, and checked where they are read."""

from pathlib import Path

import pandas as pd
import pytest

from competing_values.errors import UserError
from competing_values.tables import files
from competing_values.tables.contract import of_whole_source
from competing_values.tables.declared import DECLARED

FLOW = of_whole_source(pd.DataFrame({"wave": "w", "source": "s", "n": 3, "step": ["raw", "kept"], "rows": [3, 2]}))


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "flow.csv"
    files.write("flow", FLOW, path)
    assert path.read_text().splitlines()[0] == "wave,source,weights,group_by,group,n,step,rows"
    found = files.read("flow", path)
    assert found["rows"].tolist() == [3, 2]
    assert set(found["group"]) == {"all"}


def test_numbers_have_ten_digits(tmp_path: Path) -> None:
    names = {"wave": ["w"], "source": ["s"], "variable": "x", "test": "t", "family": "f", "effect_name": "e"}
    empty = pd.DataFrame(names).reindex(columns=DECLARED["group_comparison"].columns)
    frame = of_whole_source(empty).assign(statistic=1 / 3)
    files.write("group_comparison", frame, tmp_path / "t.csv")
    assert "0.3333333333," in (tmp_path / "t.csv").read_text()


def test_a_header_only_table_can_be_read(tmp_path: Path) -> None:
    files.write("drivers", pd.DataFrame(), tmp_path / "t.csv")
    assert files.read("drivers", tmp_path / "t.csv").empty


def test_an_altered_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "flow.csv").write_text("wave,source\nw,s\n")
    with pytest.raises(UserError, match=r"altered or is incomplete.*Run again: it is made anew"):
        files.read("flow", tmp_path / "flow.csv")
