"""The contract: what is declared and what is written are the same, and no group is named that is not declared."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from competing_values.errors import ContractError
from competing_values.tables import contract, files
from competing_values.tables.declared import COLUMNS, DECLARED, ROW, TABLES, tables_of

CELL = {"wave": "w", "source": "s", "weights": "none", "group_by": "body"}
ANSWERS = pd.DataFrame(
    [
        CELL | {"group": group, "n": 20, "question": "q", "category": category, "share": 0.5}
        for group in ("a", "b")
        for category in ("no", "yes")
    ]
).assign(ci_low=0.3, ci_high=0.7)


def test_every_column_is_explained_and_used() -> None:
    for table in DECLARED.values():
        assert table.columns[:6] == ROW
    assert {column for table in DECLARED.values() for column in table.columns} == set(COLUMNS)
    assert {kind for kind, _ in COLUMNS.values()} == set(contract.KINDS)


def test_a_study_without_a_block_has_no_table_of_it() -> None:
    assert not [
        name for name in tables_of(["ratings", "breakdowns"]) if name.startswith(("ocai", "competenc", "question"))
    ]
    assert "drivers" not in tables_of(["ratings"])
    assert "drivers" not in tables_of(["questions", "self_ratings"])
    assert "drivers" in tables_of(["ratings", "questions"])
    assert "drivers" in tables_of(["ratings", "self_ratings"])
    assert DECLARED["drivers"].lacking(["ratings"]) == ["questions or self_ratings"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"groups": DECLARED["pairwise"].groups[:2]}, "pairwise: `group_b` names groups, and is not declared"),
        ({"groups": ()}, "pairwise: `group_a` names groups, and is not declared"),
        ({"values": ("n_b",)}, "pairwise: the column `n_b` has no kind"),
        ({"values": ("group_b",), "key": ()}, "pairwise: `groups` names columns that it has not: group_a"),
    ],
)
def test_a_column_that_names_groups_must_be_declared(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ContractError, match=told):
        replace(DECLARED["pairwise"], **changes)


def test_rows_keep_their_values_and_get_their_kinds() -> None:
    found = contract.checked("question_answers", ANSWERS[ANSWERS.columns[::-1]].assign(n=[20.0, 20.0, None, None]))
    assert tuple(found.columns) == TABLES["question_answers"].columns
    assert found["n"].dtype == "Int64"
    assert found["n"].isna().tolist() == [False, False, True, True]
    assert found["category"].tolist() == ["no", "yes", "no", "yes"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda frame: frame.drop(columns="ci_low"), "`ci_low` is declared, and not estimated"),
        (lambda frame: frame.drop(columns="group"), "`group` is declared, and not estimated"),
        (lambda frame: frame.assign(mean=1.0), "`mean` is estimated, and not declared"),
        (lambda frame: frame.rename(columns={"share": "portion"}), "`share` is declared.*`portion` is estimated"),
        (lambda frame: frame.assign(share=1.5), "`share` has values from 1.5 to 1.5"),
        (lambda frame: frame.assign(share=-0.1), "`share` has values from -0.1"),
        (lambda frame: frame.assign(n=-1), "`n` has values from -1 to -1"),
        (lambda frame: frame.assign(n=1.5), "`n` is declared as count"),
        (lambda frame: frame.assign(share="half"), "`share` is declared as share, and holds values of kind string"),
        (lambda frame: frame.assign(question=1), "`question` is declared as text, and holds values of kind integer"),
        (lambda frame: frame.assign(category="no"), "a row stands twice: .*'group': 'a'"),
        (lambda frame: frame.iloc[[0, 2, 1, 3]], "rows of one group do not stand together"),
    ],
)
def test_a_breach_is_told_with_table_and_column(change: Any, told: str, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=f"table question_answers: .*{told}"):
        files.write("question_answers", change(ANSWERS), tmp_path / "t.csv")
    assert not (tmp_path / "t.csv").exists()


def test_a_table_without_rows_has_its_columns() -> None:
    for name in DECLARED:
        assert tuple(contract.checked(name, pd.DataFrame()).columns) == DECLARED[name].columns
