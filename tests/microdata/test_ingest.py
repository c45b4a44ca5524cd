"""Reading a raw file: what is read, what becomes missing, and what is refused with a message."""

from pathlib import Path
from typing import Any

import pytest
from examples import asking

from competing_values.errors import UserError
from competing_values.microdata.ingest import Ingestion, raw_columns
from competing_values.microdata.reading.reader import read_text
from competing_values.study.codebook import Codebook

INSTRUMENT = asking({"work": ["s01", "s02"]}, {"region": ["abai", "almaty"], "team": None})
HEADER = "id;region;s01;s02"


def ingestion(folder: Path, *rows: str, encoding: str = "utf-8", header: str = HEADER, **codebook: Any) -> Ingestion:
    path = folder / "export.csv"
    path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
    listed = codebook.pop("columns", {"respondent_id": "id"})
    csv = {"delimiter": ";", "encoding": encoding, **codebook.pop("csv", {})}
    model = Codebook.model_validate({"file": str(path), "csv": csv, "columns": listed, **codebook})
    loaded = model.completed(["region", "s01", "s02", "team"], str(path))
    return Ingestion(read_text(loaded, folder / "scratch", raw_columns(loaded)), INSTRUMENT, loaded)


def values(found: Ingestion, name: str) -> list[Any]:
    return found.answers(b"key").collect()[name].to_list()


def told(folder: Path, *rows: str, **options: Any) -> str:
    with pytest.raises(UserError) as error:
        ingestion(folder, *rows, **options)
    return str(error.value)


def test_answers_and_what_was_found(tmp_path: Path) -> None:
    found = ingestion(
        tmp_path, "1;Abai;10;ten", "2; ALMATY ;11;", "3;almaty;-;7", "3;;55;0", numbers={"ten": 10}, missing=["-"]
    )
    assert values(found, "s01") == [10, None, None, None]  # 11 and 55 are outside
    assert values(found, "s02") == [10, None, 7, None]
    assert values(found, "region") == ["abai", "almaty", "almaty", None]
    assert values(found, "row") == [2, 3, 4, 5]
    fields = found.fields(found.answers(b"key")).set_index("variable")
    assert fields.loc["s01"].to_dict() == {
        "n": 4,
        "raw_name": "s01",
        "answered": 1,
        "missing": 1,
        "out_of_range": 2,
        "distinct": 1,
    }
    assert fields.loc["s02", ["answered", "missing", "out_of_range"]].tolist() == [2, 1, 1]


def test_ids_are_hashed_with_the_key(tmp_path: Path) -> None:
    found = ingestion(tmp_path, "77;abai;1;1", "77;abai;2;2", ";abai;1;1")
    first, second, none = values(found, "respondent_id")
    assert first == second != "77"
    assert none is None
    assert found.answers(b"another").collect()["respondent_id"][0] != first


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "kz1048"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    columns = {"region": {"column": "region", "values": {"Абай облысы": "abai"}}}
    assert values(ingestion(tmp_path, "1;Абай облысы;1;1", encoding=encoding, columns=columns), "region") == ["abai"]


def test_decimal_comma(tmp_path: Path) -> None:
    assert values(ingestion(tmp_path, "1;abai;3,0;1", csv={"decimal": ","}), "s01") == [3]
    message = told(tmp_path, "1;abai;3.0;1", "2;abai;4;2.0", csv={"decimal": ","})
    assert "columns `s01`, `s02`, row 2: `3.0`, 2 times of this kind: numbers with '.' as decimal sign" in message
    assert 'Set `csv.decimal`: `csv: {decimal: "."}`' in message


def test_composed_and_decomposed_letters_are_the_same(tmp_path: Path) -> None:
    columns = {"region": {"column": "region", "values": {"Алматы й": "almaty"}}}
    assert values(ingestion(tmp_path, "1;Алматы й;1;1", columns=columns), "region") == ["almaty"]


