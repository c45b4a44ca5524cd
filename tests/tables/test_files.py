"""Tables as files: the contract is kept where they are written, and checked where they are read."""

from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest

from competing_values.errors import UserError
from competing_values.tables import contract, files
from competing_values.tables.declared import COLUMNS, ROW, TABLES, TRENDS, tables_of

FLOW = pd.DataFrame({"wave": "w", "source": "s", "n": [3, 3], "step": ["raw", "kept"], "rows": [3, 2]})


def test_every_column_is_explained() -> None:
    for table in (TABLES | TRENDS).values():
        assert set(table.columns) <= set(COLUMNS)
        assert table.columns[:6] == ROW
        assert table.columns[-1] == "suppressed"


def test_a_study_without_a_block_has_no_table_of_it() -> None:
    assert not [
        name for name in tables_of(["ratings", "breakdowns"]) if name.startswith(("ocai", "competenc", "question"))
    ]
    assert "drivers" not in tables_of(["ratings"])
    assert "drivers" in tables_of(["ratings", "questions"])


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "flow.csv"
    files.write("flow", FLOW, path)
    assert path.read_text().splitlines()[0] == "wave,source,weights,group_by,group,n,step,rows,suppressed"
    found = files.read("flow", path)
    assert found["rows"].tolist() == [3, 2]
    assert set(found["group"]) == {"all"}


def test_numbers_have_ten_digits(tmp_path: Path) -> None:
    frame = pd.DataFrame({"wave": ["w"], "source": ["s"], "variable": "x", "test": "t", "statistic": 1 / 3})
    files.write("group_comparison", frame, tmp_path / "t.csv")
    assert "0.3333333333," in (tmp_path / "t.csv").read_text()


def test_a_header_only_table_can_be_read(tmp_path: Path) -> None:
    files.write("drivers", pd.DataFrame(), tmp_path / "t.csv")
    assert files.read("drivers", tmp_path / "t.csv").empty


def test_a_row_that_stands_twice_breaks_the_contract() -> None:
    assert len(contract.checked("flow", FLOW)) == 2
    with pytest.raises(pa.errors.SchemaError):
        contract.checked("flow", pd.concat([FLOW, FLOW]))


def test_a_share_above_one_breaks_the_contract() -> None:
    frame = pd.DataFrame({"wave": ["w"], "source": "s", "question": "q", "category": "c", "share": 1.5})
    with pytest.raises(pa.errors.SchemaError):
        contract.checked("question_answers", frame)


def test_an_altered_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "flow.csv").write_text("wave,source\nw,s\n")
    with pytest.raises(UserError, match=r"altered or is incomplete.*Delete it and run again"):
        files.read("flow", tmp_path / "flow.csv")
