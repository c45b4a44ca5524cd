"""Published profiles: read as written, and every mistake told with row, cause and mend."""

from pathlib import Path

import pytest

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY
from competing_values.study import benchmarks, loading

HEADER = "name,label,source,n,perspective,clan,adhocracy,market,hierarchy,note,label_ru"
NOW = "city,A city,Author (2020),120,now,20,30,25.5,24.5,,Город"
PREFERRED = "city,A city,Author (2020),118,preferred,40,20,20,19,in the table,Город"


def read(folder: Path, *rows: str, header: str = HEADER, total: float = 100) -> list[dict[str, object]]:
    path = folder / "benchmarks.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return benchmarks.profiles(path, total, ["en", "ru"])


def told(folder: Path, *rows: str, header: str = HEADER, total: float = 100) -> str:
    with pytest.raises(UserError) as error:
        read(folder, *rows, header=header, total=total)
    return str(error.value)


def test_profiles_are_read_as_written(tmp_path: Path) -> None:
    now, preferred = read(tmp_path, NOW, PREFERRED)
    assert now == {
        "name": "city", "label": {"en": "A city", "ru": "Город"}, "source": "Author (2020)", "n": 120,
        "perspective": "now", "clan": 20, "adhocracy": 30, "market": 25.5, "hierarchy": 24.5, "total": 100,
        "note": {"en": "", "ru": ""},
    }  # fmt: skip
    assert preferred["total"] == 99
    assert preferred["note"] == {"en": "in the table", "ru": "in the table"}


def test_a_questionnaire_may_share_other_points(tmp_path: Path) -> None:
    row = "city,A city,Author (2020),120,now,2,3,3,2,,"
    assert read(tmp_path, row, total=10)[0]["total"] == 10
    assert "the four total 10, not 100" in told(tmp_path, row)


@pytest.mark.parametrize(
    ("row", "cause", "mend"),
    [
        (NOW.replace("A city", ""), "`label` is empty", "add it"),
        (NOW.replace("Author (2020)", ""), "`source` is empty", "add it"),
        (NOW.replace("city,", "City,", 1), "the name `City` is not a name of small Latin letters", "write one"),
        (NOW.replace("now", "nou"), "`nou` is no known perspective", "`now`"),
        (NOW.replace("120", "about 120"), "n, the number of respondents, is `about 120`", "whole number above 0"),
        (NOW.replace("120", "0"), "is `0`", "whole number above 0"),
        (NOW.replace("20,30", "20,thirty"), "adhocracy is `thirty`", "points from 0 to 100"),
        (NOW.replace("20,30", "-20,70"), "clan is `-20`", "points from 0 to 100"),
        (NOW.replace("20,30", "nan,30"), "clan is `nan`", "points from 0 to 100"),
        (NOW.replace("20,30", ",30"), "clan is ``", "points from 0 to 100"),
        (NOW.replace("25.5", "24.5"), "the four total 99, not 100", "say in `note` why"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, row: str, cause: str, mend: str) -> None:
    message = told(tmp_path, row)
    assert "benchmarks.csv, row 2: " in message
    assert cause in message
    assert mend in message
    assert len(message.splitlines()) == 1


def test_rows_may_not_contradict_each_other(tmp_path: Path) -> None:
    message = told(tmp_path, NOW, NOW, PREFERRED.replace("A city", "Another"))
    assert "row 3: `city`, `now` stands already in row 2; keep one of the two" in message
    assert "row 4: `city` has another `label` in row 2; write the same in both" in message


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    message = told(tmp_path, NOW.replace("120", "many").replace("now", "then"), PREFERRED.replace("40", "forty"))
    assert message.count("row 2") == 2
    assert message.count("row 3") == 1


def test_a_file_without_columns_or_rows(tmp_path: Path) -> None:
    message = told(tmp_path, NOW, header=HEADER.replace("clan", "family"))
    assert "row 1: no column `clan`, expected name, label" in message
    assert "there is no row below the header" in told(tmp_path)


def test_the_default_study_shows_the_published_pair() -> None:
    """Abstract of Goula et al. (2020), scirp.org, paper 101783."""
    now, preferred = loading.load(str(REPOSITORY / "config.yaml"))["publication"]["2023"]["benchmarks"]
    assert [now[name] for name in ("clan", "adhocracy", "market", "hierarchy")] == [23.76, 10.02, 14.46, 47.75]
    assert [preferred[name] for name in ("clan", "adhocracy", "market", "hierarchy")] == [34.51, 22.49, 24.47, 19.03]
    assert (now["n"], now["total"], preferred["total"]) == (656, 95.99, 100.5)
    assert all("95.99 now and 100.50 preferred" in one["note"]["en"] for one in (now, preferred))