def test_test_entries_are_marked(tmp_path: Path) -> None:
    found = ingestion(tmp_path, "TEST;abai;1;1", "2;abai;1;1", ";abai;1;1", test_entries={"id": ["test"]})
    assert values(found, "test_entry") == [True, False, False]


def test_a_variable_that_is_not_asked_is_missing(tmp_path: Path) -> None:
    found = ingestion(tmp_path, "1;abai;5", header="id;region;s01")
    assert values(found, "s02") == [None]
    assert found.fields(found.answers(b"key")).set_index("variable").loc["s02", "raw_name"] == ""


@pytest.mark.parametrize(
    ("rows", "options", "place", "cause", "mend"),
    [
        (["1;abai;seven;1"], {}, "column `s01` (s01), row 2", "`seven`, once, is no number", "`numbers`"),
        (["1;abay;1;1", "2;abay;1;1"], {}, "(region), row 2", "`abay`, 2 times, is no category (nearest: `abai`)", "columns.region.values"),
        (["1;abai;1"], {}, "row 2", "3 cells, the header has 4", "quotes"),
        (["1;abai;1;2;3"], {}, "row 2", "5 cells, the header has 4", "quotes"),
        (["1;abai;1;2"], {"columns": {"s01": "Q1"}}, "no column `Q1`", "for `s01`", "Correct the codebook"),
        (["1;abai;1;2"], {"test_entries": {"state": ["x"]}}, "no column `state`", "test_entries", "Correct the codebook"),
        (["1;abai;1;2"], {"header": "id;s01;s01;s02"}, "row 1", "`s01` stands there twice", "rename"),
        (["1;Абай;1;2"], {"csv": {"encoding": "ascii"}}, "export.csv", "not ascii (byte d0 in line 2)", "csv.encoding"),
        (["1;abai;1;2"], {"csv": {"encoding": "cp12511"}}, "cp12511", "no known encoding", "cp1251"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, rows: list[str], options: dict[str, Any], place: str, cause: str, mend: str
) -> None:
    message = told(tmp_path, *rows, **options)
    assert place in message
    assert cause in message
    assert mend in message


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    message = told(tmp_path, "1;abay;1;x", "2;nowhere;y;1")
    assert all(word in message for word in ("`abay`", "`nowhere`", "`x`", "`y`"))


HEADER_OF_DESIGN = "id;region;s01;s02;W;PSU"


def test_a_design_reads_weights_strata_and_clusters(tmp_path: Path) -> None:
    """A raw column by its header, a variable of the study as it is read; a missing code is no answer here, too."""
    rows = "1;Abai;1;1;1,5;x 1", "2;ABAI;1;1;-; x 1", "3;almaty;1;1;0;", "4;;1;1;2;y"
    found = ingestion(
        tmp_path, *rows, header=HEADER_OF_DESIGN, missing=["-"], csv={"decimal": ","},
        design={"weight": "W", "strata": "region", "cluster": "PSU"},
    )  # fmt: skip
    assert values(found, "design.weight") == [1.5, None, 0, 2]
    assert values(found, "design.stratum") == ["abai", "abai", "almaty", None]
    assert values(found, "design.cluster") == ["x 1", "x 1", None, "y"]


def test_weights_that_are_none_are_told_with_their_row(tmp_path: Path) -> None:
    rows = "1;abai;1;1;-2;x", "2;abai;1;1;much;x", "3;abai;1;1;-2;x", "4;abai;1;1;1;x"
    message = told(tmp_path, *rows, header=HEADER_OF_DESIGN, design={"weight": "W"})
    assert "column `W` (design.weight), row 2: `-2`, 2 times, is no weight" in message
    assert "row 3: `much`, once, is no weight" in message


def test_a_column_of_the_design_that_is_not_there_is_told(tmp_path: Path) -> None:
    message = told(tmp_path, "1;abai;1;1;2;x", header=HEADER_OF_DESIGN, design={"weight": "WT", "strata": "region"})
    assert "no column `WT` for `design.weight`" in message
    assert "region" not in message
