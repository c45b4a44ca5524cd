"""Published profiles: read as written, and every mistake told with row, cause and mend."""

from pathlib import Path

import pytest

from competing_values.errors import UserError
from competing_values.run.imports import REPOSITORY
from competing_values.study import benchmarks, loading

HEADER = "name,label,source,n,perspective,clan,adhocracy,market,hierarchy,note,label_ru"
NOW = "city,A city,Author (2020),120,now,20,30,25.5,24.5,,Город"
PREFERRED = "city,A city,Author (2020),118,preferred,40,20,20,16,in the table,Город"


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
        "organisations": None, "perspective": "now", "scale": None, "clan": 20, "adhocracy": 30, "market": 25.5,
        "hierarchy": 24.5, "total": None,
        "note": {"en": "", "ru": ""},
    }  # fmt: skip
    assert preferred["total"] == 96
    assert preferred["note"] == {"en": "in the table", "ru": "in the table"}


def test_a_questionnaire_may_share_other_points(tmp_path: Path) -> None:
    row = "city,A city,Author (2020),120,now,2,3,3,2,,"
    assert read(tmp_path, row, total=10)[0]["total"] is None
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
        (PREFERRED.replace("40,20,20,16", "3.29,3.2,3.2,3.3"), "the four total 12.99, not 100", "`scale`"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, row: str, cause: str, mend: str) -> None:
    message = told(tmp_path, row)
    assert "benchmarks.csv, row 2: " in message
    assert cause in message
    assert mend in message
    assert len(message.splitlines()) == 1


SIZED = HEADER.replace("source,n,", "source,organisations,scale,")


def test_a_profile_may_stand_on_organisations_or_on_nothing_that_is_known(tmp_path: Path) -> None:
    known, unknown = read(
        tmp_path,
        "city,A city,Author (2020),40,,now,20,30,25.5,24.5,,",
        "town,A town,Author (2020),,,now,20,30,25.5,24.5,,",
        header=SIZED,
    )
    assert (known["n"], known["organisations"]) == (None, 40)
    assert (unknown["n"], unknown["organisations"]) == (None, None)
    assert "organisations, the number of organisations, is `some`" in told(
        tmp_path, "city,A city,Author (2020),some,,now,20,30,25.5,24.5,,", header=SIZED
    )


@pytest.mark.parametrize(
    ("points", "total"),
    [
        ("25.8,16.3,21.7,36.3", None),  # 100.1: each may be 0.05 off
        ("25.8,16.3,21.7,36.5", 100.3),
        ("26,16,22,37", None),  # 101: each may be 0.5 off
        ("26,16,22,39", 103),
        ("30.33,24.33,24.50,20.83", None),  # 99.99
        ("30.30,24.33,24.50,20.83", 99.96),
    ],
)
def test_what_a_total_may_be_off_follows_from_the_digits_written(tmp_path: Path, points: str, total: float) -> None:
    assert read(tmp_path, f"city,A city,Author (2020),9,now,{points},noted,")[0]["total"] == total
    if total is not None:
        assert "say in `note` why" in told(tmp_path, f"city,A city,Author (2020),9,now,{points},,")


def test_means_of_a_rating_scale_name_it(tmp_path: Path) -> None:
    row = "city,A city,Author (2020),,1 to 5,now,3.29,3.2,3.2,3.3,,"
    one = read(tmp_path, row, header=SIZED)[0]
    assert (one["scale"], one["total"], one["clan"]) == ([1, 5], None, 3.29)
    for scale in ("Likert", "5 to 1", "1-5"):
        assert "such as `1 to 5`" in told(tmp_path, row.replace("1 to 5", scale), header=SIZED)
    assert "clan is `3.29`; write a mean from 1 to 3" in told(tmp_path, row.replace("1 to 5", "1 to 3"), header=SIZED)


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


def test_the_default_study_shows_the_published_profiles() -> None:
    """Abstracts of the publications that `data/benchmarks.csv` cites."""
    shipped = loading.load(str(REPOSITORY / "config.yaml"))["publication"]["2023"]["benchmarks"]
    told_of = ("perspective", "clan", "adhocracy", "market", "hierarchy", "n", "organisations", "total")
    assert [[one["name"], *(one[name] for name in told_of)] for one in shipped] == [
        ["greek_hospitals_2014", "now", 23.76, 11.79, 17.3, 47.05, 541, 20, 99.9],
        ["greek_hospitals_2014", "preferred", 31.11, 25.08, 24.42, 19.4, 541, 20, None],
        ["japan_nicu_physicians", "now", 34.6, 16.3, 17.4, 31.7, None, 40, None],
        ["japan_nicu_nurses", "now", 25.8, 16.3, 21.7, 36.3, None, 40, None],
        ["philippine_state_university", "now", 31.17, 21.67, 19.33, 27.83, 10, 1, None],
        ["philippine_state_university", "preferred", 30.33, 24.33, 24.5, 20.83, 10, 1, None],
        ["czech_enterprises", "now", 31.72, 21.28, 21.5, 25.46, None, 962, 99.96],
        ["czech_enterprises", "preferred", 35.3, 22.63, 19.17, 22.91, None, 962, None],
    ]
    assert all(one["scale"] is None for one in shipped)
